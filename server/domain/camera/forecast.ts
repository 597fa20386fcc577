/**
 * How many incidents fewer would there be if a published effect held here? The effect is that of whole schemes on the
 * crime of the area they were meant for, so it is applied to the incidents of the catchment, never to square metres
 * seen. It is not known whether it holds here; the wider of the two intervals says how far one scheme can be from the
 * mean. Displacement is not in it: that is counted after the event.
 *
 * Monte Carlo: ln OR normal, the count of a year negative binomial, both by median Latin hypercube and paired at random,
 * so that chance is left only in which effect meets which year (McKay, Beckman and Conover 1979, Technometrics 21,
 * 239–245).
 */
import { negativeBinomialProbability } from "../stats/negative-binomial.ts";
import { normalQuantile } from "../stats/normal.ts";
import { type SeededRandom, seededRandom } from "../stats/seeded-random.ts";
import { isClearEffect, lnOddsRatio, type PreventionEffect, singleSchemeSd } from "./prevention-effect.ts";
import type { YearlyBaseline } from "./yearly-baseline.ts";

const FORECAST_DRAWS = 10_000;

/** 95 %: negative = more incidents, not fewer. */
export type FewerRange = { low: number; high: number };

export type PreventionForecast = {
  /** Incidents a year fewer at the published mean: B·(1 − 1/OR). */
  fewerPerYear: number;
  /** Where the mean effect of such schemes would put it. */
  ofMean: FewerRange;
  /** Where one scheme can put it. */
  ofOneScheme: FewerRange;
  /** False = "no clear effect": the published interval holds an odds ratio of 1. */
  isClear: boolean;
  draws: number;
  seed: number;
};

/**
 * Forecast of one effect on one baseline. The same seed gives the same figures. O(draws · log draws).
 * @throws RangeError for a baseline that is not 0 or more, or fewer than 100 draws.
 */
export function forecastPrevention(
  effect: PreventionEffect,
  baseline: YearlyBaseline,
  { draws = FORECAST_DRAWS, seed = 1 }: { draws?: number; seed?: number } = {},
): PreventionForecast {
  const { perYear, dispersion } = baseline;
  if (!(perYear >= 0 && Number.isFinite(perYear))) {
    throw new RangeError(`forecastPrevention: expected a baseline of 0 or more, got ${perYear}`);
  }
  if (!(Number.isInteger(draws) && draws >= 100)) {
    throw new RangeError(`forecastPrevention: expected 100 draws or more, got ${draws}`);
  }
  const counts = yearCounts(perYear, dispersion, draws, seededRandom(seed));
  const scores = strata(draws).map(normalQuantile);
  const { mean, standardError } = lnOddsRatio(effect);
  const range = (sd: number): FewerRange => {
    const fewer = scores.map((z, i) => (counts[i] ?? perYear) * (1 - Math.exp(-(mean + sd * z)))).sort();
    return { low: quantile(fewer, 0.025), high: quantile(fewer, 0.975) };
  };
  return {
    fewerPerYear: perYear * (1 - 1 / effect.oddsRatio),
    ofMean: range(standardError),
    ofOneScheme: range(singleSchemeSd(effect)),
    isClear: isClearEffect(effect),
    draws,
    seed,
  };
}

/** The middles of n equal parts of (0, 1), in rising order. */
function strata(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => (i + 0.5) / n);
}

/** Counts of the year to come, in random order; none where the baseline is taken as known. */
function yearCounts(
  mean: number,
  dispersion: number | null,
  draws: number,
  random: SeededRandom,
): Float64Array {
  if (dispersion === null || mean === 0) return new Float64Array(0);
  if (!(dispersion > 1)) {
    throw new RangeError(`forecastPrevention: expected a dispersion above 1, got ${dispersion}`);
  }
  const spread = Math.sqrt(mean * dispersion);
  let count = Math.max(0, Math.floor(mean - 9 * spread));
  let upTo = negativeBinomialProbability(count, mean, dispersion);
  // Beyond this the tail is smaller than any stratum, and rounding could keep the sum below the last of them.
  const last = Math.ceil(mean + 40 * spread + 40 * dispersion);
  const counts = strata(draws).map((p) => {
    while (upTo < p && count < last) upTo += negativeBinomialProbability(++count, mean, dispersion);
    return count;
  });
  for (let i = counts.length - 1; i > 0; i--) {
    const j = random.integerBelow(i + 1);
    [counts[i], counts[j]] = [counts[j] ?? 0, counts[i] ?? 0];
  }
  return counts;
}

/** Of sorted numbers, the k-th being the middle of the k-th part (Hyndman and Fan's type 5). */
function quantile(sorted: Float64Array, p: number): number {
  const at = sorted.length * p - 0.5;
  const below = Math.floor(at);
  const low = sorted[below] ?? 0;
  return low + (at - below) * ((sorted[below + 1] ?? low) - low);
}
