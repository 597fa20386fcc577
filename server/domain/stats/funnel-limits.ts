/**
 * Funnel plot: is an area's count unusual for what is expected there? Exact Poisson limits, wide where little is
 * expected. It takes areas as alike but for what is expected; real areas differ more than that, and most large ones
 * then fall outside.
 *
 * Reference: Spiegelhalter 2005, "Funnel plots for comparing institutional performance", Statistics in Medicine 24.
 */
import { poissonLowerTail } from "./poisson.ts";

/** Counts between which 95 % and 99.8 % of areas with this expected count fall, ends included. */
export type FunnelLimits = { low998: number; low95: number; high95: number; high998: number };

/** above-998: beyond the 99.8 % limits; above-95: beyond the 95 % limits only; in-line: within both. */
export type FunnelPosition = "above-998" | "above-95" | "in-line" | "below-95" | "below-998";

/** Exact limits for an expected count. @throws RangeError for one that is not ≥ 0 and finite. */
export function funnelLimits(expected: number): FunnelLimits {
  return {
    low998: poissonQuantile(0.001, expected),
    low95: poissonQuantile(0.025, expected),
    high95: poissonQuantile(0.975, expected),
    high998: poissonQuantile(0.999, expected),
  };
}

/** Where an observed count lies. */
export function funnelPosition(observed: number, expected: number): FunnelPosition {
  const { low998, low95, high95, high998 } = funnelLimits(expected);
  if (observed > high998) return "above-998";
  if (observed > high95) return "above-95";
  if (observed < low998) return "below-998";
  return observed < low95 ? "below-95" : "in-line";
}

/**
 * Smallest count with P(X ≤ count) ≥ p.
 * @throws RangeError unless 0 < p < 1 and the mean is ≥ 0 and finite.
 */
export function poissonQuantile(p: number, mean: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`poissonQuantile: expected a p between 0 and 1, got ${p}`);
  let low = -1;
  let high = Math.ceil(mean + 1);
  while (poissonLowerTail(high, mean) < p) {
    low = high;
    high = 2 * high + 1;
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (poissonLowerTail(middle, mean) >= p) high = middle;
    else low = middle;
  }
  return high;
}
