/** Better by exchange: one view out, a better one in, for as long as that helps (Teitz & Bart 1968). */
import { MarginalGains } from "./marginal-gains.ts";
import { costOf, type PlacementProblem, type ViewsOfPoints } from "./placement-problem.ts";

/** Less than this share of the objective is rounding. */
const LEAST_SHARE = 1e-9;

/**
 * @param shouldStop asked before each exchange; what was reached by then is returned.
 * Each exchange costs O(views) per view of the set.
 */
export function swapSearch(
  problem: PlacementProblem,
  start: readonly number[],
  turned: ViewsOfPoints,
  shouldStop: () => boolean = () => false,
): number[] {
  const gains = new MarginalGains(problem, turned);
  for (const view of start) gains.add(view);
  let left = (problem.budget ?? Number.POSITIVE_INFINITY) - costOf(problem, start);
  let isImproved = true;
  while (isImproved) {
    isImproved = false;
    for (const view of [...gains.chosen]) {
      if (shouldStop()) return [...gains.chosen];
      const loss = gains.lossWithout(view);
      gains.remove(view);
      const affordable = left + (problem.cost[view] ?? 0);
      const better = bestOther(problem, gains, affordable);
      const isBetter =
        better >= 0 && (gains.gain[better] ?? 0) > loss + LEAST_SHARE * Math.max(1, Math.abs(loss));
      const next = isBetter ? better : view;
      gains.add(next);
      left = affordable - (problem.cost[next] ?? 0);
      isImproved ||= isBetter;
    }
    // Money or places may be left over after exchanges.
    isImproved = addMore(problem, gains, left) || isImproved;
    left = (problem.budget ?? Number.POSITIVE_INFINITY) - costOf(problem, [...gains.chosen]);
  }
  return [...gains.chosen];
}

function addMore(problem: PlacementProblem, gains: MarginalGains, left: number): boolean {
  if (gains.chosen.size >= (problem.k ?? Number.POSITIVE_INFINITY)) return false;
  const more = bestOther(problem, gains, left);
  if (more < 0 || (gains.gain[more] ?? 0) <= 1e-12) return false;
  gains.add(more);
  return true;
}

function bestOther(
  { site, cost }: PlacementProblem,
  { gain, usedSites }: MarginalGains,
  left: number,
): number {
  let [best, most] = [-1, Number.NEGATIVE_INFINITY];
  for (let v = 0; v < gain.length; v++) {
    const adds = gain[v] as number;
    if (adds > most && (cost[v] as number) <= left && !usedSites.has(site[v] as number))
      [best, most] = [v, adds];
  }
  return best;
}
