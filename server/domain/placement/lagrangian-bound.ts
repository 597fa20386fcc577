/**
 * What no plan can exceed. The link between views and points (a point is seen only if a view of it is chosen) is priced
 * instead of enforced: with a price on each point the best choice of views is a sorting problem, and its value is an upper
 * bound for every set of prices. Subgradient steps lower it (Geoffrion 1974; Held, Wolfe & Crowder 1974; for covering
 * Galvão & ReVelle 1996).
 *
 * Any prices give a proven bound, so stopping early costs tightness, never truth.
 */
import type { Floors } from "./floors.ts";
import { pickWithinBudget, type Ranked } from "./money-price.ts";
import type { PlacementProblem } from "./placement-problem.ts";
import { PricedFloors } from "./priced-floors.ts";

/** A bound, and what it was reached with. */
export type PricedChoice = {
  bound: number;
  /** Views that would be chosen at these prices, one per column at most, within the limits as far as these are priced. */
  chosen: number[];
  /** Worth of each view at these prices, less its penalty and, with a budget, the price of its cost. */
  worth: Float64Array;
  /** Least worth that is chosen; a view of less worth than this would have to push one out. */
  threshold: number;
};

/** Views that may still be chosen (1) and those that must be (2); 0 = left out. */
export type ViewState = Uint8Array;

const FIRST_STEP = 1.6;
/** Floors get prices once those of the points have settled: before that nobody can say what a floor is short of. */
const FLOORS_FROM = 60;
/** They move more carefully: one of them changes the worth of a whole part of the area. */
const FLOOR_STEP = 0.5;

/** Of each point, and of each floor: what keeping a part of it is worth. */
export type Prices = { point: Float64Array; floor: Float64Array };

export class LagrangianBound {
  best = Number.POSITIVE_INFINITY;
  readonly #problem: PlacementProblem;
  readonly #state: ViewState;
  readonly #price: Float64Array;
  readonly #floors: PricedFloors;
  readonly #best: Prices;
  readonly #seen: Float64Array;
  #step = FIRST_STEP;
  #sinceBetter = 0;
  #iterations = 0;

  /**
   * @param floors risk that must be in view, by part of the area.
   * @param begin prices to begin with; absent = a third of what seeing a point (once more) is worth, and nothing for floors.
   */
  constructor(problem: PlacementProblem, state: ViewState, floors: Floors | null = null, begin?: Prices) {
    this.#problem = problem;
    this.#state = state;
    this.#price = begin ? begin.point.slice() : firstPrices(problem);
    this.#floors = new PricedFloors(problem, floors, begin?.floor);
    this.#best = { point: this.#price.slice(), floor: this.#floors.price.slice() };
    this.#seen = new Float64Array(problem.matrix.points);
  }

  /** Prices that gave the best bound. */
  get bestPrices(): Prices {
    return { point: this.#best.point.slice(), floor: this.#best.floor.slice() };
  }

  /** Weights of the points, that of a floor's points raised by its price now. */
  get raisedWeight(): Float64Array {
    return this.#floors.weight;
  }

  /**
   * One evaluation and one step of the prices.
   * @param target objective of the best plan known: steps are sized to reach it.
   */
  iterate(target: number): PricedChoice {
    const choice = this.#evaluate();
    if (choice.bound < this.best - 1e-12 * Math.max(1, Math.abs(choice.bound))) {
      this.best = choice.bound;
      this.#best.point.set(this.#price);
      this.#best.floor.set(this.#floors.price);
      this.#sinceBetter = 0;
    } else if (++this.#sinceBetter > 14) {
      this.#step /= 1.6;
      this.#sinceBetter = 0;
      this.#price.set(this.#best.point);
      this.#floors.set(this.#best.floor);
    }
    this.#move(choice, target);
    return choice;
  }

  #evaluate(): PricedChoice {
    const { matrix, penalty } = this.#problem;
    const worth = new Float64Array(matrix.views);
    for (let v = 0; v < matrix.views; v++) {
      if (this.#state[v] === 0) continue;
      let sum = -(penalty[v] as number);
      const end = matrix.start[v + 1] as number;
      for (let at = matrix.start[v] as number; at < end; at++)
        sum += this.#price[matrix.point[at] as number] as number;
      worth[v] = sum;
    }
    const picked = this.#problem.budget === null ? this.#pickByCount(worth) : this.#pickByBudget(worth);
    return { ...picked, bound: picked.bound + this.#pointTerm(), worth };
  }

  /** Best the points can do at their prices: unseen, seen once, or twice. */
  #pointTerm(): number {
    const { weight, seenBefore, backupWeight } = this.#problem;
    const raised = this.#floors.weight;
    let sum = -this.#floors.due;
    for (let i = 0; i < weight.length; i++) {
      const w = weight[i] as number;
      if (w === 0) continue;
      const before = seenBefore[i] as number;
      if (before >= 2) continue;
      const price = this.#price[i] as number;
      if (before === 1) sum += Math.max(0, backupWeight * w - price);
      else {
        const once = (raised[i] as number) - price;
        sum += Math.max(0, once, once + backupWeight * w - price);
      }
    }
    return sum;
  }

  #pickByCount(worth: Float64Array): Omit<PricedChoice, "worth"> {
    const k = this.#problem.k ?? 0;
    const best = this.#bestOfSites(worth);
    best.sort((a, b) => b.rank - a.rank);
    const chosen: number[] = [];
    let bound = 0;
    for (const { view, worth: w, rank } of best) {
      if (chosen.length >= k) break;
      if (w <= 0 && rank !== Number.POSITIVE_INFINITY) break;
      chosen.push(view);
      bound += w;
    }
    const last = chosen.at(-1);
    const isFull = chosen.length >= k;
    return { bound, chosen, threshold: isFull && last !== undefined ? Math.max(0, worth[last] ?? 0) : 0 };
  }

  /** The price of money that makes the bound least; every price gives a bound. */
  #pickByBudget(worth: Float64Array): Omit<PricedChoice, "worth"> {
    const { cost } = this.#problem;
    const budget = this.#problem.budget ?? 0;
    const limit = this.#problem.k ?? Number.POSITIVE_INFINITY;
    // All views of a column cost the same, so which of them is best does not depend on the price of money.
    const best = this.#bestOfSites(worth).map((one) => ({ ...one, cost: cost[one.view] ?? 0 }));
    const found = pickWithinBudget(best, budget, limit);
    for (let v = 0; v < worth.length; v++)
      if (this.#state[v] !== 0) worth[v] = (worth[v] as number) - found.money * (cost[v] ?? 0);
    return { bound: found.bound, chosen: found.chosen, threshold: found.threshold };
  }

  /** The best view of each column; those that must be chosen rank first. */
  #bestOfSites(worth: Float64Array): Ranked[] {
    const { site, sites } = this.#problem;
    const best = new Int32Array(sites).fill(-1);
    for (let v = 0; v < worth.length; v++) {
      const state = this.#state[v] as number;
      if (state === 0) continue;
      const s = site[v] as number;
      const current = best[s] as number;
      if (current >= 0 && this.#state[current] === 2) continue;
      if (current < 0 || state === 2 || (worth[v] as number) > (worth[current] as number)) best[s] = v;
    }
    const list: Ranked[] = [];
    for (const view of best) {
      if (view < 0) continue;
      const w = worth[view] ?? 0;
      const isForced = this.#state[view] === 2;
      if (w > 0 || isForced) list.push({ view, worth: w, rank: isForced ? Number.POSITIVE_INFINITY : w });
    }
    return list;
  }

  /** Prices rise where points want to be seen more often than they are, and fall where they are seen for nothing. */
  #move({ chosen, bound }: PricedChoice, target: number): void {
    const { matrix, weight, seenBefore, backupWeight } = this.#problem;
    const raised = this.#floors.weight;
    this.#seen.fill(0);
    for (const v of chosen) {
      const end = matrix.start[v + 1] as number;
      for (let at = matrix.start[v] as number; at < end; at++) {
        const i = matrix.point[at] as number;
        this.#seen[i] = (this.#seen[i] as number) + 1;
      }
    }
    const lacks = this.#floors.lacksOf(this.#seen, this.#price);
    let length = 0;
    for (let i = 0; i < weight.length; i++) {
      const w = weight[i] as number;
      const before = seenBefore[i] as number;
      if (w === 0 || before >= 2) {
        this.#seen[i] = 0;
        continue;
      }
      const price = this.#price[i] as number;
      const again = backupWeight * w;
      const wants = before === 1 ? Number(again > price) : wantsOf(raised[i] as number, again, price);
      const difference = wants - (this.#seen[i] as number);
      this.#seen[i] = difference;
      length += difference * difference;
    }
    const excess = this.#step * Math.max(bound - target, 1e-9 * Math.abs(bound));
    const step = length > 0 ? excess / length : 0;
    for (let i = 0; i < weight.length; i++) {
      const price = (this.#price[i] as number) + step * (this.#seen[i] as number);
      const most = seenBefore[i] === 0 ? (raised[i] as number) : backupWeight * (weight[i] as number);
      this.#price[i] = Math.max(0, Math.min(most, price));
    }
    if (++this.#iterations === FLOORS_FROM) this.#step = FIRST_STEP;
    if (this.#iterations >= FLOORS_FROM) this.#floors.move(lacks, FLOOR_STEP * excess, this.#price);
  }
}

/** A point that is seen often enough before has no price: nothing is gained there. */
function firstPrices({ weight, seenBefore, backupWeight }: PlacementProblem): Float64Array {
  return weight.map((w, i) => {
    const before = seenBefore[i] ?? 0;
    return before === 0 ? w / 3 : before === 1 ? (backupWeight * w) / 3 : 0;
  });
}

/** How often a point wants to be seen at its price. */
function wantsOf(first: number, second: number, price: number): number {
  if (first - price <= 0) return first + second - 2 * price > 0 ? 2 : 0;
  return second - price > 0 ? 2 : 1;
}
