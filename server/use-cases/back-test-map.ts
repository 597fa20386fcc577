/** Would this map have been any use? Share of the following months' incidents in its top cells, over many starts. */
import type { BackTest } from "#contract/hotspots.ts";
import type { Caveat, Meta } from "#contract/meta.ts";
import { defaultBandwidthM } from "#domain/hotspot/bandwidth.ts";
import { LEAST_TESTS_FOR_INTERVAL } from "#domain/hotspot/pooled-accuracy.ts";
import { addMonths, type Month, monthNumber } from "#domain/time/months.ts";
import type { AnalysisOutput } from "../analysis/analyses.ts";
import { COMPARED_SHARE } from "../analysis/back-test-methods.ts";
import { packCells } from "../analysis/cell-text.ts";
import { type Answer, answer } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { incidentWords } from "./incident-words.ts";
import { type Question, readQuestion } from "./question.ts";
import {
  type AnalysisTools,
  type GridInput,
  gridCountsByMonth,
  gridNeighbourhood,
  readStudyGrid,
  type StudyGrid,
} from "./study-grid.ts";
import { type TestRefusal, testRefusal } from "./test-refusal.ts";

export type BackTestInput = Omit<GridInput, "bufferM"> & {
  testMonths: 1 | 2 | 3;
  trainMonths: number;
  origins: number;
};

type Found = Extract<AnalysisOutput<"back-test">, { ok: true }>;
type BackTestFigures = NonNullable<BackTest["data"]>;
type Method = BackTestFigures["rows"][number]["method"];

const AREA_SHARES = [0.01, COMPARED_SHARE, 0.05];
const SEED = 1;
const RING = 1;

/**
 * Back-test of a map. `from` and `to` bound the months that are foretold; the months before each of them that a map
 * is drawn from are read beside them.
 * @throws AnalysisCancelled when the signal ends.
 */
export async function backTestMap(
  tools: AnalysisTools,
  input: BackTestInput,
  signal?: AbortSignal,
): Promise<Answer<{ data: BackTestFigures | null; meta: Meta & { refusal: TestRefusal | null } }>> {
  const asked = await readQuestion(tools.reader, input);
  if (!asked.ok) return asked;
  const span = spanOf(asked.value, input);
  const read = await readStudyGrid(tools, { ...input, ...span, bufferM: 0 });
  if (!read.ok) return read;
  const grid = read.value;
  const bandwidthM = defaultBandwidthM(grid.resolution);
  const found = await runBackTest(tools, grid, { ...input, bandwidthM }, signal);
  const data = found.ok ? figuresOf(found.value, grid, input) : null;
  const refusal = found.ok ? null : testRefusal(found.reason, grid, found.detail);
  const meta = buildMeta(grid.question, {
    method: methodWords(input, bandwidthM),
    n: data?.rows[0]?.total ?? 0,
    resolution: grid.resolution,
    bufferM: 0,
    caveats: found.ok ? caveatsOf(found.value) : [],
  });
  return answer({ data, meta: { ...meta, refusal } });
}

type Span = { from: Month | undefined; to: Month | undefined };

/** Months to read: of all origins, their training months before them, as far as the data goes back. */
function spanOf({ selection }: Question, input: BackTestInput): Span {
  const covered = [...selection.covered].sort();
  const [first, last] = [covered[0], covered.at(-1)];
  const to = input.to ?? last;
  if (!first || !to) return { from: input.from, to: input.to };
  const firstTested = input.from ?? addMonths(to, 1 - input.origins * input.testMonths);
  const from = addMonths(firstTested, -input.trainMonths);
  return { from: monthNumber(from) < monthNumber(first) && first <= to ? first : from, to };
}

type Run = { ok: true; value: Found } | { ok: false; reason: string; detail: string };

async function runBackTest(
  tools: AnalysisTools,
  grid: StudyGrid,
  { bandwidthM, trainMonths, testMonths, origins }: BackTestInput & { bandwidthM: number },
  signal: AbortSignal | undefined,
): Promise<Run> {
  if (!grid.hasOutline) return { ok: false, reason: "no-boundary", detail: "" };
  if (grid.months.length === 0) return { ok: false, reason: "no-data", detail: "" };
  if (grid.cells.length === 0) return { ok: false, reason: "no-cells", detail: "" };
  const [counts, neighbourhood] = await Promise.all([
    gridCountsByMonth(grid),
    gridNeighbourhood(tools, grid, RING),
  ]);
  const byMonth = new Map(grid.months.map((month, i) => [month, counts[i] ?? null]));
  const found = await tools.analyst.run(
    "back-test",
    {
      packedCells: packCells(grid.cells),
      months: grid.question.months.map((month) => byMonth.get(month) ?? null),
      areaM2: grid.areaM2,
      neighbourhood,
      bandwidthM,
      trainMonths,
      testMonths,
      origins,
      areaShares: AREA_SHARES,
      seed: SEED,
    },
    signal,
  );
  return found.ok ? { ok: true, value: found } : found;
}

const LABELS: Record<Method, string> = {
  "gi-star": "Significance (Gi*)",
  "last-year": "Last year's counts",
  density: "Density",
  chance: "Chance",
};

function figuresOf(found: Found, grid: StudyGrid, input: BackTestInput): BackTestFigures {
  const monthAt = (at: number) => grid.question.months[at] ?? "";
  const rows = found.rows.flatMap((row) => {
    const method = methodOf(row.method);
    if (!method) return [];
    const { share, low, high } = row.hitRate;
    return [
      {
        method,
        label: LABELS[method],
        areaShare: row.areaShare,
        hits: row.hits,
        total: row.total,
        hitRate: share,
        hitRateLow: low,
        hitRateHigh: high,
        pai: row.pai,
        pei: row.pei,
      },
    ];
  });
  const best = methodOf(found.best ?? "");
  return {
    origins: found.origins.length,
    firstOrigin: monthAt(found.origins[0]?.at ?? 0),
    lastOrigin: monthAt(found.origins.at(-1)?.at ?? 0),
    trainMonths: found.trainMonths,
    testMonths: found.testMonths,
    rows,
    best: best && best !== "chance" ? best : null,
    sentence: sentenceOf(rows, grid.question, input),
    seed: found.seed,
  };
}

function methodOf(id: string): Method | null {
  return id === "gi-star" || id === "last-year" || id === "density" || id === "chance" ? id : null;
}

/** Both volumes stand beside every share. */
function sentenceOf(
  rows: BackTestFigures["rows"],
  question: Question,
  { testMonths }: BackTestInput,
): string {
  const of = (method: Method) =>
    rows.find((row) => row.method === method && row.areaShare === COMPARED_SHARE);
  const said = (method: Method) => {
    const row = of(method);
    if (!row || row.hitRate === null) return "not known";
    return `${percent(row.hitRate)} (${Math.round(row.hits).toLocaleString("en-GB")} of ${row.total.toLocaleString("en-GB")})`;
  };
  const place = question.area ? `${question.area.name}'s` : "the";
  const span =
    testMonths === 1 ? "the next month's" : `the next ${testMonths === 2 ? "two" : "three"} months'`;
  return (
    `The top ${percent(COMPARED_SHARE)} of ${place} area by significance held ${said("gi-star")} of ${span} ` +
    `${incidentWords(question)}; last year's counts ${said("last-year")}; density ${said("density")}; chance ${percent(COMPARED_SHARE)}.`
  );
}

function percent(share: number): string {
  const points = share * 100;
  return `${points > 0 && points < 1 ? points.toFixed(1) : Math.round(points)} %`;
}

function methodWords({ trainMonths, testMonths }: BackTestInput, bandwidthM: number): string {
  return (
    `Rolling origin: cells ranked from ${trainMonths} months, scored on the ${testMonths} after them, test months not overlapping. ` +
    `Rankings: exact p of Gi* (ring 1), counts of the last 12 months, quartic density of cell counts at cell centres (${bandwidthM} m). ` +
    "Cells are picked until the share of land is used up, ties resolved against the method; PEI is the share of what the best choice would have caught; intervals by bootstrap over origins."
  );
}

function caveatsOf({ origins, skipped }: Found): Caveat[] {
  const caveats: Caveat[] = [
    {
      code: "hindsight",
      text: "Where incidents were recorded later, not what patrols there would have prevented.",
    },
  ];
  if (skipped > 0) {
    caveats.push({
      code: "skipped-origins",
      text: `${skipped} starting points are left out because a month of theirs is not covered by any file.`,
    });
  }
  if (origins.length < LEAST_TESTS_FOR_INTERVAL) {
    caveats.push({
      code: "few-origins",
      text: `Only ${origins.length} starting point${origins.length === 1 ? "" : "s"}: too few to say how far chance moves these figures.`,
    });
  }
  return caveats;
}
