/**
 * Accuracy of rankings pooled over several tests, with bootstrap intervals. Pooled = sums of hits over sums of
 * incidents, so that a test with few incidents counts for little. Tests are resampled with replacement, the same
 * ones for every method, so that the difference between two methods keeps what they have in common.
 *
 * Reference: Efron and Tibshirani 1993, An Introduction to the Bootstrap (percentile interval).
 */
import { seededRandom } from "../stats/seeded-random.ts";
import { type Accuracy, type AccuracyCounts, accuracyRatios } from "./prediction-accuracy.ts";

/** Share with its 95 % interval; the bounds are null with fewer than six tests. */
export type ShareInterval = { share: number; low: number | null; high: number | null };

export type PooledAccuracy = {
  /** Id of the method, or `chance`: what land picked by lot would have held. */
  method: string;
  areaShare: number;
  /** Sums over all tests. */
  hits: number;
  bestHits: number;
  total: number;
  hitRate: ShareInterval;
  /** Hit rate over share of land. */
  pai: number;
  /** null where even the best choice would have caught nothing. */
  pei: number | null;
  rri: number | null;
  /** Hit rate less the baseline's; null for the baseline itself and for chance. */
  overBaseline: ShareInterval | null;
};

export type PoolInput = {
  methodIds: readonly string[];
  areaShares: readonly number[];
  /** By test, by method, by share of land. */
  tests: readonly Accuracy[][][];
  baseline: string | null;
  bootstrapSamples: number;
  seed: number;
};

/** Id of the row that chance gives. */
export const CHANCE = "chance";

/** With fewer tests the bootstrap has too few different samples to say anything of a 95 % interval. */
export const LEAST_TESTS_FOR_INTERVAL = 6;

/**
 * One row per share of land and method, chance last. O(samples · tests · rows).
 * @throws RangeError if there is no later incident in any test.
 */
export function poolAccuracy(input: PoolInput): PooledAccuracy[] {
  const { methodIds, areaShares, tests, baseline, bootstrapSamples, seed } = input;
  const samples = resample(tests.length, bootstrapSamples, seed);
  return areaShares.flatMap((areaShare, k) => {
    const columns = methodIds.map((_, m) => tests.map((test) => countsAt(test, m, k)));
    const base = baseline === null ? undefined : columns[methodIds.indexOf(baseline)];
    const rows = columns.map((column, m) => {
      const method = methodIds[m] ?? "";
      const overBaseline = base && method !== baseline ? interval(column, base, samples) : null;
      return pooledRow(method, column, interval(column, null, samples), overBaseline);
    });
    const chance = (columns[0] ?? []).map((counts) => byChance(counts));
    return [...rows, pooledRow(CHANCE, chance, { share: areaShare, low: null, high: null }, null)];
  });
}

function countsAt(test: Accuracy[][], method: number, share: number): AccuracyCounts {
  const counts = test[method]?.[share];
  if (!counts) throw new RangeError(`poolAccuracy: expected accuracy of method ${method}, share ${share}`);
  return counts;
}

function byChance(counts: AccuracyCounts): AccuracyCounts {
  const { areaShare, total, earlierTotal } = counts;
  return { ...counts, hits: areaShare * total, earlierHits: areaShare * earlierTotal };
}

function pooledRow(
  method: string,
  column: readonly AccuracyCounts[],
  hitRate: ShareInterval,
  overBaseline: ShareInterval | null,
): PooledAccuracy {
  const sum = (of: (counts: AccuracyCounts) => number) => column.reduce((total, c) => total + of(c), 0);
  const counts: AccuracyCounts = {
    areaShare: column[0]?.areaShare ?? 0,
    hits: sum((c) => c.hits),
    bestHits: sum((c) => c.bestHits),
    total: sum((c) => c.total),
    earlierHits: sum((c) => c.earlierHits),
    earlierTotal: sum((c) => c.earlierTotal),
  };
  const { pai, pei, rri } = accuracyRatios(counts);
  if (pai === null) throw new RangeError("poolAccuracy: expected at least one later incident, got none");
  const { areaShare, hits, bestHits, total } = counts;
  return { method, areaShare, hits, bestHits, total, hitRate, pai, pei, rri, overBaseline };
}

/** Pooled hit rate, or its difference from another method's, with the percentile interval. */
function interval(
  column: readonly AccuracyCounts[],
  base: readonly AccuracyCounts[] | null,
  samples: readonly Uint16Array[],
): ShareInterval {
  const pooled = (tests: ArrayLike<number>): number | null => {
    let hits = 0;
    let total = 0;
    for (let t = 0; t < tests.length; t++) {
      const at = tests[t] ?? 0;
      hits += (column[at]?.hits ?? 0) - (base?.[at]?.hits ?? 0);
      total += column[at]?.total ?? 0;
    }
    return total > 0 ? hits / total : null;
  };
  const share = pooled(column.map((_, t) => t)) ?? 0;
  if (column.length < LEAST_TESTS_FOR_INTERVAL) return { share, low: null, high: null };
  const drawn = Float64Array.from(samples.map(pooled).filter((drawnShare) => drawnShare !== null)).sort();
  const at = (p: number) =>
    drawn[Math.min(drawn.length, Math.max(1, Math.round(p * (drawn.length + 1)))) - 1];
  return { share, low: at(0.025) ?? null, high: at(0.975) ?? null };
}

function resample(tests: number, samples: number, seed: number): Uint16Array[] {
  const random = seededRandom(seed);
  return Array.from({ length: samples }, () =>
    Uint16Array.from({ length: tests }, () => random.integerBelow(tests)),
  );
}
