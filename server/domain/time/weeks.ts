/**
 * Weeks from Monday to Sunday, named by the Sunday that ends them (`2012-10-21`), and calendar quarters
 * (`2020-Q3`): the other two steps, beside months, in which partnerships count.
 */
import { daysInMonth, type Month, monthNumber } from "./months.ts";

const DAY_MS = 86_400_000;

/** The Sunday that ends the week of a date, both `YYYY-MM-DD`. @throws RangeError for anything else. */
export function weekEnding(date: string): string {
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(ms)) {
    throw new RangeError(`weekEnding: expected YYYY-MM-DD, got ${JSON.stringify(date)}`);
  }
  const daysToSunday = (7 - new Date(ms).getUTCDay()) % 7;
  return new Date(ms + daysToSunday * DAY_MS).toISOString().slice(0, 10);
}

/** Every week that has a day in the months from `from` to `to`, by its Sunday. */
export function weeksBetween(from: Month, to: Month): string[] {
  const last = weekEnding(`${to}-${daysInMonth(to)}`);
  const weeks: string[] = [];
  for (let ms = Date.parse(weekEnding(`${from}-01`)); ms <= Date.parse(last); ms += 7 * DAY_MS) {
    weeks.push(new Date(ms).toISOString().slice(0, 10));
  }
  return weeks;
}

/** Calendar quarter of a month: `2020-Q3` for 2020-08. */
export function quarterOf(month: Month): string {
  const n = monthNumber(month);
  return `${String(Math.floor(n / 12)).padStart(4, "0")}-Q${Math.floor((n % 12) / 3) + 1}`;
}
