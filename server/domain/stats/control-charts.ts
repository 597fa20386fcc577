/**
 * Control charts for a series of counts: is a point, or a run of points, more than the ordinary ups and downs? They
 * know no season: in a seasonal series winter points fall outside although they are normal for the time of year (see
 * `expected-range.ts`). Never chart rolling sums: their neighbours share most of their incidents.
 *
 * References: Shewhart 1931; Montgomery, Introduction to Statistical Quality Control; Roberts 1959, Technometrics 1
 * (EWMA).
 */
import { chiSquareUpperTail } from "./chi-square.ts";

export type ControlChart = {
  centre: number;
  /** May be below 0, as the formula gives it. */
  lower: number;
  upper: number;
  /** By point: 1 above `upper`, −1 below `lower`, 0 between. */
  outside: Int8Array;
};

export type XmrChart = ControlChart & {
  meanMovingRange: number;
  /** Fewer than 12 points: limits will move as more come in. */
  trial: boolean;
};

/** 3/d₂ for ranges of two points. */
const XMR_FACTOR = 2.66;
const LEAST_FIRM_POINTS = 12;

/**
 * XmR chart: mean ± 2.66 × mean moving range. Takes its spread from the series itself, so that it suits any figure
 * and notices single bursts poorly.
 * @throws RangeError for fewer than two points or a point that is not finite.
 */
export function xmrChart(series: ArrayLike<number>): XmrChart {
  checkSeries("xmrChart", series, 2);
  const centre = meanOf(series);
  let ranges = 0;
  for (let i = 1; i < series.length; i++) ranges += Math.abs((series[i] ?? 0) - (series[i - 1] ?? 0));
  const meanMovingRange = ranges / (series.length - 1);
  const reach = XMR_FACTOR * meanMovingRange;
  return {
    ...chart(series, centre, centre - reach, centre + reach),
    meanMovingRange,
    trial: series.length < LEAST_FIRM_POINTS,
  };
}

/**
 * c-chart: mean ± 3√mean, for counts of independent events over equal spans. Too narrow where events come in bursts:
 * see `dispersionTest`.
 * @throws RangeError for an empty series or counts below 0.
 */
export function cChart(counts: ArrayLike<number>): ControlChart {
  checkCounts("cChart", counts);
  const centre = meanOf(counts);
  const reach = 3 * Math.sqrt(centre);
  return chart(counts, centre, centre - reach, centre + reach);
}

/** Smoothed count and its limits by point. */
export type EwmaPoint = { ewma: number; lower: number; upper: number; outside: -1 | 0 | 1 };

/**
 * Exponentially weighted moving average, for small lasting shifts: each point is λ of the count and 1 − λ of the one
 * before, starting at the mean; limits L Poisson standard deviations, narrower at the start.
 * @throws RangeError for an empty series, counts below 0, λ outside (0, 1] or L not above 0.
 */
export function ewmaChart(counts: ArrayLike<number>, lambda = 0.2, widthL = 3): EwmaPoint[] {
  checkCounts("ewmaChart", counts);
  if (!(lambda > 0 && lambda <= 1) || !(widthL > 0)) {
    throw new RangeError(`ewmaChart: expected 0 < λ ≤ 1 and L above 0, got ${lambda} and ${widthL}`);
  }
  const centre = meanOf(counts);
  let ewma = centre;
  return Array.from({ length: counts.length }, (_, i): EwmaPoint => {
    ewma = lambda * (counts[i] ?? 0) + (1 - lambda) * ewma;
    const variance = (centre * lambda * (1 - (1 - lambda) ** (2 * (i + 1)))) / (2 - lambda);
    const reach = widthL * Math.sqrt(variance);
    return {
      ewma,
      lower: centre - reach,
      upper: centre + reach,
      outside: side(ewma, centre - reach, centre + reach),
    };
  });
}

/**
 * By point: 1 or −1 where it belongs to a run of at least `length` points above or below the centre, else 0. A point
 * on the centre ends a run. By chance alone a run of 8 begins at one point in 128 or so.
 * @param centre one figure, or one by point (an expected count that moves with the season).
 * @throws RangeError for a length below 2 or centres that do not fit the series.
 */
export function runsOnOneSide(
  series: ArrayLike<number>,
  centre: number | ArrayLike<number>,
  length = 8,
): Int8Array {
  if (!Number.isInteger(length) || length < 2) {
    throw new RangeError(`runsOnOneSide: expected a whole length of 2 or more, got ${length}`);
  }
  if (typeof centre !== "number" && centre.length !== series.length) {
    throw new RangeError(`runsOnOneSide: ${series.length} points, ${centre.length} centres`);
  }
  const sides = Int8Array.from({ length: series.length }, (_, i) =>
    Math.sign((series[i] ?? 0) - (typeof centre === "number" ? centre : (centre[i] ?? 0))),
  );
  const runs = new Int8Array(sides.length);
  for (let from = 0, to = 0; from < sides.length; from = to) {
    while (to < sides.length && sides[to] === sides[from]) to++;
    if (to - from >= length) runs.fill(sides[from] ?? 0, from, to);
  }
  return runs;
}

export type DispersionTest = {
  /** Σ (x − mean)²/mean. */
  chiSquare: number;
  degreesOfFreedom: number;
  /** Small where the counts vary more than independent events would. */
  p: number;
  /** Variance over mean, chiSquare ÷ degrees of freedom; about 1 for independent events. */
  varianceToMean: number;
};

/**
 * Do counts vary more than independent events at a steady rate would? null for fewer than two counts or none above 0.
 * Reference: Fisher's index of dispersion.
 * @throws RangeError for counts below 0.
 */
export function dispersionTest(counts: ArrayLike<number>): DispersionTest | null {
  if (counts.length < 2) return null;
  checkCounts("dispersionTest", counts);
  const mean = meanOf(counts);
  if (mean === 0) return null;
  let chiSquare = 0;
  for (let i = 0; i < counts.length; i++) chiSquare += ((counts[i] ?? 0) - mean) ** 2 / mean;
  const degreesOfFreedom = counts.length - 1;
  return {
    chiSquare,
    degreesOfFreedom,
    p: chiSquareUpperTail(chiSquare, degreesOfFreedom),
    varianceToMean: chiSquare / degreesOfFreedom,
  };
}

function chart(series: ArrayLike<number>, centre: number, lower: number, upper: number): ControlChart {
  const outside = Int8Array.from({ length: series.length }, (_, i) => side(series[i] ?? 0, lower, upper));
  return { centre, lower, upper, outside };
}

function side(figure: number, lower: number, upper: number): -1 | 0 | 1 {
  if (figure > upper) return 1;
  return figure < lower ? -1 : 0;
}

function meanOf(series: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < series.length; i++) sum += series[i] ?? 0;
  return sum / series.length;
}

function checkCounts(name: string, counts: ArrayLike<number>): void {
  checkSeries(name, counts, 1);
  for (let i = 0; i < counts.length; i++) {
    if ((counts[i] ?? 0) < 0) throw new RangeError(`${name}: expected counts of 0 or more, got ${counts[i]}`);
  }
}

function checkSeries(name: string, series: ArrayLike<number>, least: number): void {
  if (series.length < least) {
    throw new RangeError(`${name}: expected at least ${least} points, got ${series.length}`);
  }
  for (let i = 0; i < series.length; i++) {
    if (!Number.isFinite(series[i])) {
      throw new RangeError(`${name}: expected finite figures, got ${series[i]} at point ${i}`);
    }
  }
}
