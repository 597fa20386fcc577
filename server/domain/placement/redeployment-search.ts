/**
 * Plans for several units, unit by unit: a first one in which each takes the best path that is left, and the bettering
 * of any plan by taking units off one by one and giving them their best path again, until none can be bettered.
 */
import { heldWeeks, isMove, planWorth, type RedeploymentProblem, type Stay } from "./redeployment-problem.ts";
import { bestUnitPath, type Room } from "./redeployment-unit-path.ts";
import { shareOut, type UnitStays, unitsOf } from "./redeployment-units.ts";

/** Less is rounding. */
const LEAST_GAIN = 1e-9;

/** A valid plan to begin with. Null if a unit that must stay where it hangs cannot. */
export function firstPlan(problem: RedeploymentProblem): Stay[] | null {
  const units = unitsOf(problem);
  for (const unit of units) {
    const path = bestUnitPath(problem, roomFor(problem, unit, units));
    if (!path) return null;
    unit.stays = path.stays;
  }
  return units.flatMap(({ stays }) => stays);
}

/**
 * Betters a valid plan unit by unit.
 * @param budget best paths that may still be looked for; those that were are taken off it.
 */
export function improvePlan(
  problem: RedeploymentProblem,
  plan: readonly Stay[],
  budget: { paths: number },
): Stay[] {
  let units = shareOut(problem, plan);
  while (budget.paths > 0) {
    let isBetter = false;
    for (const unit of units) {
      if (budget.paths-- <= 0) break;
      const path = bestUnitPath(problem, roomFor(problem, unit, units));
      if (!path || path.objective <= planWorth(problem, unit.stays).objective + LEAST_GAIN) continue;
      unit.stays = path.stays;
      isBetter = true;
    }
    if (!isBetter) break;
    units = shareOut(
      problem,
      units.flatMap(({ stays }) => stays),
    );
  }
  return units.flatMap(({ stays }) => stays);
}

/** What the other units leave free for one. Sites at which another must still stay are not free. */
function roomFor(problem: RedeploymentProblem, unit: UnitStays, units: readonly UnitStays[]): Room {
  const { weeks, units: available, mostMovesPerWeek, sites } = problem;
  const inUse = new Array<number>(weeks).fill(0);
  const moves = new Array<number>(weeks).fill(0);
  const taken = new Set<number>();
  for (const other of units) {
    if (other === unit) continue;
    for (const stay of other.stays) {
      for (let t = stay.from; t < stay.to; t++) inUse[t] = (inUse[t] ?? 0) + 1;
      for (let t = Math.max(0, stay.from - 1); t <= stay.to; t++) taken.add(stay.site * (weeks + 1) + t);
      if (isMove(problem, stay)) moves[stay.from] = (moves[stay.from] ?? 0) + 1;
    }
    if (other.startsAt !== null) {
      const held = heldWeeks(problem, other.startsAt);
      for (let t = 0; t <= held; t++) taken.add(other.startsAt * (weeks + 1) + t);
      if (other.stays.length === 0) for (let t = 0; t < held; t++) inUse[t] = (inUse[t] ?? 0) + 1;
    }
  }
  return {
    startsAt: unit.startsAt,
    hasUnit: available.map((n, t) => (inUse[t] ?? 0) < n),
    hasCrew: moves.map((n) => mostMovesPerWeek === null || n < mostMovesPerWeek),
    isTaken: (site, week) => taken.has(site * (weeks + 1) + week) && site < sites.length,
  };
}
