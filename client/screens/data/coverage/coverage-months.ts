import { monthNumber, monthsBetween } from "#domain/time/months.ts";

export type CoverageYear = {
  year: number;
  /** January first. `outside` = before the first or after the last month of the source. */
  months: { month: string; state: "covered" | "gap" | "outside" }[];
};

export type Period = { from: string; to: string };

/**
 * Months of a source and force as calendar years, for a strip with one column per month. `frame` is what the strip
 * spans, so that strips of several sources stand under each other year by year.
 */
export function coverageYears(
  coverage: Period & { gaps: readonly string[] },
  frame: Period = coverage,
): CoverageYear[] {
  const gaps = new Set(coverage.gaps);
  const first = monthNumber(coverage.from);
  const last = monthNumber(coverage.to);
  const start = `${frame.from.slice(0, 4)}-01`;
  const end = `${frame.to.slice(0, 4)}-12`;
  const years = new Map<number, CoverageYear>();
  for (const month of monthsBetween(start, end)) {
    const year = Number(month.slice(0, 4));
    const n = monthNumber(month);
    const entry = years.get(year) ?? { year, months: [] };
    const state = n < first || n > last ? "outside" : gaps.has(month) ? "gap" : "covered";
    entry.months.push({ month, state });
    years.set(year, entry);
  }
  return [...years.values()];
}

/** First to last month that any of the periods covers, or null if there are none. */
export function spanOf(periods: readonly Period[]): Period | null {
  const from = periods.map((period) => period.from).sort()[0];
  const to = periods
    .map((period) => period.to)
    .sort()
    .at(-1);
  return from && to ? { from, to } : null;
}

/** Gaps as runs of neighbouring months, so that they can be said in words. */
export function gapRuns(gaps: readonly string[]): Period[] {
  const runs: Period[] = [];
  for (const month of [...gaps].sort()) {
    const last = runs.at(-1);
    if (last && monthNumber(month) === monthNumber(last.to) + 1) last.to = month;
    else runs.push({ from: month, to: month });
  }
  return runs;
}
