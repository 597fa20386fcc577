/**
 * What no plan can exceed. The link between views and points (a point is seen only if a view of it is chosen) is priced
 * instead of enforced: with a price on each point the best choice of views is a sorting problem, and its value is an upper
 * bound for every set of prices. Subgradient steps lower it (Geoffrion 1974; Held, Wolfe & Crowder 1974; for covering
 * Galvão & ReVelle 1996).
 *
 * Any prices give a proven bound, so stopping early costs tightness, never truth.
 */
import type { PlacementProblem } from "./placement-problem.ts";

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

export class LagrangianBound {
  /** Price of each point. */
  readonly price: Float64Array;
  best = Number.POSITIVE_INFINITY;
  readonly #problem: PlacementProblem;
  readonly #state: ViewState;
  readonly #bestPrice: Float64Array;
  readonly #seen: Float64Array;
  #step = 1.6;
  #sinceBetter = 0;

  /** @param price prices to begin with; absent = a third of each weight. */
  constructor(problem: PlacementProblem, state: ViewState, price?: Float64Array) {
    this.#problem = problem;
    this.#state = state;
    this.price = price ? price.slice() : problem.weight.map((w) => w / 3);
    this.#bestPrice = this.price.slice();
    this.#seen = new Float64Array(problem.matrix.points);
  }

  /** Prices that gave the best bound. */
  get bestPrice(): Float64Array {
    return this.#bestPrice;
  }

  /**
   * One evaluation and one step of the prices.
   * @param target objective of the best plan known: steps are sized to reach it.
   */
  iterate(target: number): PricedChoice {
    const choice = this.#evaluate();
    if (choice.bound < this.best - 1e-12 * Math.max(1, Math.abs(choice.bound))) {
      this.best = choice.bound;
      this.#bestPrice.set(this.price);
      this.#sinceBetter = 0;
    } else if (++this.#sinceBetter > 14) {
      this.#step /= 1.6;
      this.#sinceBetter = 0;
      this.price.set(this.#bestPrice);
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
        sum += this.price[matrix.point[at] as number] as number;
      worth[v] = sum;
    }
    const picked = this.#problem.budget === null ? this.#pickByCount(worth) : this.#pickByBudget(worth);
    return { ...picked, bound: picked.bound + this.#pointTerm(), worth };
  }

  /** Best the points can do at their prices: unseen, seen once, or twice. */
  #pointTerm(): number {
    const { weight, seenBefore, backupWeight } = this.#problem;
    let sum = 0;
    for (let i = 0; i < weight.length; i++) {
      const w = weight[i] as number;
      if (w === 0) continue;
      const before = seenBefore[i] as number;
      if (before >= 2) continue;
      const price = this.price[i] as number;
      if (before === 1) sum += Math.max(0, backupWeight * w - price);
      else sum += Math.max(0, w - price, w * (1 + backupWeight) - 2 * price);
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
    const at = (money: number) => pickAt(best, money, budget, limit);
    let found = at(0);
    if (found.spent > budget) {
      const highest = criticalPrice(best, budget);
      found = at(highest);
      // Where the number binds too, money is worth less than that.
      if (found.chosen.length >= limit) found = cheapest(at, found, highest, budget);
    }
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
    this.#seen.fill(0);
    for (const v of chosen) {
      const end = matrix.start[v + 1] as number;
      for (let at = matrix.start[v] as number; at < end; at++) {
        const i = matrix.point[at] as number;
        this.#seen[i] = (this.#seen[i] as number) + 1;
      }
    }
    let length = 0;
    for (let i = 0; i < weight.length; i++) {
      const w = weight[i] as number;
      const before = seenBefore[i] as number;
      if (w === 0 || before >= 2) {
        this.#seen[i] = 0;
        continue;
      }
      const price = this.price[i] as number;
      const wants = before === 1 ? Number(backupWeight * w > price) : wantsOf(w, price, backupWeight);
      const difference = wants - (this.#seen[i] as number);
      this.#seen[i] = difference;
      length += difference * difference;
    }
    if (length === 0) return;
    const step = (this.#step * Math.max(bound - target, 1e-9 * Math.abs(bound))) / length;
    for (let i = 0; i < weight.length; i++) {
      const most = weight[i] as number;
      const price = (this.price[i] as number) + step * (this.#seen[i] as number);
      this.price[i] = Math.max(0, Math.min(most, price));
    }
  }
}

/** Best view of a column; rank is its worth, or +∞ where it must be chosen. */
type Ranked = { view: number; worth: number; rank: number };
type Priced = Ranked & { cost: number };
type BudgetPick = {
  money: number;
  bound: number;
  spent: number;
  chosen: number[];
  threshold: number;
};

/** What is chosen, and the bound, where a £ costs so much worth. */
function pickAt(best: readonly Priced[], money: number, budget: number, limit: number): BudgetPick {
  const isForced = ({ rank }: Ranked) => rank === Number.POSITIVE_INFINITY;
  const net = (one: Priced) => one.worth - money * one.cost;
  let taken = best.filter((one) => isForced(one) || net(one) > 0);
  if (taken.length > limit) {
    const rank = (one: Priced) => (isForced(one) ? Number.MAX_VALUE : net(one));
    taken = taken.sort((a, b) => rank(b) - rank(a)).slice(0, limit);
  }
  let [bound, spent, least] = [money * budget, 0, Number.POSITIVE_INFINITY];
  for (const one of taken) {
    bound += net(one);
    spent += one.cost;
    least = Math.min(least, net(one));
  }
  const threshold = taken.length >= limit && taken.length > 0 ? Math.max(0, least) : 0;
  return { money, bound, spent, chosen: taken.map(({ view }) => view), threshold };
}

/** Worth per £ of the first column that the budget does not pay for whole, most worth per £ first. */
function criticalPrice(best: readonly Priced[], budget: number): number {
  const isForced = ({ rank }: Ranked) => rank === Number.POSITIVE_INFINITY;
  let left = budget - best.filter(isForced).reduce((sum, { cost }) => sum + cost, 0);
  const price = ({ worth, cost }: Priced) => (cost > 0 ? worth / cost : Number.POSITIVE_INFINITY);
  for (const one of best.filter((each) => !isForced(each)).sort((a, b) => price(b) - price(a))) {
    left -= one.cost;
    if (left < 0) return Math.max(0, price(one));
  }
  return 0;
}

/** The bound is convex in the price of money: bisection by whether too much is spent. */
function cheapest(
  at: (money: number) => BudgetPick,
  first: BudgetPick,
  highest: number,
  budget: number,
): BudgetPick {
  let [found, low, high] = [first, 0, highest];
  for (let step = 0; step < 16; step++) {
    const here = at((low + high) / 2);
    if (here.bound < found.bound) found = here;
    if (here.spent > budget) low = here.money;
    else high = here.money;
  }
  return found;
}

/** How often a point wants to be seen at its price. */
function wantsOf(weight: number, price: number, backupWeight: number): number {
  const once = weight - price;
  const twice = weight * (1 + backupWeight) - 2 * price;
  if (twice > once && twice > 0) return 2;
  return once > 0 ? 1 : 0;
}
