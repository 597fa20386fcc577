/** What is each camera that hangs worth: over one, three and five years, among the others, and by what it was of use for? */
import type { z } from "zod";
import type { CameraReview, cameraReviewInputSchema } from "#contract/camera-review.ts";
import type { Caveat } from "#contract/meta.ts";
import { redundancy } from "#domain/camera/camera-worth.ts";
import { addMonths, type Month, monthsBetween, periodLabel } from "#domain/time/months.ts";
import type { AnalysisOutput } from "../analysis/analyses.ts";
import { packCells } from "../analysis/cell-text.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { findLevel } from "./camera-levels.ts";
import { type OutcomeLog, sumOutcomes } from "./camera-outcomes.ts";
import { weigh } from "./camera-risk.ts";
import { readTown } from "./camera-town.ts";
import { readTrees, treeCaveats } from "./camera-trees.ts";
import { listCameras } from "./list-cameras.ts";
import { methodOf, TOWN_MARGIN_M } from "./measure-coverage.ts";
import { reviewFlag } from "./review-flag.ts";
import { sceneCaveats } from "./see-from-camera.ts";
import { sitingQuestion } from "./siting-question.ts";
import { type AnalysisTools, gridCounts, readStudyGrid, type StudyGrid } from "./study-grid.ts";

export type ReviewInput = z.output<typeof cameraReviewInputSchema>;
type Data = CameraReview["data"];
type Window = { years: 1 | 3 | 5; from: Month; to: Month; missing: number };

const WINDOWS = [1, 3, 5] as const;
const MONTHS_PER_YEAR = 12;
const RESOLUTION = 10;

export type ReviewTools = AnalysisTools & { outcomes: OutcomeLog };

/** @throws AnalysisCancelled */
export async function reviewCameras(
  tools: ReviewTools,
  input: ReviewInput,
  signal: AbortSignal,
): Promise<Answer<CameraReview>> {
  const level = findLevel(input.edition, input.level);
  if (!level.ok) return level;
  const register = await listCameras(tools.reader, input.area);
  if (!register.ok) return register;
  const cameras =
    input.cameras ??
    register.value.data.flatMap(({ id, design, status }) =>
      design && status !== "decommissioned" ? [{ id, design }] : [],
    );
  const siting = sitingQuestion(await tools.reader.snapshot(), input.category);
  const span = await readSpan(tools, input, siting.category);
  if (!span.ok) return span;
  const { chosen, all, windows } = span.value;
  const weighed = await countWindows(tools, chosen, windows, input.weights);
  if (!weighed.ok) return weighed;
  const { counted, unit, caveats } = weighed.value;
  const byKind = await countKinds(all, windows);
  const area = chosen.question.area;
  if (!area) return noArea();
  const trees = await readTrees(tools.reader, area.bbox, input.trees);
  const town = await readTown(tools.reader, area.bbox, TOWN_MARGIN_M);
  const found = await tools.analyst.run(
    "camera-worth",
    {
      town,
      packedCells: packCells(chosen.cells),
      risks: counted.map(({ perYear }) => perYear),
      cameras,
      question: { levelPxPerM: level.value.pxPerM, isNight: input.night },
      trees,
    },
    signal,
  );
  const entries = await tools.outcomes.entries({ camera: null, from: null, to: input.outcomesTo ?? null });
  const outcomesTo =
    entries
      .map(({ month }) => month)
      .sort()
      .at(-1) ?? null;
  const facts = { input, windows, counted, byKind, found, all, outcomesTo };
  return answer({
    data: {
      windows: windows.map((window, w) => windowRow(window, counted[w], found.schemes[w])),
      categories: all.question.categories.map(({ id, label }) => ({ id, label })),
      cameras: cameras.map(({ id }, i) => {
        const own = entries.filter(({ camera }) => camera === id);
        return cameraRow(id, i, facts, own);
      }),
      unknown: register.value.data.flatMap(({ id, design, missing, status }) =>
        design || status === "decommissioned" ? [] : [{ id, missing }],
      ),
      unit,
      outcomesTo,
    },
    meta: buildMeta(chosen.question, {
      method: `${methodOf(level.value, input.night)} Only it sees: what the scheme would lose without it. Fair share: Shapley value, exact. Incidents in view: those of each hexagon times the part of its open ground in view.`,
      n: counted.reduce((most, { n }) => Math.max(most, n), 0),
      resolution: RESOLUTION,
      bufferM: 0,
      caveats: [
        ...siting.caveats,
        ...register.value.meta.caveats,
        ...caveats,
        ...sceneCaveats(0, 0, town.footprints.heightM.length, trees !== null),
        ...treeCaveats(trees, input.trees),
        NOT_PREVENTED,
        SURPLUS_RULE,
      ],
    }),
  });
}

const NOT_PREVENTED = {
  code: "not-a-forecast",
  text: "Recorded incidents in view at the level of detail. Nothing is said of crimes prevented, and what is in view need not have been looked at.",
};
const SURPLUS_RULE = {
  code: "surplus-rule",
  text: "A camera is put forward for review only if it alone sees less than 1 % of what the scheme sees, others see more than 80 % of its view, requests in 24 months are all logged and below the scheme’s own threshold, and a full year of data is there. A person decides.",
};

function noArea() {
  return refuse({
    code: "area-needed",
    title: "Cameras are reviewed within one area",
    detail: "Got area=all, which has no outline.",
    next: "Choose an area with a boundary.",
    where: "area",
  });
}

/** The five years up to the end of the data or of the question: the chosen kinds of crime, and every kind. */
async function readSpan(
  tools: AnalysisTools,
  { area, to }: ReviewInput,
  category: string,
): Promise<Answer<{ chosen: StudyGrid; all: StudyGrid; windows: Window[] }>> {
  const base = { area, resolution: RESOLUTION, bufferM: 0 } as const;
  const first = await readStudyGrid(tools, { ...base, category, to });
  if (!first.ok) return first;
  const last = first.value.months.at(-1);
  if (last === undefined) return nothingKnown();
  const from = addMonths(last, 1 - MONTHS_PER_YEAR * Math.max(...WINDOWS));
  const [chosen, all] = await Promise.all([
    readStudyGrid(tools, { ...base, category, from, to: last }),
    readStudyGrid(tools, { ...base, from, to: last }),
  ]);
  if (!chosen.ok) return chosen;
  if (!all.ok) return all;
  const known = new Set(chosen.value.months);
  const windows = WINDOWS.map((years): Window => {
    const begin = addMonths(last, 1 - MONTHS_PER_YEAR * years);
    const missing = monthsBetween(begin, last).filter((month) => !known.has(month)).length;
    return { years, from: begin, to: last, missing };
  });
  return answer({ chosen: chosen.value, all: all.value, windows });
}

function nothingKnown() {
  return refuse({
    code: "no-data",
    title: "Nothing is known of this area",
    detail: "No imported file covers these kinds of crime there.",
    next: "Import the data, or choose another area.",
    where: "area",
  });
}

type Counted = { perYear: Float64Array; totalPerYear: number; n: number };

type CountedWindows = { counted: Counted[]; unit: string; caveats: Caveat[] };

/** Incidents (or harm) a year by hexagon; a window that is not known whole counts nothing. */
async function countWindows(
  tools: Pick<AnalysisTools, "reader">,
  grid: StudyGrid,
  windows: readonly Window[],
  weights: string | undefined,
): Promise<Answer<CountedWindows>> {
  const counted: Counted[] = [];
  let [unit, caveats]: [string, Caveat[]] = ["incidents a year", []];
  for (const { from, to, years, missing } of windows) {
    const months = new Set(monthsBetween(from, to));
    const { counts } = await gridCounts(grid, { months });
    const n = missing === 0 ? counts.reduce((sum, count) => sum + count, 0) : 0;
    let figures: ArrayLike<number> = counts;
    if (weights !== undefined && n > 0) {
      const pairs = grid.pairs.filter(({ month }) => months.has(month));
      const harm = await weigh(tools, { ...grid, pairs }, weights);
      if (!harm.ok) return harm;
      figures = harm.value.harm;
      ({ unit, caveats } = harm.value);
    }
    const perYear = Float64Array.from(figures, (figure) => (missing === 0 ? figure / years : 0));
    counted.push({ perYear, n, totalPerYear: perYear.reduce((sum, each) => sum + each, 0) });
  }
  return answer({ counted, unit, caveats });
}

/** Incidents by hexagon, by kind and within it by window; null where a window is not known whole. */
async function countKinds(grid: StudyGrid, windows: readonly Window[]): Promise<(Int32Array | null)[][]> {
  const known = new Set(grid.months);
  const kinds: (Int32Array | null)[][] = [];
  for (const { id } of grid.question.categories) {
    const types = grid.question.typesOf.get(id) ?? new Set();
    const row: (Int32Array | null)[] = [];
    for (const { from, to } of windows) {
      const months = monthsBetween(from, to);
      const isKnown = months.every((month) => known.has(month));
      row.push(isKnown ? (await gridCounts(grid, { months: new Set(months), types })).counts : null);
    }
    kinds.push(row);
  }
  return kinds;
}

type Found = AnalysisOutput<"camera-worth">;
type Facts = {
  input: ReviewInput;
  windows: readonly Window[];
  counted: readonly Counted[];
  byKind: readonly (readonly (Int32Array | null)[])[];
  found: Found;
  outcomesTo: Month | null;
};

function windowRow(
  { years, from, to, missing }: Window,
  counted: Counted | undefined,
  scheme: Found["schemes"][number] | undefined,
): Data["windows"][number] {
  const isKnown = missing === 0 && counted !== undefined && counted.n > 0;
  const total = counted?.totalPerYear ?? 0;
  return {
    years,
    from,
    to,
    isKnown,
    reason: isKnown
      ? null
      : missing > 0
        ? `${missing} months of ${periodLabel(from, to)} are not covered by the data.`
        : `No located incident in ${periodLabel(from, to)}.`,
    schemeShare: isKnown ? (scheme?.risk ?? 0) / total : null,
    totalPerYear: isKnown ? total : null,
  };
}

function cameraRow(
  id: string,
  i: number,
  { input, windows, counted, byKind, found, outcomesTo }: Facts,
  entries: Parameters<typeof sumOutcomes>[0],
): Data["cameras"][number] {
  const seen = found.cameras[i];
  const worth = windows.map((_, w): Data["cameras"][number]["worth"][number] => {
    const own = found.schemes[w]?.cameras[i];
    const total = counted[w]?.totalPerYear ?? 0;
    const all = found.schemes[w]?.risk ?? 0;
    if (!own || total === 0) return null;
    return {
      riskShare: own.alone / total,
      uniqueShare: own.unique / total,
      shapleyShare: all > 0 ? own.shapley / all : 0,
      redundancy: redundancy(own),
      incidentsPerYear: own.alone,
    };
  });
  const outcomes24 = outcomesTo === null ? [] : sumOutcomes(entries, outcomesTo, 2 * MONTHS_PER_YEAR);
  return {
    id,
    ok: seen?.ok ?? false,
    areaM2: seen?.areaM2 ?? 0,
    worth,
    incidents: byKind.map((kind) =>
      kind.map((counts) =>
        counts === null
          ? null
          : (seen?.cells ?? []).reduce((sum, { cell, share }) => sum + share * (counts[cell] ?? 0), 0),
      ),
    ),
    outcomes12: outcomesTo === null ? [] : sumOutcomes(entries, outcomesTo, MONTHS_PER_YEAR),
    outcomes24,
    flag: reviewFlag({
      worth: worth[0] ?? null,
      schemeShare: (found.schemes[0]?.risk ?? 0) / Math.max(counted[0]?.totalPerYear ?? 0, Number.MIN_VALUE),
      requests: outcomes24.find(({ kind }) => kind === "request") ?? null,
      threshold: input.requestThreshold,
    }),
  };
}
