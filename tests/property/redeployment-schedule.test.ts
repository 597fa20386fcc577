import fc from "fast-check";
import highsLoader from "highs";
import { describe, expect, it } from "vitest";
import { lagrangianBound } from "#domain/placement/redeployment-bound.ts";
import {
  isContinued,
  planFaults,
  planWorth,
  type RedeploymentProblem,
  type Stay,
} from "#domain/placement/redeployment-problem.ts";
import { planRedeployment } from "#domain/placement/redeployment-schedule.ts";
import { seededRandom } from "#domain/stats/seeded-random.ts";
import { redeploymentModel, staysOfSolution } from "../support/redeployment-model.ts";

const highs = await highsLoader();

/** Problems small enough to try every plan. */
const small = fc
  .record({
    weeks: fc.integer({ min: 1, max: 4 }),
    sites: fc.integer({ min: 1, max: 3 }),
    units: fc.integer({ min: 1, max: 2 }),
    moveCost: fc.constantFrom(0, 1.5, 3),
    leastStayWeeks: fc.integer({ min: 1, max: 3 }),
    more: fc.constantFrom(null, 0, 1, 2),
    crew: fc.constantFrom(null, 0, 1),
    startsFromPresent: fc.boolean(),
    seed: fc.integer({ min: 1, max: 1e6 }),
  })
  .map(({ weeks, sites, units, more, crew, seed, ...rest }): RedeploymentProblem => {
    const random = seededRandom(seed);
    return {
      ...rest,
      weeks,
      sites: Array.from({ length: sites }, (_, j) => ({
        weeklyWorth: Array.from({ length: weeks }, () => random.integerBelow(10)),
        isOpen: Array.from({ length: weeks }, () => random.uniform() < 0.85),
        weeksAlready:
          rest.startsFromPresent && j === 0 && random.uniform() < 0.6 ? 1 + random.integerBelow(3) : 0,
      })),
      units: Array.from({ length: weeks }, () => Math.max(0, units - Number(random.uniform() < 0.15))),
      longestStayWeeks: more === null ? null : rest.leastStayWeeks + more,
      mostMovesPerWeek: crew,
    };
  });

/** Every way to have units at sites in weeks, tried one by one. */
function bestByTrying(problem: RedeploymentProblem): number | null {
  const { weeks, sites } = problem;
  let best: number | null = null;
  for (let mask = 0; mask < 2 ** (weeks * sites.length); mask++) {
    const stays: Stay[] = [];
    for (let site = 0; site < sites.length; site++) {
      for (let t = 0; t < weeks; t++) {
        if (((mask >> (site * weeks + t)) & 1) === 0) continue;
        const last = stays.at(-1);
        if (last && last.site === site && last.to === t) last.to++;
        else stays.push({ site, from: t, to: t + 1 });
      }
    }
    if (planFaults(problem, stays).length > 0) continue;
    const { objective } = planWorth(problem, stays);
    if (best === null || objective > best) best = objective;
  }
  return best;
}

function bestByHighs(problem: RedeploymentProblem): { objective: number; stays: Stay[] } | null {
  const solution = highs.solve(redeploymentModel(problem), { output_flag: false });
  if (solution.Status === "Infeasible") return null;
  expect(solution.Status).toBe("Optimal");
  const columns = new Map(Object.entries(solution.Columns));
  const primal = (name: string) => {
    const column = columns.get(name);
    return column && "Primal" in column ? column.Primal : 0;
  };
  const stays = staysOfSolution(problem, primal);
  return { objective: planWorth(problem, stays).objective, stays };
}

describe("redeployment schedules", () => {
  it("one unit: the plan is the best of all plans; several: no better than it, and the bound no worse", () => {
    fc.assert(
      fc.property(small, (problem) => {
        const best = bestByTrying(problem);
        const answer = planRedeployment(problem);
        expect(answer.ok).toBe(best !== null);
        if (!answer.ok || best === null) return;
        const { plan } = answer;
        expect(planFaults(problem, plan.stays)).toEqual([]);
        expect(planWorth(problem, plan.stays).objective).toBeCloseTo(plan.objective, 9);
        expect(plan.objective).toBeLessThanOrEqual(best + 1e-9);
        expect(plan.bound).toBeGreaterThanOrEqual(best - 1e-9);
        if (plan.method === "one-unit") expect(plan.objective).toBeCloseTo(best, 9);
      }),
      { numRuns: 150 },
    );
  });

  it("the exact model says the same as trying every plan", () => {
    fc.assert(
      fc.property(small, (problem) => {
        const found = bestByHighs(problem);
        const best = bestByTrying(problem);
        expect(found?.objective ?? null).toBe(best);
        if (found) expect(planFaults(problem, found.stays)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("one unit among many sites and weeks: dynamic programming and the exact solver agree", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const problem = { ...town(seed, 8, 16), units: new Array<number>(16).fill(1) };
        const answer = planRedeployment(problem);
        expect(answer.ok && answer.plan.objective).toBeCloseTo(bestByHighs(problem)?.objective ?? -1, 6);
      }),
      { numRuns: 8 },
    );
  });

  it("several units in a town: the exact plan lies between the plan found at once and its bound", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const problem = town(seed, 20, 16);
        const answer = planRedeployment(problem);
        if (!answer.ok) throw new Error(answer.reason);
        const exact = bestByHighs(problem)?.objective ?? Number.NaN;
        expect(answer.plan.objective).toBeLessThanOrEqual(exact + 1e-6);
        expect(answer.plan.bound).toBeGreaterThanOrEqual(exact - 1e-6);
        expect(answer.plan.gap).toBeLessThan(0.01);
      }),
      { numRuns: 6 },
    );
  });

  it("a unit more never makes it worse, nor does a cheaper move or a shorter least stay", () => {
    fc.assert(
      fc.property(small, (problem) => {
        const best = bestByTrying(problem);
        if (best === null) return;
        const richer = { ...problem, units: problem.units.map((n) => n + 1) };
        expect(bestByTrying(richer)).toBeGreaterThanOrEqual(best);
        const cheaper = { ...problem, moveCost: problem.moveCost / 2 };
        expect(bestByTrying(cheaper)).toBeGreaterThanOrEqual(best);
      }),
      { numRuns: 40 },
    );
  });

  it("whatever the worth, the same places everywhere are never worth a move", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 3 }), (worth, units) => {
        const weeks = 10;
        const problem: RedeploymentProblem = {
          weeks,
          sites: Array.from({ length: 6 }, () => ({
            weeklyWorth: new Array<number>(weeks).fill(worth),
            isOpen: new Array<boolean>(weeks).fill(true),
            weeksAlready: 0,
          })),
          units: new Array<number>(weeks).fill(units),
          moveCost: 0.5,
          leastStayWeeks: 2,
          longestStayWeeks: null,
          mostMovesPerWeek: null,
          startsFromPresent: false,
        };
        const answer = planRedeployment(problem);
        if (!answer.ok) throw new Error(answer.reason);
        const { stays, objective, isOptimal } = answer.plan;
        expect([stays.length, objective, isOptimal]).toEqual([units, units * weeks * worth, true]);
        expect(stays.some((stay) => isContinued(problem, stay))).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  it("the Lagrangian bound is never below a plan, whatever it is told has been reached", () => {
    fc.assert(
      fc.property(small, fc.integer({ min: 0, max: 20 }), (problem, reached) => {
        const best = bestByTrying(problem);
        if (best === null) return;
        expect(lagrangianBound(problem, Math.min(reached, best), { steps: 60 })).toBeGreaterThanOrEqual(
          best - 1e-9,
        );
      }),
      { numRuns: 60 },
    );
  });
});

/** Sites whose worth follows seasons of their own, some closed for a while, two units there already. */
function town(seed: number, sites: number, weeks: number): RedeploymentProblem {
  const random = seededRandom(seed);
  return {
    weeks,
    sites: Array.from({ length: sites }, () => {
      const [mean, swing, phase] = [2 + 8 * random.uniform(), random.uniform(), 6.28 * random.uniform()];
      const closed = random.uniform() < 0.2 ? random.integerBelow(weeks) : weeks;
      return {
        weeklyWorth: Array.from({ length: weeks }, (_, t) =>
          Math.max(0, mean * (1 + swing * Math.sin(phase + t / 3)) + random.normal()),
        ),
        isOpen: Array.from({ length: weeks }, (_, t) => t < closed || t > closed + 3),
        weeksAlready: 0,
      };
    }),
    units: new Array<number>(weeks).fill(4),
    moveCost: 2,
    leastStayWeeks: 3,
    longestStayWeeks: 8,
    mostMovesPerWeek: 2,
    startsFromPresent: false,
  };
}
