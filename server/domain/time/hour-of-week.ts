/**
 * Hour of the week in Europe/London wall time for every hour of real time: 0 = Monday 00:00–00:59 … 167 = Sunday
 * 23:00–23:59.
 *
 * Clocks change on the hour and by an hour, so each hour of UTC lies in exactly one hour of the week: the night in
 * March that skips an hour has none of Sunday 01:00, the one in October has it twice.
 */
import { EARLIEST_YEAR, londonOffsetMinutes } from "./local-time.ts";

export const HOURS_PER_WEEK = 168;
export const HOUR_MS = 3_600_000;

/** First and last instant (left out) that the table serves: the known rules, and a limit on its size. */
const EARLIEST_MS = Date.UTC(EARLIEST_YEAR, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);

/** 1 January 1970 was a Thursday: hour 0 of UTC is hour 72 of the week. */
const EPOCH_HOUR_OF_WEEK = 72;

/** True if an instant (epoch ms) is one whose London time is known: 1972 to 2099. */
export function hasHourOfWeek(ms: number): boolean {
  return ms >= EARLIEST_MS && ms < LATEST_MS;
}

export type HourTable = {
  /** UTC hour (epoch ms ÷ 3,600,000, rounded down) of the first entry. */
  firstHour: number;
  /** Hour of the week of each UTC hour from then on. */
  hourOfWeek: Uint8Array;
};

/**
 * Table for all hours that touch [fromMs, toMs]. 10 years: 88 kB, 5 ms.
 * @throws RangeError outside 1972–2099, or with `toMs` before `fromMs`.
 */
export function hourTable(fromMs: number, toMs: number): HourTable {
  if (!(hasHourOfWeek(fromMs) && hasHourOfWeek(toMs) && fromMs <= toMs)) {
    throw new RangeError(`hourTable: expected instants of 1972 to 2099 in order, got ${fromMs} and ${toMs}`);
  }
  const firstHour = Math.floor(fromMs / HOUR_MS);
  const hours = Math.floor(toMs / HOUR_MS) - firstHour + 1;
  const hourOfWeek = new Uint8Array(hours);
  for (let i = 0; i < hours; i++) {
    const hour = firstHour + i;
    const local = hour + londonOffsetMinutes(hour * HOUR_MS) / 60;
    hourOfWeek[i] = (local + EPOCH_HOUR_OF_WEEK) % HOURS_PER_WEEK;
  }
  return { firstHour, hourOfWeek };
}
