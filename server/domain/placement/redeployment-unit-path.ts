/**
 * The best path of one unit through the weeks, with what the others leave free: exact, by dynamic programming over
 * weeks, sites and weeks stayed. With a single unit it solves the whole problem.
 */
import { heldWeeks, type RedeploymentProblem, type Stay } from "./redeployment-problem.ts";

/** What is left for one unit. */
export type Room = {
  /** Site that it hangs at when the plan begins; null = in store. */
  startsAt: number | null;
  /** By week: true where a unit more can be used. */
  hasUnit: readonly boolean[];
  /** By week: true where a crew has time for a move more. */
  hasCrew: readonly boolean[];
  /** True where another unit has the site, or is there the week before or after. */
  isTaken(site: number, week: number): boolean;
};

export type UnitPath = { stays: Stay[]; objective: number };

const NEVER = Number.NEGATIVE_INFINITY;

/** Weeks stayed that have to be told apart: all up to the longest stay, or up to the least where there is no longest. */
function agesOf({ leastStayWeeks, longestStayWeeks }: RedeploymentProblem): number {
  return longestStayWeeks ?? leastStayWeeks;
}

/**
 * Age with which a unit's stay from before the plan enters it. One that must not leave yet because its least stay is
 * not over may leave once its site closes.
 */
export function ageAtStart(problem: RedeploymentProblem, site: number): number {
  const already = problem.sites[site]?.weeksAlready ?? 0;
  if (already >= problem.leastStayWeeks) return already;
  return Math.max(already, problem.leastStayWeeks - heldWeeks(problem, site));
}

/**
 * Best path; staying in store is one, worth 0. Null if the unit cannot go on from where it hangs (a least stay without
 * a unit or a site left for it). O(weeks · sites · weeks stayed).
 */
export function bestUnitPath(problem: RedeploymentProblem, room: Room): UnitPath | null {
  const tables = new PathTables(problem, room);
  for (let t = 0; t < problem.weeks; t++) tables.week(t);
  return tables.path();
}

class PathTables {
  readonly #problem: RedeploymentProblem;
  readonly #room: Room;
  readonly #ages: number;
  readonly #idle: number;
  /** Best objective of paths that end in a state: site · ages + age − 1, or idle. */
  #best: Float64Array;
  /** State before, by week and state. */
  readonly #from: Int32Array[] = [];

  constructor(problem: RedeploymentProblem, room: Room) {
    this.#problem = problem;
    this.#room = room;
    this.#ages = agesOf(problem);
    this.#idle = problem.sites.length * this.#ages;
    this.#best = new Float64Array(this.#idle + 1).fill(NEVER);
    const { startsAt } = room;
    if (startsAt === null) this.#best[this.#idle] = 0;
    else this.#best[this.#state(startsAt, Math.min(this.#ages, ageAtStart(problem, startsAt)))] = 0;
  }

  #state(site: number, age: number): number {
    return site * this.#ages + age - 1;
  }

  /** One week on: stay, move, or go to store. */
  week(t: number): void {
    const { sites, startsFromPresent, moveCost, leastStayWeeks } = this.#problem;
    const next = new Float64Array(this.#idle + 1).fill(NEVER);
    const from = new Int32Array(this.#idle + 1).fill(-1);
    const free = this.#bestToLeave(leastStayWeeks);
    const [first] = free;
    if (first && first.objective > NEVER) {
      next[this.#idle] = first.objective;
      from[this.#idle] = first.state;
    }
    if (this.#room.hasUnit[t]) {
      const isCharged = t > 0 || startsFromPresent;
      const canMove = !isCharged || (this.#room.hasCrew[t] ?? false);
      for (const [site, { weeklyWorth, isOpen }] of sites.entries()) {
        if (!isOpen[t] || this.#room.isTaken(site, t)) continue;
        const worth = weeklyWorth[t] ?? 0;
        this.#stayOn(site, worth, next, from);
        const origin = free.find((one) => one.site !== site);
        if (!canMove || !origin || origin.objective === NEVER) continue;
        const state = this.#state(site, 1);
        const moved = origin.objective + worth - (isCharged ? moveCost : 0);
        if (moved <= (next[state] ?? NEVER)) continue;
        next[state] = moved;
        from[state] = origin.state;
      }
    }
    this.#best = next;
    this.#from.push(from);
  }

  #stayOn(site: number, worth: number, next: Float64Array, from: Int32Array): void {
    const isLimited = this.#problem.longestStayWeeks !== null;
    for (let age = 1; age <= this.#ages; age++) {
      if (age === this.#ages && isLimited) break;
      const before = this.#best[this.#state(site, age)] ?? NEVER;
      const state = this.#state(site, Math.min(this.#ages, age + 1));
      if (before === NEVER || before + worth <= (next[state] ?? NEVER)) continue;
      next[state] = before + worth;
      from[state] = this.#state(site, age);
    }
  }

  /** The two best sites (or the store) that can be left now: a move never goes back to the site that it leaves. */
  #bestToLeave(leastStayWeeks: number): { site: number; state: number; objective: number }[] {
    const found = [{ site: -1, state: this.#idle, objective: this.#best[this.#idle] ?? NEVER }];
    for (let site = 0; site < this.#problem.sites.length; site++) {
      let best = { site, state: -1, objective: NEVER };
      for (let age = leastStayWeeks; age <= this.#ages; age++) {
        const state = this.#state(site, age);
        const objective = this.#best[state] ?? NEVER;
        if (objective > best.objective) best = { site, state, objective };
      }
      if (best.state >= 0) found.push(best);
    }
    return found.sort((a, b) => b.objective - a.objective).slice(0, 2);
  }

  path(): UnitPath | null {
    let state = this.#best.indexOf(Math.max(...this.#best));
    const objective = this.#best[state] ?? NEVER;
    if (objective === NEVER) return null;
    const places: number[] = [];
    const isNew: boolean[] = [];
    for (let t = this.#problem.weeks - 1; t >= 0; t--) {
      const site = state === this.#idle ? -1 : Math.floor(state / this.#ages);
      const before = this.#from[t]?.[state] ?? -1;
      const siteBefore = before === this.#idle ? -1 : Math.floor(before / this.#ages);
      places.unshift(site);
      isNew.unshift(site !== siteBefore || (t === 0 && this.#room.startsAt === null));
      state = before;
    }
    return { stays: staysOf(places, isNew), objective };
  }
}

function staysOf(places: readonly number[], isNew: readonly boolean[]): Stay[] {
  const stays: Stay[] = [];
  for (const [t, site] of places.entries()) {
    if (site === -1) continue;
    const last = stays.at(-1);
    if (last && last.to === t && last.site === site && !isNew[t]) last.to = t + 1;
    else stays.push({ site, from: t, to: t + 1 });
  }
  return stays;
}
