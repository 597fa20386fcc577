/** Where did incidents rise or fall between two periods, beyond chance? */
import type { ChangeRow } from "#contract/hotspots.ts";
import type { Caveat, Meta } from "#contract/meta.ts";
import type { Correction } from "#domain/stats/false-discovery-rate.ts";
import { addMonths, daysInMonth, type Month, monthLabel, monthsBetween } from "#domain/time/months.ts";
import type { AnalysisOutput } from "../analysis/analyses.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { fineResolutionCaveat } from "./fine-resolution.ts";
import { incompleteMonthCaveat } from "./incomplete-month.ts";
import { type QuestionInput, readQuestion } from "./question.ts";
import {
  type AnalysisTools,
  type GridInput,
  gridCounts,
  readStudyGrid,
  type StudyGrid,
} from "./study-grid.ts";
import { type TestRefusal, testRefusal } from "./test-refusal.ts";

export type ChangeInput = GridInput & {
  beforeFrom?: Month | undefined;
  beforeTo?: Month | undefined;
  correction: Correction;
};

type PeriodFacts = { from: Month; to: Month; days: number; n: number };
export type ChangeMeta = Meta & { before: PeriodFacts; after: PeriodFacts; refusal: TestRefusal | null };
export type ComparedGrid = {
  grid: StudyGrid;
  before: Int32Array;
  after: Int32Array;
  /** Null where no comparison can be made. */
  change: AnalysisOutput<"change"> | null;
};

/**
 * Change from the earlier period (default: the same months one year before) to the later one. Days of months that no
 * file covers are not counted.
 * @throws AnalysisCancelled when the signal ends.
 */
export async function comparePeriods(
  tools: AnalysisTools,
  input: ChangeInput,
  signal?: AbortSignal,
): Promise<Answer<{ compared: ComparedGrid; meta: ChangeMeta }>> {
  const periods = await readPeriods(tools, input);
  if (!periods.ok) return periods;
  const { before, after } = periods.value;
  const read = await readStudyGrid(tools, { ...input, from: before.from, to: after.to });
  if (!read.ok) return read;
  const grid = read.value;
  const earlier = await countPeriod(grid, before);
  const later = await countPeriod(grid, after);
  const refusal = refusalOf(grid, earlier, later);
  const change = refusal
    ? null
    : await tools.analyst.run(
        "change",
        {
          before: earlier.counts,
          after: later.counts,
          daysBefore: earlier.facts.days,
          daysAfter: later.facts.days,
          correction: input.correction,
        },
        signal,
      );
  const fine = await fineResolutionCaveat(tools.reader, grid.resolution, grid.question);
  const meta = buildMeta(grid.question, {
    method:
      "Rate per day of each hexagon, later against earlier: E-test (Krishnamoorthy and Thomson), from 200 incidents on the conditional binomial test; exact 95 % interval of the ratio; q over all hexagons with an incident in either period.",
    n: later.facts.n,
    resolution: grid.resolution,
    bufferM: grid.bufferM,
    caveats: [
      ...unevenCaveat(earlier.facts, later.facts),
      ...(await incompleteMonthCaveat(tools.reader, grid.question)),
      ...(fine ? [fine] : []),
    ],
  });
  return answer({
    compared: { grid, before: earlier.counts, after: later.counts, change },
    meta: {
      ...meta,
      period: { from: after.from, to: after.to },
      before: earlier.facts,
      after: later.facts,
      refusal,
    },
  });
}

type Period = { from: Month; to: Month };

async function readPeriods(
  { reader }: Pick<AnalysisTools, "reader">,
  input: ChangeInput,
): Promise<Answer<{ before: Period; after: Period }>> {
  const later = await readQuestion(reader, input);
  if (!later.ok) return later;
  const covered = [...later.value.selection.covered].sort();
  const to = input.to ?? covered.at(-1);
  // Without a first month the last year is meant: all of the past would leave nothing to compare with.
  const from = input.from ?? (to ? addMonths(to, -11) : undefined);
  if (!from || !to) return nothingKnown();
  const beforeTo = input.beforeTo ?? (input.beforeFrom ? addMonths(from, -1) : addMonths(to, -12));
  const beforeFrom = input.beforeFrom ?? addMonths(beforeTo, 1 - monthsBetween(from, to).length);
  const earlier: QuestionInput = { ...input, from: beforeFrom, to: beforeTo };
  const checked = await readQuestion(reader, earlier);
  if (!checked.ok) return checked.where === "to" ? { ...checked, where: "beforeTo" } : checked;
  if (beforeTo < from) return answer({ before: { from: beforeFrom, to: beforeTo }, after: { from, to } });
  return refuse({
    code: "periods-overlap",
    title: "The earlier period does not end before the later one begins",
    detail: `Got ${beforeFrom} to ${beforeTo} and ${from} to ${to}.`,
    next: "Choose an earlier period that ends before the later one, or leave it out for one year before.",
    where: "beforeTo",
  });
}

function nothingKnown() {
  return refuse({
    code: "no-data",
    title: "Nothing is known of these kinds of crime here",
    detail: "No imported file covers a month of them.",
    next: "Choose another area or category, or import data for this one.",
    where: "category",
  });
}

async function countPeriod(grid: StudyGrid, { from, to }: Period) {
  const months = grid.months.filter((month) => month >= from && month <= to);
  const { counts, inArea, lost } = await gridCounts(grid, { months: new Set(months) });
  const days = months.reduce((sum, month) => sum + daysInMonth(month), 0);
  return { counts, facts: { from, to, days, n: inArea - lost } };
}

type Counted = Awaited<ReturnType<typeof countPeriod>>;

function refusalOf(grid: StudyGrid, earlier: Counted, later: Counted): TestRefusal | null {
  if (earlier.facts.days === 0) {
    const { from, to } = earlier.facts;
    return testRefusal(
      "no-earlier-data",
      grid,
      `Nothing is known of ${monthLabel(from)} to ${monthLabel(to)}.`,
    );
  }
  if (later.facts.days === 0) return testRefusal("no-data", grid, "");
  if (grid.cells.length === 0) return testRefusal("no-cells", grid, "");
  return earlier.facts.n + later.facts.n === 0 ? testRefusal("no-incidents", grid, "") : null;
}

/** Different months of the year are compared, or different lengths. */
function unevenCaveat(before: PeriodFacts, after: PeriodFacts): Caveat[] {
  const sameSeason = before.from.slice(5) === after.from.slice(5) && before.to.slice(5) === after.to.slice(5);
  if (sameSeason && Math.abs(before.days - after.days) <= 2) return [];
  return [
    {
      code: "unlike-periods",
      text: `${before.days} days are compared with ${after.days}, by incidents per day${sameSeason ? "" : "; the periods are of different times of the year, so that season is part of the change"}.`,
    },
  ];
}

/** Row of the i-th cell. */
export function changeRow({ grid, before, after, change }: ComparedGrid, i: number): ChangeRow {
  const defined = (column: Float64Array | undefined) => {
    const figure = column?.[i];
    return figure === undefined || Number.isNaN(figure) ? null : figure;
  };
  const found = change?.classes[i] ?? "no-events";
  return {
    cell: grid.cells[i] ?? "",
    before: before[i] ?? 0,
    after: after[i] ?? 0,
    expected: defined(change?.expected),
    rateRatio: defined(change?.rateRatio),
    rateRatioLow: defined(change?.rateRatioLow),
    rateRatioHigh: defined(change?.rateRatioHigh),
    p: defined(change?.p),
    q: defined(change?.q),
    class: change ? (found === "outside" ? "no-events" : found) : "not-tested",
  };
}
