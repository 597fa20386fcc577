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

/** In full, January first. */
export const MONTH_NAMES = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;
const MONTHS_PER_YEAR = 12;
/** Mean over the leap years of the Gregorian calendar's four-year step. */
const MEAN_FEBRUARY_DAYS = 28.25;

/** Month of the year, 1 to 12. */
export function calendarMonth(month: Month): number {
  return (monthNumber(month) % MONTHS_PER_YEAR) + 1;
}

/** Days of some months of the year in a mean year: 365.25 for all twelve. */
export function meanDaysOf(calendarMonths: readonly number[]): number {
  return calendarMonths.reduce(
    (days, month) =>
      days + (month === 2 ? MEAN_FEBRUARY_DAYS : daysInMonth(`2001-${String(month).padStart(2, "0")}`)),
    0,
  );
}

/** `December to February` for months in a row, over the turn of the year too; else each by name. */
export function calendarMonthsLabel(calendarMonths: readonly number[]): string {
  const chosen = new Set(calendarMonths);
  const before = (month: number) => ((month + MONTHS_PER_YEAR - 2) % MONTHS_PER_YEAR) + 1;
  const name = (month: number) => MONTH_NAMES[month - 1] ?? "";
  const starts = [...chosen].filter((month) => !chosen.has(before(month)));
  if (chosen.size === MONTHS_PER_YEAR) return "all months";
  const [first] = starts;
  if (starts.length !== 1 || first === undefined || chosen.size === 1) {
    return [...chosen]
      .sort((a, b) => a - b)
      .map(name)
      .join(", ");
  }
  return `${name(first)} to ${name(((first + chosen.size - 2) % MONTHS_PER_YEAR) + 1)}`;
}

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
