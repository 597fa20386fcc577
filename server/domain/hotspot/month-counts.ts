/** Counts of every cell by month. */

/** Counts summed over months. O(months · cells). @throws RangeError if a month has another number of cells. */
export function sumMonths(months: readonly Int32Array[], cellCount: number): Int32Array {
  const sums = new Int32Array(cellCount);
  for (const counts of months) {
    if (counts.length !== cellCount) {
      throw new RangeError(`sumMonths: month of ${counts.length} cells, expected ${cellCount}`);
    }
    for (let i = 0; i < cellCount; i++) sums[i] = (sums[i] ?? 0) + (counts[i] ?? 0);
  }
  return sums;
}
