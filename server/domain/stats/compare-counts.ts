/**
 * Are two counts of events different beyond chance, given how long (or how large) each was observed? They answer
 * whether the rates differ, not why, and take events as independent: where one event brings others (near repeats) p
 * is somewhat too small.
 *
 * Both tests are two-sided. The E-test is nearly exact in size and has more power; the conditional test never exceeds
 * its level and is rather cautious on small counts.
 */
import { binomialLowerTail, binomialProbability, binomialUpperTail } from "./binomial.ts";
import { poissonProbability } from "./poisson.ts";

/** Poisson probabilities below this are left out of sums. */
const NEGLIGIBLE = 1e-20;
/** Outcomes as unlikely as the observed one to within rounding count as at least as extreme. */
const SAME_STATISTIC = 1 - 1e-12;
/** R's `binom.test` and `poisson.test` use the same. */
const SAME_PROBABILITY = 1 + 1e-7;

/**
 * E-test of Krishnamoorthy and Thomson 2004 ("A more powerful test for comparing two Poisson means", Journal of
 * Statistical Planning and Inference 119) in its pooled form: p = probability, under the common rate estimated from
 * both, of a standardised difference at least as large; as in the ptools package. With unequal exposures the form
 * with unpooled variance gives other figures, farther from the exact ones.
 * @param exposure1 days, or anything that expected events are proportional to.
 * @returns null if both counts are 0: nothing was observed that could differ.
 * @throws RangeError for counts that are not whole and ≥ 0, or exposures not above 0.
 * Cost: O(count1 + count2).
 */
export function eTest(count1: number, count2: number, exposure1 = 1, exposure2 = 1): number | null {
  check("eTest", count1, count2, exposure1, exposure2);
  const total = count1 + count2;
  if (total === 0) return null;
  const difference = (x1: number, x2: number) => x1 * exposure2 - x2 * exposure1;
  const observed = difference(count1, count2) ** 2;
  // Nothing is less extreme than equal rates, save no event at all, which has no statistic.
  if (observed === 0) return -Math.expm1(-total);
  const isExtreme = (x1: number, x2: number) =>
    difference(x1, x2) ** 2 * total >= observed * SAME_STATISTIC * (x1 + x2);
  const rate = total / (exposure1 + exposure2);
  const first = probabilities(rate * exposure1);
  const second = probabilities(rate * exposure2);
  const upTo = cumulative(second);
  const from = cumulative(second.toReversed()).reverse();
  // For each x1 the extreme x2 are all below `low` and all from `high` on; both only rise with x1.
  let low = 0;
  let high = 0;
  let p = 0;
  for (let x1 = 0; x1 < first.length; x1++) {
    while (difference(x1, low) > 0 && isExtreme(x1, low)) low++;
    while (high < second.length && !(difference(x1, high) < 0 && isExtreme(x1, high))) high++;
    const below = low === 0 ? 0 : (upTo[Math.min(low, second.length) - 1] ?? 0);
    p += (first[x1] ?? 0) * (below + (from[high] ?? 0));
  }
  return Math.min(1, p);
}

/**
 * Exact conditional test (Przyborowski and Wilenski 1940): given the total, the second count is binomial with the
 * second's share of the exposures. p sums all outcomes at most as likely as the observed one, as R's `poisson.test`.
 * @returns null if both counts are 0.
 * @throws RangeError as `eTest`.
 */
export function conditionalBinomial(
  count1: number,
  count2: number,
  exposure1 = 1,
  exposure2 = 1,
): number | null {
  check("conditionalBinomial", count1, count2, exposure1, exposure2);
  const total = count1 + count2;
  if (total === 0) return null;
  const share = exposure2 / (exposure1 + exposure2);
  const middle = total * share;
  const limit = binomialProbability(count2, total, share) * SAME_PROBABILITY;
  const isExtreme = (x: number) => binomialProbability(x, total, share) <= limit;
  if (count2 === middle) return 1;
  if (count2 < middle) {
    const high = firstWhere(Math.ceil(middle), total + 1, isExtreme);
    const above = high > total ? 0 : binomialUpperTail(high, total, share);
    return Math.min(1, binomialLowerTail(count2, total, share) + above);
  }
  const low = lastWhere(-1, Math.floor(middle), isExtreme);
  const below = low < 0 ? 0 : binomialLowerTail(low, total, share);
  return Math.min(1, binomialUpperTail(count2, total, share) + below);
}

/** Rate of the second over rate of the first. null = not defined: division by 0, or no upper bound. */
export type RateRatio = { ratio: number | null; low: number; high: number | null };

/**
 * Rate ratio second : first with its exact (Clopper–Pearson) interval, which holds the true ratio at least as often
 * as it says.
 * @throws RangeError as `eTest`, and for a confidence not between 0 and 1.
 */
export function rateRatioInterval(
  count1: number,
  count2: number,
  exposure1 = 1,
  exposure2 = 1,
  confidence = 0.95,
): RateRatio {
  check("rateRatioInterval", count1, count2, exposure1, exposure2);
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`rateRatioInterval: expected a confidence between 0 and 1, got ${confidence}`);
  }
  const total = count1 + count2;
  const tail = (1 - confidence) / 2;
  const perOdds = exposure1 / exposure2;
  // Odds of a share p that solves a tail equation; the search is on p, the answer p/(1 − p).
  const odds = (solves: (p: number) => boolean) => {
    const p = bisect(solves);
    return (p / (1 - p)) * perOdds;
  };
  return {
    ratio: count1 === 0 ? null : (count2 / count1) * perOdds,
    low: count2 === 0 ? 0 : odds((p) => binomialUpperTail(count2, total, p) > tail),
    high: count1 === 0 ? null : odds((p) => binomialLowerTail(count2, total, p) < tail),
  };
}

/**
 * Difference of two rates in standard deviations, for display: 2(√(b/t₂) − √(a/t₁)) / √(1/t₁ + 1/t₂), above 0 where
 * the second is higher. Near a normal deviate for counts of ten or so; p comes from the tests above.
 */
export function squareRootZ(count1: number, count2: number, exposure1 = 1, exposure2 = 1): number {
  check("squareRootZ", count1, count2, exposure1, exposure2);
  const difference = Math.sqrt(count2 / exposure2) - Math.sqrt(count1 / exposure1);
  return (2 * difference) / Math.sqrt(1 / exposure1 + 1 / exposure2);
}

/** Poisson probabilities from 0 on, until what is left is negligible. */
function probabilities(mean: number): Float64Array {
  let last = Math.ceil(mean + 10 * Math.sqrt(mean) + 20);
  while (poissonProbability(last, mean) > NEGLIGIBLE) last++;
  return Float64Array.from({ length: last + 1 }, (_, x) => poissonProbability(x, mean));
}

function cumulative(terms: Float64Array): Float64Array {
  let sum = 0;
  return terms.map((term) => {
    sum += term;
    return sum;
  });
}

/** Smallest x in [from, end) that passes, where all after it do too; `end` if none. */
function firstWhere(from: number, end: number, passes: (x: number) => boolean): number {
  let low = from;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Largest x in (start, to] that passes, where all before it do too; `start` if none. */
function lastWhere(start: number, to: number, passes: (x: number) => boolean): number {
  return firstWhere(start + 1, to + 1, (x) => !passes(x)) - 1;
}

/** The p in (0, 1) from which on a condition holds. */
function bisect(holds: (p: number) => boolean): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

function check(name: string, count1: number, count2: number, exposure1: number, exposure2: number): void {
  for (const count of [count1, count2]) {
    if (!Number.isInteger(count) || count < 0) {
      throw new RangeError(`${name}: expected whole counts of 0 or more, got ${count}`);
    }
  }
  for (const exposure of [exposure1, exposure2]) {
    if (!(exposure > 0 && exposure < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`${name}: expected exposures above 0, got ${exposure}`);
    }
  }
}
