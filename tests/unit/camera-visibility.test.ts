import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildScene, type Footprint } from "../../server/domain/camera/scene.ts";
import { sees, type View, viewAreaM2 } from "../../server/domain/camera/view.ts";
import { visibility } from "../../server/domain/camera/visibility.ts";
import type { Viewpoint } from "../../server/domain/camera/walls-in-range.ts";

type Ring = readonly (readonly [number, number])[];

const ring = (points: Ring): Float64Array => Float64Array.from(points.flat());
const building = (points: Ring, heightM: number | null = null): Footprint => ({
  rings: [ring(points)],
  heightM,
});
/** Bare walls along a ring, open on its left: anticlockwise they are the walls of a room. */
const room = (points: Ring): Float64Array =>
  Float64Array.from(points.flatMap((p, i) => [...p, ...(points[(i + 1) % points.length] ?? p)]));

const SQUARE: Ring = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
];
const PILLAR: Ring = [
  [4, 7],
  [6, 7],
  [6, 8],
  [4, 8],
];
const L_ROOM: Ring = [
  [0, 0],
  [10, 0],
  [10, 4],
  [4, 4],
  [4, 10],
  [0, 10],
];
const AT: Viewpoint = { x: 0, y: 0, heightM: 6, targetHeightM: 1.6, rangeM: 50, bearingDeg: 0, hfovDeg: 360 };

function view(footprints: readonly Footprint[], at: Partial<Viewpoint>, walls?: Float64Array): View {
  const answer = visibility(buildScene(footprints, walls), { ...AT, ...at });
  if (!answer.ok) throw new RangeError(answer.reason);
  return answer.view;
}

const areaOf = (footprints: readonly Footprint[], at: Partial<Viewpoint>, walls?: Float64Array) =>
  viewAreaM2(view(footprints, at, walls));

/** Hand-worked, and checked with CGAL and GEOS (known answers V1–V9, S1–S3). */
describe("visibility", () => {
  it("an empty room is seen whole, and a pillar takes its shadow away", () => {
    expect(areaOf([], { x: 5, y: 5 }, room(SQUARE))).toBeCloseTo(100, 9);
    expect(areaOf([building(PILLAR)], { x: 5, y: 2 }, room(SQUARE))).toBeCloseTo(92.2, 9);
    expect(areaOf([], { x: 8, y: 2 }, room(L_ROOM))).toBeCloseTo(44, 9);
  });

  it("a lens in line with a wall sees along it", () => {
    expect(areaOf([building(PILLAR)], { x: 2, y: 7 }, room(SQUARE))).toBeCloseTo(86, 9);
  });

  it("a lens on a wall is moved out of it and does not see through it", () => {
    const seen = view([], { x: 0, y: 5 }, room(SQUARE));
    expect(seen.nudgedM).toBeCloseTo(0.05, 9);
    expect(viewAreaM2(seen)).toBeCloseTo(100, 9);
    const outside = view([building(SQUARE)], { x: 10, y: 5, rangeM: 20 });
    expect(outside.x).toBeCloseTo(10.05, 9);
    // All round, less the sector behind a wall of 10 m, and with the sliver before it.
    const past = Math.atan(0.05 / 5);
    expect(viewAreaM2(outside)).toBeCloseTo((Math.PI + 2 * past) * 200 + (0.05 * 10) / 2, 6);
  });

  it("a lens in a building is refused", () => {
    const answer = visibility(buildScene([building(PILLAR)]), { ...AT, x: 5, y: 7.5 });
    expect(answer).toEqual({ ok: false, reason: "inside-building" });
  });

  it("field of view, range and walls cut exactly", () => {
    expect(areaOf([], { hfovDeg: 90, rangeM: 20 })).toBeCloseTo(314.1592654, 6);
    const wall = (x: number, y1: number, y2: number) => Float64Array.of(x, y1, x, y2);
    expect(areaOf([], { bearingDeg: 90, hfovDeg: 90, rangeM: 10 }, wall(5, -10, 10))).toBeCloseTo(25, 9);
    expect(areaOf([], { bearingDeg: 90, hfovDeg: 60, rangeM: 20 }, wall(10, -2, 2))).toBeCloseTo(
      150.4812863,
      6,
    );
  });

  it("a low roof hides itself and the strip behind it, and what is beyond is seen again", () => {
    // Lens at 6 m, wall 2 m high at 30 m, target 1.7 m: hidden for 2.3 m behind its far side.
    const low = building(
      [
        [30, -100],
        [30.2, -100],
        [30.2, 100],
        [30, 100],
      ],
      2,
    );
    const at = { heightM: 6, targetHeightM: 1.7, rangeM: 60, bearingDeg: 90, hfovDeg: 20 };
    const seen = view([low], at);
    const end = (30.2 * (6 - 1.7)) / (6 - 2);
    expect(end - 30).toBeCloseTo(2.465, 3);
    for (const [x, isSeen] of [
      [29.9, true],
      [30.1, false],
      [end - 0.01, false],
      [end + 0.01, true],
    ] as const)
      expect(sees(seen, x, 0), String(x)).toBe(isSeen);
    const half = Math.tan((10 * Math.PI) / 180);
    expect(viewAreaM2(seen)).toBeCloseTo((60 * 60 * 20 * Math.PI) / 360 - half * (end ** 2 - 30 ** 2), 6);
    expect(
      areaOf(
        [
          building(
            [
              ...([
                [30, -100],
                [30.2, -100],
                [30.2, 100],
                [30, 100],
              ] as const),
            ],
            null,
          ),
        ],
        at,
      ),
    ).toBeCloseTo(half * 900, 6);
  });

  it("a roof lower than the target hides only its own ground", () => {
    const shed = building(
      [
        [10, -1],
        [12, -1],
        [12, 1],
        [10, 1],
      ],
      1,
    );
    expect(areaOf([shed], { rangeM: 30 })).toBeCloseTo(Math.PI * 900 - 4, 9);
  });

  it("unknown heights are counted and block the view", () => {
    const seen = view(
      [
        building([
          [10, -1],
          [12, -1],
          [12, 1],
          [10, 1],
        ]),
        building(
          [
            [-9, -9],
            [-8, -9],
            [-8, -8],
          ],
          3,
        ),
      ],
      { rangeM: 30 },
    );
    expect([seen.footprints, seen.unknownHeights]).toEqual([2, 1]);
    expect(sees(seen, 20, 0)).toBe(false);
  });

  it("a courtyard is outside, its walls block", () => {
    const court: Footprint = {
      rings: [
        ring([
          [-20, -20],
          [20, -20],
          [20, 20],
          [-20, 20],
        ]),
        ring([
          [-5, -5],
          [-5, 5],
          [5, 5],
          [5, -5],
        ]),
      ],
      heightM: null,
    };
    expect(areaOf([court], {})).toBeCloseTo(100, 9);
  });
});

const coordinate = fc.integer({ min: -300, max: 300 }).map((n) => n / 10);
const triangle = fc
  .tuple(coordinate, coordinate, fc.tuple(coordinate, coordinate, coordinate, coordinate))
  .map(
    ([x, y, [a, b, c, d]]): Ring => [
      [x, y],
      [x + a / 4, y + b / 4],
      [x + c / 4, y + d / 4],
    ],
  );
const town = fc
  .array(fc.tuple(triangle, fc.constantFrom(null, 1, 3, 5, 9)), { maxLength: 14 })
  .map((all) => all.map(([points, heightM]) => building(points, heightM)));

/** Even-odd crossings along the ray, written anew and as simply as can be. */
function isSeenByRay(
  town: readonly Footprint[],
  { heightM: h, targetHeightM: t }: Viewpoint,
  x: number,
  y: number,
) {
  for (const { rings, heightM } of town) {
    const crossings: number[] = [];
    for (const points of rings)
      for (let i = 0; i < points.length; i += 2) {
        const [x1 = 0, y1 = 0] = points.subarray(i, i + 2);
        const [x2 = 0, y2 = 0] = points.subarray((i + 2) % points.length, ((i + 2) % points.length) + 2);
        const [c1, c2] = [x * y1 - y * x1, x * y2 - y * x2];
        if (c1 > 0 === c2 > 0) continue;
        const s = c1 / (c1 - c2);
        const along = ((x1 + s * (x2 - x1)) * x + (y1 + s * (y2 - y1)) * y) / (x * x + y * y);
        if (along > 0) crossings.push(along);
      }
    crossings.sort((a, b) => a - b);
    if (heightM === null || heightM >= h) {
      if ((crossings[0] ?? 2) < 1) return false;
      continue;
    }
    const factor = heightM <= t ? 1 : (h - t) / (h - heightM);
    for (let i = 0; i < crossings.length; i += 2) {
      if ((crossings[i] ?? 0) < 1 && (crossings[i + 1] ?? Infinity) * factor > 1) return false;
    }
  }
  return true;
}

describe("visibility, whatever the town", () => {
  const seenIn = (town: readonly Footprint[], at: Partial<Viewpoint> = {}) => {
    const answer = visibility(buildScene(town), { ...AT, rangeM: 35, ...at });
    return answer.ok ? answer.view : null;
  };

  it("agrees with a plain ray to every point", () => {
    fc.assert(
      fc.property(
        town,
        fc.array(fc.tuple(coordinate, coordinate), { maxLength: 40 }),
        (buildings, points) => {
          const seen = seenIn(buildings);
          fc.pre(seen !== null && seen.nudgedM === 0);
          for (const [px, py] of points) {
            const [x, y] = [px + 0.0137, py - 0.0071];
            if (Math.hypot(x, y) > 35) continue;
            expect(seen && sees(seen, x, y), `${x},${y}`).toBe(isSeenByRay(buildings, AT, x, y));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("another wall never makes more visible", () => {
    fc.assert(
      fc.property(town, triangle, fc.constantFrom(null, 2, 4), (buildings, points, heightM) => {
        const [less, more] = [seenIn([...buildings, building(points, heightM)]), seenIn(buildings)];
        fc.pre(less !== null && more !== null && less.nudgedM === 0 && more.nudgedM === 0);
        if (less && more) expect(viewAreaM2(less)).toBeLessThanOrEqual(viewAreaM2(more) + 1e-6);
      }),
    );
  });

  it("moving or turning everything changes no area", () => {
    fc.assert(
      fc.property(town, (buildings) => {
        const seen = seenIn(buildings, { hfovDeg: 100, bearingDeg: 20 });
        fc.pre(seen !== null && seen.nudgedM === 0);
        const area = seen ? viewAreaM2(seen) : 0;
        const moved = (f: (x: number, y: number) => [number, number]) =>
          buildings.map(({ rings, heightM }) => ({
            heightM,
            rings: rings.map((r) =>
              Float64Array.from(
                { length: r.length },
                (_, i) => f(r[i - (i % 2)] ?? 0, r[i - (i % 2) + 1] ?? 0)[i % 2] ?? 0,
              ),
            ),
          }));
        const far = seenIn(
          moved((x, y) => [x + 525_000, y + 190_000]),
          { x: 525_000, y: 190_000, hfovDeg: 100, bearingDeg: 20 },
        );
        const turn = (37 * Math.PI) / 180;
        const turned = seenIn(
          moved((x, y) => [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)]),
          { hfovDeg: 100, bearingDeg: 20 - 37 },
        );
        for (const other of [far, turned])
          if (other) expect(Math.abs(viewAreaM2(other) - area)).toBeLessThanOrEqual(1e-5 * Math.max(1, area));
      }),
    );
  });

  it("what is seen between two circles adds up to the whole", () => {
    fc.assert(
      fc.property(town, fc.double({ min: 0.1, max: 34, noNaN: true }), (buildings, middle) => {
        const seen = seenIn(buildings);
        fc.pre(seen !== null);
        if (seen)
          expect(viewAreaM2(seen, 0, middle) + viewAreaM2(seen, middle)).toBeCloseTo(viewAreaM2(seen), 6);
      }),
    );
  });
});
