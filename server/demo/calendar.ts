/** Days of the demo's period, numbered from 0 at its first day. Dates are Europe/London calendar dates. */
import { londonToInstant } from "#domain/time/local-time.ts";
import { monthNumber } from "#domain/time/months.ts";
import { seriesInputs } from "./inputs.ts";

const DAY_MS = 86_400_000;
const FIRST_MONTH = monthNumber(seriesInputs.firstMonth);
export const MONTH_COUNT = monthNumber(seriesInputs.lastMonth) - FIRST_MONTH + 1;
const START_MS = Date.UTC(Math.floor(FIRST_MONTH / 12), FIRST_MONTH % 12, 1);
const MONTH_STARTS = Array.from({ length: MONTH_COUNT + 1 }, (_, i) =>
  Math.round((Date.UTC(Math.floor((FIRST_MONTH + i) / 12), (FIRST_MONTH + i) % 12, 1) - START_MS) / DAY_MS),
);
export const DAY_COUNT = MONTH_STARTS[MONTH_COUNT] ?? 0;

export type CalendarDay = {
  year: number;
  month: number;
  day: number;
  /** 0 = Monday … 6 = Sunday */
  weekday: number;
  /** Month of the demo, 0 … 71. */
  monthIndex: number;
  /** Day of the demo, 0 = 1 January 2016. */
  dayIndex: number;
};

const DAYS: CalendarDay[] = Array.from({ length: DAY_COUNT + 40 }, (_, dayIndex) => {
  const date = new Date(START_MS + dayIndex * DAY_MS);
  const year = date.getUTCFullYear();
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: (date.getUTCDay() + 6) % 7,
    monthIndex: year * 12 + date.getUTCMonth() - FIRST_MONTH,
    dayIndex,
  };
});

/**
 * Calendar day of a day number; up to 39 days past the end exist, for spans that run on.
 * @throws RangeError outside the period.
 */
export function calendarDay(dayIndex: number): CalendarDay {
  const day = DAYS[dayIndex];
  if (!day) throw new RangeError(`calendarDay: expected 0 to ${DAYS.length - 1}, got ${dayIndex}`);
  return day;
}

/** Day number of `YYYY-MM-DD`; may lie outside the period. */
export function dayIndexOf(isoDate: string): number {
  return Math.round((Date.parse(`${isoDate}T00:00:00Z`) - START_MS) / DAY_MS);
}

/** Month number 0 … 71 of `YYYY-MM` or `YYYY-MM-DD`; may lie outside the period. */
export function monthIndexOf(isoDate: string): number {
  return monthNumber(isoDate.slice(0, 7)) - FIRST_MONTH;
}

/** First day number of a month of the demo; `monthStart(72)` is the day after the last. */
export function monthStart(monthIndex: number): number {
  const start = MONTH_STARTS[monthIndex];
  if (start === undefined)
    throw new RangeError(`monthStart: expected 0 to ${MONTH_COUNT}, got ${monthIndex}`);
  return start;
}

/** Instant (epoch ms) of a minute of a day in London; the hour that spring skips is taken as the one after. */
export function instantOf(day: CalendarDay, minuteOfDay: number): number {
  const { year, month, day: dayOfMonth } = day;
  const wall = (hour: number) =>
    londonToInstant({ year, month, day: dayOfMonth, hour, minute: minuteOfDay % 60, second: 0 });
  const hour = Math.floor(minuteOfDay / 60);
  const instant = wall(hour);
  if (instant.ok) return instant.ms;
  const later = wall(hour + 1);
  if (!later.ok) throw new RangeError(`instantOf: expected a minute of a day, got ${minuteOfDay}`);
  return later.ms;
}

/** Value at a position of a line through (position, value) anchors; level before the first and after the last. */
export function interpolate(anchors: readonly (readonly [at: number, value: number])[], at: number): number {
  let before: readonly [number, number] | undefined;
  for (const anchor of anchors) {
    if (anchor[0] > at) {
      if (!before) return anchor[1];
      return before[1] + ((anchor[1] - before[1]) * (at - before[0])) / (anchor[0] - before[0]);
    }
    before = anchor;
  }
  return before?.[1] ?? 0;
}
