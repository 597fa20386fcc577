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

/** A figure that need not be whole: `9.2`, `0.31`, `128`; `–` where there is none. */
export function formatFigure(figure: number): string {
  if (!Number.isFinite(figure)) return "–";
  const size = Math.abs(figure);
  if (size >= 100 || figure === 0) return formatCount(figure);
  return figure.toFixed(size >= 1 ? 1 : 2).replace("-", "−");
}

/** A probability for a table: `0.12`, `0.004`, `< 0.001`; `–` where there is none. */
export function formatProbability(p: number): string {
  if (Number.isNaN(p)) return "–";
  if (p < 0.001) return "< 0.001";
  return p < 0.0995 ? p.toFixed(3) : p.toFixed(2);
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A probability in full: `0.004`, `1.2 × 10⁻⁷`. */
export function formatExactProbability(p: number): string {
  if (Number.isNaN(p)) return "–";
  if (p >= 0.001) return formatProbability(p);
  const [figures = "0", exponent = "0"] = p.toExponential(1).split("e");
  if (p === 0) return "0";
  const raised = [...exponent].map((c) => (c === "-" ? "⁻" : SUPERSCRIPTS[Number(c)])).join("");
  return `${figures} × 10${raised}`;
}

/** A probability as a chance: `1 in 4,000`, `1 in 8`; above one half it is `more likely than not`. */
export function chanceInWords(p: number): string {
  if (p >= 0.5) return "more likely than not";
  if (p < 1e-9) return "less than 1 in a billion";
  const odds = 1 / p;
  if (odds >= 1e6) return `1 in ${formatCount(Number((odds / 1e6).toPrecision(2)))} million`;
  return `1 in ${formatCount(odds < 10 ? Math.round(odds) : Number(odds.toPrecision(2)))}`;
}

/** A share of a whole as a percentage, never shown without both: `23 %`, `0.4 %`, `0 %`. */
export function percentOf(part: number, whole: number): string {
  if (!(whole > 0)) return "–";
  const percent = (100 * part) / whole;
  return `${percent >= 10 || percent === 0 ? percent.toFixed(0) : percent.toFixed(1)} %`;
}
