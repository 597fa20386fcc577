/** From figures to what is shown: the figure itself, or a rate with its own denominator per cell. */
import { type ClassBreaks, classBreaks } from "../map/class-breaks.ts";
import type { MonthWindow } from "./cube-kernel.ts";

/** Fewest residents or households in a cell for which a rate is given; below it one incident would be a peak. */
const LEAST_PEOPLE_FOR_RATE = 20;

/** What figures are divided by: null = nothing; otherwise km², or thousands of people, NaN where unknown. */
export type Denominator = Float64Array | null;

/** Denominator from cell areas (m²), for a rate per km². */
export function areaDenominator(areaM2: Float64Array): Float64Array {
  return areaM2.map((area) => area / 1e6);
}

/** Denominator from people per cell, for a rate per 1,000; NaN where too few live there or nothing is published. */
export function peopleDenominator(people: readonly (number | null)[]): Float64Array {
  return Float64Array.from(people, (n) => (n === null || n < LEAST_PEOPLE_FOR_RATE ? Number.NaN : n / 1000));
}

/** Values to show: counts or harm, over the denominator (NaN where there is none). */
export function measureValues(figures: Int32Array | Float64Array, denominator: Denominator): Float32Array {
  const values = new Float32Array(figures.length);
  for (let i = 0; i < figures.length; i++) {
    values[i] =
      denominator === null ? (figures[i] as number) : (figures[i] as number) / (denominator[i] as number);
  }
  return values;
}

/** Most windows looked at for a scale; further ones would change the classes very little. */
const MOST_WINDOWS = 36;

export type ScaleRequest = {
  /** Figures by cell of a window. */
  figuresOf: (window: MonthWindow) => ArrayLike<number>;
  monthCount: number;
  /** Months in the windows. */
  length: number;
  denominator: Denominator;
  /** 1 for the cells that the scale is made of. */
  include: Uint8Array;
  /** True if the values shown are whole numbers. */
  whole: boolean;
};

/** Breaks for windows of one length, from all positions of the window in the period (every few, if there are many). */
export function scaleForWindows(request: ScaleRequest): ClassBreaks {
  const { figuresOf, monthCount, length, denominator, include, whole } = request;
  const positions = Math.max(1, monthCount - length + 1);
  const step = Math.max(1, Math.ceil(positions / MOST_WINDOWS));
  const pooled: number[] = [];
  for (let from = 0; from < positions; from += step) {
    const figures = figuresOf({ from, to: from + length });
    for (let i = 0; i < figures.length; i++) {
      const figure = figures[i] as number;
      if (figure === 0 || include[i] !== 1) continue;
      const shown = denominator === null ? figure : figure / (denominator[i] as number);
      if (shown > 0) pooled.push(shown);
    }
  }
  return classBreaks(Float64Array.from(pooled), whole);
}
