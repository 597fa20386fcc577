/**
 * A good plan for several units, at once: each unit takes the best path that is left, and then units are taken off one
 * by one and given their best path again, until none can be bettered. Not always the best plan; a bound says how far
 * it can be from it.
 */
import { heldWeeks, isMove, planWorth, type RedeploymentProblem, type Stay } from "./redeployment-problem.ts";
import { bestUnitPath, type Room } from "./redeployment-unit-path.ts";
import { shareOut, type UnitStays, unitsOf } from "./redeployment-units.ts";

const MOST_ROUNDS = 50;

/** Null if a unit that must stay where it hangs cannot. */
export function searchPlan(problem: RedeploymentProblem): Stay[] | null {
  const units = unitsOf(problem);
  for (const unit of units) {
    const path = bestUnitPath(problem, roomFor(problem, unit, units));
    if (!path) return null;
    unit.stays = path.stays;
  }
  return improvePlan(
    problem,
    units.flatMap(({ stays }) => stays),
  );
}

/** Betters a valid plan unit by unit. */
export function improvePlan(problem: RedeploymentProblem, plan: readonly Stay[]): Stay[] {
  let stays = [...plan];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = planWorth(problem, stays).objective;
    const units = shareOut(problem, stays);
    for (const unit of units) {
      const path = bestUnitPath(problem, roomFor(problem, unit, units));
      if (path && path.objective > planWorth(problem, unit.stays).objective + 1e-9) unit.stays = path.stays;
    }
    const after = units.flatMap((unit) => unit.stays);
    if (planWorth(problem, after).objective <= before + 1e-9) return stays;
    stays = after;
  }
  return stays;
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
