/** Which hexagons have more incidents than chance would give them? Every cell of the study area, tested or not. */
import type { HotspotClass, HotspotMethod, HotspotRow, HotspotTest } from "#contract/hotspots.ts";
import type { Meta } from "#contract/meta.ts";
import { cellAreaM2, STORED_RESOLUTIONS } from "#domain/grid/h3.ts";
import type { Ring } from "#domain/grid/neighbourhood.ts";
import { recommendResolution } from "#domain/hotspot/attainable.ts";
import type { Tail } from "#domain/hotspot/gi-star.ts";
import type { Correction } from "#domain/stats/false-discovery-rate.ts";
import type { HotspotAnswer, HotspotColumns, HotspotFacts } from "../analysis/hotspot-columns.ts";
import { type Answer, answer } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { fineResolutionCaveat } from "./fine-resolution.ts";
import { hotspotCaveats } from "./hotspot-caveats.ts";
import { runTest, UNTESTED } from "./hotspot-methods.ts";
import { incompleteMonthCaveat } from "./incomplete-month.ts";
import {
  type AnalysisTools,
  type GridInput,
  gridCounts,
  gridNeighbourhood,
  readStudyGrid,
  type StudyGrid,
} from "./study-grid.ts";
import { type TestRefusal, testRefusal } from "./test-refusal.ts";

export type HotspotInput = GridInput & {
  method: HotspotMethod;
  ring: Ring;
  tail: Tail;
  correction: Correction;
};

/** Columns are in step with `grid.cells`; NaN = not defined. */
export type TestedGrid = {
  grid: StudyGrid;
  counts: Int32Array;
  columns: HotspotColumns;
  /** Of local Moran's I only: kind of each finding, see local-moran.ts. */
  clusters: Int8Array | null;
  test: HotspotTest | null;
  refusal: TestRefusal | null;
};

export type TestedGridAnswer = { tested: TestedGrid; meta: HotspotMeta };
export type HotspotMeta = Meta & { test: HotspotTest | null; refusal: TestRefusal | null };

/**
 * Tests every cell of the study area. Where no test can be made, the refusal says why and the columns hold counts
 * only.
 * @throws AnalysisCancelled when the signal ends.
 */
export async function testHotspots(
  tools: AnalysisTools,
  input: HotspotInput,
  signal?: AbortSignal,
): Promise<Answer<TestedGridAnswer>> {
  const read = await readStudyGrid(tools, input);
  if (!read.ok) return read;
  const grid = read.value;
  const { counts, lost, inArea } = await gridCounts(grid);
  const neighbourhood = await gridNeighbourhood(tools, grid, input.ring);
  const early = refusedBeforeTest(grid);
  const made = early ? null : await runTest(tools, { grid, counts, neighbourhood, input }, signal);
  const found: HotspotAnswer =
    made?.answer ??
    (await tools.analyst.run("local-sums", { counts, neighbourhood, refusal: early ?? "no-data" }, signal));
  const columns = found.ok ? found.columns : untested(found.columns);
  const test = found.ok ? describeTest(input, grid, counts, lost, found) : null;
  const refusal = found.ok ? null : testRefusal(found.reason, grid, found.detail);
  const caveats = hotspotCaveats({
    grid,
    counts,
    lost,
    neighbours: columns.neighbours,
    ring: input.ring,
    method: input.method,
    test,
  });
  const fine = await fineResolutionCaveat(tools.reader, input.resolution, grid.question);
  const meta = buildMeta(grid.question, {
    method: made?.words ?? UNTESTED,
    n: inArea - lost,
    resolution: input.resolution,
    bufferM: grid.bufferM,
    caveats: [
      ...caveats,
      ...(made?.caveats ?? []),
      ...(await incompleteMonthCaveat(tools.reader, grid.question)),
      ...(fine ? [fine] : []),
    ],
  });
  return answer({
    tested: { grid, counts, columns, clusters: made?.clusters ?? null, test, refusal },
    meta: { ...meta, test, refusal },
  });
}

/** Reasons that need no computation. */
function refusedBeforeTest(grid: StudyGrid): string | null {
  if (!grid.hasOutline) return "no-boundary";
  return grid.months.length === 0 ? "no-data" : null;
}

function untested({ localSum, neighbours }: Pick<HotspotColumns, "localSum" | "neighbours">): HotspotColumns {
  const undefinedEverywhere = () => new Float64Array(localSum.length).fill(Number.NaN);
  return {
    localSum,
    neighbours,
    expected: undefinedEverywhere(),
    z: undefinedEverywhere(),
    p: undefinedEverywhere(),
    q: undefinedEverywhere(),
    classes: new Int8Array(localSum.length).fill(127),
  };
}

function describeTest(
  input: HotspotInput,
  grid: StudyGrid,
  counts: Int32Array,
  lost: number,
  { columns, facts }: { columns: HotspotColumns; facts: HotspotFacts },
): HotspotTest {
  let [empty, hotCells, coldCells] = [0, 0, 0];
  for (const n of counts) if (n === 0) empty++;
  for (const level of columns.classes) {
    if (level === 2 || level === 3) hotCells++;
    if (level <= -2) coldCells++;
  }
  return {
    method: input.method,
    tail: input.tail,
    correction: input.correction,
    ring: input.ring,
    distribution: facts.distribution,
    draws: facts.draws,
    seed: facts.seed,
    cells: grid.cells.length,
    tested: facts.tested,
    islands: facts.islands,
    emptyShare: empty / counts.length,
    meanPerCell: facts.mean,
    sdPerCell: facts.sd,
    hotCells,
    coldCells,
    lost,
    attainable: facts.attainable,
    recommendedResolution: recommendedResolution(grid, facts.total),
  };
}

/** From how many cells of each size the study area would hold: each resolution has seven times those of the last. */
function recommendedResolution(grid: StudyGrid, total: number): number | null {
  const areaM2 = grid.areaM2.reduce((sum, m2) => sum + m2, 0);
  const [cell] = grid.cells;
  if (cell === undefined) return null;
  const means = STORED_RESOLUTIONS.map((resolution) => {
    const cellM2 = cellAreaM2(cell) * 7 ** (grid.resolution - resolution);
    return [resolution, (total * cellM2) / areaM2] as const;
  });
  return recommendResolution(new Map(means));
}

const CLASSES: Record<number, HotspotClass> = {
  3: "hot-99",
  2: "hot-95",
  1: "hot-90",
  0: "not-significant",
  [-1]: "cold-90",
  [-2]: "cold-95",
  [-3]: "cold-99",
};

/** Word for a class of the columns. */
export function className(level: number | undefined): HotspotClass {
  return CLASSES[level ?? 127] ?? "not-tested";
}

const QUADRANTS = [null, "high-high", "low-low", "high-low", "low-high"] as const;

/** Word for a cluster of local-moran.ts. */
export function quadrantName(cluster: number | undefined): (typeof QUADRANTS)[number] {
  return QUADRANTS[cluster ?? 0] ?? null;
}

/** Row of the i-th cell. */
export function hotspotRow({ grid, counts, columns, clusters }: TestedGrid, i: number): HotspotRow {
  const defined = (column: Float64Array) => {
    const at = column[i];
    return at === undefined || Number.isNaN(at) ? null : at;
  };
  return {
    cell: grid.cells[i] ?? "",
    n: counts[i] ?? 0,
    localSum: columns.localSum[i] ?? 0,
    neighbours: columns.neighbours[i] ?? 0,
    expected: defined(columns.expected),
    z: defined(columns.z),
    p: defined(columns.p),
    q: defined(columns.q),
    class: className(columns.classes[i]),
    ...(clusters ? { quadrant: quadrantName(clusters[i]) } : {}),
  };
}
