/** Incidents per km² and year around each hexagon's centre, from the positions themselves: worked out by the server. */
import { type Density, densitySchema } from "#contract/hotspots.ts";
import { getJsonAt, parseAnswer } from "../../api/http.ts";
import { classify } from "../../map/class-breaks.ts";
import type { WindowCounts } from "../cube-messages.ts";
import { LISTED_CELLS } from "../cube-windows.ts";
import { DENSITY_BREAKS } from "../density-breaks.ts";
import type { DensityFigures, SurfaceFigures } from "../surface-messages.ts";
import { topCells } from "../top-cells.ts";
import { refused } from "./refusals.ts";
import type { StudyTests } from "./study-tests.ts";

const DENSE = 3;

/** The window with densities, one address per area; where the server refuses, its reason. */
export async function densityWindow(
  study: StudyTests,
  window: WindowCounts,
  urls: readonly string[],
  signal: AbortSignal,
): Promise<WindowCounts> {
  const answers = await Promise.all(
    urls.map(async (url) => parseAnswer(densitySchema, await getJsonAt(url, signal), "/density")),
  );
  const refusal = answers.find((answer) => answer.meta.refusal !== null)?.meta.refusal;
  if (refusal)
    return {
      ...window,
      figures: { kind: "refused", code: refusal.code, title: "No density here.", text: refusal.text },
    };
  const parts = answers.flatMap((answer) => answer.data ?? []);
  const figures = mergeDensities(study, window, parts);
  if (figures.kind !== "density") return { ...window, figures };
  return {
    ...window,
    values: Float32Array.from(figures.perKm2Year),
    classes: classify(figures.timesMean, DENSITY_BREAKS, new Uint8Array(window.counts.length)),
    top: topCells(figures.perKm2Year, study.inside, LISTED_CELLS),
    figures,
  };
}

function mergeDensities(
  study: StudyTests,
  { counts, harm }: WindowCounts,
  parts: readonly NonNullable<Density["data"]>[],
): SurfaceFigures {
  const [first] = parts;
  if (!first) return refused("no-data");
  const { merged, inside } = study;
  const index = new Map(merged.cells.map((cell, i) => [cell, i]));
  const perKm2Year = new Float64Array(merged.cells.length).fill(Number.NaN);
  for (const { cells, perKm2Year: densities } of parts) {
    for (const [k, cell] of cells.entries()) {
      const at = index.get(cell);
      if (at !== undefined) perKm2Year[at] = densities[k] ?? Number.NaN;
    }
  }
  const meanPerKm2Year = meanOver(perKm2Year, merged.areaM2, inside);
  const timesMean = perKm2Year.map((density) => (meanPerKm2Year > 0 ? density / meanPerKm2Year : Number.NaN));
  const figures: DensityFigures = {
    kind: "density",
    perKm2Year,
    timesMean,
    meanPerKm2Year,
    bandwidthM: first.bandwidthM,
    suggestedBandwidthM: first.suggestedBandwidthM,
    kernel: first.kernel,
    edgeCorrected: parts.every((part) => part.edgeCorrected),
    dense: study.tally(counts, harm?.byCell ?? null, (i) => (timesMean[i] ?? 0) >= DENSE),
  };
  return figures;
}

/** Mean weighted by land, over the hexagons inside the areas that have a density. */
function meanOver(densities: Float64Array, areaM2: Float64Array, inside: Uint8Array): number {
  let sum = 0;
  let land = 0;
  for (let i = 0; i < densities.length; i++) {
    const density = densities[i] ?? Number.NaN;
    if (inside[i] !== 1 || Number.isNaN(density)) continue;
    sum += density * (areaM2[i] ?? 0);
    land += areaM2[i] ?? 0;
  }
  return land > 0 ? sum / land : 0;
}
