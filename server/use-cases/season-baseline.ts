/** Which earlier years a season is compared with, and how that is said. */

/** `all` = the latest earlier years; `without-covid` = the same, but nothing from March 2020 on; or years by name. */
export type Baseline =
  | { kind: "all" }
  | { kind: "without-covid" }
  | { kind: "years"; years: readonly number[] };

/** Earlier years that are used where none are named. */
const LATEST_YEARS = 3;
const ALL_YEARS = 1000;
const COVID_YEAR = 2020;
const COVID_MONTH = 3;

/** `all`, `without-covid` or years separated by commas; null for anything else. */
export function readBaseline(text: string): Baseline | null {
  if (text === "all" || text === "without-covid") return { kind: text };
  if (!/^\d{4}(,\d{4})*$/.test(text)) return null;
  return { kind: "years", years: [...new Set(text.split(",").map(Number))].sort((a, b) => a - b) };
}

/** True for steps that must not be part of what is expected. @param months of the year (1–12) that the step touches. */
export function isLeftOut(baseline: Baseline, year: number, months: readonly number[]): boolean {
  switch (baseline.kind) {
    case "all":
      return false;
    case "without-covid":
      return year > COVID_YEAR || (year === COVID_YEAR && months.some((month) => month >= COVID_MONTH));
    case "years":
      return !baseline.years.includes(year);
  }
}

/** How many earlier years to use at most. Years by name are all used: the others are left out anyway. */
export function yearsWanted(baseline: Baseline): number {
  return baseline.kind === "years" ? ALL_YEARS : LATEST_YEARS;
}

/** `2017–2019; March 2020 onwards left out`. */
export function baselineWords(baseline: Baseline, years: readonly number[]): string {
  const named = years.length === 0 ? "no earlier years" : yearRanges(years);
  switch (baseline.kind) {
    case "all":
      return years.length === 0 ? named : `${named}, the latest earlier years`;
    case "without-covid":
      return `${named}; March 2020 onwards left out`;
    case "years": {
      const missing = baseline.years.filter((year) => !years.includes(year));
      const chosen = `${named}, chosen by hand`;
      return missing.length === 0 ? chosen : `${chosen}; nothing to compare with in ${yearRanges(missing)}`;
    }
  }
}

/** 2015, 2017, 2018, 2019 → `2015, 2017–2019`. */
function yearRanges(years: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const year of years) {
    const run = runs.at(-1);
    if (run && run[1] === year - 1) run[1] = year;
    else runs.push([year, year]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}
