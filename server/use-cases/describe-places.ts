/** Everything that is told of a place beside the test: its streets, spread, cover, history and what to be wary of. */
import type { HarmTable } from "#contract/harm.ts";
import type { Place } from "#contract/places.ts";
import { BUFFER } from "#domain/grid/area-cells.ts";
import { cellCentre, cellDisk } from "#domain/grid/h3.ts";
import type { Month } from "#domain/time/months.ts";
import type { FoundPlace } from "../analysis/places.ts";
import type { Reader } from "../db/read-model.ts";
import { type CameraCover, cameraCover } from "./place-cover.ts";
import { type PlaceHarm, placeHarm } from "./place-harm.ts";
import {
  busiestStreets,
  middleOf,
  type PlacePosition,
  placeName,
  placePositions,
  spread,
  wardOfMost,
} from "./place-positions.ts";
import { trendOf } from "./place-words.ts";
import type { StudyGrid } from "./study-grid.ts";

/** Fewer incidents, or fewer expected, and chance alone moves a place up and down the list. */
const SMALL_NUMBER = 10;
const SMALL_EXPECTED = 1;
const FEW_POSITIONS = 3;

/** A place before it is ranked and before decisions are applied. */
export type DescribedPlace = Omit<Place, "rank" | "decision">;

export type DescribeRequest = {
  grid: StudyGrid;
  counts: Int32Array;
  found: readonly FoundPlace[];
  /** Harm weights, or null for none. */
  table: HarmTable | null;
};

/** Describes places, in their order. All of them may be of one grid only, and share no hexagon. */
export async function describePlaces(
  reader: Reader,
  { grid, counts, found, table }: DescribeRequest,
): Promise<DescribedPlace[]> {
  const { area, months } = grid.question;
  const cellsOf = (place: FoundPlace) => place.cells.map((i) => grid.cells[i] ?? "");
  const positions = await placePositions(reader, grid, found.map(cellsOf));
  const cover = area ? await cameraCover(reader, area) : null;
  const harms = table && placeHarm(grid, found, table);
  const isAtRim = rimOf(grid, counts);
  const to = months.at(-1) ?? "";
  return found.map((place, k) => {
    const here = positions[k] ?? [];
    const edge = place.cells.some(isAtRim);
    return describe(place, { grid, here, cover, edge, to, harm: harms?.[k] ?? null });
  });
}

type Context = {
  grid: StudyGrid;
  here: readonly PlacePosition[];
  cover: CameraCover | null;
  edge: boolean;
  to: Month;
  harm: PlaceHarm | null;
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
    peak: null,
    trend: place.history && trendOf(place.history, to),
    nearRepeat: null,
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
