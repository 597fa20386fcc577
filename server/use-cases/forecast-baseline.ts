/** How many incidents a year would there be without the scheme: counted in its catchment, or as somebody says. */
import type { CameraForecast } from "#contract/camera-evidence.ts";
import type { Caveat } from "#contract/meta.ts";
import type { IncidentsInView } from "#domain/camera/investigative-value.ts";
import { type YearlyBaseline, yearlyBaseline } from "#domain/camera/yearly-baseline.ts";
import { type Month, monthLabel, periodLabel } from "#domain/time/months.ts";
import { type WholeYear, wholeYears } from "#domain/time/whole-years.ts";
import type { Reader } from "../db/read-model.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import { type CatchmentCount, countCatchment, type ViewedCell } from "./catchment-counts.ts";
import type { Question } from "./question.ts";

export type BaselineInput = {
  cells: readonly ViewedCell[];
  catchmentShare: number;
  baselinePerYear: number | null;
  history: readonly number[];
};

export type ForecastBaseline = {
  yearly: YearlyBaseline;
  shown: CameraForecast["data"]["baseline"];
  /** By category, in all hexagons given; null without any. */
  inView: IncidentsInView[] | null;
  /** Incidents counted in the catchment. */
  n: number;
  caveats: Caveat[];
};

/** Older years say less of the next one. */
const MOST_YEARS = 5;
const FEW_YEARS = 3;

/** Reads or counts the baseline. Refuses a question that says neither where nor how many. */
export async function readBaseline(
  reader: Reader,
  question: Question,
  input: BaselineInput,
): Promise<Answer<ForecastBaseline>> {
  const isGiven = input.baselinePerYear !== null || input.history.length > 0;
  if (input.cells.length === 0) return isGiven ? answer(given(input, null)) : refuseNowhere();
  const counted = await countCatchment(reader, question, input.cells);
  if (!counted.ok) return counted;
  const period = countedPeriod(question);
  if (!period) {
    if (isGiven) return answer(given(input, null));
    return refuse({
      code: "no-data",
      title: "Nothing is known of the catchment",
      detail: "No imported file covers these kinds of crime and months there.",
      next: "Import the data, choose other months, or give baselinePerYear.",
      where: "from",
    });
  }
  const inView = perCategory(counted.value, period);
  return answer(isGiven ? given(input, inView) : fromCounts(counted.value, period, input, inView));
}

/** Periods of equal length that are counted: whole years where there are any, else the months that are known. */
type CountedPeriod = { years: WholeYear[]; lengthYears: number; months: ReadonlySet<Month> };

function countedPeriod({ months, selection }: Question): CountedPeriod | null {
  const known = months.filter((month) => selection.covered.has(month));
  const [from, to] = [months[0], months.at(-1)];
  const [first, last] = [known[0], known.at(-1)];
  if (!from || !to || !first || !last) return null;
  const years = wholeYears(from, last, selection.covered, MOST_YEARS);
  if (years.length === 0) {
    return { years: [{ from: first, to: last }], lengthYears: known.length / 12, months: new Set(known) };
  }
  const inYears = known.filter((month) => years.some((year) => month >= year.from && month <= year.to));
  return { years, lengthYears: 1, months: new Set(inYears) };
}

function perCategory(counts: readonly CatchmentCount[], period: CountedPeriod): IncidentsInView[] {
  const length = period.years.length * period.lengthYears;
  const found = new Map<string, IncidentsInView>();
  for (const { month, category, share, n } of counts) {
    if (!period.months.has(month)) continue;
    const row = found.get(category) ?? { category, perYear: 0, inViewPerYear: 0 };
    row.perYear += n / length;
    row.inViewPerYear += (n * share) / length;
    found.set(category, row);
  }
  return [...found.values()];
}

function fromCounts(
  counts: readonly CatchmentCount[],
  { years, lengthYears, months }: CountedPeriod,
  { cells, catchmentShare }: BaselineInput,
  inView: IncidentsInView[],
): ForecastBaseline {
  const catchment = counts.filter(({ share, month }) => share >= catchmentShare && months.has(month));
  const rows = years.map(({ from, to }) => ({
    from,
    to,
    n: catchment.reduce((sum, row) => sum + (row.month >= from && row.month <= to ? row.n : 0), 0),
  }));
  const yearly = yearlyBaseline(
    rows.map(({ n }) => n),
    lengthYears,
  );
  const catchmentCells = cells.filter(({ share }) => share >= catchmentShare).length;
  const caveats = countCaveats(rows, lengthYears, catchmentCells, catchmentShare);
  const [first, last] = [rows[0], rows.at(-1)];
  const when = first && last ? periodLabel(first.from, last.to) : "no months";
  return {
    yearly,
    inView,
    n: rows.reduce((sum, { n }) => sum + n, 0),
    caveats,
    shown: {
      source: "counted",
      ...yearly,
      years: rows,
      catchmentCells,
      cells: cells.length,
      inViewPerYear: sumInView(inView),
      words: `Mean of ${when} in the ${catchmentCells} hexagons of which at least ${percent(catchmentShare)} of the public places are in view.`,
    },
  };
}

function given(
  { baselinePerYear, history, cells }: BaselineInput,
  inView: IncidentsInView[] | null,
): ForecastBaseline {
  const yearly: YearlyBaseline =
    baselinePerYear === null ? yearlyBaseline(history) : { perYear: baselinePerYear, dispersion: null };
  const isKnown = baselinePerYear !== null;
  return {
    yearly,
    inView,
    n: 0,
    caveats: [],
    shown: {
      source: isKnown ? "given" : "history",
      ...yearly,
      years: [],
      catchmentCells: null,
      cells: cells.length || null,
      inViewPerYear: inView && sumInView(inView),
      words: isKnown
        ? "As given, and taken as known."
        : `Mean of the ${history.length === 1 ? "count" : `${history.length} counts`} given.`,
    },
  };
}

function countCaveats(
  rows: readonly { from: Month; to: Month }[],
  lengthYears: number,
  catchmentCells: number,
  catchmentShare: number,
): Caveat[] {
  const caveats: Caveat[] = [];
  const [first] = rows;
  if (lengthYears !== 1 && first) {
    caveats.push({
      code: "part-year",
      text: `Less than a whole year is known (${monthLabel(first.from)} to ${monthLabel(first.to)}): seasons do not balance out in the yearly figure.`,
    });
  } else if (rows.length < FEW_YEARS) {
    caveats.push({
      code: "few-years",
      text: `Only ${rows.length === 1 ? "one whole year is" : "two whole years are"} counted: how much years vary is hardly known.`,
    });
  }
  if (catchmentCells === 0) {
    caveats.push({
      code: "empty-catchment",
      text: `No hexagon has ${percent(catchmentShare)} of its public places in view, so by this rule the scheme treats nothing. Lower catchmentShare, or give the baseline of the area that the scheme is meant for.`,
    });
  }
  return caveats;
}

function sumInView(inView: readonly IncidentsInView[]): number {
  return inView.reduce((sum, row) => sum + row.inViewPerYear, 0);
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function refuseNowhere() {
  return refuse({
    code: "no-catchment",
    title: "There is nothing to forecast for",
    detail: "Got neither cells nor baselinePerYear nor history.",
    next: "Send the cells of an answer of /api/v1/coverage, or the incidents a year of the area that the scheme is meant for.",
    where: "cells",
  });
}
