/** From a chosen period to its months, and to the months it is compared with. */
import { addMonths, financialYearStart, monthNumber } from "#domain/time/months.ts";
import type { ExploreState, PeriodChoice, PeriodKind } from "./url-state.ts";

export type Period = { from: string; to: string };

export const PERIOD_LABELS: Record<PeriodKind, string> = {
  latest: "Latest month",
  "last-3": "Last 3 months",
  "rolling-12": "Rolling 12",
  "financial-year": "Financial year",
  all: "All",
  custom: "Custom",
};

/** Months in a period, both ends included. */
export function periodLength({ from, to }: Period): number {
  return monthNumber(to) - monthNumber(from) + 1;
}

/**
 * Months of a choice, given the months that have data. Presets end with the last of them; a custom period keeps its
 * place but is cut to where data is. The financial year begins on 1 April.
 */
export function resolvePeriod(choice: PeriodChoice, data: Period): Period {
  switch (choice.kind) {
    case "latest":
      return { from: data.to, to: data.to };
    case "last-3":
      return cutTo({ from: addMonths(data.to, -2), to: data.to }, data);
    case "rolling-12":
      return cutTo({ from: addMonths(data.to, -11), to: data.to }, data);
    case "financial-year":
      return cutTo({ from: financialYearStart(data.to), to: data.to }, data);
    case "all":
      return data;
    case "custom":
      return cutTo(choice, data);
  }
}

/** Part of a period that lies in the data; the nearest month of it if none does. */
function cutTo({ from, to }: Period, data: Period): Period {
  const start = from < data.from ? data.from : from > data.to ? data.to : from;
  const end = to > data.to ? data.to : to < start ? start : to;
  return { from: start, to: end };
}

/** The same months a year before, or null where the data does not reach back that far. */
export function yearBefore(period: Period, data: Period): Period | null {
  const before = { from: addMonths(period.from, -12), to: addMonths(period.to, -12) };
  return before.from >= data.from ? before : null;
}

/** Period moved by a number of months, stopped at either end of the data with its length kept. */
export function movePeriod(period: Period, by: number, data: Period): Period {
  const earliest = monthNumber(data.from) - monthNumber(period.from);
  const latest = monthNumber(data.to) - monthNumber(period.to);
  const step = Math.max(earliest, Math.min(latest, by));
  return { from: addMonths(period.from, step), to: addMonths(period.to, step) };
}

/** Period of `months` months that ends where this one ends, moved into the data if it would begin before it. */
export function withLength(period: Period, months: number, data: Period): Period {
  const wanted = { from: addMonths(period.to, 1 - months), to: period.to };
  if (wanted.from >= data.from) return wanted;
  const [end = data.to] = [addMonths(data.from, months - 1), data.to].sort();
  return { from: data.from, to: end };
}

/** Choice that stands for exactly these months. */
export function customPeriod({ from, to }: Period): PeriodChoice {
  return { kind: "custom", from, to };
}

/** First and last month of the earlier period of a comparison. */
export function comparedPeriod(
  compare: ExploreState["compare"],
  period: Period,
  months: number,
): Period | null {
  if (compare === null) return null;
  if (compare.kind === "year-before")
    return { from: addMonths(period.from, -12), to: addMonths(period.to, -12) };
  return { from: compare.from, to: addMonths(compare.from, months - 1) };
}
