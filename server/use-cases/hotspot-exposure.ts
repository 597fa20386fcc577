/** What would be expected of each hexagon: of its residents, its households, its area or last year's incidents. */
import type { HotspotMethod } from "#contract/hotspots.ts";
import type { Caveat } from "#contract/meta.ts";
import { EDGE } from "#domain/grid/area-cells.ts";
import { empiricalBayesRates } from "#domain/hotspot/empirical-bayes.ts";
import { addMonths, monthLabel } from "#domain/time/months.ts";
import {
  type AnalysisTools,
  type GridInput,
  gridCounts,
  readStudyGrid,
  type StudyGrid,
} from "./study-grid.ts";

export type Exposure =
  | { ok: true; exposure: Float64Array; words: string; caveats: Caveat[] }
  | { ok: false; reason: string; detail: string };

export type ExposedMethod = Exclude<HotspotMethod, "gi-star" | "local-moran">;

const METRES_PER_DEGREE = 60_000;
const MARGIN_DEGREES = 0.02;

/** Exposure of each cell of a grid; 0 = not known, so not tested. */
export async function readExposure(
  tools: Pick<AnalysisTools, "reader">,
  grid: StudyGrid,
  input: GridInput,
  method: ExposedMethod,
): Promise<Exposure> {
  switch (method) {
    case "per-area":
      return {
        ok: true,
        exposure: grid.areaM2.slice(),
        words: "their true areas",
        caveats: edgeCaveat(grid, "area"),
      };
    case "per-resident":
      return people(tools, grid, "residents");
    case "per-household":
      return people(tools, grid, "households");
    case "last-year":
      return lastYear(tools, grid, input);
  }
}

async function people(
  { reader }: Pick<AnalysisTools, "reader">,
  grid: StudyGrid,
  measure: "residents" | "households",
): Promise<Exposure> {
  const { area, snapshot } = grid.question;
  const margin = MARGIN_DEGREES + grid.bufferM / METRES_PER_DEGREE;
  const [west, south, east, north] = area?.bbox ?? [0, 0, 0, 0];
  const box = [west - margin, south - margin, east + margin, north + margin];
  const found = await reader.peoplePerCell(snapshot, measure, grid.cells, box, `study/${grid.listKey}`);
  if (!found) {
    return {
      ok: false,
      reason: "no-denominator",
      detail: `No imported file gives ${measure} for ${area?.name ?? "this area"} together with the boundaries they are for.`,
    };
  }
  const spread: Caveat = {
    code: "evenly-spread",
    text: `${found.areas} areas of published ${measure} (${found.year}) are spread evenly over their ground: a place where nobody lives looks worse than it is beside homes. Visitors and workers are not counted.`,
  };
  return {
    ok: true,
    exposure: Float64Array.from(found.people, (n) => n ?? 0),
    words: `their published ${measure} (${found.year})`,
    caveats: [spread, ...edgeCaveat(grid, measure)],
  };
}

/**
 * Last year's counts, drawn towards the mean of the study area (empirical Bayes, Marshall 1991): one year of a
 * hexagon says little by itself, and where nothing happened last year a little is still to be expected.
 */
async function lastYear(
  tools: Pick<AnalysisTools, "reader">,
  grid: StudyGrid,
  input: GridInput,
): Promise<Exposure> {
  const [from, to] = [grid.months[0], grid.months.at(-1)];
  if (!from || !to) return { ok: false, reason: "no-data", detail: "No month of the period is covered." };
  const earlier = await readStudyGrid(tools, {
    ...input,
    from: addMonths(from, -12),
    to: addMonths(to, -12),
  });
  const covered = earlier.ok ? new Set(earlier.value.months) : new Set<string>();
  const wanted = grid.months.map((month) => addMonths(month, -12));
  const missing = wanted.filter((month) => !covered.has(month));
  if (!earlier.ok || missing.length === wanted.length || earlier.value.cells.length !== grid.cells.length) {
    return {
      ok: false,
      reason: "no-earlier-year",
      detail: `Nothing is known of the same months one year before (${monthLabel(addMonths(from, -12))} to ${monthLabel(addMonths(to, -12))}).`,
    };
  }
  const { counts } = await gridCounts(earlier.value, { months: new Set(wanted) });
  const smoothed = empiricalBayesRates(counts, new Float64Array(counts.length).fill(1));
  const empty = counts.reduce((n, count) => n + (count === 0 ? 1 : 0), 0);
  return {
    ok: true,
    exposure: smoothed?.rate ?? new Float64Array(counts.length),
    words: "their counts of the same months one year before, drawn towards the mean (empirical Bayes)",
    caveats: [
      {
        code: "last-year-as-known",
        text: `Last year's counts are one draw of chance themselves; they are drawn towards the mean, so that the ${empty.toLocaleString("en-GB")} hexagons without an incident then are expected to have a few now. To compare two periods as equals use the change map.`,
      },
      ...gapCaveat(missing),
    ],
  };
}

function gapCaveat(missing: readonly string[]): Caveat[] {
  if (missing.length === 0) return [];
  return [
    {
      code: "earlier-gap",
      text: `Nothing is known of ${missing.map(monthLabel).join(", ")}: last year is measured by the other months.`,
    },
  ];
}

/** Without a buffer crossed hexagons are counted inside the boundary only, while what is expected is of all of it. */
function edgeCaveat(grid: StudyGrid, of: string): Caveat[] {
  if (grid.bufferM > 0) return [];
  const edges = grid.flags.reduce((n, flag) => n + (flag === EDGE ? 1 : 0), 0);
  if (edges === 0) return [];
  return [
    {
      code: "edge-exposure",
      text: `${edges.toLocaleString("en-GB")} hexagons are crossed by the boundary: incidents are counted inside it, ${of} of the whole hexagon. They look a little quieter than they are.`,
    },
  ];
}
