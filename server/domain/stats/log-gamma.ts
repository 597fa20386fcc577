/**
 * ln Γ and the two corrections from which probabilities of counts are built without losing digits.
 *
 * Loader (2000, "Fast and accurate computation of binomial probabilities"): a probability is exp of a difference of
 * large logarithms; written with Stirling's error and the deviance each part is small, and 15 digits remain where
 * plain ln Γ leaves 9 for counts of 100,000. R's `dbinom` and `dpois` do the same.
 */

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
/** From here on five terms of Stirling's series are exact to the last digit. */
const SERIES_FROM = 16;
const SMALL_ERRORS = Float64Array.from({ length: SERIES_FROM }, (_, n) => (n === 0 ? 0 : shiftedError(n)));

/** ln Γ(x) for x > 0. @throws RangeError otherwise. */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma: expected a number above 0, got ${x}`);
  // Γ(x) = Γ(x + 1)/x, and x·ln x − x plus corrections is ln Γ(x + 1).
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingError(x);
}

/** ln Γ(x + 1) − [(x + ½) ln x − x + ½ ln 2π] for x > 0: what Stirling's formula misses. */
function stirlingError(x: number): number {
  if (x >= SERIES_FROM) return seriesError(x);
  return Number.isInteger(x) ? (SMALL_ERRORS[x] ?? 0) : shiftedError(x);
}

function seriesError(x: number): number {
  const square = x * x;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / x;
}

/** Climbs by the recurrence to where the series holds. */
function shiftedError(x: number): number {
  let error = 0;
  let at = x;
  for (; at < SERIES_FROM; at++) error += (at + 0.5) * Math.log1p(1 / at) - 1;
  return error + seriesError(at);
}

/** x ln(x/m) + m − x for x, m > 0: the deviance of a count from its mean, exact also where they are close. */
function deviance(x: number, mean: number): number {
  const difference = x - mean;
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  const v = difference / (x + mean);
  let sum = difference * v;
  let power = 2 * x * v;
  for (let j = 1; ; j++) {
    power *= v * v;
    const next = sum + power / (2 * j + 1);
    if (next === sum) return sum;
    sum = next;
  }
}

/** e^(−m) m^x / Γ(x + 1), also for x that are not whole. x, m ≥ 0. */
export function poissonTerm(x: number, mean: number): number {
  if (x === 0) return Math.exp(-mean);
  if (mean === 0) return 0;
  return Math.exp(-stirlingError(x) - deviance(x, mean)) / Math.sqrt(2 * Math.PI * x);
}

/** Γ(n + 1)/(Γ(x + 1) Γ(n − x + 1)) · p^x · (1 − p)^(n − x), also for x and n that are not whole. 0 ≤ x ≤ n. */
export function binomialTerm(x: number, n: number, p: number): number {
  if (p === 0) return x === 0 ? 1 : 0;
  if (p === 1) return x === n ? 1 : 0;
  if (x === 0) return Math.exp(n * Math.log1p(-p));
  if (x === n) return Math.exp(n * Math.log(p));
  const log =
    stirlingError(n) -
    stirlingError(x) -
    stirlingError(n - x) -
    deviance(x, n * p) -
    deviance(n - x, n * (1 - p));
  return Math.exp(log) * Math.sqrt(n / (2 * Math.PI * x * (n - x)));
}
