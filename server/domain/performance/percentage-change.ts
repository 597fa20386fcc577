/**
 * Percentage change as partnership papers print it. It answers "by how much of the earlier volume", and nothing
 * about whether the difference is more than chance; never show it without both volumes.
 */

/** Rounds half away from zero to so many decimals: 31.25 → 31.3, −6.25 → −6.3. */
export function roundHalfAway(x: number, decimals = 0): number {
  const scale = 10 ** decimals;
  return (Math.sign(x) * Math.round(Math.abs(x) * scale + 1e-9)) / scale || 0;
}

/**
 * (later − earlier) ÷ earlier in per cent, rounded half away from zero; null where the earlier volume is 0.
 * Divides by the earlier volume always: dividing by the later one turned −41 % into "−70 %" in a published pack.
 */
export function percentageChange(earlier: number, later: number, decimals = 0): number | null {
  return earlier === 0 ? null : roundHalfAway(((later - earlier) / earlier) * 100, decimals);
}
