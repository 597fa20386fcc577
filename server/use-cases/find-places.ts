/** Which places stand out in a tested period, and which did a month earlier? */
import { BUFFER } from "#domain/grid/area-cells.ts";
import type { Ring } from "#domain/grid/neighbourhood.ts";
import type { Correction } from "#domain/stats/false-discovery-rate.ts";
import type { FoundPlace, PlacesFound } from "../analysis/places.ts";
import type { Reader } from "../db/read-model.ts";
import { type GonePlace, goneFrom } from "./place-alerts.ts";
import { monthEarlier, type PlaceCounts, placeCounts, readFrom } from "./place-periods.ts";
import { placeName, placePositions, wardOfMost } from "./place-positions.ts";
import {
  type AnalysisTools,
  type GridInput,
  gridNeighbourhood,
  readStudyGrid,
  type StudyGrid,
} from "./study-grid.ts";
import type { TestedGrid } from "./test-hotspots.ts";

export type FindPlacesInput = GridInput & { ring: Ring; correction: Correction };

export type PlacesAround = {
  found: PlacesFound;
  counts: PlaceCounts;
  /** Places of a month earlier that are found no more. */
  gone: GonePlace[];
};

/**
 * Places of a period that a test was made of. Places wholly beyond the boundary are left out.
 * @throws AnalysisCancelled when the signal ends.
 */
export async function findPlaces(
  tools: AnalysisTools,
  input: FindPlacesInput,
  tested: TestedGrid,
  signal?: AbortSignal,
): Promise<PlacesAround> {
  const { grid } = tested;
  const { months } = grid.question;
  const wide = await widerGrid(tools, input, grid);
  const counts = await placeCounts(wide, months, grid.months);
  const found = await analyse(tools, input, tested, counts, signal);
  const gone = await namedGone(tools.reader, grid, wide, found);
  return { found, counts, gone };
}

/** Hexagons of a place by name. */
export function cellsOf({ cells }: Pick<FoundPlace, "cells">, grid: StudyGrid): string[] {
  return cells.map((i) => grid.cells[i] ?? "");
}

/** The same hexagons over the months that the history needs; the grid itself where these cannot be read. */
async function widerGrid(tools: AnalysisTools, input: FindPlacesInput, grid: StudyGrid): Promise<StudyGrid> {
  const [from, to] = [grid.question.months[0], grid.question.months.at(-1)];
  if (!from || !to) return grid;
  const read = await readStudyGrid(tools, { ...input, from: readFrom(from, to), to });
  return read.ok && read.value.cells.length === grid.cells.length ? read.value : grid;
}

async function analyse(
  tools: AnalysisTools,
  { ring, correction }: FindPlacesInput,
  { grid, counts, columns, test }: TestedGrid,
  around: PlaceCounts,
  signal: AbortSignal | undefined,
): Promise<PlacesFound> {
  const neighbourhood = await gridNeighbourhood(tools, grid, ring);
  const touching = ring === 1 ? neighbourhood : await gridNeighbourhood(tools, grid, 1);
  const mean = test?.meanPerCell ?? 0;
  const task = { counts, columns, mean, neighbourhood, touching, correction, ...around };
  const found = await tools.analyst.run("places", task, signal);
  const isOurs = (place: FoundPlace) => place.cells.some((i) => grid.flags[i] !== BUFFER);
  return {
    places: found.places.filter(isOurs),
    monthBefore: found.monthBefore?.filter(isOurs) ?? null,
  };
}

/** Called by where their incidents were then. */
async function namedGone(
  reader: Reader,
  grid: StudyGrid,
  wide: StudyGrid,
  found: PlacesFound,
): Promise<GonePlace[]> {
  const gone = goneFrom(found.monthBefore ?? [], found.places);
  if (gone.length === 0) return [];
  const then = monthEarlier(wide, grid.question.months);
  const positions = await placePositions(
    reader,
    then,
    gone.map((place) => cellsOf(place, grid)),
  );
  return gone.map((place, k) => {
    const here = positions[k] ?? [];
    return { found: place, name: placeName(here), ward: wardOfMost(here) };
  });
}
