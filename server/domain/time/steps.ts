/**
 * Equal steps of time for series and space-time cubes: calendar months (or whole numbers of them) and blocks of
 * 28 days. A step counts only where all its days are covered, because a step cut short looks like a fall.
 *
 * Months differ by up to 10 % in length (28–31 days): divide their counts by `days` before comparing levels. Blocks
 * of 28 days hold four of every weekday and there are 13 in a year, but they need day-dated incidents.
 */
import { addMonths, type Month } from "./months.ts";

const DAY_MS = 86_400_000;
const DAYS_PER_YEAR = 365.25;
const FOUR_WEEKS = 28;

/** Days `fromDay` to `toDay`, both included and both `YYYY-MM-DD`. */
export type TimeStep = { fromDay: string; toDay: string; days: number };

export type StepOptions = {
  /** Keep a last step that the period cuts short; its `days` says how much of it there is. Default: dropped. */
  keepPartialLast?: boolean;
};

/**
 * Steps of whole calendar months. A first month that the period enters part-way is left out.
 * @param fromDay first day with data, `YYYY-MM-DD`; @param toDay last day with data.
 * @param monthsPerStep 1 for months, 3 for quarters of a year counted from the first month.
 * @throws RangeError for anything but dates, or a step that is not a whole number of months above 0.
 */
export function calendarMonthSteps(
  fromDay: string,
  toDay: string,
  monthsPerStep = 1,
  { keepPartialLast = false }: StepOptions = {},
): TimeStep[] {
  if (!Number.isInteger(monthsPerStep) || monthsPerStep < 1) {
    throw new RangeError(
      `calendarMonthSteps: expected a whole number of months above 0, got ${monthsPerStep}`,
    );
  }
  const lastMs = dayMs(toDay);
  const steps: TimeStep[] = [];
  let month = firstWholeMonth(fromDay);
  while (dayMs(`${month}-01`) <= lastMs) {
    const next = addMonths(month, monthsPerStep);
    const endMs = dayMs(`${next}-01`) - DAY_MS;
    if (endMs <= lastMs || keepPartialLast) {
      steps.push(stepOf(dayMs(`${month}-01`), Math.min(endMs, lastMs)));
    }
    month = next;
  }
  return steps;
}

/**
 * Steps of 28 days from the first day on.
 * @throws RangeError for anything but dates.
 */
export function fourWeekSteps(
  fromDay: string,
  toDay: string,
  { keepPartialLast = false }: StepOptions = {},
): TimeStep[] {
  const lastMs = dayMs(toDay);
  const steps: TimeStep[] = [];
  for (let startMs = dayMs(fromDay); startMs <= lastMs; startMs += FOUR_WEEKS * DAY_MS) {
    const endMs = startMs + (FOUR_WEEKS - 1) * DAY_MS;
    if (endMs <= lastMs || keepPartialLast) steps.push(stepOf(startMs, Math.min(endMs, lastMs)));
  }
  return steps;
}

/** How many steps of the average length make a year: 12 for months, 13.04 for 28 days. @throws RangeError if empty. */
export function stepsPerYear(stepDays: ArrayLike<number>): number {
  let days = 0;
  for (let t = 0; t < stepDays.length; t++) days += stepDays[t] ?? 0;
  if (!(days > 0)) {
    throw new RangeError(
      `stepsPerYear: expected steps with days, got ${stepDays.length} steps of ${days} days`,
    );
  }
  return (DAYS_PER_YEAR * stepDays.length) / days;
}

function firstWholeMonth(fromDay: string): Month {
  dayMs(fromDay);
  const month = fromDay.slice(0, 7);
  return fromDay.endsWith("-01") ? month : addMonths(month, 1);
}

function stepOf(startMs: number, endMs: number): TimeStep {
  return { fromDay: dayText(startMs), toDay: dayText(endMs), days: (endMs - startMs) / DAY_MS + 1 };
}

function dayMs(day: string): number {
  const ms = Date.parse(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(ms) || dayText(ms) !== day) {
    throw new RangeError(`steps: expected YYYY-MM-DD, got ${JSON.stringify(day)}`);
  }
  return ms;
}

function dayText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
