/** Exact interval for a share of which a sample was counted. */
import { rateRatioInterval } from "./compare-counts.ts";

/**
 * Clopper & Pearson's (1934, Biometrika 26, 404–413) interval for the share of which `count` of `trials` were seen:
 * holds the true share at least as often as it says. 7 of 20 → 0.154–0.592 at 95 %.
 * @throws RangeError unless 0 ≤ count ≤ trials are whole, trials ≥ 1 and 0 < confidence < 1.
 */
export function shareInterval(
  count: number,
  trials: number,
  confidence = 0.95,
): { lower: number; upper: number } {
  if (!Number.isInteger(count) || !Number.isInteger(trials) || count < 0 || count > trials || trials < 1) {
    throw new RangeError(
      `shareInterval: expected whole counts with 0 ≤ count ≤ trials, got ${count} of ${trials}`,
    );
  }
  // The odds of a share are a rate ratio: of those counted over those not.
  const odds = rateRatioInterval(trials - count, count, 1, 1, confidence);
  return {
    lower: odds.low / (1 + odds.low),
    upper: odds.high === null ? 1 : odds.high / (1 + odds.high),
  };
}
