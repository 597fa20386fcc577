import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cameraWorth, redundancy } from "#domain/camera/camera-worth.ts";

type Shares = Map<number, number>[];

/** What some of the cameras see together, by the definition. */
function seen(shares: Shares, weight: Float64Array, members: ReadonlySet<number>): number {
  let risk = 0;
  for (const [point, w] of weight.entries()) {
    let none = 1;
    for (const camera of members) none *= 1 - (shares[camera]?.get(point) ?? 0);
    risk += w * (1 - none);
  }
  return risk;
}

function permutations(list: readonly number[]): number[][] {
  if (list.length <= 1) return [[...list]];
  return list.flatMap((first) =>
    permutations(list.filter((each) => each !== first)).map((rest) => [first, ...rest]),
  );
}

/** Shapley's own definition: the mean of what a camera adds over every order in which they could be put up. */
function byEveryOrder(shares: Shares, weight: Float64Array): number[] {
  const sums = shares.map(() => 0);
  const orders = permutations([...shares.keys()]);
  for (const order of orders) {
    const up = new Set<number>();
    for (const camera of order) {
      const before = seen(shares, weight, up);
      up.add(camera);
      sums[camera] = (sums[camera] ?? 0) + seen(shares, weight, up) - before;
    }
  }
  return sums.map((sum) => sum / orders.length);
}

const POINTS = 6;
const share = fc.oneof(fc.constant(1), fc.double({ min: 0.05, max: 1, noNaN: true }));
const camera = fc
  .array(fc.tuple(fc.integer({ min: 0, max: POINTS - 1 }), share), { maxLength: POINTS })
  .map((entries) => new Map(entries));
const scheme = fc.record({
  shares: fc.array(camera, { minLength: 1, maxLength: 5 }),
  weight: fc
    .array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: POINTS, maxLength: POINTS })
    .map((list) => Float64Array.from(list)),
});
const options = { numRuns: 150 };

describe("worth of cameras", () => {
  it("fair shares are those of every order of putting the cameras up", () => {
    fc.assert(
      fc.property(scheme, ({ shares, weight }) => {
        const { cameras } = cameraWorth(shares, weight);
        for (const [i, expected] of byEveryOrder(shares, weight).entries())
          expect(cameras[i]?.shapley).toBeCloseTo(expected, 8);
      }),
      options,
    );
  });

  it("fair shares add up to what all see, and lie between what only one sees and what it sees at all", () => {
    fc.assert(
      fc.property(scheme, ({ shares, weight }) => {
        const { risk, cameras } = cameraWorth(shares, weight);
        expect(cameras.reduce((sum, { shapley }) => sum + shapley, 0)).toBeCloseTo(risk, 8);
        for (const { alone, unique, shapley } of cameras) {
          expect(shapley).toBeGreaterThanOrEqual(unique - 1e-9);
          expect(shapley).toBeLessThanOrEqual(alone + 1e-9);
        }
      }),
      options,
    );
  });

  it("only it sees what the scheme would lose without it", () => {
    fc.assert(
      fc.property(scheme, ({ shares, weight }) => {
        const all = new Set(shares.keys());
        const { cameras } = cameraWorth(shares, weight);
        for (const [i, { unique }] of cameras.entries()) {
          const others = new Set([...all].filter((each) => each !== i));
          expect(unique).toBeCloseTo(seen(shares, weight, all) - seen(shares, weight, others), 8);
        }
      }),
      options,
    );
  });

  it("three cameras that do not move, by hand", () => {
    // Point 0 (6) is seen by all three, point 1 (4) by the first two, point 2 (10) by the third alone.
    const shares = [
      new Map([
        [0, 1],
        [1, 1],
      ]),
      new Map([
        [0, 1],
        [1, 1],
      ]),
      new Map([
        [0, 1],
        [2, 1],
      ]),
    ];
    const { risk, cameras } = cameraWorth(shares, Float64Array.of(6, 4, 10));
    expect(risk).toBe(20);
    expect(cameras).toEqual([
      { alone: 10, unique: 0, shapley: 4 },
      { alone: 10, unique: 0, shapley: 4 },
      { alone: 16, unique: 10, shapley: 12 },
    ]);
    expect(cameras.map(redundancy)).toEqual([1, 1, 6 / 16]);
  });

  it("two heads that look at a point half of the time see three quarters of it, half of that each", () => {
    const { risk, cameras } = cameraWorth([new Map([[0, 0.5]]), new Map([[0, 0.5]])], Float64Array.of(8));
    expect(risk).toBe(6);
    expect(cameras).toEqual([
      { alone: 4, unique: 2, shapley: 3 },
      { alone: 4, unique: 2, shapley: 3 },
    ]);
  });

  it("a camera that sees nothing is worth nothing, and of its redundancy nothing is said", () => {
    const { cameras } = cameraWorth([new Map(), new Map([[0, 1]])], Float64Array.of(5));
    expect(cameras[0]).toEqual({ alone: 0, unique: 0, shapley: 0 });
    expect(redundancy({ alone: 0, unique: 0 })).toBeNull();
  });
});
