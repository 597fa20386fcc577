import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverageMatrix } from "#domain/camera/coverage-matrix.ts";
import { greedyCover } from "../../server/domain/placement/greedy-cover.ts";
import { placeCameras } from "../../server/domain/placement/place-cameras.ts";
import {
  costOf,
  objectiveOf,
  type PlacementProblem,
  withoutNeedlessBudget,
} from "../../server/domain/placement/placement-problem.ts";
import { placementProblem } from "../support/placement-problem.ts";

/** Every set of views that keeps the rules. */
function best(problem: PlacementProblem): number {
  const views = problem.matrix.views;
  let most = 0;
  for (let mask = 0; mask < 1 << views; mask++) {
    const chosen = Array.from({ length: views }, (_, v) => v).filter((v) => mask & (1 << v));
    const sites = new Set(chosen.map((v) => problem.site[v]));
    if (sites.size < chosen.length || chosen.length > (problem.k ?? views)) continue;
    if (costOf(problem, chosen) > (problem.budget ?? Number.POSITIVE_INFINITY) + 1e-9) continue;
    most = Math.max(most, objectiveOf(problem, chosen));
  }
  return most;
}

describe("placement, known answers", () => {
  const sanFrancisco = JSON.parse(
    readFileSync(new URL("../golden/san-francisco.json", import.meta.url), "utf8"),
  ) as { demand: number[]; covers: number[][]; optimum: number[]; greedy: number[]; total: number };

  it("San Francisco: the optimum of one to four stores, and what greedy makes of it", () => {
    const begun = performance.now();
    for (const k of [1, 2, 3, 4]) {
      const problem = placementProblem(sanFrancisco.covers, { weight: sanFrancisco.demand, k });
      expect(objectiveOf(problem, greedyCover(problem))).toBe(sanFrancisco.greedy[k - 1]);
      const found = placeCameras(problem);
      expect(found).toMatchObject({ objective: sanFrancisco.optimum[k - 1], status: "optimal", gap: 0 });
    }
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(sanFrancisco.total).toBe(955_113);
  });

  it("the greedy trap: the best first step is not part of the best pair", () => {
    const covers = [
      [0, 1, 2],
      [3, 4, 5],
      [1, 2, 3, 4],
    ];
    const problem = placementProblem(covers, { weight: [1, 1, 1, 1, 1, 1], k: 2 });
    expect(objectiveOf(problem, greedyCover(problem))).toBe(5);
    const found = placeCameras(problem);
    expect([found.objective, found.status, [...found.chosen].sort()]).toEqual([6, "optimal", [0, 1]]);
  });

  it("budget: never exceeded, and the best that it buys", () => {
    const given = { weight: [10, 6, 5, 4], cost: Float64Array.of(3, 2, 2) };
    for (const [budget, value] of [
      [2, 11],
      [3, 16],
      [4, 16],
      [5, 25],
      [7, 25],
    ] as const) {
      const problem = placementProblem(
        [
          [0, 1],
          [1, 2],
          [2, 3],
        ],
        { ...given, budget },
      );
      const found = placeCameras(problem);
      expect([budget, found.objective, found.status]).toEqual([budget, value, "optimal"]);
      expect(costOf(problem, found.chosen)).toBeLessThanOrEqual(budget);
    }
  });

  it("a budget at one price is a number of cameras, within the number that is allowed", () => {
    const problem = (more: Partial<Pick<PlacementProblem, "k" | "budget">>) =>
      placementProblem([[0], [1], [2]], { weight: [4, 2, 1], cost: Float64Array.of(3, 3, 3), ...more });
    expect(withoutNeedlessBudget(problem({ budget: 6.5 }))).toMatchObject({ k: 2, budget: null });
    expect(withoutNeedlessBudget(problem({ budget: 9, k: 1 }))).toMatchObject({ k: 1, budget: null });
    expect(placeCameras(problem({ budget: 6.5 }))).toMatchObject({ objective: 6, status: "optimal" });
    const free = { ...problem({ budget: 0 }), cost: new Float64Array(3) };
    expect(placeCameras(free)).toMatchObject({ objective: 7, status: "optimal" });
  });

  it("what is seen already is no gain, and being seen twice counts as it is weighed", () => {
    const covers = [[0, 1], [2]];
    const seen = placementProblem(covers, { weight: [5, 5, 4], k: 1, seenBefore: Uint8Array.of(1, 1, 0) });
    expect(placeCameras(seen)).toMatchObject({ objective: 4, chosen: [1] });
    const twice = placeCameras({ ...seen, backupWeight: 0.5 });
    expect(twice).toMatchObject({ objective: 5, chosen: [0] });
  });

  it("one camera to a column, and homes in view cost", () => {
    const problem = placementProblem([[0, 1], [2], [3]], {
      weight: [3, 3, 5, 1],
      k: 2,
      site: Int32Array.of(0, 0, 1),
      sites: 2,
    });
    expect(placeCameras(problem)).toMatchObject({ objective: 7, status: "optimal" });
    const homes = placeCameras({ ...problem, penalty: Float64Array.of(2, 0, 0) });
    expect(homes).toMatchObject({ objective: 6, status: "optimal" });
  });

  it("nothing to gain is an answer: no camera", () => {
    const found = placeCameras(placementProblem([[0], []], { weight: [0], k: 3 }));
    expect(found).toMatchObject({ chosen: [], objective: 0, gap: 0, status: "optimal" });
  });

  it("senseless problems are refused at the door", () => {
    const covers = [[0]];
    expect(() => placeCameras(placementProblem(covers, { weight: [-1], k: 1 }))).toThrow(RangeError);
    expect(() => placeCameras(placementProblem(covers, { weight: [1] }))).toThrow(RangeError);
    expect(() => placeCameras(placementProblem(covers, { weight: [1], k: 0.5 }))).toThrow(RangeError);
    expect(() => placeCameras(placementProblem(covers, { weight: [1], budget: -1 }))).toThrow(RangeError);
    const twoPrices = { weight: [1], k: 1, site: Int32Array.of(0, 0), cost: Float64Array.of(1, 2) };
    expect(() => placeCameras(placementProblem([[0], [0]], twoPrices))).toThrow(/one cost/);
    expect(() => coverageMatrix(1, [[0, 0]])).toThrow(RangeError);
  });
});

const town = fc
  .record({
    weight: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 14 }),
    views: fc.integer({ min: 1, max: 10 }),
    seed: fc.array(fc.nat(99), { minLength: 250, maxLength: 250 }),
    sites: fc.integer({ min: 1, max: 10 }),
    backup: fc.constantFrom(0, 0, 0.3, 1),
    limit: fc.integer({ min: 1, max: 4 }),
    isBudget: fc.boolean(),
  })
  .map(({ weight, views, seed, sites, backup, limit, isBudget }) => {
    let at = 0;
    const next = () => seed[at++] ?? 0;
    const covers = Array.from({ length: views }, () => [...weight.keys()].filter(() => next() < 35));
    const site = Int32Array.from(covers, () => next() % sites);
    const price = Array.from({ length: sites }, () => 1 + (next() % 4));
    return placementProblem(covers, {
      weight,
      site,
      sites,
      cost: Float64Array.from(site, (s) => price[s] ?? 1),
      penalty: Float64Array.from(covers, () => (next() % 5) / 10),
      seenBefore: Uint8Array.from(weight, () => Math.max(0, (next() % 5) - 2)),
      backupWeight: backup,
      ...(isBudget ? { budget: 1 + limit * 2 } : { k: limit }),
    });
  });

describe("placement, whatever the town", () => {
  it("“optimal” is what trying everything finds; a bound is never below it", () => {
    fc.assert(
      fc.property(town, (problem) => {
        const found = placeCameras(problem);
        const truth = best(problem);
        expect(found.bound).toBeGreaterThanOrEqual(truth - 1e-6);
        expect(found.objective).toBeLessThanOrEqual(truth + 1e-9);
        if (found.status === "optimal") expect(found.objective).toBeCloseTo(truth, 6);
        expect(found.objective).toBeCloseTo(objectiveOf(problem, found.chosen), 9);
        expect(found.status).toBe("optimal");
      }),
      { numRuns: 200 },
    );
  });

  it("a stopped search keeps a plan within the rules and an honest gap", () => {
    fc.assert(
      fc.property(town, fc.nat(8), (problem, patience) => {
        let left = patience;
        const found = placeCameras(problem, { shouldStop: () => left-- <= 0 });
        expect(found.bound).toBeGreaterThanOrEqual(best(problem) - 1e-6);
        expect(costOf(problem, found.chosen)).toBeLessThanOrEqual((problem.budget ?? Infinity) + 1e-9);
        expect(found.chosen.length).toBeLessThanOrEqual(problem.k ?? Infinity);
        const sites = found.chosen.map((v) => problem.site[v]);
        expect(new Set(sites).size).toBe(sites.length);
      }),
    );
  });

  it("greedy holds 63.2 % of the optimum where only the number is limited and nothing is seen or priced", () => {
    fc.assert(
      fc.property(town, fc.integer({ min: 1, max: 4 }), (given, k) => {
        const problem = {
          ...given,
          k,
          budget: null,
          penalty: new Float64Array(given.matrix.views),
          site: Int32Array.from(given.site.keys()),
          sites: given.matrix.views,
          seenBefore: new Uint8Array(given.matrix.points),
        };
        const greedy = objectiveOf(problem, greedyCover(problem));
        expect(greedy).toBeGreaterThanOrEqual((1 - 1 / Math.E) * best(problem) - 1e-9);
      }),
    );
  });
});
