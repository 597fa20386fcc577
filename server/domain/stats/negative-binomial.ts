/**
 * Counts that vary more than Poisson: variance = dispersion · mean, dispersion > 1.
 *
 * In this form (NB1 in Cameron & Trivedi 1998) the sum of independent counts with one dispersion and any means has
 * the same dispersion again, so that a cell and a neighbourhood of cells follow one model.
 */
import { binomialTerm } from "./log-gamma.ts";
import { sumTerms } from "./tail-sum.ts";

/**
 * P(X = count).
 * @throws RangeError for a count that is not whole and ≥ 0, a mean that is not ≥ 0, or a dispersion not above 1.
 */
export function negativeBinomialProbability(count: number, mean: number, dispersion: number): number {
  check("negativeBinomialProbability", count, mean, dispersion);
  return term(count, mean, dispersion);
}

/** P(X ≥ count), summed from its far end where it is the smaller tail. Throws as `negativeBinomialProbability`. */
export function negativeBinomialUpperTail(count: number, mean: number, dispersion: number): number {
  check("negativeBinomialUpperTail", count, mean, dispersion);
  return count > mean ? upwards(count, mean, dispersion) : 1 - downwards(count - 1, mean, dispersion);
}

/** P(X ≤ count). Throws as `negativeBinomialProbability`. */
export function negativeBinomialLowerTail(count: number, mean: number, dispersion: number): number {
  check("negativeBinomialLowerTail", count, mean, dispersion);
  return count < mean ? downwards(count, mean, dispersion) : 1 - upwards(count + 1, mean, dispersion);
}

/** Size r = mean/(dispersion − 1) and success probability 1/dispersion, as in R's `dnbinom(count, size, prob)`. */
function term(count: number, mean: number, dispersion: number): number {
  if (mean === 0) return count === 0 ? 1 : 0;
  const size = mean / (dispersion - 1);
  return (size / (size + count)) * binomialTerm(size, size + count, 1 / dispersion);
}

function upwards(count: number, mean: number, dispersion: number): number {
  const size = mean / (dispersion - 1);
  const miss = 1 - 1 / dispersion;
  return sumTerms(term(count, mean, dispersion), (j) => ((count + j + size) / (count + j + 1)) * miss);
}

function downwards(count: number, mean: number, dispersion: number): number {
  if (count < 0) return 0;
  let sum = 0;
  const size = mean / (dispersion - 1);
  const miss = 1 - 1 / dispersion;
  // Below the mode terms fall towards 0, between mode and mean they rise first: all are added.
  for (let at = count, here = term(count, mean, dispersion); at >= 0 && here > 0; at--) {
    sum += here;
    here *= at / ((at - 1 + size) * miss);
  }
  return Math.min(1, sum);
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
