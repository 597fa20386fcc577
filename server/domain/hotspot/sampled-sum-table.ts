/**
 * The randomisation distribution of a sum of m cells by sampling, for weights that have no exact table: shares of
 * incidents, or harm of so many different sizes that the table would be too large.
 *
 * One set of draws serves every cell with as many neighbours, so that p depends on the local sum alone. p counts
 * the observed arrangement as one of the draws, (b + 1)/(draws + 1), and is never below 1/(draws + 1): on a map of
 * thousands of cells a single place may be unable to pass a correction for multiple testing.
 */
import { seededRandom } from "../stats/seeded-random.ts";
import type { SumTable } from "./exact-sum-table.ts";

/** Sums that agree to this share of the total count as equal: addition in another order may differ in the last digit. */
const SAME = 1e-12;

/**
 * Table of sampled sums of the sizes asked for.
 * @param weights one per cell of the study area.
 * @param sizes numbers of cells, each at most the number of weights.
 * Cost: O(draws · (largest size + number of sizes · log draws)).
 * @throws RangeError for a size that is too large or a number of draws below 1.
 */
export function sampledSumTable(
  weights: Float64Array,
  sizes: readonly number[],
  draws: number,
  seed: number,
): SumTable {
  const largest = Math.max(...sizes);
  if (!(largest <= weights.length)) {
    throw new RangeError(`sampledSumTable: expected sizes up to ${weights.length}, got ${largest}`);
  }
  if (!(draws >= 1)) throw new RangeError(`sampledSumTable: expected 1 draw or more, got ${draws}`);
  const sums = drawSums(weights, sizes, draws, seed);
  const slack = SAME * total(weights.map(Math.abs));
  const ascending = weights.toSorted();
  const sumsOf = (size: number): Float64Array => {
    const row = sums.get(size);
    if (!row) throw new RangeError(`sampledSumTable: expected one of the sizes ${sizes}, got ${size}`);
    return row;
  };
  const atLeast = (size: number, sum: number) => draws - countBelow(sumsOf(size), sum - slack);
  const atMost = (size: number, sum: number) => countBelow(sumsOf(size), sum + slack);
  const share = (count: number) => (count + 1) / (draws + 1);
  const allowed = (p: number) => Math.min(draws, Math.floor(p * (draws + 1) * (1 + SAME)) - 1);
  return {
    upperTail: (size, sum) => share(atLeast(size, sum)),
    lowerTail: (size, sum) => share(atMost(size, sum)),
    smallestSumWithUpperTail: (size, p) => {
      const row = sumsOf(size);
      const drawn = row[draws - allowed(p)];
      const next = drawn === undefined ? undefined : row[atMost(size, drawn)];
      const largest = total(ascending.subarray(ascending.length - size));
      return firstOf([drawn, next, largest], (sum) => atLeast(size, sum) <= allowed(p));
    },
    largestSumWithLowerTail: (size, p) => {
      const row = sumsOf(size);
      const drawn = row[allowed(p) - 1];
      const next = drawn === undefined ? undefined : row[draws - atLeast(size, drawn) - 1];
      const smallest = total(ascending.subarray(0, size));
      return firstOf([drawn, next, smallest], (sum) => atMost(size, sum) <= allowed(p));
    },
  };
}

function firstOf(sums: readonly (number | undefined)[], passes: (sum: number) => boolean): number | null {
  return sums.find((sum) => sum !== undefined && passes(sum)) ?? null;
}

function total(weights: Float64Array): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}

/** Ascending sums by size: the first m cells of one shuffle are a sample for every size m. */
function drawSums(
  weights: Float64Array,
  sizes: readonly number[],
  draws: number,
  seed: number,
): Map<number, Float64Array> {
  const random = seededRandom(seed).fork("sums of cells");
  const urn = weights.slice();
  const largest = Math.max(...sizes);
  const rows = new Map(sizes.map((size) => [size, new Float64Array(draws)]));
  const rowAt = Array.from({ length: largest + 1 }, (_, size) => rows.get(size) ?? null);
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0;
    for (let taken = 0; taken < largest; taken++) {
      const from = taken + random.integerBelow(urn.length - taken);
      const weight = urn[from] ?? 0;
      urn[from] = urn[taken] ?? 0;
      urn[taken] = weight;
      sum += weight;
      const row = rowAt[taken + 1];
      if (row) row[draw] = sum;
    }
  }
  for (const row of rows.values()) row.sort();
  return rows;
}

/** How many of the ascending sums are below a limit. */
function countBelow(ascending: Float64Array, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
