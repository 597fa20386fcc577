/**
 * What could have been found? A cell that is not significant on a map of few incidents may be so because nothing
 * that could have happened there would have been. This file says where, so that grey is not read as "safe".
 *
 * Two questions, both answered with the area's own counts, dealt out differently:
 * 1. By one test: how large must the local sum of m cells be for p ≤ .05, and what is the least p it can have, when
 *    the m largest counts of the area happen to lie side by side?
 * 2. On the map: would a cell with that sum have been called significant after correction for all the tests, every
 *    other cell's p being as it is? If not, the cell could not have been significant whatever lay there.
 */
import { type Correction, harmonicSum } from "../stats/false-discovery-rate.ts";
import type { SumTable } from "./exact-sum-table.ts";
import type { Tail } from "./gi-star.ts";

/** Level of significance that "could be significant" speaks of. */
const ATTAINABLE_LEVEL = 0.05;

/** Relative step past a sum, for "more than" where tails are of "at least". */
const NEXT = 1e-9;

/** What neighbourhoods of one size could show. p as reported for the tail chosen: doubled if two-sided. */
export type AttainableBySize = {
  /** Cells in the neighbourhood, the one tested included. */
  size: number;
  /** How many tested cells have a neighbourhood of this size. */
  cells: number;
  /** The `size` largest counts of the area together, and the p such a local sum would have. */
  largestSum: number;
  smallestHotP: number;
  /** Smallest local sum with p ≤ .05 for a hot spot, before correction; null = none can reach it. */
  hotSumAtP05: number | null;
  /** Smallest local sum that would be significant on this map (q ≤ .05); null = none can be. */
  hotSumOnMap: number | null;
  /** The same for cold spots: the `size` smallest counts, and the largest sums that are low enough. */
  smallestSum: number;
  smallestColdP: number;
  coldSumAtP05: number | null;
  coldSumOnMap: number | null;
};

export type AttainableRequest = {
  table: SumTable;
  /** The counts of the study area, ascending. */
  ascendingCounts: Float64Array;
  /** Number of tested cells by neighbourhood size. */
  cellsBySize: readonly number[];
  tail: Tail;
  /** From `significanceThreshold`. */
  pThreshold: number;
};

/** What neighbourhoods of each size that occurs could show, in ascending order of size. */
export function attainableBySize(request: AttainableRequest): AttainableBySize[] {
  const { table, ascendingCounts, cellsBySize, tail, pThreshold } = request;
  const sides = tail === "two-sided" ? 2 : 1;
  const n = ascendingCounts.length;
  const mean = sum(ascendingCounts) / n;
  const rows: AttainableBySize[] = [];
  for (const [size, cells] of cellsBySize.entries()) {
    if (cells === 0) continue;
    const largestSum = sum(ascendingCounts.subarray(n - size));
    const smallestSum = sum(ascendingCounts.subarray(0, size));
    // A hot spot must also hold more than expected, which a small p alone does not say where counts are very skew.
    const aboveMean = table.upperTail(size, size * mean * (1 + NEXT));
    const belowMean = table.lowerTail(size, size * mean * (1 - NEXT));
    const hotSum = (p: number) => table.smallestSumWithUpperTail(size, Math.min(p / sides, aboveMean));
    const coldSum = (p: number) => table.largestSumWithLowerTail(size, Math.min(p / sides, belowMean));
    rows.push({
      size,
      cells,
      largestSum,
      smallestHotP: Math.min(1, sides * table.upperTail(size, largestSum)),
      hotSumAtP05: hotSum(ATTAINABLE_LEVEL),
      hotSumOnMap: tail === "cold" ? null : hotSum(pThreshold),
      smallestSum,
      smallestColdP: Math.min(1, sides * table.lowerTail(size, smallestSum)),
      coldSumAtP05: coldSum(ATTAINABLE_LEVEL),
      coldSumOnMap: tail === "hot" ? null : coldSum(pThreshold),
    });
  }
  return rows;
}

/**
 * The largest p that would have been called significant at level α, had it stood in the place of one that was not,
 * all the other p values being as they are.
 *
 * - bh, by: α·k/(n·c), with k the largest rank such that at least k − 1 of the n values are at most that; k is at
 *   least one more than the number of rejections, and at least 1.
 * - holm: α/(n − rejections). none: α.
 *
 * A p above it is never significant. One at or below it is, unless the value it replaces was at or below it too.
 * O(n). 0 where nothing was tested.
 */
export function significanceThreshold(
  ascendingP: Float64Array,
  correction: Correction,
  level = ATTAINABLE_LEVEL,
): number {
  const n = ascendingP.length;
  if (n === 0) return 0;
  if (correction === "none") return level;
  if (correction === "holm") return level / Math.max(1, n - holmRejections(ascendingP, level));
  const perRank = level / (n * (correction === "by" ? harmonicSum(n) : 1));
  for (let k = n; k > 1; k--) if ((ascendingP[k - 2] ?? 1) <= perRank * k) return perRank * k;
  return perRank;
}

function holmRejections(ascendingP: Float64Array, level: number): number {
  const n = ascendingP.length;
  let rejected = 0;
  while (rejected < n && (n - rejected) * (ascendingP[rejected] ?? 1) <= level) rejected++;
  return rejected;
}

/**
 * 1 where a cell could have been significant on the map, by cell: it is, or some local sum that the area's counts
 * allow for its neighbourhood size would have been. 0 elsewhere and for cells not tested.
 * @param neighbours number of neighbours by cell.
 */
export function couldBeSignificant(
  bySize: readonly AttainableBySize[],
  neighbours: Uint8Array,
  q: Float64Array,
): Uint8Array {
  const possible = new Uint8Array(256);
  for (const { size, hotSumOnMap, coldSumOnMap } of bySize) {
    possible[size] = hotSumOnMap !== null || coldSumOnMap !== null ? 1 : 0;
  }
  return neighbours.map((k, i) => {
    const qHere = q[i] ?? Number.NaN;
    if (Number.isNaN(qHere)) return 0;
    return qHere <= ATTAINABLE_LEVEL ? 1 : (possible[k + 1] ?? 0);
  });
}

/** Below this mean count per cell only very large clusters can be significant. */
const LEAST_MEAN_PER_CELL = 0.2;

/**
 * The finest grid on which something can be found: the highest resolution with a mean of 0.2 incidents per cell or
 * more; null where none has that many, not even the coarsest.
 * @param meanPerCellByResolution mean count per cell of the study area, by H3 resolution.
 */
export function recommendResolution(meanPerCellByResolution: ReadonlyMap<number, number>): number | null {
  let finest: number | null = null;
  for (const [resolution, mean] of meanPerCellByResolution) {
    if (mean >= LEAST_MEAN_PER_CELL && (finest === null || resolution > finest)) finest = resolution;
  }
  return finest;
}

function sum(counts: Float64Array): number {
  return counts.reduce((total, count) => total + count, 0);
}
