/** How many incidents per km² and year around each hexagon's centre? From the positions, not from counts of cells. */
import type { Density } from "#contract/hotspots.ts";
import type { Caveat, Meta } from "#contract/meta.ts";
import { defaultBandwidthM } from "#domain/hotspot/bandwidth.ts";
import type { Kernel } from "#domain/hotspot/radial-kernel.ts";
import { daysInMonth } from "#domain/time/months.ts";
import type { AnalysisInput, AnalysisOutput } from "../analysis/analyses.ts";
import { packCells } from "../analysis/cell-text.ts";
import type { Reader } from "../db/read-model.ts";
import type { AreaRow, Snapshot } from "../db/snapshot.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { readExposure } from "./hotspot-exposure.ts";
import { type Question, readQuestion } from "./question.ts";
import { positionTotals } from "./shared-positions.ts";
import { type AnalysisTools, type GridInput, readStudyGrid, type StudyGrid } from "./study-grid.ts";
import { type TestRefusal, testRefusal } from "./test-refusal.ts";

export type DensityInput = Omit<GridInput, "bufferM"> & {
  kernel: Kernel;
  bandwidthM?: number | undefined;
  suggest: boolean;
  /** `residents`, or ids of categories: is it denser than those would lead one to expect? */
  against?: string | undefined;
};

type DensityData = NonNullable<Density["data"]>;

const DAYS_PER_YEAR = 365.25;
const M2_PER_KM2 = 1e6;

/** @throws AnalysisCancelled when the signal ends. */
export async function estimateDensity(
  tools: AnalysisTools,
  input: DensityInput,
  signal?: AbortSignal,
): Promise<Answer<{ data: DensityData | null; meta: Meta & { refusal: TestRefusal | null } }>> {
  const read = await readStudyGrid(tools, { ...input, bufferM: 0 });
  if (!read.ok) return read;
  const grid = read.value;
  const bandwidthM = bandwidthOf(input, grid);
  const against = input.against ? await readAgainst(tools, grid, input, input.against) : null;
  if (against && !against.ok) return against;
  const found = await surface(tools, grid, { ...input, bandwidthM }, against?.value ?? null, signal);
  const spread = input.kernel === "quartic" ? `radius ${bandwidthM} m` : `standard deviation ${bandwidthM} m`;
  const meta = buildMeta(grid.question, {
    method: `${input.kernel === "quartic" ? "Quartic" : "Gaussian"} kernel density, ${spread}, from positions on the British National Grid at the centres of hexagons; per year of covered days; divided by the share of the kernel inside the area.`,
    n: found.ok ? found.n : 0,
    resolution: grid.resolution,
    bufferM: 0,
    caveats: caveatsOf(against?.value ?? null, found),
  });
  if (!found.ok)
    return answer({ data: null, meta: { ...meta, refusal: testRefusal(found.reason, grid, "") } });
  const data = figures(found, grid, input.kernel, bandwidthM, against?.value.what ?? "");
  return answer({ data, meta: { ...meta, refusal: null } });
}

/** A Gaussian of the same smoothing as the default quartic radius is 2.8 times narrower; a round figure is kept. */
function bandwidthOf({ kernel, bandwidthM }: DensityInput, grid: StudyGrid): number {
  if (bandwidthM !== undefined) return bandwidthM;
  const radiusM = defaultBandwidthM(grid.resolution);
  return kernel === "quartic" ? radiusM : Math.round(radiusM / 3);
}

type Surface = AnalysisOutput<"density"> & { ok: true; n: number };
type Found = Surface | { ok: false; reason: string };

async function surface(
  { reader, analyst }: AnalysisTools,
  grid: StudyGrid,
  { kernel, bandwidthM, suggest }: DensityInput & { bandwidthM: number },
  against: Against | null,
  signal: AbortSignal | undefined,
): Promise<Found> {
  const { snapshot, area, slices } = grid.question;
  if (!area) return { ok: false, reason: "no-boundary" };
  if (grid.months.length === 0) return { ok: false, reason: "no-data" };
  if (grid.cells.length === 0) return { ok: false, reason: "no-cells" };
  const positions = await readPositions(reader, snapshot, area, slices);
  if (positions.weights.length === 0) return { ok: false, reason: "no-incidents" };
  const polygons = await reader.areaGeometry(area);
  const packedCells = packCells(grid.cells);
  const found = await analyst.run(
    "density",
    { packedCells, ...positions, polygons, kernel, bandwidthM, suggest, against: against?.task ?? null },
    signal,
  );
  return { ok: true, ...found, n: positions.weights.reduce((sum, n) => sum + n, 0) };
}

/** Positions of an area that have an incident, and how many. */
async function readPositions(reader: Reader, snapshot: Snapshot, area: AreaRow, slices: Question["slices"]) {
  const { index, pairs } = await reader.locationCounts(snapshot, area, slices);
  const totals = positionTotals(pairs);
  return {
    locationIds: BigInt64Array.from([...totals.keys()], (at) => index.table.keyAt(at)),
    weights: Float64Array.from(totals.values()),
  };
}

type Against = { what: string; task: NonNullable<AnalysisInput<"density">["against"]>; caveats: Caveat[] };

/** What the density is held against; null in `value` never: an unknown category is refused. */
async function readAgainst(
  tools: AnalysisTools,
  grid: StudyGrid,
  input: DensityInput,
  against: string,
): Promise<Answer<Against>> {
  const { snapshot, area } = grid.question;
  if (against === "residents") {
    const read = await readExposure(tools, grid, { ...input, bufferM: 0 }, "per-resident");
    if (read.ok) {
      const task = { kind: "cells" as const, weights: read.exposure };
      return answer({ what: "residents", task, caveats: read.caveats });
    }
    return refuse({
      code: "no-denominator",
      title: "There are no published residents for this area",
      detail: read.detail,
      next: "Import population figures by LSOA, and the LSOA boundaries that they are for, on the Data screen.",
      where: "against",
    });
  }
  const other = await readQuestion(tools.reader, { ...input, category: against });
  if (!other.ok) return { ...other, where: "against" };
  const what = other.value.categories.map(({ label }) => label).join(", ");
  const none = { locationIds: new BigInt64Array(0), weights: new Float64Array(0) };
  const positions = area ? await readPositions(tools.reader, snapshot, area, other.value.slices) : none;
  return answer({ what, task: { kind: "positions", ...positions }, caveats: [] });
}

function figures(
  found: Surface,
  grid: StudyGrid,
  kernel: Kernel,
  bandwidthM: number,
  what: string,
): DensityData {
  const years = grid.months.reduce((days, month) => days + daysInMonth(month), 0) / DAYS_PER_YEAR;
  const km2 = (grid.question.area?.areaM2 ?? 0) / M2_PER_KM2;
  const meanPerKm2Year = found.n / km2 / years;
  const defined = (figure: number) => (Number.isNaN(figure) ? null : figure);
  return {
    cells: [...grid.cells],
    perKm2Year: Array.from(found.perKm2, (density) => defined(density / years)),
    timesMean: Array.from(found.perKm2, (density) => defined(density / years / meanPerKm2Year)),
    bandwidthM,
    kernel,
    edgeCorrected: true,
    suggestedBandwidthM: found.suggestedBandwidthM,
    meanPerKm2Year,
    against: found.against
      ? {
          what,
          total: found.against.total,
          logRatio: Array.from(found.against.logRatio, defined),
          delta: found.against.delta,
          deltaRule: found.against.deltaRule,
        }
      : null,
  };
}

function caveatsOf(against: Against | null, found: Found): Caveat[] {
  const caveats: Caveat[] = [
    {
      code: "no-test",
      text: "A density is smoothed: a peak need not be more than chance. Significance says which are.",
    },
  ];
  if (against && found.ok && !found.against) {
    caveats.push({
      code: "nothing-to-compare",
      text: `There are no ${against.what.toLowerCase()} in this area and period to hold the density against.`,
    });
  }
  return [...caveats, ...(against?.caveats ?? [])];
}
