/**
 * A plan that keeps the floors, from one that need not: views that fill what lacks come in for those that are missed least,
 * then exchanges that never take away what is needed.
 */
import { type Floors, isLacking } from "./floors.ts";
import { MarginalGains } from "./marginal-gains.ts";
import { costOf, type PlacementProblem, type ViewsOfPoints } from "./placement-problem.ts";

/** Views that fill most of what lacks, of which each is tried in the place of every chosen one. */
const TRIED = 24;
/** Less than this share of a view's worth is rounding. */
const LEAST_SHARE = 1e-9;

/**
 * @param start views to begin with, within the number and the budget.
 * @returns a plan that keeps the floors if one was found; else one that lacks less than the start.
 * Each exchange costs O(entries of the matrix).
 */
export function floorCover(
  problem: PlacementProblem,
  floors: Floors,
  turned: ViewsOfPoints,
  start: readonly number[],
  shouldStop: () => boolean = () => false,
): number[] {
  const plan = new FloorPlan(problem, floors, turned, start);
  while (!shouldStop() && plan.fill());
  while (!shouldStop() && plan.mend());
  while (!shouldStop() && plan.improve(shouldStop));
  return plan.chosen;
}

class FloorPlan {
  readonly #problem: PlacementProblem;
  readonly #floors: Floors;
  readonly #gains: MarginalGains;
  /** What each part lacks; negative where more than its floor is in view. */
  readonly #lacks: Float64Array;
  readonly #filled: Float64Array;
  #left: number;

  constructor(problem: PlacementProblem, floors: Floors, turned: ViewsOfPoints, start: readonly number[]) {
    this.#problem = problem;
    this.#floors = floors;
    this.#gains = new MarginalGains(problem, turned);
    const { weight, seenBefore } = problem;
    this.#lacks = floors.least.slice();
    for (const [i, part] of floors.group.entries())
      if (part >= 0 && (seenBefore[i] ?? 0) > 0)
        this.#lacks[part] = (this.#lacks[part] ?? 0) - (weight[i] ?? 0);
    this.#filled = new Float64Array(floors.least.length);
    this.#left = (problem.budget ?? Number.POSITIVE_INFINITY) - costOf(problem, start);
    for (const view of start) this.#add(view, false);
  }

  get chosen(): number[] {
    return [...this.#gains.chosen];
  }

  /** One view more, where number and money allow: what fills most of what lacks, or where nothing does, adds most. */
  fill(): boolean {
    const { chosen, gain } = this.#gains;
    if (chosen.size >= (this.#problem.k ?? Number.POSITIVE_INFINITY)) return false;
    const [best] = this.#fillers(1);
    const view = best ?? this.#mostWorth(0, (v) => (gain[v] as number) > 1e-12);
    if (view < 0) return false;
    this.#add(view);
    return true;
  }

  /** The exchange that leaves least lacking. False if none makes it less, or nothing lacks. */
  mend(): boolean {
    const now = this.#lacking();
    if (now === 0) return false;
    const fillers = this.#fillers(TRIED);
    let [out, into, least, most] = [-1, -1, now * (1 - LEAST_SHARE), Number.NEGATIVE_INFINITY];
    for (const view of this.chosen) {
      const loss = this.#gains.lossWithout(view);
      this.#remove(view);
      const open = this.#lacking();
      for (const other of fillers) {
        if (!this.#fits(other)) continue;
        const lacking = open - this.#fillOf(other);
        const worth = (this.#gains.gain[other] ?? 0) - loss;
        const isBetter = lacking < least - 1e-12 || (lacking <= least + 1e-12 && into >= 0 && worth > most);
        if (isBetter) [out, into, least, most] = [view, other, lacking, worth];
      }
      this.#add(view);
    }
    if (into < 0) return false;
    this.#remove(out);
    this.#add(into);
    return true;
  }

  /** One round of exchanges that add worth and leave nothing lacking that was not. False if there was none. */
  improve(shouldStop: () => boolean): boolean {
    let isImproved = false;
    for (const view of this.chosen) {
      if (shouldStop()) return false;
      const before = this.#lacking();
      const loss = this.#gains.lossWithout(view);
      this.#remove(view);
      const need = this.#lacking() - before;
      const least = loss + LEAST_SHARE * Math.max(1, Math.abs(loss));
      const other = this.#mostWorth(least, (v) => need <= 0 || this.#fillOf(v) >= need * (1 - LEAST_SHARE));
      this.#add(other < 0 ? view : other);
      isImproved ||= other >= 0;
    }
    return isImproved;
  }

  #add(view: number, isPaid = true): void {
    this.#count(view, -1);
    this.#gains.add(view);
    if (isPaid) this.#left -= this.#problem.cost[view] ?? 0;
  }

  #remove(view: number): void {
    this.#gains.remove(view);
    this.#count(view, 1);
    this.#left += this.#problem.cost[view] ?? 0;
  }

  /** Takes what a view alone sees off what lacks, or puts it back. */
  #count(view: number, sign: 1 | -1): void {
    const { start, point } = this.#problem.matrix;
    const { group } = this.#floors;
    for (let at = start[view] ?? 0; at < (start[view + 1] ?? 0); at++) {
      const i = point[at] as number;
      const part = group[i] as number;
      if (part >= 0 && this.#gains.seenAt(i) === 0)
        this.#lacks[part] = (this.#lacks[part] as number) + sign * (this.#problem.weight[i] as number);
    }
  }

  #lackOf(part: number): number {
    const lack = this.#lacks[part] as number;
    return isLacking(lack, this.#floors.least[part] as number) ? lack : 0;
  }

  #lacking(): number {
    let sum = 0;
    for (let part = 0; part < this.#lacks.length; part++) sum += this.#lackOf(part);
    return sum;
  }

  #fits(view: number): boolean {
    const { cost, site } = this.#problem;
    return (cost[view] ?? 0) <= this.#left + LEAST_SHARE && !this.#gains.usedSites.has(site[view] ?? -1);
  }

  /** How much of what lacks a view would fill. */
  #fillOf(view: number): number {
    const { start, point } = this.#problem.matrix;
    const { group } = this.#floors;
    const touched: number[] = [];
    for (let at = start[view] ?? 0; at < (start[view + 1] ?? 0); at++) {
      const i = point[at] as number;
      const part = group[i] as number;
      if (part < 0 || (this.#lacks[part] as number) <= 0 || this.#gains.seenAt(i) > 0) continue;
      if (this.#filled[part] === 0) touched.push(part);
      this.#filled[part] = (this.#filled[part] as number) + (this.#problem.weight[i] as number);
    }
    let sum = 0;
    for (const part of touched) {
      sum += Math.min(this.#filled[part] as number, this.#lackOf(part));
      this.#filled[part] = 0;
    }
    return sum;
  }

  /** Views that fill most of what lacks, most first; none where nothing lacks. */
  #fillers(most: number): number[] {
    if (this.#lacking() === 0) return [];
    const fills: { view: number; fill: number; gain: number }[] = [];
    for (let view = 0; view < this.#gains.gain.length; view++) {
      if (this.#gains.chosen.has(view)) continue;
      const fill = this.#fillOf(view);
      if (fill > 0) fills.push({ view, fill, gain: this.#gains.gain[view] ?? 0 });
    }
    fills.sort((a, b) => b.fill - a.fill || b.gain - a.gain);
    return fills
      .filter(({ view }) => most > 1 || this.#fits(view))
      .slice(0, most)
      .map(({ view }) => view);
  }

  /** The view of most worth above `least` that may be added and passes; −1 = none. */
  #mostWorth(least: number, isGood: (view: number) => boolean): number {
    const { gain } = this.#gains;
    let [best, most] = [-1, least];
    for (let view = 0; view < gain.length; view++)
      if ((gain[view] as number) > most && this.#fits(view) && isGood(view))
        [best, most] = [view, gain[view] as number];
    return best;
  }
}
