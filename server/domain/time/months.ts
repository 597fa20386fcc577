/**
 * Calendar months as `YYYY-MM` texts and as month numbers (year × 12 + month − 1), which add and compare.
 */

export type Month = string;

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** True for `YYYY-MM` with a month 01–12. */
export function isMonth(text: string): boolean {
  return MONTH.test(text);
}

/**
 * Month number of `YYYY-MM`.
 * @throws RangeError for anything else.
 */
export function monthNumber(month: Month): number {
  const match = MONTH.exec(month);
  if (!match) throw new RangeError(`monthNumber: expected YYYY-MM, got ${JSON.stringify(month)}`);
  return Number(match[1]) * 12 + Number(match[2]) - 1;
}

/** `YYYY-MM` of a month number. */
export function monthOfNumber(n: number): Month {
  const year = Math.floor(n / 12);
  return `${String(year).padStart(4, "0")}-${String(n - year * 12 + 1).padStart(2, "0")}`;
}

/** Month `by` months later (earlier if negative). */
export function addMonths(month: Month, by: number): Month {
  return monthOfNumber(monthNumber(month) + by);
}

/** Every month from `from` to `to`, both included; empty if `to` is before `from`. */
export function monthsBetween(from: Month, to: Month): Month[] {
  const months: Month[] = [];
  for (let n = monthNumber(from); n <= monthNumber(to); n++) months.push(monthOfNumber(n));
  return months;
}

/** Days in a month (28–31). */
export function daysInMonth(month: Month): number {
  const n = monthNumber(month);
  return new Date(Date.UTC(Math.floor(n / 12), (n % 12) + 1, 0)).getUTCDate();
}

/** First month of the financial year (April–March) that a month falls in. */
export function financialYearStart(month: Month): Month {
  const n = monthNumber(month);
  const year = Math.floor(n / 12) - (n % 12 < 3 ? 1 : 0);
  return `${String(year).padStart(4, "0")}-04`;
}

const NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** `Aug 2020`. */
export function monthLabel(month: Month): string {
  const n = monthNumber(month);
  return `${NAMES[n % 12]} ${Math.floor(n / 12)}`;
}

/** `Aug 2020`, `Aug–Oct 2020` or `Nov 2019 – Jan 2020`. */
export function periodLabel(from: Month, to: Month): string {
  if (from === to) return monthLabel(from);
  if (from.slice(0, 4) === to.slice(0, 4)) return `${NAMES[monthNumber(from) % 12]}–${monthLabel(to)}`;
  return `${monthLabel(from)} – ${monthLabel(to)}`;
}
