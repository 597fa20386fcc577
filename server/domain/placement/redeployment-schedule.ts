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
import { roundWishes } from "./redeployment-rounding.ts";
import { firstPlan, improvePlan } from "./redeployment-search.ts";
import type { Prices } from "./redeployment-site-stays.ts";
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
  method: "one-unit" | "priced-sites";
};

export type RedeploymentAnswer =
  | { ok: true; plan: RedeploymentPlan }
  | { ok: false; reason: "held-units"; week: number; held: number; units: number };

/** Steps of the prices between two plans that are made of what the sites want. */
const ROUND_EVERY = 10;
/**
 * Steps of dynamic programming that are spent on bettering plans: some ten seconds, so that the largest problems end as
 * well. Counted, not timed: the same problem has the same answer on every machine.
 */
const MOST_WORK = 6e8;
/** A plan within a millionth of its bound counts as proven: prices come no nearer. */
const PROVEN = 1e-6;

/**
 * Plans for one unit are the best there is (dynamic programming). For several, the shared limits get prices, what the
 * sites want at them becomes a plan, and units are then bettered one by one; the bound of the same prices says how far
 * it can be from the best, which is mostly nothing.
 * Cost: a second for 33 units, 100 sites and half a year of weeks; some twenty for the largest that are taken.
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
  const first = firstPlan(problem);
  if (!first) return infeasible(problem);
  const search = new WishSearch(problem, first);
  const bound = lagrangianBound(problem, search.objective, {
    onWishes({ stays, prices }, step) {
      if (step % ROUND_EVERY === 0) search.round(stays, prices);
      return search.objective;
    },
  });
  return { ok: true, plan: judged(problem, search.stays, bound, "priced-sites") };
}

/** Plans made of what the sites want. Bettering one takes longer than making it, so only the best so far are. */
class WishSearch {
  readonly #problem: RedeploymentProblem;
  stays: Stay[];
  objective: number;
  #bestRounded = Number.NEGATIVE_INFINITY;
  readonly #budget: { paths: number };

  constructor(problem: RedeploymentProblem, stays: Stay[]) {
    this.#problem = problem;
    this.stays = stays;
    this.objective = planWorth(problem, stays).objective;
    this.#budget = { paths: Math.ceil(MOST_WORK / workOfPath(problem)) };
  }

  round(wished: readonly Stay[], prices: Prices): void {
    const rounded = roundWishes(this.#problem, wished, prices);
    if (!rounded) return;
    const { objective } = planWorth(this.#problem, rounded);
    if (objective <= this.#bestRounded) return;
    this.#bestRounded = objective;
    const stays = improvePlan(this.#problem, rounded, this.#budget);
    const better = planWorth(this.#problem, stays).objective;
    if (better > this.objective) [this.stays, this.objective] = [stays, better];
  }
}

/** Steps of one unit's best path. */
function workOfPath({ weeks, sites, leastStayWeeks, longestStayWeeks }: RedeploymentProblem): number {
  return weeks * sites.length * (longestStayWeeks ?? leastStayWeeks);
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
  const isOptimal = gap <= PROVEN;
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
