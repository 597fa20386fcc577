/** Successes among n independent trials of probability p: probabilities and tails. */
import { binomialTerm } from "./log-gamma.ts";
import { sumTerms } from "./tail-sum.ts";

/** P(X = count). @throws RangeError unless 0 ≤ count ≤ trials are whole and 0 ≤ p ≤ 1. */
export function binomialProbability(count: number, trials: number, p: number): number {
  check("binomialProbability", count, trials, p);
  return binomialTerm(count, trials, p);
}

/** P(X ≥ count), summed from its far end where it is the smaller tail. Throws as `binomialProbability`. */
export function binomialUpperTail(count: number, trials: number, p: number): number {
  check("binomialUpperTail", count, trials, p);
  return count > trials * p ? upwards(count, trials, p) : 1 - downwards(count - 1, trials, p);
}

/** P(X ≤ count). Throws as `binomialProbability`. */
export function binomialLowerTail(count: number, trials: number, p: number): number {
  check("binomialLowerTail", count, trials, p);
  return count < trials * p ? downwards(count, trials, p) : 1 - upwards(count + 1, trials, p);
}

function upwards(count: number, trials: number, p: number): number {
  if (count > trials) return 0;
  const odds = p / (1 - p);
  return sumTerms(binomialTerm(count, trials, p), (j) => ((trials - count - j) / (count + j + 1)) * odds);
}

function downwards(count: number, trials: number, p: number): number {
  if (count < 0) return 0;
  const odds = (1 - p) / p;
  return sumTerms(binomialTerm(count, trials, p), (j) => ((count - j) / (trials - count + j + 1)) * odds);
}

function check(name: string, count: number, trials: number, p: number): void {
  if (!Number.isInteger(count) || !Number.isInteger(trials) || count < 0 || count > trials) {
    throw new RangeError(`${name}: expected whole counts with 0 ≤ count ≤ trials, got ${count} of ${trials}`);
  }
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${name}: expected p from 0 to 1, got ${p}`);
}
