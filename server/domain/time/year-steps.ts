/**
 * The year cut into 52 weeks or 12 months that are the same dates every year, so that Halloween or the last week before
 * Christmas is compared with itself. Weeks have 7 days from 1 January on; 29 February joins the week of 28 February,
 * and 31 December the last week, which then have 8: counts are to be compared per day.
 *
 * Not ISO weeks: those begin on a Monday and move by up to six days from year to year. Any 7 days hold each day of
 * the week once.
 */
import { daysInMonth, monthLabel } from "./months.ts";

export type YearStep = "week" | "month";

export const STEPS_PER_YEAR: Readonly<Record<YearStep, number>> = { week: 52, month: 12 };

const DAY_MS = 86_400_000;
/** Any year without a 29 February. */
const PLAIN_YEAR = 2001;
/** Week that holds 28 February, numbered from 0. */
const LEAP_WEEK = 8;

/** Step of a date, from 0. `month` and `day` count from 1. @throws RangeError for no date. */
export function stepOfDate(by: YearStep, month: number, day: number): number {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) {
    throw new RangeError(`stepOfDate: expected a date, got month ${month}, day ${day}`);
  }
  if (by === "month") return month - 1;
  const isLeapDay = month === 2 && day === 29;
  const dayOfYear =
    (Date.UTC(PLAIN_YEAR, month - 1, isLeapDay ? 28 : day) - Date.UTC(PLAIN_YEAR, 0, 1)) / DAY_MS;
  return Math.min(51, Math.floor(dayOfYear / 7));
}

/** Days of a step in a year: 7 or 8, or 28 to 31. */
export function daysOfStep(by: YearStep, year: number, step: number): number {
  if (by === "month") return daysInMonth(monthName(year, step + 1));
  const isLeap = daysInMonth(monthName(year, 2)) === 29;
  return step === 51 || (step === LEAP_WEEK && isLeap) ? 8 : 7;
}

/** Months (1–12) that a step has days in. */
export function monthsOfStep(by: YearStep, step: number): number[] {
  if (by === "month") return [step + 1];
  const [first, last] = datesOfWeek(step);
  return [...new Set([first.getUTCMonth() + 1, last.getUTCMonth() + 1])];
}

/** `29 Oct – 4 Nov`, `5–11 Nov` or `Nov`. */
export function stepLabel(by: YearStep, step: number): string {
  if (by === "month") return shortMonth(step + 1);
  const [first, last] = datesOfWeek(step);
  const end = `${last.getUTCDate()} ${shortMonth(last.getUTCMonth() + 1)}`;
  if (first.getUTCMonth() === last.getUTCMonth()) return `${first.getUTCDate()}–${end}`;
  return `${first.getUTCDate()} ${shortMonth(first.getUTCMonth() + 1)} – ${end}`;
}

function datesOfWeek(step: number): [Date, Date] {
  const start = Date.UTC(PLAIN_YEAR, 0, 1 + 7 * step);
  const days = step === 51 ? 8 : 7;
  return [new Date(start), new Date(start + (days - 1) * DAY_MS)];
}

function monthName(year: number, month: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
}

function shortMonth(month: number): string {
  return monthLabel(monthName(PLAIN_YEAR, month)).slice(0, 3);
}
