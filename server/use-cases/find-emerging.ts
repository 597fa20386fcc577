/** Which hotspots are new, lasting, growing or fading? The history of every hexagon that was ever hot. */
import type { Emerging } from "#contract/hotspots.ts";
import type { Caveat, Meta } from "#contract/meta.ts";
import type { Ring } from "#domain/grid/neighbourhood.ts";
import { addMonths, daysInMonth, type Month, monthLabel } from "#domain/time/months.ts";
import type { EmergingCell } from "../analysis/emerging-rows.ts";
import { type Answer, answer } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { fineResolutionCaveat } from "./fine-resolution.ts";
import { incompleteMonthCaveat } from "./incomplete-month.ts";
import { readQuestion } from "./question.ts";
import {
  type AnalysisTools,
  type GridInput,
  gridCounts,
  gridCountsByMonth,
  gridNeighbourhood,
  readStudyGrid,
  type StudyGrid,
} from "./study-grid.ts";
import { type TestRefusal, testRefusal } from "./test-refusal.ts";

export type EmergingInput = Omit<GridInput, "from"> & { years: 1 | 3 | 5; ring: Ring };

type EmergingFigures = NonNullable<Emerging["data"]>;

/** Cell-months that are held in memory at once. */
const MOST_FIGURES = 40_000_000;
const TREND_ALPHA = 0.05;

/**
 * Emerging hotspots over the years that end with `to`. One step per covered month; months of which nothing is known
 * are left out, not taken as zero.
 * @throws AnalysisCancelled when the signal ends.
 */
export async function findEmerging(
  tools: AnalysisTools,
  input: EmergingInput,
  signal?: AbortSignal,
): Promise<Answer<{ data: EmergingFigures | null; meta: Meta & { refusal: TestRefusal | null } }>> {
  const asked = await readQuestion(tools.reader, { ...input, from: undefined });
  if (!asked.ok) return asked;
  const to = input.to ?? [...asked.value.selection.covered].sort().at(-1);
  const from = to ? addMonths(to, 1 - 12 * input.years) : undefined;
  const read = await readStudyGrid(tools, { ...input, from, to });
  if (!read.ok) return read;
  const grid = read.value;
  const found = await runEmerging(tools, grid, input.ring, signal);
  const { inArea, lost } = await gridCounts(grid);
  const fine = await fineResolutionCaveat(tools.reader, grid.resolution, grid.question);
  const meta = buildMeta(grid.question, {
    method: `Gi* with exact p in every month, hot where q ≤ 0.05 (Benjamini and Hochberg) within the month; history by ArcGIS's classes, trend by Mann–Kendall on the neighbourhood's incidents divided by days.`,
    n: inArea - lost,
    resolution: grid.resolution,
    bufferM: grid.bufferM,
    caveats: [
      ...(found.ok ? emptyCaveat(found, grid) : []),
      ...(await incompleteMonthCaveat(tools.reader, grid.question)),
      ...(fine ? [fine] : []),
    ],
  });
  if (!found.ok) {
    return answer({ data: null, meta: { ...meta, refusal: testRefusal(found.reason, grid, found.detail) } });
  }
  const data: EmergingFigures = {
    steps: grid.months.map((month) => ({ from: month, to: month, days: daysInMonth(month) })),
    cells: grid.cells.length,
    tested: found.tested,
    rows: found.rows.map((row) => rowOf(row, grid)),
  };
  return answer({ data, meta: { ...meta, refusal: null } });
}

type Found = { ok: true; rows: EmergingCell[]; tested: number; emptySteps: number[] };

async function runEmerging(
  tools: AnalysisTools,
  grid: StudyGrid,
  ring: Ring,
  signal: AbortSignal | undefined,
): Promise<Found | { ok: false; reason: string; detail: string }> {
  if (!grid.hasOutline) return { ok: false, reason: "no-boundary", detail: "" };
  if (grid.months.length === 0) return { ok: false, reason: "no-data", detail: "" };
  const figures = grid.cells.length * grid.months.length;
  if (figures > MOST_FIGURES) {
    const detail = `${grid.cells.length.toLocaleString("en-GB")} hexagons in ${grid.months.length} months are too many at once. Choose larger hexagons or fewer years.`;
    return { ok: false, reason: "too-many-cells", detail };
  }
  const [counts, neighbourhood] = await Promise.all([
    gridCountsByMonth(grid),
    gridNeighbourhood(tools, grid, ring),
  ]);
  const stepDays = Float64Array.from(grid.months, daysInMonth);
  return tools.analyst.run("emerging", { counts, stepDays, neighbourhood }, signal);
}

function rowOf({ at, ...row }: EmergingCell, grid: StudyGrid): EmergingFigures["rows"][number] {
  return { cell: grid.cells[at] ?? "", ...row, words: words(row, grid.months) };
}

/** "hot for 9 of the last 12 months, not since Nov 2024; falling" */
function words(row: Omit<EmergingCell, "at">, months: readonly Month[]): string {
  const parts = [`hot for ${row.hotSteps} of the last ${months.length} months`];
  if (!row.lastHot) parts.push(`, not since ${monthLabel(months[row.hotByStep.lastIndexOf(1)] ?? "")}`);
  if (row.trendP !== null && row.trendP < TREND_ALPHA && row.senSlope !== null && row.senSlope !== 0) {
    parts.push(row.senSlope > 0 ? "; rising" : "; falling");
  }
  return parts.join("");
}

function emptyCaveat({ emptySteps }: Found, { months }: StudyGrid): Caveat[] {
  if (emptySteps.length === 0) return [];
  const named = emptySteps.slice(0, 6).map((step) => monthLabel(months[step] ?? ""));
  const more = emptySteps.length > 6 ? ` and ${emptySteps.length - 6} more` : "";
  return [
    {
      code: "empty-steps",
      text: `No incident, or the same number everywhere, in ${named.join(", ")}${more}: nothing is hot in those months.`,
    },
  ];
}
