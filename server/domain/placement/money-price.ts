/** What a budget buys when money has a price in worth: every price gives a bound, and the best one is looked for here. */

/** Best view of a column; rank is its worth, or +∞ where it must be chosen. */
export type Ranked = { view: number; worth: number; rank: number };
export type Priced = Ranked & { cost: number };
type BudgetPick = {
  money: number;
  bound: number;
  spent: number;
  chosen: number[];
  threshold: number;
};

/** The price of money that makes the bound least, and what is chosen at it. `limit`: at most so many columns. */
export function pickWithinBudget(best: readonly Priced[], budget: number, limit: number): BudgetPick {
  const at = (money: number) => pickAt(best, money, budget, limit);
  const free = at(0);
  if (free.spent <= budget) return free;
  const highest = criticalPrice(best, budget);
  const found = at(highest);
  // Where the number binds too, money is worth less than that.
  return found.chosen.length >= limit ? cheapest(at, found, highest, budget) : found;
}

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
