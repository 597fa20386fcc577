/**
 * The best stays at one site if every week of a unit and every move has a price: exact, by dynamic programming over the
 * weeks stayed. What a relaxation asks of every site hundreds of times, so it works in arrays that it keeps.
 */
import type { RedeploymentProblem, Stay } from "./redeployment-problem.ts";
import { ageAtStart } from "./redeployment-unit-path.ts";

/** Price of a unit and of a crew's move in each week; 0 or more. */
export type Prices = { unit: Float64Array; move: Float64Array };

const NEVER = Number.NEGATIVE_INFINITY;

export class SiteStays {
  readonly #problem: RedeploymentProblem;
  /** States: 0 = empty; a = in the a-th week of a stay, the last standing for all later ones if stays have no end. */
  readonly #states: number;
  readonly #worth: Float64Array;
  readonly #isOpen: Uint8Array;
  readonly #start: Int32Array;
  #best: Float64Array;
  #next: Float64Array;
  /** State before, by week and state. */
  readonly #from: Int32Array;

  constructor(problem: RedeploymentProblem) {
    const { weeks, sites, leastStayWeeks, longestStayWeeks, startsFromPresent } = problem;
    const ages = longestStayWeeks ?? leastStayWeeks;
    this.#problem = problem;
    this.#states = ages + 1;
    this.#worth = Float64Array.from(sites.flatMap(({ weeklyWorth }) => [...weeklyWorth]));
    this.#isOpen = Uint8Array.from(sites.flatMap(({ isOpen }) => isOpen.map(Number)));
    this.#start = Int32Array.from(sites, ({ weeksAlready }, site) =>
      startsFromPresent && weeksAlready > 0 ? Math.min(ages, ageAtStart(problem, site)) : 0,
    );
    this.#best = new Float64Array(this.#states);
    this.#next = new Float64Array(this.#states);
    this.#from = new Int32Array(weeks * this.#states);
  }

  /** What the best stays gain; `stays` then tells which they are. O(weeks · weeks stayed). */
  gain(site: number, prices: Prices): number {
    const { weeks, startsFromPresent, moveCost } = this.#problem;
    this.#best.fill(NEVER);
    this.#best[this.#start[site] ?? 0] = 0;
    for (let t = 0; t < weeks; t++) {
      const at = site * weeks + t;
      this.#leave(t);
      if (this.#isOpen[at] === 1) {
        const gain = (this.#worth[at] ?? 0) - (prices.unit[t] ?? 0);
        const isCharged = t > 0 || startsFromPresent;
        this.#stay(t, gain, isCharged ? moveCost + (prices.move[t] ?? 0) : 0);
      }
      [this.#best, this.#next] = [this.#next, this.#best];
    }
    return this.#best.reduce((most, gain) => Math.max(most, gain), NEVER);
  }

  /** The site is empty this week: it was, or its stay was long enough to end. */
  #leave(t: number): void {
    const [best, next, from] = [this.#best, this.#next, this.#from];
    next.fill(NEVER);
    let [most, before] = [best[0] ?? NEVER, 0];
    for (let age = this.#problem.leastStayWeeks; age < this.#states; age++) {
      const gain = best[age] ?? NEVER;
      if (gain > most) [most, before] = [gain, age];
    }
    next[0] = most;
    from[t * this.#states] = before;
  }

  #stay(t: number, gain: number, moveCost: number): void {
    const [best, next, from] = [this.#best, this.#next, this.#from];
    const row = t * this.#states;
    const last = this.#states - 1;
    next[1] = (best[0] ?? NEVER) + gain - moveCost;
    from[row + 1] = 0;
    for (let age = 1; age < last; age++) {
      const stayed = (best[age] ?? NEVER) + gain;
      if (stayed <= (next[age + 1] ?? NEVER)) continue;
      next[age + 1] = stayed;
      from[row + age + 1] = age;
    }
    const endless = (best[last] ?? NEVER) + gain;
    if (this.#problem.longestStayWeeks !== null || endless <= (next[last] ?? NEVER)) return;
    next[last] = endless;
    from[row + last] = last;
  }

  /** The stays that the last call of `gain` found. */
  stays(site: number): Stay[] {
    const stays: Stay[] = [];
    let state = this.#best.indexOf(this.#best.reduce((most, gain) => Math.max(most, gain), NEVER));
    let to = -1;
    for (let t = this.#problem.weeks - 1; t >= 0; t--) {
      const before = this.#from[t * this.#states + state] ?? 0;
      if (state > 0 && to === -1) to = t + 1;
      if (state === 0) to = -1;
      else if (before === 0 || t === 0) {
        stays.unshift({ site, from: t, to });
        to = -1;
      }
      state = before;
    }
    return stays;
  }
}
