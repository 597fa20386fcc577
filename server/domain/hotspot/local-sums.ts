/** Sums over neighbourhoods and the moments of the study area: what all local statistics start from. */
import type { Neighbourhood } from "../grid/neighbourhood.ts";

export type StudyArea = {
  /** Cells in the study area. */
  n: number;
  total: number;
  mean: number;
  /** Standard deviation over the cells, with 1/n. 0 only if all counts are equal. */
  sd: number;
  /** The counts, ascending. */
  ascending: Float64Array;
};

/**
 * Counts of the study area and their moments. O(n log n).
 * @throws RangeError for arrays of other lengths and for counts that are negative or not finite.
 */
export function studyArea(
  counts: ArrayLike<number>,
  neighbourhood: Neighbourhood,
  include: Uint8Array | null,
): StudyArea {
  const { cellCount } = neighbourhood;
  if (counts.length !== cellCount || (include && include.length !== cellCount)) {
    throw new RangeError(
      `studyArea: expected ${cellCount} counts and flags, got ${counts.length} and ${include?.length ?? "none"}`,
    );
  }
  const inside = new Float64Array(cellCount);
  let n = 0;
  for (let i = 0; i < cellCount; i++) {
    if (include && !include[i]) continue;
    const count = counts[i] ?? 0;
    if (!(count >= 0 && count < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`studyArea: expected counts of 0 or more, got ${count} at ${i}`);
    }
    inside[n++] = count;
  }
  return momentsOf(inside.subarray(0, n).sort());
}

function momentsOf(ascending: Float64Array): StudyArea {
  const n = ascending.length;
  let total = 0;
  for (let i = 0; i < n; i++) total += ascending[i] ?? 0;
  const mean = n === 0 ? 0 : total / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += ((ascending[i] ?? 0) - mean) ** 2;
  const allEqual = n === 0 || ascending[0] === ascending[n - 1];
  return { n, total, mean, sd: allEqual ? 0 : Math.sqrt(squares / n), ascending };
}

export type LocalSums = {
  /** Count of the cell and its neighbours; NaN outside the study area. */
  sum: Float64Array;
  /** Neighbours in the study area; 0 outside it. */
  neighbours: Uint8Array;
  /** How many cells have at least one neighbour. */
  tested: number;
  /** How many of those have a neighbourhood of each size m (the cell itself included), by m. */
  testedBySize: number[];
};

/** Local sums of the cells of the study area. O(cells · neighbours). */
export function localSums(
  counts: ArrayLike<number>,
  { cellCount, start, index }: Neighbourhood,
  include: Uint8Array | null,
): LocalSums {
  const sum = new Float64Array(cellCount).fill(Number.NaN);
  const neighbours = new Uint8Array(cellCount);
  const testedBySize: number[] = [];
  let tested = 0;
  for (let i = 0; i < cellCount; i++) {
    if (include && !include[i]) continue;
    let sumHere = counts[i] ?? 0;
    let k = 0;
    const end = start[i + 1] ?? 0;
    for (let at = start[i] ?? 0; at < end; at++) {
      const neighbour = index[at] ?? 0;
      if (include && !include[neighbour]) continue;
      sumHere += counts[neighbour] ?? 0;
      k++;
    }
    sum[i] = sumHere;
    neighbours[i] = k;
    if (k === 0) continue;
    tested++;
    while (testedBySize.length <= k + 1) testedBySize.push(0);
    testedBySize[k + 1] = (testedBySize[k + 1] ?? 0) + 1;
  }
  return { sum, neighbours, tested, testedBySize };
}
