/**
 * A burst in time: how likely is it that *some* stretch of a given length held so many events, had they come at random
 * at a steady rate? It answers the question that "six in two weeks!" leaves open, since one looks at every fortnight
 * of the year. It does not say that one event led to the next.
 *
 * Reference: Naus 1982, "Approximations for distributions of scan statistics", JASA 77; accurate where the answer is
 * small.
 */
import { poissonLowerTail, poissonProbability } from "./poisson.ts";

/**
 * Probability that some window of `windowLength` within a period of `periodLength` holds `events` or more.
 * @param meanPerUnit events expected per unit of time.
 * @throws RangeError for lengths or means not above 0, a window longer than half the period, or events not whole and
 * ≥ 2.
 */
export function scanP(
  periodLength: number,
  windowLength: number,
  meanPerUnit: number,
  events: number,
): number {
  const windows = periodLength / windowLength;
  const mean = meanPerUnit * windowLength;
  if (!(windows >= 2 && mean > 0 && Number.isFinite(mean)) || !Number.isInteger(events) || events < 2) {
    throw new RangeError(
      `scanP: expected at least two windows, a mean above 0 and 2 events or more, got ${windows}, ${mean}, ${events}`,
    );
  }
  const twoQuiet = quietTwo(events, mean);
  const threeQuiet = quietThree(events, mean);
  // So many expected that no stretch could be quiet: rounding would decide.
  if (!(twoQuiet > 1e-12 && threeQuiet > 0)) return 1;
  return Math.min(1, Math.max(0, 1 - twoQuiet * (threeQuiet / twoQuiet) ** (windows - 2)));
}

/** P(X = x) and P(X ≤ x), 0 for x below 0. */
const at = (x: number, mean: number) => (x < 0 ? 0 : poissonProbability(x, mean));
const upTo = (x: number, mean: number) => (x < 0 ? 0 : poissonLowerTail(x, mean));

/** Exact probability that no window within twice its length holds k events (Naus's Q₂). */
function quietTwo(k: number, mean: number): number {
  return (
    upTo(k - 1, mean) ** 2 -
    (k - 1) * at(k, mean) * at(k - 2, mean) -
    (k - 1 - mean) * at(k, mean) * upTo(k - 3, mean)
  );
}

/** The same within three times its length (Q₃). */
function quietThree(k: number, mean: number): number {
  const f = (x: number) => upTo(x, mean);
  const p = (x: number) => at(x, mean);
  const a1 = 2 * p(k) * f(k - 1) * ((k - 1) * f(k - 2) - mean * f(k - 3));
  const a2 =
    0.5 * p(k) ** 2 * ((k - 1) * (k - 2) * f(k - 3) - 2 * (k - 2) * mean * f(k - 4) + mean * mean * f(k - 5));
  let a3 = 0;
  let a4 = 0;
  for (let r = 1; r < k; r++) {
    a3 += p(2 * k - r) * f(r - 1) ** 2;
    if (r > 1) a4 += p(2 * k - r) * p(r) * ((r - 1) * f(r - 2) - mean * f(r - 3));
  }
  return f(k - 1) ** 3 - a1 + a2 + a3 - a4;
}
