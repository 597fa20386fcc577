/** Is this year's winter worse than other winters? Weeks or months of a year against the same ones of earlier years. */
import type { Caveat } from "#contract/meta.ts";
import type { Seasons } from "#contract/patterns.ts";
import { breaksOf } from "#domain/category/scheme.ts";
import { type RangePoint, type RangeSeries, rangeFromEarlierYears } from "#domain/stats/expected-range.ts";
import { monthNumber } from "#domain/time/months.ts";
import {
  daysOfStep,
  monthsOfStep,
  STEPS_PER_YEAR,
  stepLabel,
  stepOfDate,
  type YearStep,
} from "#domain/time/year-steps.ts";
import type { Reader } from "../db/read-model.ts";
import { type Answer, answer } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { countByMonth } from "./count-timeseries.ts";
import { sourceTitles, timedSlices } from "./event-place.ts";
import { type Question, type QuestionInput, readQuestion } from "./question.ts";
import { type Baseline, baselineWords, isLeftOut, yearsWanted } from "./season-baseline.ts";

export type SeasonsInput = Pick<QuestionInput, "area" | "category"> & {
  by: YearStep;
  /** Year to look at; absent = that of the last month with data. */
  year?: number | undefined;
  baseline: Baseline;
};

type Counts = {
  /** Steps one after the other from January of `firstYear`; null = not (wholly) known. */
  counts: (number | null)[];
  firstYear: number;
};

/** The year's steps with the range that earlier years let expect. Weeks are refused where only months are known. */
export async function compareSeasons(reader: Reader, input: SeasonsInput): Promise<Answer<Seasons>> {
  const asked = await readQuestion(reader, { area: input.area, category: input.category });
  if (!asked.ok) return asked;
  const question = asked.value;
  const last = [...question.selection.covered].sort().at(-1);
  if (last === undefined) return answer(refused(question, input, "no-data"));
  if (input.by === "week" && timedSlices(question).length === 0) {
    return answer(refused(question, input, "month-only"));
  }
  const year = input.year ?? Number(last.slice(0, 4));
  const counted = await (input.by === "week" ? countWeeks(reader, question) : countMonths(reader, question));
  const known = withYear(counted, year, STEPS_PER_YEAR[input.by]);
  const series = judge(known, input, year);
  const baselineYears = yearsUsed(series, known.firstYear, year, input);
  const points = series.points.map((point, step) =>
    pointOf(point, step, { known, input, year, baselineYears }),
  );
  const n = points.reduce((total, point) => total + (point.n ?? 0), 0);
  const meta = buildMeta(question, {
    method: methodWords(input.by),
    n,
    resolution: null,
    bufferM: 0,
    caveats: seasonCaveats(series, points, baselineYears, input.by),
  });
  const data = {
    by: input.by,
    year,
    baselineYears,
    baselineWords: baselineWords(input.baseline, baselineYears),
    points,
    breaks: breaksIn(question, Math.min(year, ...baselineYears), year),
  };
  return answer({ data, meta: { ...meta, period: { from: `${year}-01`, to: `${year}-12` }, refusal: null } });
}

async function countMonths(reader: Reader, question: Question): Promise<Counts> {
  const byMonth = await countByMonth(reader, question);
  const first = monthNumber(question.months[0] ?? "2000-01");
  const firstYear = Math.floor(first / 12);
  const lastYear = Math.floor(monthNumber(question.months.at(-1) ?? "2000-01") / 12);
  const counts: (number | null)[] = Array.from({ length: 12 * (lastYear - firstYear + 1) }, () => null);
  for (const [month, n] of byMonth) counts[monthNumber(month) - 12 * firstYear] = n;
  return { counts, firstYear };
}

/** A week is known if the time of everything is known in every month that it has days in. */
async function countWeeks(reader: Reader, question: Question): Promise<Counts> {
  const timed = timedSlices(question);
  const timedIds = new Set(timed.map(({ id }) => id));
  const known = new Set(timed.map(({ month }) => month));
  for (const { id, month } of question.slices) if (!timedIds.has(id)) known.delete(month);
  const months = [...known].sort();
  const firstYear = Number((months[0] ?? "2000-01").slice(0, 4));
  const lastYear = Number((months.at(-1) ?? "2000-01").slice(0, 4));
  const counts = Array.from({ length: 52 * (lastYear - firstYear + 1) }, (_, i): number | null => {
    const year = firstYear + Math.floor(i / 52);
    const names = monthsOfStep("week", i % 52).map((m) => `${year}-${String(m).padStart(2, "0")}`);
    return names.every((month) => known.has(month)) ? 0 : null;
  });
  const place = { areaId: question.area?.id ?? null, cells: null };
  for (const { day, n } of await reader.incidentsPerDay(place, timed)) {
    const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
    const at = 52 * (year - firstYear) + stepOfDate("week", month, date);
    const before = counts[at];
    if (typeof before === "number") counts[at] = before + n;
  }
  return { counts, firstYear };
}

/** The same counts with room for a year that lies before or after them. */
function withYear({ counts, firstYear }: Counts, year: number, steps: number): Counts {
  const before = Array.from({ length: steps * Math.max(0, firstYear - year) }, () => null);
  const lastYear = firstYear + counts.length / steps - 1;
  const after = Array.from({ length: steps * Math.max(0, year - lastYear) }, () => null);
  return { counts: [...before, ...counts, ...after], firstYear: Math.min(firstYear, year) };
}

/** Ranges of a year, worked out per day so that steps of different length compare, and given per step. */
function judge({ counts, firstYear }: Counts, { by, baseline }: SeasonsInput, year: number): RangeSeries {
  const steps = STEPS_PER_YEAR[by];
  const yearOf = (i: number) => firstYear + Math.floor(i / steps);
  const perDay = counts.map((n, i) =>
    n === null ? null : (n * usualDays(by)) / daysOfStep(by, yearOf(i), i % steps),
  );
  const excluded = Uint8Array.from(counts, (_, i) =>
    isLeftOut(baseline, yearOf(i), monthsOfStep(by, i % steps)) ? 1 : 0,
  );
  const from = steps * (year - firstYear);
  const years = yearsWanted(baseline);
  const series = rangeFromEarlierYears(perDay, {
    stepsPerYear: steps,
    from,
    to: from + steps,
    years,
    excluded,
  });
  const points = series.points.map((point, step): RangePoint => {
    const scale = daysOfStep(by, year, step) / usualDays(by);
    const scaled = (x: number | null) => (x === null ? null : x * scale);
    return { ...point, expected: scaled(point.expected), low: scaled(point.low), high: scaled(point.high) };
  });
  return { ...series, points };
}

function usualDays(by: YearStep): number {
  return by === "week" ? 7 : 365.25 / 12;
}

/**
 * Years whose steps the ranges were made of. A window that reaches over New Year belongs to the year of its middle,
 * except where years are chosen by name: only they are then in it.
 */
function yearsUsed(
  series: RangeSeries,
  firstYear: number,
  year: number,
  { by, baseline }: Pick<SeasonsInput, "by" | "baseline">,
): number[] {
  const steps = STEPS_PER_YEAR[by];
  const years = new Set<number>();
  for (const [step, { prior, expected }] of series.points.entries()) {
    if (expected === null) continue;
    const at = steps * (year - firstYear) + step;
    for (const i of prior) {
      years.add(
        baseline.kind === "years" ? firstYear + Math.floor(i / steps) : year - Math.round((at - i) / steps),
      );
    }
  }
  return [...years].sort((a, b) => a - b);
}

type PointContext = { known: Counts; input: SeasonsInput; year: number; baselineYears: readonly number[] };
type SeasonPoint = NonNullable<Seasons["data"]>["points"][number];

function pointOf(point: RangePoint, step: number, context: PointContext): SeasonPoint {
  const { known, input, year, baselineYears } = context;
  const steps = STEPS_PER_YEAR[input.by];
  const at = (of: number) => known.counts[steps * (of - known.firstYear) + step] ?? null;
  const earlier = baselineYears.flatMap((of) => {
    const n = isLeftOut(input.baseline, of, monthsOfStep(input.by, step)) ? null : at(of);
    return n === null ? [] : [{ year: of, n }];
  });
  const { expected, low, high, outside } = point;
  return {
    step: step + 1,
    label: stepLabel(input.by, step),
    n: at(year),
    earlier,
    expected,
    low,
    high,
    outside,
  };
}

function breaksIn(question: Question, firstYear: number, lastYear: number) {
  const { snapshot, slices, categories } = question;
  const forces = [...new Set(slices.map(({ forceId }) => snapshot.forces.get(forceId)?.name ?? ""))];
  const all = categories.flatMap((category) => breaksOf(category, forces));
  const unique = new Map(all.map(({ month, note }) => [`${month}${note}`, { month, note }]));
  return [...unique.values()]
    .filter(({ month }) => month >= `${firstYear}-01` && month <= `${lastYear}-12`)
    .sort((a, b) => (a.month < b.month ? -1 : 1));
}

function methodWords(by: YearStep): string {
  const around = by === "week" ? "three weeks" : "one month";
  const steps = by === "week" ? "Weeks are the same dates every year" : "Months are compared per day";
  return `Located incidents by ${by} of their start against the same ${by} of earlier years and ${around} either side of it; about one ordinary ${by} in 300 falls outside the range. ${steps}.`;
}

const FEW = 5;

function seasonCaveats(
  series: RangeSeries,
  points: readonly SeasonPoint[],
  years: readonly number[],
  by: YearStep,
): Caveat[] {
  const caveats: Caveat[] = [];
  if (years.length === 0) {
    caveats.push({
      code: "no-baseline",
      text: "There are no earlier years to compare with, or all of them are left out.",
    });
  }
  if (series.widened) {
    caveats.push({
      code: "widened-range",
      text: `Earlier counts vary ${series.dispersion.toFixed(1)} times as much as chance alone would make them; the range is widened for it.`,
    });
  }
  if (points.some(({ expected }) => expected !== null && expected < FEW)) {
    caveats.push({
      code: "small-numbers",
      text: `Fewer than ${FEW} incidents are expected in some ${by}s: one more or less means little there.`,
    });
  }
  if (by === "week") {
    caveats.push({
      code: "start-of-span",
      text: "Where only a span is known (a burglary found in the evening), its start is counted.",
    });
  }
  return caveats;
}

function refused(question: Question, { by }: SeasonsInput, reason: "no-data" | "month-only"): Seasons {
  const meta = buildMeta(question, {
    method: methodWords(by),
    n: 0,
    resolution: null,
    bufferM: 0,
    caveats: [],
  });
  const text =
    reason === "no-data"
      ? "No imported file speaks of these kinds of crime here: nothing is known, which is not the same as nothing happening."
      : `${sourceTitles(question)} gives the month only, so weeks cannot be told apart. Compare months instead, or import the force’s own extract.`;
  return { data: null, meta: { ...meta, refusal: { code: reason, text } } };
}
