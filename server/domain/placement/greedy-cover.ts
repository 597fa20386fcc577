/**
 * The quick answer: the best next view, again and again.
 *
 * For a limit of cameras the result holds at least 1 − 1/e = 63.2 % of the best possible gain (Nemhauser, Wolsey &
 * Fisher 1978), penalties aside. With a budget the better of three is taken: gain per £, plain gain, and the best single
 * view; that holds at least 1 − 1/√e = 39.3 % (Khuller, Moss & Naor 1999).
 */
import { MarginalGains } from "./marginal-gains.ts";
import { objectiveOf, type PlacementProblem, type ViewsOfPoints } from "./placement-problem.ts";

/** Views in the order in which they were added. O(k · (views + points of a view × views of a point)). */
export function greedyCover(problem: PlacementProblem, turned?: ViewsOfPoints): number[] {
  if (problem.budget === null) return grow(problem, turned, "gain");
  const answers = [
    grow(problem, turned, "ratio"),
    grow(problem, turned, "gain"),
    bestSingle(problem, turned),
  ];
  const value = new Map(answers.map((chosen) => [chosen, objectiveOf(problem, chosen)]));
  return answers.sort((a, b) => (value.get(b) ?? 0) - (value.get(a) ?? 0))[0] ?? [];
}

function grow(problem: PlacementProblem, turned: ViewsOfPoints | undefined, by: "gain" | "ratio"): number[] {
  const gains = new MarginalGains(problem, turned);
  const chosen: number[] = [];
  let left = problem.budget ?? Number.POSITIVE_INFINITY;
  const limit = problem.k ?? Number.POSITIVE_INFINITY;
  while (chosen.length < limit) {
    const view = bestAffordable(problem, gains, left, by);
    if (view < 0) break;
    gains.add(view);
    chosen.push(view);
    left -= problem.cost[view] ?? 0;
  }
  return chosen;
}

/** The free column's view with the most gain (or gain per £) that the money left pays for; −1 if none gains anything. */
function bestAffordable(
  { site, cost }: PlacementProblem,
  { gain, usedSites }: MarginalGains,
  left: number,
  by: "gain" | "ratio",
): number {
  let [best, most] = [-1, 0];
  for (let v = 0; v < gain.length; v++) {
    const adds = gain[v] as number;
    if (adds <= 1e-12) continue;
    const price = cost[v] as number;
    if (price > left) continue;
    const merit = by === "gain" ? adds : adds / Math.max(price, 1e-9);
    if (merit > most && !usedSites.has(site[v] as number)) [best, most] = [v, merit];
  }
  return best;
}

function bestSingle(problem: PlacementProblem, turned: ViewsOfPoints | undefined): number[] {
  if (problem.k === 0) return [];
  const view = bestAffordable(problem, new MarginalGains(problem, turned), problem.budget ?? 0, "gain");
  return view < 0 ? [] : [view];
}
