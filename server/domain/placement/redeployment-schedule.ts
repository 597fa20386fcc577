/** The plan of redeployments that follows the risk, with a bound on what any plan could be worth. */
import { lagrangianBound } from "./redeployment-bound.ts";
import {
  checkProblem,
  heldWeeks,
  planFaults,
  planWorth,
  type RedeploymentProblem,
  type Stay,
} from "./redeployment-problem.ts";
import { improvePlan, searchPlan } from "./redeployment-search.ts";
import { bestUnitPath } from "./redeployment-unit-path.ts";
import { unitsOf } from "./redeployment-units.ts";

export type RedeploymentPlan = {
  stays: Stay[];
  objective: number;
  /** No plan under the same rules is worth more. */
  bound: number;
  /** (bound − objective) ÷ bound; 0 = proven to be the best. */
  gap: number;
  isOptimal: boolean;
  method: "one-unit" | "unit-by-unit" | "exact";
};

export type RedeploymentAnswer =
  | { ok: true; plan: RedeploymentPlan }
  | { ok: false; reason: "held-units"; week: number; held: number; units: number };

/** Gaps smaller than this are rounding. */
const ROUNDING = 1e-9;

/**
 * Plans for one unit are the best there is (dynamic programming). For several, a good plan and its bound; `withExact`
 * takes over the plan of an exact solver.
 * @throws RangeError as `checkProblem`.
 */
export function planRedeployment(given: RedeploymentProblem): RedeploymentAnswer {
  checkProblem(given);
  const problem = withoutIdleLimit(given);
  const conflict = heldConflict(problem);
  if (conflict) return conflict;
  const units = unitsOf(problem);
  if (units.length <= 1) {
    const [unit] = units;
    const path = bestUnitPath(problem, {
      startsAt: unit?.startsAt ?? null,
      hasUnit: problem.units.map((n) => n > 0),
      hasCrew: problem.units.map(() => problem.mostMovesPerWeek === null || problem.mostMovesPerWeek >= 1),
      isTaken: () => false,
    });
    if (!path) return infeasible(problem);
    return { ok: true, plan: judged(problem, path.stays, path.objective, "one-unit") };
  }
  const stays = searchPlan(problem);
  if (!stays) return infeasible(problem);
  const { bound } = lagrangianBound(problem, planWorth(problem, stays).objective);
  return { ok: true, plan: judged(problem, stays, bound, "unit-by-unit") };
}

/**
 * Takes over a solver's plan and bound where they are better. The plan is checked and its worth worked out anew; one
 * that breaks a rule is not taken.
 */
export function withExact(
  given: RedeploymentProblem,
  plan: RedeploymentPlan,
  exact: { stays: readonly Stay[]; bound: number },
): RedeploymentPlan {
  const problem = withoutIdleLimit(given);
  const isValid = planFaults(problem, exact.stays).length === 0;
  const better = isValid ? improvePlan(problem, exact.stays) : [];
  const isBetter = isValid && planWorth(problem, better).objective >= plan.objective - ROUNDING;
  const bound = Math.min(plan.bound, exact.bound);
  return judged(problem, isBetter ? better : plan.stays, bound, isBetter ? "exact" : plan.method);
}

function judged(
  problem: RedeploymentProblem,
  stays: readonly Stay[],
  bound: number,
  method: RedeploymentPlan["method"],
): RedeploymentPlan {
  const faults = planFaults(problem, stays);
  if (faults.length > 0)
    throw new RangeError(`planRedeployment: expected a valid plan, got ${faults.join("; ")}`);
  const { objective } = planWorth(problem, stays);
  const top = Math.max(bound, objective);
  const gap = top > 0 ? (top - objective) / top : 0;
  const isOptimal = gap <= ROUNDING;
  return {
    stays: [...stays].sort((a, b) => a.from - b.from || a.site - b.site),
    objective,
    bound: isOptimal ? objective : top,
    gap: isOptimal ? 0 : gap,
    isOptimal,
    method,
  };
}

/** A longest stay that no stay of the plan can reach is none: there is less to tell apart. */
function withoutIdleLimit(problem: RedeploymentProblem): RedeploymentProblem {
  const { weeks, longestStayWeeks, sites } = problem;
  const most = weeks + sites.reduce((longest, { weeksAlready }) => Math.max(longest, weeksAlready), 0);
  return longestStayWeeks !== null && longestStayWeeks >= most
    ? { ...problem, longestStayWeeks: null }
    : problem;
}

/** First week in which more units must stay where they hang than can be used. */
function heldConflict(problem: RedeploymentProblem): (RedeploymentAnswer & { ok: false }) | null {
  const held = problem.sites.map((_, site) => heldWeeks(problem, site));
  for (const [week, units] of problem.units.entries()) {
    const n = held.filter((weeks) => weeks > week).length;
    if (n > units) return { ok: false, reason: "held-units", week, held: n, units };
  }
  return null;
}

function infeasible(problem: RedeploymentProblem): RedeploymentAnswer {
  const held = problem.sites.filter((_, site) => heldWeeks(problem, site) > 0).length;
  return { ok: false, reason: "held-units", week: 0, held, units: problem.units[0] ?? 0 };
}
