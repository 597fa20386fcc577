/** Numbers as people read them: British English, tabular, a true minus sign, never a percentage on its own. */

import { percentageChange } from "#domain/performance/percentage-change.ts";

/** Counts below this are marked as small: a change of a few incidents is a large percentage. */
const SMALL_NUMBER = 30;

const counts = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

/** `1,204`. */
export function formatCount(n: number): string {
  return counts.format(n).replace("-", "−");
}

/** `+12`, `−75`, `0`. */
export function formatSigned(n: number): string {
  return n > 0 ? `+${formatCount(n)}` : formatCount(n);
}

/** A rate with two or three significant figures: `0.42`, `3.1`, `128`. */
export function formatRate(rate: number): string {
  if (rate === 0) return "0";
  if (rate >= 100) return counts.format(rate);
  return rate >= 10 ? rate.toFixed(0) : rate.toFixed(rate >= 1 ? 1 : 2).replace(/\.0+$/, "");
}

/**
 * A change with both volumes: `75 fewer (−12 %, 552 against 627)`. The percentage is left out where the earlier
 * volume is 0 or either is small.
 */
export function changeInWords(earlier: number, later: number): string {
  const volumes = `${formatCount(later)} against ${formatCount(earlier)}`;
  if (later === earlier) return `No change (${volumes})`;
  const difference = `${formatCount(Math.abs(later - earlier))} ${later > earlier ? "more" : "fewer"}`;
  const percent = percentageChange(earlier, later);
  if (percent === null || isSmall(earlier) || isSmall(later)) return `${difference} (${volumes})`;
  return `${difference} (${formatSigned(percent)} %, ${volumes})`;
}

/** True for counts under 30, which carry a mark wherever they are compared. */
export function isSmall(n: number): boolean {
  return n < SMALL_NUMBER;
}

/** Share of a whole with both: `140 of 552`. */
export function shareInWords(part: number, whole: number): string {
  return `${formatCount(part)} of ${formatCount(whole)}`;
}

/** Square metres as km² with three significant figures: `0.0151 km²`. */
export function formatArea(areaM2: number): string {
  return `${Number((areaM2 / 1e6).toPrecision(3))} km²`;
}
