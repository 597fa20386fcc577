/**
 * Mann–Kendall test: does a series rise or fall steadily? It answers whether later figures tend to be higher than
 * earlier ones, in any shape; it does not say by how much (that is the Sen slope) and knows nothing of seasons.
 *
 * S = Σ sgn(xⱼ − xᵢ) over i < j, Var(S) = [n(n−1)(2n+5) − Σ t(t−1)(2t+5)] / 18 over groups of t tied values,
 * z = (S ∓ 1)/√Var. The normal approximation needs at least 8 figures, and figures that do not share events: on
 * overlapping windows neighbours in time are alike by construction and p is far too small.
 *
 * References: Mann 1945, Econometrica 13; Kendall 1975, Rank Correlation Methods; Sen 1968, JASA 63.
 */
import { twoSidedNormalP } from "./normal.ts";

/** Fewer figures than this and p is not to be relied on. */
const LEAST_STEPS_FOR_TREND = 8;

export type MannKendall = {
  steps: number;
  /** Rising pairs less falling pairs. */
  S: number;
  varS: number;
  /** With continuity correction; 0 where nothing varies. */
  z: number;
  /** Two-sided. 1 where nothing varies. */
  p: number;
  /** S over the number of pairs. */
  tauA: number;
  /** Allows for ties; null where nothing varies. */
  tauB: number | null;
  /** Median change per step over all pairs; null below two figures. */
  senSlope: number | null;
  /** False where there are too few figures for p; `reason` then says so. */
  valid: boolean;
  reason: "too-few-steps" | null;
};

/**
 * Trend of a series of equal steps, oldest first. O(n² log n) for the slope.
 * @throws RangeError for a figure that is not finite.
 */
export function mannKendall(series: ArrayLike<number>): MannKendall {
  const n = series.length;
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(series[i])) {
      throw new RangeError(`mannKendall: expected finite figures, got ${series[i]} at step ${i}`);
    }
  }
  const pairs = (n * (n - 1)) / 2;
  const S = risingLessFalling(series);
  const { varianceTerm, tiedPairs } = ties(series);
  const varS = (n * (n - 1) * (2 * n + 5) - varianceTerm) / 18;
  const z = varS > 0 ? (S - Math.sign(S)) / Math.sqrt(varS) : 0;
  const untied = pairs - tiedPairs;
  const valid = n >= LEAST_STEPS_FOR_TREND;
  return {
    steps: n,
    S,
    varS,
    z,
    p: varS > 0 ? twoSidedNormalP(z) : 1,
    tauA: pairs > 0 ? S / pairs : 0,
    tauB: untied > 0 ? S / Math.sqrt(pairs * untied) : null,
    senSlope: senSlope(series),
    valid,
    reason: valid ? null : "too-few-steps",
  };
}

function risingLessFalling(series: ArrayLike<number>): number {
  let S = 0;
  for (let j = 1; j < series.length; j++) {
    const later = series[j] ?? 0;
    for (let i = 0; i < j; i++) {
      const earlier = series[i] ?? 0;
      if (later > earlier) S++;
      else if (later < earlier) S--;
    }
  }
  return S;
}

function ties(series: ArrayLike<number>): { varianceTerm: number; tiedPairs: number } {
  const sorted = Float64Array.from(series).sort();
  let varianceTerm = 0;
  let tiedPairs = 0;
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    const t = to - from;
    varianceTerm += t * (t - 1) * (2 * t + 5);
    tiedPairs += (t * (t - 1)) / 2;
  }
  return { varianceTerm, tiedPairs };
}

/** Median of (xⱼ − xᵢ)/(j − i) over all pairs; null below two figures. */
function senSlope(series: ArrayLike<number>): number | null {
  const n = series.length;
  if (n < 2) return null;
  const slopes = new Float64Array((n * (n - 1)) / 2);
  let k = 0;
  for (let j = 1; j < n; j++) {
    for (let i = 0; i < j; i++) slopes[k++] = ((series[j] ?? 0) - (series[i] ?? 0)) / (j - i);
  }
  slopes.sort();
  const middle = slopes.length >> 1;
  const upper = slopes[middle] ?? 0;
  return slopes.length % 2 === 1 ? upper : ((slopes[middle - 1] ?? 0) + upper) / 2;
}
