/** How many incidents per km² and year around each hexagon's centre? From the positions, not from counts of cells. */
import type { Density } from "#contract/hotspots.ts";
import type { Caveat, Meta } from "#contract/meta.ts";
import { defaultBandwidthM } from "#domain/hotspot/bandwidth.ts";
import type { Kernel } from "#domain/hotspot/radial-kernel.ts";
import { daysInMonth } from "#domain/time/months.ts";
import { packCells } from "../analysis/cell-text.ts";
import { type Answer, answer } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { positionTotals } from "./shared-positions.ts";
import { type AnalysisTools, type GridInput, readStudyGrid, type StudyGrid } from "./study-grid.ts";
import { type TestRefusal, testRefusal } from "./test-refusal.ts";

export type DensityInput = Omit<GridInput, "bufferM"> & {
  kernel: Kernel;
  bandwidthM?: number | undefined;
  suggest: boolean;
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
  const found = await surface(tools, grid, { ...input, bandwidthM }, signal);
  const spread = input.kernel === "quartic" ? `radius ${bandwidthM} m` : `standard deviation ${bandwidthM} m`;
  const meta = buildMeta(grid.question, {
    method: `${input.kernel === "quartic" ? "Quartic" : "Gaussian"} kernel density, ${spread}, from positions on the British National Grid at the centres of hexagons; per year of covered days; divided by the share of the kernel inside the area.`,
    n: found.ok ? found.n : 0,
    resolution: grid.resolution,
    bufferM: 0,
    caveats: caveatsOf(),
  });
  if (!found.ok)
    return answer({ data: null, meta: { ...meta, refusal: testRefusal(found.reason, grid, "") } });
  return answer({ data: figures(found, grid, input.kernel, bandwidthM), meta: { ...meta, refusal: null } });
}

/** A Gaussian of the same smoothing as the default quartic radius is 2.8 times narrower; a round figure is kept. */
function bandwidthOf({ kernel, bandwidthM }: DensityInput, grid: StudyGrid): number {
  if (bandwidthM !== undefined) return bandwidthM;
  const radiusM = defaultBandwidthM(grid.resolution);
  return kernel === "quartic" ? radiusM : Math.round(radiusM / 3);
}

type Surface = { ok: true; perKm2: Float64Array; suggestedBandwidthM: number | null; n: number };

async function surface(
  { reader, analyst }: AnalysisTools,
  grid: StudyGrid,
  { kernel, bandwidthM, suggest }: DensityInput & { bandwidthM: number },
  signal: AbortSignal | undefined,
): Promise<Surface | { ok: false; reason: string }> {
  const { snapshot, area, slices } = grid.question;
  if (!area) return { ok: false, reason: "no-boundary" };
  if (grid.months.length === 0) return { ok: false, reason: "no-data" };
  if (grid.cells.length === 0) return { ok: false, reason: "no-cells" };
  const { index, pairs } = await reader.locationCounts(snapshot, area, slices);
  const totals = positionTotals(pairs);
  if (totals.size === 0) return { ok: false, reason: "no-incidents" };
  const polygons = await reader.areaGeometry(area);
  const weights = Float64Array.from(totals.values());
  const locationIds = BigInt64Array.from([...totals.keys()], (at) => index.table.keyAt(at));
  const found = await analyst.run(
    "density",
    { packedCells: packCells(grid.cells), locationIds, weights, polygons, kernel, bandwidthM, suggest },
    signal,
  );
  return { ok: true, ...found, n: weights.reduce((sum, n) => sum + n, 0) };
}

function figures(found: Surface, grid: StudyGrid, kernel: Kernel, bandwidthM: number): DensityData {
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
  };
}

function caveatsOf(): Caveat[] {
  return [
    {
      code: "no-test",
      text: "A density is smoothed: a peak need not be more than chance. Significance says which are.",
    },
  ];
}
