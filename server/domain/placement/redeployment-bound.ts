/**
 * How good could any plan be? An upper bound by Lagrangian relaxation: the shared limits (units a week, crews a week)
 * get prices, and each site then finds its own best stays, exactly. Whatever the prices, what the sites gain plus what
 * the limits cost is no less than the best plan is worth (Geoffrion 1974, Mathematical Programming Study 2, 82–114).
 */
import type { RedeploymentProblem, Stay } from "./redeployment-problem.ts";
import { type Prices, SiteStays } from "./redeployment-site-stays.ts";

/** What the sites want at some prices. */
export type Wishes = {
  prices: Prices;
  bound: number;
  stays: Stay[];
};

const PATIENCE = 15;
const SMALLEST_STEP = 1e-5;
const MOST_STEPS = 3000;
const LEAST_STEPS = 500;
/** Steps of dynamic programming over all sites and steps of the prices: some ten seconds. */
const MOST_WORK = 3e8;

/**
 * Bound by sub-gradient steps (Held, Wolfe and Crowder 1974) from prices at which the best sites just want the units
 * there are.
 * @param reached objective of a valid plan: steps are measured by the distance to it, and end when it is met.
 * @param onWishes hears what the sites want at each step; near the best prices that is nearly a plan. It may return the
 *   objective of a better plan.
 */
export function lagrangianBound(
  problem: RedeploymentProblem,
  reached: number,
  {
    steps = stepsFor(problem),
    onWishes,
  }: { steps?: number; onWishes?: (wishes: Wishes, step: number) => number } = {},
): number {
  const sites = new SiteStays(problem);
  let prices = firstPrices(problem);
  let best = { bound: Number.POSITIVE_INFINITY, prices };
  let [pace, idle, target] = [1, 0, reached];
  for (let step = 0; step < steps && pace > SMALLEST_STEP; step++) {
    const wishes = wishesAt(problem, sites, prices);
    target = Math.max(target, onWishes?.(wishes, step) ?? target);
    if (wishes.bound < best.bound - 1e-12 * Math.abs(wishes.bound)) {
      best = { bound: wishes.bound, prices };
      idle = 0;
    } else if (++idle === PATIENCE) {
      pace /= 2;
      idle = 0;
      prices = best.prices;
      continue;
    }
    const slack = slackOf(problem, wishes.stays);
    const length = square(slack.unit) + square(slack.move);
    if (length === 0 || best.bound <= target + 1e-9 * Math.abs(target)) break;
    const by = (pace * Math.max(wishes.bound - target, 1e-9 * Math.abs(wishes.bound))) / length;
    prices = {
      unit: prices.unit.map((price, t) => Math.max(0, price - by * (slack.unit[t] ?? 0))),
      move: prices.move.map((price, t) => Math.max(0, price - by * (slack.move[t] ?? 0))),
    };
  }
  return Math.max(best.bound, target);
}

function stepsFor({ weeks, sites, leastStayWeeks, longestStayWeeks }: RedeploymentProblem): number {
  const work = weeks * Math.max(1, sites.length) * ((longestStayWeeks ?? leastStayWeeks) + 1);
  return Math.min(MOST_STEPS, Math.max(LEAST_STEPS, Math.floor(MOST_WORK / work)));
}

/** In each week the worth of the first site that gets no unit any more. */
function firstPrices({ weeks, sites, units }: RedeploymentProblem): Prices {
  const unit = Float64Array.from({ length: weeks }, (_, t) => {
    const worths = sites.map(({ weeklyWorth, isOpen }) => (isOpen[t] ? (weeklyWorth[t] ?? 0) : 0));
    return worths.sort((a, b) => b - a)[units[t] ?? 0] ?? 0;
  });
  return { unit, move: new Float64Array(weeks) };
}

function wishesAt(problem: RedeploymentProblem, sites: SiteStays, prices: Prices): Wishes {
  const { units, mostMovesPerWeek } = problem;
  let bound = prices.unit.reduce((sum, price, t) => sum + price * (units[t] ?? 0), 0);
  if (mostMovesPerWeek !== null)
    bound += mostMovesPerWeek * prices.move.reduce((sum, price) => sum + price, 0);
  const stays: Stay[] = [];
  for (let site = 0; site < problem.sites.length; site++) {
    bound += sites.gain(site, prices);
    stays.push(...sites.stays(site));
  }
  return { prices, bound, stays };
}

/** What the limits have left; below 0: what the sites want too much. Moves only where crews are limited. */
function slackOf(
  { weeks, units, mostMovesPerWeek, startsFromPresent, sites }: RedeploymentProblem,
  stays: readonly Stay[],
): { unit: Float64Array; move: Float64Array } {
  const unit = Float64Array.from(units);
  const move = new Float64Array(weeks).fill(mostMovesPerWeek ?? 0);
  for (const { site, from, to } of stays) {
    for (let t = from; t < to; t++) unit[t] = (unit[t] ?? 0) - 1;
    const isMove = from > 0 || (startsFromPresent && sites[site]?.weeksAlready === 0);
    if (mostMovesPerWeek !== null && isMove) move[from] = (move[from] ?? 0) - 1;
  }
  return { unit, move };
}

function square(vector: Float64Array): number {
  return vector.reduce((sum, x) => sum + x * x, 0);
}
