/**
 * Where should rapid-deployment cameras hang, week by week, so that they follow the risk without being moved too often?
 * The problem, and what makes a plan of it valid.
 *
 * Maximise Σ w(j,t)·x(j,t) − m·Σ s(j,t): a unit at site j in week t is worth w, a move costs m. A stay lasts from the
 * week of its move to the last week without a break; the same site is empty for a week at least before the next one.
 * Units are alike. Source: methods of the multi-period covering problem; the turn-on form of minimum stays is that of
 * unit commitment (Rajan and Takriti 2005).
 */

export type RedeploymentSite = {
  /** Worth of a unit there in each week, 0 or more. */
  weeklyWorth: readonly number[];
  /** Weeks in which a unit may hang there: permission, certificate of the column, events. */
  isOpen: readonly boolean[];
  /** Weeks that a unit has hung there when the plan begins; 0 = none hangs there. */
  weeksAlready: number;
};

export type RedeploymentProblem = {
  weeks: number;
  sites: readonly RedeploymentSite[];
  /** Units that can be used in each week. */
  units: readonly number[];
  /** In the unit of the worth. */
  moveCost: number;
  /** A stay lasts so many weeks at least; one that is still on when the plan ends may go on. 1 = no such rule. */
  leastStayWeeks: number;
  longestStayWeeks: number | null;
  /** How often a crew can hang a unit up in a week; null = no limit. */
  mostMovesPerWeek: number | null;
  /**
   * True: the first week's places are moves like any other, from where units hang now. False: nobody has said where
   * they hang, so that the first week's places cost nothing and need no crew.
   */
  startsFromPresent: boolean;
};

/** A unit at a site from week `from` up to but not including week `to`. */
export type Stay = { site: number; from: number; to: number };

/** @throws RangeError for arrays out of step, worths or costs below 0, or limits that no plan could keep. */
export function checkProblem(problem: RedeploymentProblem): void {
  const { weeks, sites, units, moveCost, leastStayWeeks, longestStayWeeks, mostMovesPerWeek } = problem;
  const fail = (what: string, got: unknown): never => {
    throw new RangeError(`redeployment: expected ${what}, got ${String(got)}`);
  };
  if (!(Number.isInteger(weeks) && weeks >= 1)) fail("one week or more", weeks);
  if (units.length !== weeks) fail(`units for ${weeks} weeks`, units.length);
  for (const n of units) if (!(Number.isInteger(n) && n >= 0)) fail("whole numbers of units", n);
  if (!(moveCost >= 0 && Number.isFinite(moveCost))) fail("a cost of 0 or more", moveCost);
  if (!(Number.isInteger(leastStayWeeks) && leastStayWeeks >= 1))
    fail("a least stay of a week", leastStayWeeks);
  if (longestStayWeeks !== null && !(longestStayWeeks >= leastStayWeeks)) {
    fail("a longest stay that is no shorter than the least", longestStayWeeks);
  }
  if (mostMovesPerWeek !== null && !(mostMovesPerWeek >= 0)) fail("0 moves a week or more", mostMovesPerWeek);
  for (const { weeklyWorth, isOpen, weeksAlready } of sites) {
    if (weeklyWorth.length !== weeks || isOpen.length !== weeks) {
      fail(`worth and opening of ${weeks} weeks`, `${weeklyWorth.length} and ${isOpen.length}`);
    }
    for (const worth of weeklyWorth)
      if (!(worth >= 0 && Number.isFinite(worth))) fail("a worth of 0 or more", worth);
    if (!(Number.isInteger(weeksAlready) && weeksAlready >= 0)) fail("whole weeks already", weeksAlready);
  }
}

/** True if a stay carries on one that was there when the plan began: it is no move. */
export function isContinued(
  { sites, startsFromPresent }: RedeploymentProblem,
  { site, from }: Stay,
): boolean {
  return startsFromPresent && from === 0 && (sites[site]?.weeksAlready ?? 0) > 0;
}

/** True if a stay begins with a move: one that costs and that a crew makes. */
export function isMove(problem: RedeploymentProblem, stay: Stay): boolean {
  return stay.from === 0 ? problem.startsFromPresent && !isContinued(problem, stay) : true;
}

/** First weeks that a unit must stay where it hangs: its least stay is not over, and the site is open. */
export function heldWeeks(problem: RedeploymentProblem, site: number): number {
  const { sites, leastStayWeeks, startsFromPresent, weeks } = problem;
  const { weeksAlready = 0, isOpen = [] } = sites[site] ?? {};
  if (!startsFromPresent || weeksAlready === 0) return 0;
  const left = Math.min(weeks, Math.max(0, leastStayWeeks - weeksAlready));
  const closed = isOpen.slice(0, left).indexOf(false);
  return closed === -1 ? left : closed;
}

export type PlanWorth = { worth: number; moves: number; objective: number };

/** What a plan is worth, its moves, and worth minus their cost. */
export function planWorth(problem: RedeploymentProblem, stays: readonly Stay[]): PlanWorth {
  let [worth, moves] = [0, 0];
  for (const stay of stays) {
    for (let t = stay.from; t < stay.to; t++) worth += problem.sites[stay.site]?.weeklyWorth[t] ?? 0;
    if (isMove(problem, stay)) moves++;
  }
  return { worth, moves, objective: worth - moves * problem.moveCost };
}

/** What is wrong with a plan, in words; empty if it is valid. */
export function planFaults(problem: RedeploymentProblem, stays: readonly Stay[]): string[] {
  const { weeks, sites, units, leastStayWeeks, longestStayWeeks, mostMovesPerWeek } = problem;
  const faults: string[] = [];
  const inUse = new Array<number>(weeks).fill(0);
  const moves = new Array<number>(weeks).fill(0);
  for (const stay of stays) {
    const { site, from, to } = stay;
    const place = sites[site];
    if (!place || !(from >= 0 && from < to && to <= weeks)) {
      faults.push(`stay ${site} ${from}–${to} is none`);
      continue;
    }
    const before = isContinued(problem, stay) ? place.weeksAlready : 0;
    const length = before + to - from;
    const isCutShort = place.isOpen[to] === false && before > 0;
    if (length < leastStayWeeks && to < weeks && !isCutShort)
      faults.push(`site ${site}: ${length} weeks only`);
    if (longestStayWeeks !== null && length > longestStayWeeks && to - from > 0) {
      faults.push(`site ${site}: ${length} weeks are too many`);
    }
    for (let t = from; t < to; t++) {
      inUse[t] = (inUse[t] ?? 0) + 1;
      if (!place.isOpen[t]) faults.push(`site ${site} is closed in week ${t}`);
    }
    if (isMove(problem, stay)) moves[from] = (moves[from] ?? 0) + 1;
  }
  inUse.forEach((n, t) => {
    if (n > (units[t] ?? 0)) faults.push(`week ${t}: ${n} units of ${units[t]}`);
    const made = moves[t] ?? 0;
    if (mostMovesPerWeek !== null && made > mostMovesPerWeek) faults.push(`week ${t}: ${made} moves`);
  });
  return [...faults, ...clashes(stays), ...leftTooEarly(problem, stays)];
}

function clashes(stays: readonly Stay[]): string[] {
  const sorted = [...stays].sort((a, b) => a.site - b.site || a.from - b.from);
  return sorted.flatMap((stay, i) => {
    const before = sorted[i - 1];
    return before && before.site === stay.site && before.to >= stay.from
      ? [`site ${stay.site}: two stays meet in week ${stay.from}`]
      : [];
  });
}

function leftTooEarly(problem: RedeploymentProblem, stays: readonly Stay[]): string[] {
  return problem.sites.flatMap((_, site) => {
    const held = heldWeeks(problem, site);
    if (held === 0) return [];
    const first = stays.find((stay) => stay.site === site && stay.from === 0);
    return first && first.to >= held ? [] : [`site ${site}: left before week ${held}`];
  });
}
