/** Years that can be compared: twelve months each, counted back from the last month, wholly covered. */
import { addMonths, type Month, monthNumber } from "./months.ts";

export type WholeYear = { from: Month; to: Month };

/**
 * Whole years within a period, earliest first. One that has a month of which nothing is known is left out.
 * @param covered months of which something is known.
 * @param most how many at most; the latest are kept.
 */
export function wholeYears(
  from: Month,
  to: Month,
  covered: ReadonlySet<Month>,
  most = Number.POSITIVE_INFINITY,
): WholeYear[] {
  const years: WholeYear[] = [];
  for (let last = to; years.length < most; last = addMonths(last, -12)) {
    const first = addMonths(last, -11);
    if (monthNumber(first) < monthNumber(from)) break;
    const months = Array.from({ length: 12 }, (_, i) => addMonths(first, i));
    if (months.every((month) => covered.has(month))) years.unshift({ from: first, to: last });
  }
  return years;
}
