import { describe, expect, it } from "vitest";
import type { PlacementProblem } from "#domain/placement/placement-problem.ts";
import { resampledChoice } from "#domain/placement/resampled-choice.ts";
import { gammaVariate, poissonVariate } from "#domain/stats/gamma-variate.ts";
import { seededRandom } from "#domain/stats/seeded-random.ts";
import { placementProblem } from "../support/placement-problem.ts";

/** One point in each hexagon, one view of each. */
function towns(
  counts: readonly number[],
  k: number,
): { problem: PlacementProblem; cell: Int32Array; counts: Float64Array } {
  return {
    problem: placementProblem(
      counts.map((_, at) => [at]),
      { weight: counts, k },
    ),
    cell: Int32Array.from(counts.keys()),
    counts: Float64Array.from(counts),
  };
}

const choose = (list: readonly number[], k: number, seed = 1, draws = 400) => {
  const { problem, cell, counts } = towns(list, k);
  return resampledChoice(problem, cell, counts, { draws, seed });
};

describe("sites chosen again when the risk is drawn anew", () => {
  it("a place far above the others is chosen every time, the others never", () => {
    expect([...choose([400, 5, 5], 1).share]).toEqual([1, 0, 0]);
  });

  it("of two alike each is chosen about half of the time: a toss-up", () => {
    const [a = 0, b = 0] = choose([20, 20], 1, 7, 2000).share;
    expect(a + b).toBe(1);
    // Five standard errors of a half over 2,000 draws; ties go to the first.
    expect(Math.abs(a - 0.5)).toBeLessThan(0.056 + 0.05);
  });

  it("agrees with the chance that one negative binomial count exceeds another", () => {
    // Counts of 12 and 6: both drawn as Poisson(Gamma(n + ½)), worked out by summing the two distributions.
    const term = (n: number) => {
      const r = n + 0.5;
      const list = [0.5 ** r];
      for (let x = 1; x < 200; x++) list.push(((list[x - 1] ?? 0) * (r + x - 1) * 0.5) / x);
      return list;
    };
    const [first, second] = [term(12), term(6)];
    let chance = 0;
    for (const [x, p] of first.entries()) for (const [y, q] of second.entries()) if (x >= y) chance += p * q;
    const [a = 0] = choose([12, 6], 1, 3, 4000).share;
    // Both weights are scaled by n / n, so a draw is the count itself; 5 standard errors.
    expect(Math.abs(a - chance)).toBeLessThan(5 * Math.sqrt((chance * (1 - chance)) / 4000));
  });

  it("a place is chosen if any of its columns is, so that two alike next to each other are sure together", () => {
    const { problem, cell, counts } = towns([20, 20, 1], 1);
    const places = [new Set([0, 1]), new Set([0]), new Set([2])];
    const { share, placeShare } = resampledChoice(problem, cell, counts, { draws: 400, seed: 3, places });
    expect(placeShare[0]).toBe((share[0] ?? 0) + (share[1] ?? 0));
    expect(placeShare[0]).toBeGreaterThan(0.99);
    expect(placeShare[1]).toBe(share[0]);
    expect(placeShare[2]).toBe(share[2]);
  });

  it("the same seed gives the same shares, and stopping early says of how many draws", () => {
    expect(choose([9, 8, 7, 6], 2, 11)).toEqual(choose([9, 8, 7, 6], 2, 11));
    const { problem, cell, counts } = towns([9, 8], 1);
    let asked = 0;
    const stopped = resampledChoice(problem, cell, counts, {
      draws: 100,
      seed: 1,
      shouldStop: () => ++asked > 40,
    });
    expect(stopped.draws).toBeGreaterThan(0);
    expect(stopped.draws).toBeLessThan(100);
    expect(stopped.share.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
  });
});

describe("random numbers of a gamma and a Poisson distribution", () => {
  const draws = 20_000;
  const moments = (draw: () => number) => {
    const list = Array.from({ length: draws }, draw);
    const mean = list.reduce((sum, x) => sum + x, 0) / draws;
    return { mean, variance: list.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws };
  };

  it.each([0.5, 1, 3.5, 120])("gamma of shape %d has that mean and variance", (shape) => {
    const random = seededRandom(5);
    const { mean, variance } = moments(() => gammaVariate(random, shape));
    expect(Math.abs(mean - shape)).toBeLessThan(5 * Math.sqrt(shape / draws));
    expect(Math.abs(variance / shape - 1)).toBeLessThan(0.15);
  });

  it.each([0, 0.3, 4, 29, 80, 900])("Poisson of mean %d has that mean and variance", (expected) => {
    const random = seededRandom(9);
    const { mean, variance } = moments(() => poissonVariate(random, expected));
    expect(Math.abs(mean - expected)).toBeLessThanOrEqual(5 * Math.sqrt(expected / draws));
    if (expected > 0) expect(Math.abs(variance / expected - 1)).toBeLessThan(0.08);
  });

  it("what makes no sense is refused", () => {
    expect(() => gammaVariate(seededRandom(1), 0)).toThrow(RangeError);
    expect(() => poissonVariate(seededRandom(1), -1)).toThrow(RangeError);
  });
});
