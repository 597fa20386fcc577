/** Which unit makes which stay? Stays of a plan shared out among alike units so that each goes on where it can. */
import { isContinued, type RedeploymentProblem, type Stay } from "./redeployment-problem.ts";

export type UnitStays = {
  /** Site at the beginning; null = in store. */ startsAt: number | null;
  stays: Stay[];
};

/** Units of a problem: first those that hang somewhere, then those in store. */
export function unitsOf({ sites, units, startsFromPresent }: RedeploymentProblem): UnitStays[] {
  const placed = startsFromPresent
    ? sites.flatMap(({ weeksAlready }, i) => (weeksAlready > 0 ? [i] : []))
    : [];
  const count = Math.max(placed.length, ...units);
  return Array.from({ length: count }, (_, k) => ({ startsAt: placed[k] ?? null, stays: [] }));
}

/**
 * Shares the stays of a valid plan out. A stay goes to the unit that was freed last before it, so that units that are
 * not needed stay in store. @throws RangeError if more units are in use at once than there are.
 */
export function shareOut(problem: RedeploymentProblem, stays: readonly Stay[]): UnitStays[] {
  const units = unitsOf(problem);
  const sorted = [...stays].sort((a, b) => a.from - b.from || a.site - b.site);
  const later = sorted.filter((stay) => {
    if (!isContinued(problem, stay)) return true;
    units.find(({ startsAt }) => startsAt === stay.site)?.stays.push(stay);
    return false;
  });
  for (const stay of later) {
    const freeFrom = (unit: UnitStays) => unit.stays.at(-1)?.to ?? (unit.startsAt === null ? -1 : 0);
    const free = units.filter((unit) => freeFrom(unit) <= stay.from);
    const next = free.sort((a, b) => freeFrom(b) - freeFrom(a))[0];
    if (!next)
      throw new RangeError(`shareOut: expected ${units.length} units at most, got one more in ${stay.from}`);
    next.stays.push(stay);
  }
  return units;
}
