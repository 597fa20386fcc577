/**
 * Rates that do not jump where few people live: each cell's rate is drawn towards the area's, the more so the less
 * its own figure can be relied on. For maps and rankings of rates; not a test of anything.
 *
 * Global method-of-moments estimator of Marshall (1991, Applied Statistics 40, 283–294); same figures as spdep's
 * `EBest`.
 */

export type SmoothedRates = {
  /** Incidents per unit of exposure, by cell; NaN = no exposure, or outside the study area. */
  rate: Float64Array;
  /** Rate of the area: all incidents over all exposure. */
  areaRate: number;
  /** Variance of the rates weighted by exposure, and what is left of it beyond chance (0 if nothing is). */
  variance: number;
  varianceBetween: number;
};

/**
 * Smoothed rate of every cell.
 * @param exposure people, households, addresses or metres of road, by cell; 0 = none.
 * @param include 1 = in the study area, by cell; null = all.
 * @returns null where no included cell has exposure. O(cells).
 * @throws RangeError for arrays of other lengths, or a count or exposure that is negative or not finite.
 */
export function empiricalBayesRates(
  counts: ArrayLike<number>,
  exposure: ArrayLike<number>,
  include: Uint8Array | null = null,
): SmoothedRates | null {
  if (counts.length !== exposure.length || (include && include.length !== counts.length)) {
    throw new RangeError(
      `empiricalBayesRates: expected arrays of one length, got ${counts.length} and ${exposure.length}`,
    );
  }
  const used: number[] = [];
  let incidents = 0;
  let total = 0;
  for (let i = 0; i < counts.length; i++) {
    const [x, e] = [counts[i] ?? 0, exposure[i] ?? 0];
    if (!(x >= 0 && e >= 0 && x + e < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`empiricalBayesRates: expected figures of 0 or more, got ${x} and ${e} at ${i}`);
    }
    if (e === 0 || (include && !include[i])) continue;
    used.push(i);
    incidents += x;
    total += e;
  }
  if (used.length === 0) return null;
  const areaRate = incidents / total;
  let variance = 0;
  for (const i of used) {
    const e = exposure[i] ?? 0;
    variance += (e / total) * ((counts[i] ?? 0) / e - areaRate) ** 2;
  }
  const varianceBetween = Math.max(0, variance - areaRate / (total / used.length));
  const rate = new Float64Array(counts.length).fill(Number.NaN);
  for (const i of used) {
    const e = exposure[i] ?? 0;
    const ownShare = varianceBetween === 0 ? 0 : varianceBetween / (varianceBetween + areaRate / e);
    rate[i] = ownShare * ((counts[i] ?? 0) / e) + (1 - ownShare) * areaRate;
  }
  return { rate, areaRate, variance, varianceBetween };
}
