/** Days as `YYYY-MM-DD` texts, without hours and time zones: texts compare as the days do. */

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

/** True for a day that exists: not for 2025-02-29. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

/** @throws RangeError for anything but a day. */
function msOf(day: string): number {
  if (!isDay(day)) throw new RangeError(`expected a day as YYYY-MM-DD, got ${JSON.stringify(day)}`);
  return Date.parse(`${day}T00:00:00Z`);
}

/** The day so many days later; earlier if negative. @throws RangeError for no day or no whole number. */
export function addDays(day: string, by: number): string {
  if (!Number.isInteger(by)) throw new RangeError(`addDays: expected whole days, got ${by}`);
  return new Date(msOf(day) + by * DAY_MS).toISOString().slice(0, 10);
}

/** Days from one to the other; negative if the second is earlier. */
export function daysFrom(day: string, to: string): number {
  return Math.round((msOf(to) - msOf(day)) / DAY_MS);
}

/** Monday to Friday, and none of the holidays. */
function isWorkingDay(day: string, holidays: ReadonlySet<string>): boolean {
  const weekday = new Date(msOf(day)).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(day);
}

/** The day on which the n-th working day after a day ends. n = 0 is the day itself, whatever it is. */
export function addWorkingDays(day: string, n: number, holidays: ReadonlySet<string>): string {
  if (!(Number.isInteger(n) && n >= 0)) throw new RangeError(`addWorkingDays: expected 0 or more, got ${n}`);
  let at = day;
  for (let left = n; left > 0; ) {
    at = addDays(at, 1);
    if (isWorkingDay(at, holidays)) left--;
  }
  return at;
}
