/**
 * How sure is each chosen site? Recorded counts are one draw of what could have been recorded, so the risk is drawn
 * anew many times, and each time the best sites are looked for again: a site that is often chosen again does not hang on
 * chance, one that seldom is could as well have been another.
 *
 * A hexagon with n incidents gets Poisson(Gamma(n + ½)) of them in a draw (Jeffreys' prior); its risk changes in
 * proportion. Each draw is solved by greedy choice and exchange, not to proof. Hexagons without incidents stay without:
 * what could begin there is not asked.
 */
import { gammaVariate, poissonVariate } from "../stats/gamma-variate.ts";
import { seededRandom } from "../stats/seeded-random.ts";
import { greedyCover } from "./greedy-cover.ts";
import { type PlacementProblem, viewsOfPoints } from "./placement-problem.ts";
import { swapSearch } from "./swap-search.ts";

export type ResampledChoice = {
  /** Draws that were solved. */
  draws: number;
  seed: number;
  /** Part of the draws in which a column was chosen, by column. */
  share: Float64Array;
  /** Part of the draws in which some column of a place was chosen, by place. */
  placeShare: Float64Array;
};

export type ResampleOptions = {
  draws: number;
  seed: number;
  /** Columns that are as good as one place, for example those within some metres of a site. */
  places?: readonly ReadonlySet<number>[];
  shouldStop?: () => boolean;
};

/**
 * @param cell hexagon of each point.
 * @param counts incidents of each hexagon, 0 or more; need not be whole.
 */
export function resampledChoice(
  problem: PlacementProblem,
  cell: Int32Array,
  counts: Float64Array,
  { draws, seed, places = [], shouldStop = () => false }: ResampleOptions,
): ResampledChoice {
  const turned = viewsOfPoints(problem.matrix);
  const chosen = new Float64Array(problem.sites);
  const inPlace = new Float64Array(places.length);
  const random = seededRandom(seed);
  let done = 0;
  while (done < draws && !shouldStop()) {
    const factor = counts.map((n) =>
      n > 0 ? poissonVariate(random, gammaVariate(random, n + JEFFREYS)) / n : 1,
    );
    const weight = problem.weight.map((w, point) => w * (factor[cell[point] ?? 0] ?? 1));
    const drawn = { ...problem, weight };
    const views = swapSearch(drawn, greedyCover(drawn, turned), turned, shouldStop);
    // A draw that was cut short says less of it than the others.
    if (shouldStop()) break;
    const sites = views.map((view) => problem.site[view] ?? 0);
    for (const site of sites) chosen[site] = (chosen[site] ?? 0) + 1;
    for (const [i, place] of places.entries())
      if (sites.some((site) => place.has(site))) inPlace[i] = (inPlace[i] ?? 0) + 1;
    done++;
  }
  const share = (n: number) => (done === 0 ? 0 : n / done);
  return { draws: done, seed, share: chosen.map(share), placeShare: inPlace.map(share) };
}

const JEFFREYS = 0.5;
