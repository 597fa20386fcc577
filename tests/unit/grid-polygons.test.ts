import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { areaCells, BUFFER, EDGE, INSIDE } from "#domain/grid/area-cells.ts";
import { spreadOverCells } from "#domain/grid/areal-interpolation.ts";
import { cellAt, cellCentre, cellsTouching, cellsWhollyIn, type PolygonRings } from "#domain/grid/h3.ts";
import { holderOfMost, samplePoints } from "#domain/grid/majority-holder.ts";
import { areaCovers, orientation, prepareArea } from "#domain/grid/point-in-polygon.ts";
import { checkPolygon } from "#domain/grid/polygon-validity.ts";
import { ringArea } from "#domain/grid/ring-area.ts";
import { type Corner, square } from "../support/boundary-files.ts";
import { realFile } from "../support/real-data.ts";

/** Ring with a square hole, near Hendon; 0.02° wide. */
const withHole: PolygonRings[] = [[square(-0.24, 51.58, 0.02), square(-0.233, 51.587, 0.004)]];

describe("point in polygon", () => {
  it("holes are outside and parts are inside", () => {
    const area = prepareArea([...withHole, [square(-0.2, 51.58, 0.01)]]);
    expect(area.covers(-0.239, 51.581)).toBe(true);
    expect(area.covers(-0.231, 51.589)).toBe(false);
    expect(area.covers(-0.195, 51.585)).toBe(true);
    expect(area.covers(-0.21, 51.585)).toBe(false);
  });

  it("corners and edges are covered, also where round-off would say otherwise", () => {
    const area = prepareArea(withHole);
    expect(area.covers(-0.24, 51.58)).toBe(true);
    expect(area.covers(-0.23, 51.58)).toBe(true);
    expect(area.covers(-0.233, 51.589)).toBe(true);
    const slanted: PolygonRings = [
      [
        [0.1, 50.1],
        [0.7, 50.7],
        [0.1, 50.7],
        [0.1, 50.1],
      ],
    ];
    expect(areaCovers([slanted], [0.3, 50.3])).toBe(orientation(0.1, 50.1, 0.7, 50.7, 0.3, 50.3) >= 0);
  });

  it("orientation is exact where doubles alone are not", () => {
    const tiny = 2 ** -53;
    expect(Math.sign(orientation(0.5, 0.5, 12, 12, 24, 24))).toBe(0);
    expect(Math.sign(orientation(0.5, 0.5, 12, 12, 24, 24 + 2 ** -48))).toBe(1);
    expect(Math.sign(orientation(0.5 + tiny, 0.5, 12, 12, 24, 24))).toBe(
      -Math.sign(orientation(0.5, 0.5 + tiny, 12, 12, 24, 24)),
    );
  });

  it("an area without corners covers nothing", () => {
    expect(prepareArea([]).covers(0, 51)).toBe(false);
  });
});

describe("cells of an area", () => {
  it("inside cells come first, then edge, then buffer, each sorted", () => {
    const { cells, flags } = areaCells(withHole, 10, 200);
    for (const flag of [INSIDE, EDGE, BUFFER]) {
      const part = cells.filter((_, i) => flags[i] === flag);
      expect(part.length).toBeGreaterThan(0);
      expect(part).toEqual(part.toSorted());
    }
    expect([...flags]).toEqual([...flags].toSorted());
    expect(new Set(cells).size).toBe(cells.length);
  });

  it("a polygon within one cell has one edge cell and no inside cell", () => {
    const [lng, lat] = cellCentre(cellAt([-0.22, 51.59], 8));
    const { cells, flags } = areaCells([[square(lng, lat, 0.0001)]], 8, 0);
    expect(cells).toEqual([cellAt([lng, lat], 8)]);
    expect([...flags]).toEqual([EDGE]);
  });

  it("agrees with H3's own full and overlapping containment, but for cells within 5 cm of the boundary", () => {
    const [rings = []] = withHole;
    const { cells, flags } = areaCells(withHole, 11, 0);
    const inside = new Set(cells.filter((_, i) => flags[i] === INSIDE));
    const all = new Set(cells);
    const full = cellsWhollyIn(rings, 11);
    expect(full.filter((cell) => !inside.has(cell)).length).toBeLessThanOrEqual(2);
    expect([...inside].filter((cell) => !full.includes(cell))).toEqual([]);
    expect(cellsTouching(rings, 11).filter((cell) => !all.has(cell))).toEqual([]);
  });

  it("the buffer holds every cell within its width and nothing far beyond it", () => {
    const bufferM = 300;
    const { cells, flags } = areaCells([[square(-0.24, 51.58, 0.01)]], 10, bufferM);
    const known = new Set(cells);
    const metresPerDegree = 111_195;
    for (let k = 0; k < 720; k++) {
      const angle = (k * Math.PI) / 360;
      const lng = -0.23 + (Math.cos(angle) * bufferM * 0.99) / (metresPerDegree * Math.cos(0.9));
      if (lng > -0.23) expect(known.has(cellAt([lng, 51.585], 10))).toBe(true);
    }
    const farthest = cells
      .filter((_, i) => flags[i] === BUFFER)
      .map((cell) => (51.58 - cellCentre(cell)[1]) * metresPerDegree)
      .reduce((most, m) => Math.max(most, m), 0);
    expect(farthest).toBeGreaterThan(bufferM * 0.7);
    expect(farthest).toBeLessThan(bufferM + 300);
  });

  it("refuses a resolution or buffer that cannot be", () => {
    expect(() => areaCells(withHole, 16, 0)).toThrow(RangeError);
    expect(() => areaCells(withHole, 10, -1)).toThrow(RangeError);
  });
});

describe("areal interpolation", () => {
  const grid: { polygons: PolygonRings[]; people: number | null }[] = [];
  for (let i = 0; i < 6; i++) {
    for (let j = 0; j < 6; j++) {
      grid.push({
        polygons: [
          [
            square(-0.3 + i * 0.02, 51.5 + j * 0.015, 0.02).map(
              ([x, y]): Corner => [x, 51.5 + j * 0.015 + (y - (51.5 + j * 0.015)) * 0.75],
            ),
          ],
        ],
        people: 1000 + 37 * i + 11 * j,
      });
    }
  }
  const total = grid.reduce((sum, { people }) => sum + (people ?? 0), 0);

  it("totals are kept, far within 0.5 %, over a region that is covered throughout", () => {
    const outline: Corner[] = [
      [-0.3, 51.5],
      [-0.18, 51.5],
      [-0.18, 51.59],
      [-0.3, 51.59],
      [-0.3, 51.5],
    ];
    const nobodyAround = { polygons: [[square(-0.4, 51.4, 0.4), outline]], people: 0 };
    const cells = areaCells([[outline]], 10, 0).cells;
    const people = spreadOverCells([...grid, nobodyAround], cells);
    const kept = people.reduce((sum: number, n) => sum + (n ?? Number.NaN), 0);
    expect(Math.abs(kept - total) / total).toBeLessThan(1e-9);
  });

  it("a cell is empty-handed, not zero, where less than half of it has a published figure", () => {
    const half = grid.map((area, i) => (i < 18 ? { ...area, people: null } : area));
    const inUnknown = cellAt([-0.29, 51.55], 10);
    const inKnown = cellAt([-0.19, 51.55], 10);
    expect(spreadOverCells(half, [inUnknown, inKnown])[0]).toBeNull();
    expect(spreadOverCells(half, [inUnknown, inKnown])[1]).toBeGreaterThan(0);
    expect(spreadOverCells([], [inKnown])).toEqual([null]);
    expect(spreadOverCells(grid, [])).toEqual([]);
  });

  it("an area of nobody gives 0, which is not the same as unknown", () => {
    expect(
      spreadOverCells([{ polygons: [[square(-0.3, 51.5, 0.1)]], people: 0 }], [cellAt([-0.25, 51.55], 10)]),
    ).toEqual([0]);
  });
});

describe("polygon validity", () => {
  it("an open ring is closed and says so", () => {
    const check = checkPolygon([
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
    ]);
    expect(check).toMatchObject({ ok: true, repairs: ["closed"] });
    if (check.ok) expect(check.polygons[0]?.[0]?.at(-1)).toEqual([0, 0]);
  });

  it("a bow tie is refused with the place where it crosses", () => {
    expect(
      checkPolygon([
        [
          [0, 0],
          [1, 1],
          [1, 0],
          [0, 1],
          [0, 0],
        ],
      ]),
    ).toMatchObject({
      ok: false,
      reason: "self-crossing",
      at: [0.5, 0.5],
    });
  });

  it("a slip of less than 0.1 % of the area is cut off", () => {
    const check = checkPolygon([
      [
        [0, 0],
        [10, 0],
        [10, 10],
        [0.001, 10],
        [-0.01, 10.01],
        [0, 10.02],
        [0, 0],
      ],
    ]);
    expect(check).toMatchObject({ ok: true, repairs: ["self-crossing"] });
    if (check.ok) expect(Math.abs(ringArea(check.polygons[0]?.[0] ?? []))).toBeCloseTo(100, 1);
  });

  it("a spike and repeated points are cut off", () => {
    const check = checkPolygon([
      [
        [0, 0],
        [10, 0],
        [10, 0],
        [10, 10],
        [5, 10],
        [5, 12],
        [5, 10],
        [0, 10],
        [0, 0],
      ],
    ]);
    expect(check.ok && ringArea(check.polygons[0]?.[0] ?? [])).toBe(100);
  });

  it("a ring that touches itself becomes two parts", () => {
    const check = checkPolygon([
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [2, 0],
        [0, 4],
        [0, 0],
      ],
    ]);
    expect(check.ok && check.polygons.length).toBe(2);
  });

  it("points, lines and nonsense are refused", () => {
    expect(
      checkPolygon([
        [
          [0, 0],
          [1, 1],
        ],
      ]),
    ).toMatchObject({ reason: "too-few-points" });
    expect(
      checkPolygon([
        [
          [0, 0],
          [1, 1],
          [2, 2],
          [0, 0],
        ],
      ]),
    ).toMatchObject({ reason: "no-extent" });
    expect(
      checkPolygon([
        [
          [0, 0],
          [1, Number.NaN],
          [2, 2],
          [0, 0],
        ],
      ]),
    ).toMatchObject({ reason: "not-a-number" });
  });

  it("a hole that crosses the outline is reported", () => {
    const check = checkPolygon([square(0, 0, 10), square(8, 8, 5)]);
    expect(check.ok && check.ringsCross).not.toBeNull();
    const fine = checkPolygon([square(0, 0, 10), square(2, 2, 5)]);
    expect(fine.ok && fine.ringsCross).toBeNull();
    expect(fine.ok && fine.polygons[0]?.length).toBe(2);
  });
});

describe("who holds most of an area", () => {
  const holder = (code: string, x: number) => ({ code, area: prepareArea([[square(x, 51, 1)]]) });

  it("the holder with the larger share wins, and outside counts too", () => {
    const holders = [holder("west", 0), holder("east", 1)];
    expect(holderOfMost(samplePoints([[square(0.6, 51.2, 0.6)]]), holders)).toBe("west");
    expect(holderOfMost(samplePoints([[square(0.9, 51.2, 0.6)]]), holders)).toBe("east");
    expect(holderOfMost(samplePoints([[square(1.7, 51.2, 0.9)]]), holders)).toBeNull();
    expect(holderOfMost(samplePoints([[square(5, 51.2, 0.9)]]), holders)).toBeNull();
  });
});

const boroughs = realFile("boundaries/london-boroughs.geojson");
const lights = realFile("columns/barnet-street-lights.csv");

describe.skipIf(!boroughs || !lights)("the real borough of Barnet", () => {
  it("32,780 street lights lie inside its polygon", () => {
    const file: { features: { properties: { GSS_CODE: string }; geometry: { coordinates: Corner[][] } }[] } =
      JSON.parse(readFileSync(boroughs ?? "", "utf8"));
    const barnet = file.features.find(({ properties }) => properties.GSS_CODE === "E09000003");
    const area = prepareArea([barnet?.geometry.coordinates ?? []]);
    const rows = readFileSync(lights ?? "", "utf8")
      .trim()
      .split(/\r?\n/)
      .slice(1);
    const inside = rows.filter((row) => {
      const [, , , lat, lng] = row.split(",").map(Number);
      return area.covers(lng ?? 0, lat ?? 0);
    });
    expect(rows).toHaveLength(33_146);
    expect(inside).toHaveLength(32_780);
  });
});
