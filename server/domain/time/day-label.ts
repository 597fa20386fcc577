import { MONTH_NAMES } from "./months.ts";

/**
 * A calendar day as people read it: `2020-11-04` → `04 November 2020`.
 * @throws RangeError for a text that is not YYYY-MM-DD.
 */
export function dayLabel(day: string): string {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  const name = MONTH_NAMES[Number(month) - 1];
  if (year === undefined || date === undefined || name === undefined) {
    throw new RangeError(`dayLabel: expected a day as YYYY-MM-DD, got ${JSON.stringify(day)}`);
  }
  return `${date} ${name} ${year}`;
}
