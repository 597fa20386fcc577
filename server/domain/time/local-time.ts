/**
 * Europe/London wall-clock time to and from instants, without a time-zone database: summer time in the United
 * Kingdom has followed a fixed rule in every year since 1972.
 *
 * - 1996 on (EU rule, kept since): last Sunday of March 01:00 UTC to last Sunday of October 01:00 UTC.
 * - 1981–1995: last Sunday of March to a Sunday of October that falls on the 23rd to 29th (from 1990 on the 22nd to
 *   28th), both 01:00 UTC.
 * - 1972–1980: Sunday between 16 and 22 March to Sunday between 23 and 29 October, both 02:00 UTC.
 *
 * Source: Summer Time Act 1972 and the Orders made under it; Summer Time Order 2002.
 */

/** Wall-clock reading in Europe/London. `month` 1–12, `weekday` 0 = Monday … 6 = Sunday. */
export type LocalParts = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  weekday: number;
};

export type WallTime = Omit<LocalParts, "weekday">;

export type InstantResult =
  | { ok: true; ms: number; ambiguous: boolean }
  | { ok: false; reason: "nonexistent-time" | "impossible-date" };

/** First year whose rule is known here. */
export const EARLIEST_YEAR = 1972;

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/**
 * Instant (epoch ms) at which London clocks show a wall time. In the hour that October repeats, the first
 * occurrence (summer time) is taken and `ambiguous` is true; the hour that March skips does not exist.
 * @returns `impossible-date` for 31 February, 25:61 and years before 1972 or after 9999.
 */
export function londonToInstant(wall: WallTime): InstantResult {
  const utc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
  if (!isPossible(wall, utc)) return { ok: false, reason: "impossible-date" };
  const { startMs, endMs } = summerTime(wall.year);
  const asSummer = utc - HOUR_MS;
  const summerFits = asSummer >= startMs && asSummer < endMs;
  const winterFits = utc < startMs || utc >= endMs;
  if (summerFits) return { ok: true, ms: asSummer, ambiguous: winterFits };
  if (winterFits) return { ok: true, ms: utc, ambiguous: false };
  return { ok: false, reason: "nonexistent-time" };
}

/** Minutes that London is ahead of UTC at an instant: 0 or 60. */
export function londonOffsetMinutes(ms: number): number {
  const { startMs, endMs } = summerTime(new Date(ms).getUTCFullYear());
  return ms >= startMs && ms < endMs ? 60 : 0;
}

/** What London clocks show at an instant. */
export function londonParts(ms: number): LocalParts {
  const shifted = new Date(ms + londonOffsetMinutes(ms) * 60_000);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
    weekday: (shifted.getUTCDay() + 6) % 7,
  };
}

/** Calendar month of an instant in London, `YYYY-MM`. */
export function londonMonth(ms: number): string {
  const { year, month } = londonParts(ms);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
}

function isPossible(wall: WallTime, utc: number): boolean {
  if (!Object.values(wall).every(Number.isInteger)) return false;
  if (wall.year < EARLIEST_YEAR || wall.year > 9999) return false;
  if (wall.hour < 0 || wall.hour > 23 || wall.minute < 0 || wall.minute > 59) return false;
  if (wall.second < 0 || wall.second > 59) return false;
  const back = new Date(utc);
  return back.getUTCMonth() + 1 === wall.month && back.getUTCDate() === wall.day;
}

let cachedYear = Number.NaN;
let cached = { startMs: 0, endMs: 0 };

/** Instants at which summer time starts and ends in a year. Remembers the last year asked for. */
function summerTime(year: number): { startMs: number; endMs: number } {
  if (year === cachedYear) return cached;
  const hour = year >= 1981 ? 1 : 2;
  const startDay = year >= 1981 ? sundayUpTo(year, 3, 31) : sundayUpTo(year, 3, 22);
  const endDay = sundayUpTo(year, 10, year >= 1996 ? 31 : year >= 1990 ? 28 : 29);
  cached = {
    startMs: Date.UTC(year, 2, startDay, hour),
    endMs: Date.UTC(year, 9, endDay, hour),
  };
  cachedYear = year;
  return cached;
}

/** Day of the month of the last Sunday on or before a day. */
function sundayUpTo(year: number, month: number, day: number): number {
  const weekday = new Date(Date.UTC(year, month - 1, day)).getTime() / DAY_MS;
  // 1 January 1970 was a Thursday, so day number 3 was a Sunday.
  return day - ((((weekday - 3) % 7) + 7) % 7);
}
