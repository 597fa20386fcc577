/**
 * What is a unit at a site worth in a week to come? The mean of what was recorded there in the same dates of earlier
 * years. It follows seasons, not trends, and knows nothing of events to come.
 */
import { addDays, daysFrom } from "../time/calendar-days.ts";

/** Incidents per day of one site, and of which days anything is known. Day i is `firstDay` + i. */
export type DailyCounts = {
  firstDay: string;
  perDay: Float64Array;
  /** 1 where the day is known; a day of a month that no source covers is not. */
  isKnown: Uint8Array;
};

export type SeasonalWorth = {
  /** Mean of the same week in earlier years; 0 where no year is known. */
  worth: number;
  /** How many years it is the mean of. */
  years: number;
};

/** Earlier years that are looked at to find enough known ones. */
const MOST_YEARS_BACK = 12;

/**
 * Weeks of a plan.
 * @param years of which the mean is taken: the latest that are known.
 * @param eitherSide weeks before and after that count as well, so that one incident more or less moves little.
 */
export function seasonalWorth(
  counts: DailyCounts,
  firstDay: string,
  weeks: number,
  { years, eitherSide }: { years: number; eitherSide: number },
): SeasonalWorth[] {
  const before = new Float64Array(counts.perDay.length + 1);
  const known = new Int32Array(counts.perDay.length + 1);
  for (let i = 0; i < counts.perDay.length; i++) {
    before[i + 1] = (before[i] ?? 0) + (counts.perDay[i] ?? 0);
    known[i + 1] = (known[i] ?? 0) + (counts.isKnown[i] ?? 0);
  }
  return Array.from({ length: weeks }, (_, week): SeasonalWorth => {
    const start = addDays(firstDay, 7 * week);
    let [sum, found] = [0, 0];
    for (let back = 1; back <= MOST_YEARS_BACK && found < years; back++) {
      const from = daysFrom(counts.firstDay, yearsEarlier(start, back)) - 7 * eitherSide;
      const to = from + 7 * (1 + 2 * eitherSide);
      if (from < 0 || to > counts.perDay.length || (known[to] ?? 0) - (known[from] ?? 0) < to - from)
        continue;
      sum += ((before[to] ?? 0) - (before[from] ?? 0)) / (1 + 2 * eitherSide);
      found++;
    }
    return { worth: found === 0 ? 0 : sum / found, years: found };
  });
}

/** The same date of an earlier year; 28 February for the 29th where there is none. */
export function yearsEarlier(day: string, years: number): string {
  const year = Number(day.slice(0, 4)) - years;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const date = day.slice(4) === "-02-29" && !isLeap ? "-02-28" : day.slice(4);
  return `${String(year).padStart(4, "0")}${date}`;
}
