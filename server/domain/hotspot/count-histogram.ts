/** How often each count occurs: all that the randomisation distribution of a sum of cells depends on. */

/**
 * Distinct counts of the study area on the coarsest lattice that holds them all: count = origin + unit · step.
 * Weights such as 20, 365 and 730 days share steps, which makes tables of their sums smaller without loss.
 */
export type CountHistogram = {
  /** How many cells there are. */
  n: number;
  /** The smallest count. */
  origin: number;
  /** Greatest common divisor of the differences; 1 where all counts are equal. */
  unit: number;
  /** Distinct counts in units above the origin, ascending; the first is 0. */
  steps: readonly number[];
  /** How many cells have each of them. */
  cells: readonly number[];
};

/**
 * Histogram of the counts of included cells; null where one of them is not a whole number (weights such as shares
 * of an incident have no exact table). O(cells).
 */
export function countHistogram(
  counts: ArrayLike<number>,
  include: Uint8Array | null = null,
): CountHistogram | null {
  const tally = new Map<number, number>();
  for (let i = 0; i < counts.length; i++) {
    if (include && !include[i]) continue;
    const count = counts[i] ?? 0;
    if (!Number.isSafeInteger(count)) return null;
    tally.set(count, (tally.get(count) ?? 0) + 1);
  }
  const distinct = [...tally.keys()].sort((a, b) => a - b);
  const [origin = 0] = distinct;
  const unit = distinct.reduce((divisor, count) => greatestCommonDivisor(divisor, count - origin), 0) || 1;
  const cells = distinct.map((count) => tally.get(count) ?? 0);
  return {
    n: cells.reduce((sum, c) => sum + c, 0),
    origin,
    unit,
    steps: distinct.map((count) => (count - origin) / unit),
    cells,
  };
}

function greatestCommonDivisor(a: number, b: number): number {
  let [larger, smaller] = [a, b];
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

/**
 * Largest sums, in steps, of 0, 1, … `size` cells; `size` is at most n.
 * The smallest are those of the mirrored histogram and are 0 while enough cells have the smallest count.
 */
export function largestSums(histogram: CountHistogram, size: number): Float64Array {
  const sums = new Float64Array(size + 1);
  let taken = 0;
  for (let d = histogram.steps.length - 1; d >= 0 && taken < size; d--) {
    const step = histogram.steps[d] ?? 0;
    for (let c = histogram.cells[d] ?? 0; c > 0 && taken < size; c--) {
      sums[taken + 1] = (sums[taken] ?? 0) + step;
      taken++;
    }
  }
  return sums;
}
