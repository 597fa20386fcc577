import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaCells, BUFFER, EDGE, INSIDE } from "#domain/grid/area-cells.ts";
import { spreadOverCells } from "#domain/grid/areal-interpolation.ts";
import { cellAt, cellCentre, cellDisk, cellRing, type LngLat, type PolygonRings } from "#domain/grid/h3.ts";
import { areaCovers, prepareArea } from "#domain/grid/point-in-polygon.ts";
import { checkPolygon } from "#domain/grid/polygon-validity.ts";
import { seededRandom } from "#domain/stats/seeded-random.ts";

/** Star-shaped rings about a place in Britain: any radii, sorted angles, so they never cross themselves. */
const star = fc
  .record({
    lng: fc.double({ min: -5, max: 1.5, noNaN: true }),
    lat: fc.double({ min: 50.2, max: 58, noNaN: true }),
    radii: fc.array(fc.double({ min: 0.1, max: 1, noNaN: true }), { minLength: 3, maxLength: 40 }),
    sizeDeg: fc.double({ min: 0.0005, max: 0.03, noNaN: true }),
    hole: fc.boolean(),
  })
  .map(({ lng, lat, radii, sizeDeg, hole }): PolygonRings => {
    const ring = (scale: number): LngLat[] =>
      radii.map((radius, i) => {
        const angle = (2 * Math.PI * i) / radii.length;
        const r = radius * sizeDeg * scale;
        return [lng + r * Math.cos(angle) * 1.6, lat + r * Math.sin(angle)];
      });
    return hole ? [ring(1), ring(0.4)] : [ring(1)];
  });

describe("cells of random areas", () => {
  it("every point of an inside cell is in the polygon, and no point of a buffer cell is", () => {
    fc.assert(
      fc.property(star, fc.constantFrom(9, 10, 11), fc.nat(), (rings, resolution, seed) => {
        const { cells, flags } = areaCells([rings], resolution, 100);
        const { covers } = prepareArea([rings]);
        const random = seededRandom(seed);
        for (const [i, cell] of cells.entries()) {
          if (flags[i] === EDGE || (cells.length > 300 && random.uniform() > 300 / cells.length)) continue;
          const corners = cellRing(cell);
          const [clng, clat] = cellCentre(cell);
          for (const [lng, lat] of corners) expect(covers(lng, lat)).toBe(flags[i] === INSIDE);
          for (let k = 0; k < 20; k++) {
            const [lng, lat] = corners[Math.floor(random.uniform() * corners.length)] ?? [clng, clat];
            const t = random.uniform();
            expect(covers(clng + (lng - clng) * t, clat + (lat - clat) * t)).toBe(flags[i] === INSIDE);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("the cell of every point in the polygon is listed as inside or edge", () => {
    fc.assert(
      fc.property(star, fc.constantFrom(8, 9, 10, 11), fc.nat(), (rings, resolution, seed) => {
        const { cells, flags } = areaCells([rings], resolution, 0);
        const flagOf = new Map(cells.map((cell, i) => [cell, flags[i]]));
        const { covers, bbox } = prepareArea([rings]);
        const random = seededRandom(seed);
        for (let k = 0; k < 300; k++) {
          const lng = bbox[0] + (bbox[2] - bbox[0]) * random.uniform();
          const lat = bbox[1] + (bbox[3] - bbox[1]) * random.uniform();
          const flag = flagOf.get(cellAt([lng, lat], resolution));
          if (covers(lng, lat)) expect([INSIDE, EDGE]).toContain(flag);
          else expect(flag).not.toBe(INSIDE);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("every corner of the boundary lies in an edge cell, and buffer cells never join inside ones", () => {
    fc.assert(
      fc.property(star, fc.constantFrom(9, 11), (rings, resolution) => {
        const { cells, flags } = areaCells([rings], resolution, 80);
        const flagOf = new Map(cells.map((cell, i) => [cell, flags[i]]));
        for (const corner of rings.flat()) expect(flagOf.get(cellAt(corner, resolution))).toBe(EDGE);
        for (const cell of cells.filter((_, i) => flags[i] === BUFFER).slice(0, 100)) {
          for (const near of cellDisk(cell, 1)) expect(flagOf.get(near)).not.toBe(INSIDE);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("random areas", () => {
  it("the prepared test agrees with the plain even–odd rule away from the boundary", () => {
    fc.assert(
      fc.property(star, fc.nat(), (rings, seed) => {
        const { covers, bbox } = prepareArea([rings]);
        const random = seededRandom(seed);
        for (let k = 0; k < 200; k++) {
          const lng = bbox[0] + (bbox[2] - bbox[0]) * random.uniform();
          const lat = bbox[1] + (bbox[3] - bbox[1]) * random.uniform();
          let inside = false;
          for (const ring of rings) {
            for (const [i, [x, y]] of ring.entries()) {
              const [px, py] = ring.at(i - 1) ?? [x, y];
              if (y > lat !== py > lat && lng < ((px - x) * (lat - y)) / (py - y) + x) inside = !inside;
            }
          }
          expect(covers(lng, lat)).toBe(inside);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("star-shaped outlines are found simple and covered by themselves", () => {
    fc.assert(
      fc.property(star, (rings) => {
        const check = checkPolygon(rings.slice(0, 1));
        expect(check).toMatchObject({ ok: true, repairs: ["closed"], ringsCross: null });
        for (const corner of rings[0] ?? []) expect(areaCovers([rings.slice(0, 1)], corner)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("people spread over cells that hold the whole area add up to the people of the area", () => {
    fc.assert(
      fc.property(star, fc.integer({ min: 1, max: 9000 }), (rings, people) => {
        const { cells } = areaCells([rings], 11, 60);
        // A neighbour of nobody all round, so that no cell is short of coverage.
        const around: PolygonRings = [square4(rings), ...rings.slice(0, 1)];
        const hole = rings[1] ? [{ polygons: [[rings[1]]], people: 0 }] : [];
        const spread = spreadOverCells(
          [{ polygons: [rings], people }, { polygons: [around], people: 0 }, ...hole],
          cells,
        );
        const total = spread.reduce((sum: number, n) => sum + (n ?? Number.NaN), 0);
        expect(Math.abs(total - people) / people).toBeLessThan(1e-6);
      }),
      { numRuns: 30 },
    );
  });
});

function square4(rings: PolygonRings): LngLat[] {
  const [west, south, east, north] = prepareArea([rings]).bbox;
  const pad = 0.02;
  return [
    [west - pad, south - pad],
    [east + pad, south - pad],
    [east + pad, north + pad],
    [west - pad, north + pad],
  ];
}
