/**
 * How good could any plan be? An upper bound by Lagrangian relaxation: the shared limits (units a week, crews a week)
 * get prices, and each site then finds its own best stays, exactly, by dynamic programming. Whatever the prices, what
 * the sites gain plus what the limits cost is no less than the best plan is worth (Geoffrion 1974).
 */

import type { RedeploymentProblem } from "./redeployment-problem.ts";
import { ageAtStart } from "./redeployment-unit-path.ts";

/** Price of a unit and of a crew's move in each week; 0 or more. */
export type Prices = { unit: Float64Array; move: Float64Array };

export type SiteChoice = { gain: number; inUse: Uint8Array; moves: Uint8Array };

const NEVER = Number.NEGATIVE_INFINITY;
const PATIENCE = 15;
const SMALLEST_STEP = 1e-4;

/**
 * Bound by sub-gradient steps from prices at which the best sites just want the units there are.
 * @param reached objective of a valid plan: steps are measured by the distance to it, and end when it is met.
 */
export function lagrangianBound(
  problem: RedeploymentProblem,
  reached: number,
  steps = 600,
): { bound: number; prices: Prices } {
  let prices = firstPrices(problem);
  let best = { bound: Number.POSITIVE_INFINITY, prices };
  let [pace, idle] = [1, 0];
  for (let step = 0; step < steps && pace > SMALLEST_STEP; step++) {
    const { bound, slack } = relaxed(problem, prices);
    if (bound < best.bound - 1e-12 * Math.abs(bound)) {
      best = { bound, prices };
      idle = 0;
    } else if (++idle === PATIENCE) {
      pace /= 2;
      idle = 0;
      prices = best.prices;
      continue;
    }
    const length =
      slack.unit.reduce((sum, x) => sum + x * x, 0) + slack.move.reduce((sum, x) => sum + x * x, 0);
    if (length === 0 || best.bound <= reached + 1e-9 * Math.abs(reached)) break;
    const by = (pace * Math.max(bound - reached, 1e-9 * Math.abs(bound))) / length;
    prices = {
      unit: prices.unit.map((price, t) => Math.max(0, price - by * (slack.unit[t] ?? 0))),
      move: prices.move.map((price, t) => Math.max(0, price - by * (slack.move[t] ?? 0))),
    };
  }
  return { bound: Math.max(best.bound, reached), prices: best.prices };
}

/** In each week the worth of the first site that gets no unit any more. */
function firstPrices({ weeks, sites, units }: RedeploymentProblem): Prices {
  const unit = Float64Array.from({ length: weeks }, (_, t) => {
    const worths = sites.map(({ weeklyWorth, isOpen }) => (isOpen[t] ? (weeklyWorth[t] ?? 0) : 0));
    return worths.sort((a, b) => b - a)[units[t] ?? 0] ?? 0;
  });
  return { unit, move: new Float64Array(weeks) };
}

/** Bound at some prices, and what the limits have left (below 0: what the sites want too much). */
function relaxed(
  problem: RedeploymentProblem,
  prices: Prices,
): { bound: number; slack: { unit: Float64Array; move: Float64Array } } {
  const { weeks, sites, units, mostMovesPerWeek } = problem;
  const unit = Float64Array.from(units);
  const move = new Float64Array(weeks).fill(mostMovesPerWeek ?? 0);
  let bound = prices.unit.reduce((sum, price, t) => sum + price * (units[t] ?? 0), 0);
  if (mostMovesPerWeek !== null)
    bound += prices.move.reduce((sum, price) => sum + price * mostMovesPerWeek, 0);
  for (let site = 0; site < sites.length; site++) {
    const choice = bestStaysOfSite(problem, site, prices);
    bound += choice.gain;
    for (let t = 0; t < weeks; t++) {
      unit[t] = (unit[t] ?? 0) - (choice.inUse[t] ?? 0);
      move[t] = (move[t] ?? 0) - (choice.moves[t] ?? 0);
    }
  }
  return { bound, slack: { unit, move: mostMovesPerWeek === null ? new Float64Array(weeks) : move } };
}

/**
 * Best stays at one site if every week and every move has a price.
 * State 0 = empty; state a = in the a-th week of a stay, all from the last on being one where stays have no end.
 */
export function bestStaysOfSite(problem: RedeploymentProblem, site: number, prices: Prices): SiteChoice {
  const { weeks, leastStayWeeks, longestStayWeeks, startsFromPresent, moveCost, sites } = problem;
  const { weeklyWorth = [], isOpen = [], weeksAlready = 0 } = sites[site] ?? {};
  const ages = longestStayWeeks ?? leastStayWeeks;
  let best = new Float64Array(ages + 1).fill(NEVER);
  best[startsFromPresent && weeksAlready > 0 ? Math.min(ages, ageAtStart(problem, site)) : 0] = 0;
  const from: Int32Array[] = [];
  for (let t = 0; t < weeks; t++) {
    const next = new Float64Array(ages + 1).fill(NEVER);
    const back = new Int32Array(ages + 1).fill(-1);
    const offer = (state: number, gain: number, before: number) => {
      if (gain <= (next[state] ?? NEVER)) return;
      next[state] = gain;
      back[state] = before;
    };
    offer(0, best[0] ?? NEVER, 0);
    for (let age = leastStayWeeks; age <= ages; age++) offer(0, best[age] ?? NEVER, age);
    if (isOpen[t]) {
      const gain = (weeklyWorth[t] ?? 0) - (prices.unit[t] ?? 0);
      const cost = t > 0 || startsFromPresent ? moveCost + (prices.move[t] ?? 0) : 0;
      offer(1, (best[0] ?? NEVER) + gain - cost, 0);
      const last = longestStayWeeks === null ? ages : ages - 1;
      for (let age = 1; age <= last; age++) offer(Math.min(ages, age + 1), (best[age] ?? NEVER) + gain, age);
    }
    best = next;
    from.push(back);
  }
  return tracedBack(best, from, startsFromPresent);
}

function tracedBack(best: Float64Array, from: readonly Int32Array[], startsFromPresent: boolean): SiteChoice {
  const weeks = from.length;
  const choice: SiteChoice = {
    gain: Math.max(...best),
    inUse: new Uint8Array(weeks),
    moves: new Uint8Array(weeks),
  };
  let state = best.indexOf(choice.gain);
  for (let t = weeks - 1; t >= 0; t--) {
    const before = from[t]?.[state] ?? 0;
    if (state > 0) choice.inUse[t] = 1;
    if (state > 0 && before === 0 && (t > 0 || startsFromPresent)) choice.moves[t] = 1;
    state = before;
  }
  return choice;
}
