/** From counts to what is shown: the count itself, or a rate with its own denominator per cell. */
import { type ClassBreaks, classBreaks } from "../map/class-breaks.ts";
import { type MonthCube, moveWindow, sumWindow } from "./cube-kernel.ts";

/** Fewest residents or households in a cell for which a rate is given; below it one incident would be a peak. */
const LEAST_PEOPLE_FOR_RATE = 20;

/** What counts are divided by: null = nothing; otherwise km², or thousands of people, NaN where unknown. */
export type Denominator = Float64Array | null;

/** Denominator from cell areas (m²), for a rate per km². */
export function areaDenominator(areaM2: Float64Array): Float64Array {
  return areaM2.map((area) => area / 1e6);
}

/** Denominator from people per cell, for a rate per 1,000; NaN where too few live there or nothing is published. */
export function peopleDenominator(people: readonly (number | null)[]): Float64Array {
  return Float64Array.from(people, (n) => (n === null || n < LEAST_PEOPLE_FOR_RATE ? Number.NaN : n / 1000));
}

/** Values to show: counts, or counts over the denominator (NaN where there is none). */
export function measureValues(counts: Int32Array, denominator: Denominator): Float32Array {
  const values = new Float32Array(counts.length);
  for (let i = 0; i < counts.length; i++) {
    values[i] =
      denominator === null ? (counts[i] as number) : (counts[i] as number) / (denominator[i] as number);
  }
  return values;
}

/** Most windows looked at for a scale; further ones would change the classes very little. */
const MOST_WINDOWS = 36;

/**
 * Breaks for windows of `length` months, from all positions of the window in the period (every few, if there are
 * many), over the cells that `include` marks with 1.
 */
export function scaleForWindows(
  cube: MonthCube,
  length: number,
  denominator: Denominator,
  include: Uint8Array,
): ClassBreaks {
  const positions = Math.max(1, cube.monthCount - length + 1);
  const step = Math.max(1, Math.ceil(positions / MOST_WINDOWS));
  const pooled: number[] = [];
  let window = { from: 0, to: length };
  let sums = sumWindow(cube, window);
  for (let from = 0; from < positions; from += step) {
    const next = { from, to: from + length };
    sums = moveWindow(cube, sums, window, next);
    window = next;
    for (let i = 0; i < sums.length; i++) {
      const count = sums[i] as number;
      if (count === 0 || include[i] !== 1) continue;
      const value = denominator === null ? count : count / (denominator[i] as number);
      if (value > 0) pooled.push(value);
    }
  }
  return classBreaks(Float64Array.from(pooled), denominator === null);
}
