/** Counts of rare independent events with a known mean: probabilities, tails and the exact interval for the mean. */
import { chiSquareQuantile } from "./chi-square.ts";
import { poissonTerm } from "./log-gamma.ts";
import { sumTerms } from "./tail-sum.ts";

/** P(X = count). @throws RangeError for a count that is not whole and ≥ 0, or a mean that is not ≥ 0 and finite. */
export function poissonProbability(count: number, mean: number): number {
  check("poissonProbability", count, mean);
  return poissonTerm(count, mean);
}

/** P(X ≥ count), summed from its far end where it is the smaller tail. Throws as `poissonProbability`. */
export function poissonUpperTail(count: number, mean: number): number {
  check("poissonUpperTail", count, mean);
  return count > mean ? upwards(count, mean) : 1 - downwards(count - 1, mean);
}

/** P(X ≤ count). Throws as `poissonProbability`. */
export function poissonLowerTail(count: number, mean: number): number {
  check("poissonLowerTail", count, mean);
  return count < mean ? downwards(count, mean) : 1 - upwards(count + 1, mean);
}

/**
 * Exact interval for the mean of which `count` was seen (Garwood 1936, Biometrika 28, 437–442): at each end the
 * count, or one farther out, has probability (1 − confidence)/2. 10 → 4.80–18.39 at 95 %.
 * @throws RangeError for a count that is not whole and ≥ 0, or a confidence not between 0 and 1.
 */
export function poissonInterval(count: number, confidence = 0.95): { lower: number; upper: number } {
  check("poissonInterval", count, 0);
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`poissonInterval: expected a confidence between 0 and 1, got ${confidence}`);
  }
  const tail = (1 - confidence) / 2;
  return {
    lower: count === 0 ? 0 : chiSquareQuantile(tail, 2 * count) / 2,
    upper: chiSquareQuantile(1 - tail, 2 * count + 2) / 2,
  };
}

function upwards(count: number, mean: number): number {
  return sumTerms(poissonTerm(count, mean), (j) => mean / (count + j + 1));
}

function downwards(count: number, mean: number): number {
  return count < 0 ? 0 : sumTerms(poissonTerm(count, mean), (j) => (count - j) / mean);
}

function check(name: string, count: number, mean: number): void {
  if (!Number.isInteger(count) || count < 0) {
    throw new RangeError(`${name}: expected a whole count of 0 or more, got ${count}`);
  }
  if (!(mean >= 0 && mean < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${name}: expected a mean of 0 or more, got ${mean}`);
  }
}
