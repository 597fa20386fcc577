/** Everything that is told of a place beside the test: its streets, spread, cover, history and what to be wary of. */
import type { HarmTable } from "#contract/harm.ts";
import type { Place } from "#contract/places.ts";
import { BUFFER } from "#domain/grid/area-cells.ts";
import { cellCentre, cellDisk } from "#domain/grid/h3.ts";
import type { Month } from "#domain/time/months.ts";
import type { FoundPlace } from "../analysis/places.ts";
import { type CameraCover, cameraCover } from "./place-cover.ts";
import { type PlaceHarm, placeHarm } from "./place-harm.ts";
import { hasExactPositions, hasExactTimes } from "./place-limits.ts";
import {
  busiestStreets,
  middleOf,
  type PlacePosition,
  placeName,
  placePositions,
  spread,
  wardOfMost,
} from "./place-positions.ts";
import { type LiveNearRepeat, liveNearRepeats, type PeakWords, peaksOfPlaces } from "./place-times.ts";
import { trendOf } from "./place-words.ts";
import type { AnalysisTools, StudyGrid } from "./study-grid.ts";
import type { TestRefusal } from "./test-refusal.ts";

/** Fewer incidents, or fewer expected, and chance alone moves a place up and down the list. */
const SMALL_NUMBER = 10;
const SMALL_EXPECTED = 1;
const FEW_POSITIONS = 3;

/** A place before it is ranked and before decisions are applied. */
export type DescribedPlace = Omit<Place, "rank" | "decision">;

export type DescribedPlaces = {
  places: DescribedPlace[];
  /** By place; null = the source cannot say. */
  nearRepeats: LiveNearRepeat[] | null;
  /** What could not be worked out, beside what the source cannot support at all. */
  limits: TestRefusal[];
};

export type DescribeRequest = {
  grid: StudyGrid;
  counts: Int32Array;
  found: readonly FoundPlace[];
  /** Harm weights, or null for none. */
  table: HarmTable | null;
};

/**
 * Describes places, in their order; they share no hexagon.
 * @throws AnalysisCancelled when the signal ends.
 */
export async function describePlaces(
  tools: Pick<AnalysisTools, "reader" | "analyst">,
  { grid, counts, found, table }: DescribeRequest,
  signal?: AbortSignal,
): Promise<DescribedPlaces> {
  const { reader } = tools;
  const { area, months } = grid.question;
  const cellsOf = (place: FoundPlace) => place.cells.map((i) => grid.cells[i] ?? "");
  const positions = await placePositions(reader, grid, found.map(cellsOf));
  const cover = area ? await cameraCover(reader, area) : null;
  const harms = table && placeHarm(grid, found, table);
  const isAtRim = rimOf(grid, counts);
  const to = months.at(-1) ?? "";
  const canFollow = hasExactTimes(grid.question) && hasExactPositions(grid.question);
  const live =
    canFollow && found.length > 0 ? await liveNearRepeats(tools, grid.question, positions, signal) : null;
  const nearRepeats = live?.ok ? live.byPlace : null;
  const timed = hasExactTimes(grid.question) && found.length > 0;
  const peaks = timed ? await peaksOfPlaces(tools, grid, found, positions, signal) : null;
  const places = found.map((place, k) => {
    const here = positions[k] ?? [];
    const edge = place.cells.some(isAtRim);
    const nearRepeat = nearRepeats ? (nearRepeats[k]?.events ?? 0) > 0 : null;
    return describe(place, {
      grid,
      here,
      cover,
      edge,
      to,
      harm: harms?.[k] ?? null,
      nearRepeat,
      peak: peaks?.peaks?.[k] ?? null,
    });
  });
  return {
    places,
    nearRepeats,
    limits: [...(peaks?.limits ?? []), ...(live && !live.ok ? [live.refusal] : [])],
  };
}

type Context = {
  grid: StudyGrid;
  here: readonly PlacePosition[];
  cover: CameraCover | null;
  edge: boolean;
  to: Month;
  harm: PlaceHarm | null;
  nearRepeat: boolean | null;
  peak: PeakWords;
};

function describe(place: FoundPlace, context: Context): DescribedPlace {
  const { grid, here, cover, to, harm } = context;
  const hottest = grid.cells[place.hottest] ?? "";
  const coveredShare = cover?.(here) ?? null;
  const { positions, busiestShare } = spread(here);
  return {
    id: `r${grid.resolution}-${hottest}`,
    name: placeName(here),
    ward: wardOfMost(here),
    cells: place.cells.map((i) => grid.cells[i] ?? ""),
    hotCells: place.hot.map((i) => grid.cells[i] ?? ""),
    centre: middleOf(here) ?? middleOfCell(hottest),
    areaM2: Math.round(place.cells.reduce((sum, i) => sum + (grid.areaM2[i] ?? 0), 0)),
    n: place.n,
    expected: place.expected,
    excess: place.excess,
    excessLow: place.excessLow,
    excessHigh: place.excessHigh,
    q: place.q,
    class: place.q <= 0.01 ? "hot-99" : "hot-95",
    yearBefore: place.yearBefore,
    positions,
    busiestPositionShare: busiestShare,
    streets: busiestStreets(here),
    peak: context.peak,
    trend: place.history && trendOf(place.history, to),
    nearRepeat: context.nearRepeat,
    harm: harm?.harm ?? null,
    covered: coveredShare === null ? null : coveredShare > 0,
    coveredShare,
    flags: flagsOf(place, positions, context),
  };
}

function flagsOf(place: FoundPlace, positions: number, { edge, harm }: Context): Place["flags"] {
  const flags: Place["flags"] = [];
  if (edge) flags.push("edge");
  if (place.n < SMALL_NUMBER || place.expected < SMALL_EXPECTED) flags.push("small-number");
  if (positions > 0 && positions < FEW_POSITIONS) flags.push("few-positions");
  if (positions === 1) flags.push("one-position");
  if (harm?.byFew) flags.push("harm-by-few");
  return flags;
}

/**
 * Whether a hexagon lies where the study area ends: one of the six around it is not in it, or lies in a buffer of
 * which nothing is known.
 */
function rimOf({ cells, flags }: StudyGrid, counts: Int32Array): (i: number) => boolean {
  const isBlankBuffer = !flags.some((flag, i) => flag === BUFFER && (counts[i] ?? 0) > 0);
  const numberOf = new Map(cells.map((cell, i) => [cell, i]));
  return (i) =>
    cellDisk(cells[i] ?? "", 1).some((cell) => {
      const neighbour = numberOf.get(cell);
      return neighbour === undefined || (isBlankBuffer && flags[neighbour] === BUFFER);
    });
}

function middleOfCell(cell: string): [number, number] {
  const [lng, lat] = cellCentre(cell);
  return [lng, lat];
}
