/**
 * Counts that vary more than Poisson: variance = dispersion · mean, dispersion > 1.
 *
 * In this form (NB1 in Cameron & Trivedi 1998) the sum of independent counts with one dispersion and any means has
 * the same dispersion again, so that a cell and a neighbourhood of cells follow one model. Eleven right digits, tails
 * included, for dispersions of 1.001 and more; nearer to 1 they get fewer, and Poisson is what is meant.
 */
import { incompleteBeta } from "./incomplete-beta.ts";
import { binomialTerm } from "./log-gamma.ts";

/**
 * P(X = count).
 * @throws RangeError for a count that is not whole and ≥ 0, a mean that is not ≥ 0, or a dispersion not above 1.
 */
export function negativeBinomialProbability(count: number, mean: number, dispersion: number): number {
  check("negativeBinomialProbability", count, mean, dispersion);
  return term(count, mean, dispersion);
}

/** P(X ≥ count) = I_{1 − 1/dispersion}(count, size). Throws as `negativeBinomialProbability`. */
export function negativeBinomialUpperTail(count: number, mean: number, dispersion: number): number {
  check("negativeBinomialUpperTail", count, mean, dispersion);
  if (count === 0) return 1;
  return mean === 0 ? 0 : incompleteBeta(count, mean / (dispersion - 1), 1 - 1 / dispersion, 1 / dispersion);
}

/** P(X ≤ count) = I_{1/dispersion}(size, count + 1). Throws as `negativeBinomialProbability`. */
export function negativeBinomialLowerTail(count: number, mean: number, dispersion: number): number {
  check("negativeBinomialLowerTail", count, mean, dispersion);
  if (mean === 0) return 1;
  return incompleteBeta(mean / (dispersion - 1), count + 1, 1 / dispersion, 1 - 1 / dispersion);
}

/** Size r = mean/(dispersion − 1) and success probability 1/dispersion, as in R's `dnbinom(count, size, prob)`. */
function term(count: number, mean: number, dispersion: number): number {
  if (mean === 0) return count === 0 ? 1 : 0;
  const size = mean / (dispersion - 1);
  return (size / (size + count)) * binomialTerm(size, size + count, 1 / dispersion);
}

function check(name: string, count: number, mean: number, dispersion: number): void {
  if (!Number.isInteger(count) || count < 0) {
    throw new RangeError(`${name}: expected a whole count of 0 or more, got ${count}`);
  }
  if (!(mean >= 0 && mean < Number.POSITIVE_INFINITY && dispersion > 1)) {
    throw new RangeError(
      `${name}: expected a mean of 0 or more and a dispersion above 1, got ${mean} and ${dispersion}`,
    );
  }
}
