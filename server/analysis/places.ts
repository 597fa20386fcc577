/** Which places stand out, by how much, since when; and which did a month earlier? See gi-star.ts for the test. */
import type { Neighbourhood } from "#domain/grid/neighbourhood.ts";
import type { Correction } from "#domain/stats/false-discovery-rate.ts";
import { poissonInterval } from "#domain/stats/poisson.ts";
import { giStarColumns } from "./gi-star-columns.ts";
import type { HotspotColumns } from "./hotspot-columns.ts";
import { type Footprint, placeFootprints, sumOver, withNeighbours } from "./place-footprints.ts";
import { type MonthCounts, type PlaceHistory, placeHistories } from "./place-history.ts";

export type PlacesTask = {
  /** Incidents of the period, by hexagon. */
  counts: Int32Array;
  /** The test of the period, one-sided hot. */
  columns: HotspotColumns;
  /** Incidents per hexagon of the study area. */
  mean: number;
  /** Neighbours that the test took in. */
  neighbourhood: Neighbourhood;
  /** Neighbours of ring 1: hexagons that share a side. */
  touching: Neighbourhood;
  correction: Correction;
  /** The same months a year before; null = not all of them are known. */
  yearBefore: Int32Array | null;
  /** As many months, one month earlier; null = not known. */
  monthBefore: Int32Array | null;
  /** Calendar months ending with the last of the period, oldest first: for the history. */
  months: readonly MonthCounts[];
};

/**
 * Places of fewer hexagons have their history told with their neighbours, as the test takes them in: of one or two
 * hexagons alone, a month holds too little to tell from chance.
 */
const LEAST_CELLS = 4;

/** A place: hexagons by number, and its figures. */
export type FoundPlace = Footprint & {
  n: number;
  /** Incidents that as many hexagons have at the study area's mean. */
  expected: number;
  /** n − expected, with the exact 95 % interval for a count of n. */
  excess: number;
  excessLow: number;
  excessHigh: number;
  /** Smallest q of its hexagons. */
  q: number;
  yearBefore: number | null;
  history: PlaceHistory | null;
};

export type PlacesFound = {
  /** Most excess first. */
  places: FoundPlace[];
  /** The same of a month earlier; null where no test was made of it. */
  monthBefore: FoundPlace[] | null;
};

/** Finds the places of a tested period and of the one a month earlier. Cost: one Gi* and a table per step. */
export function findPlaces(task: PlacesTask): PlacesFound {
  const { counts, columns, mean, months, yearBefore, monthBefore, neighbourhood, correction } = task;
  const places = listPlaces(task, { counts, columns, mean, months, yearBefore });
  if (!monthBefore) return { places, monthBefore: null };
  const test = giStarColumns({ counts: monthBefore, neighbourhood, tail: "hot", correction });
  if (!test.ok) return { places, monthBefore: null };
  return {
    places,
    monthBefore: listPlaces(task, {
      counts: monthBefore,
      columns: test.columns,
      mean: test.facts.mean,
      months: [],
      yearBefore: null,
    }),
  };
}

type Tested = Pick<PlacesTask, "counts" | "columns" | "mean" | "months" | "yearBefore">;

function listPlaces({ neighbourhood, touching }: PlacesTask, tested: Tested): FoundPlace[] {
  const { counts, columns, mean, months, yearBefore } = tested;
  const footprints = placeFootprints({ counts, columns, mean, neighbourhood, touching });
  const grounds = footprints.map(({ cells }) =>
    cells.length < LEAST_CELLS ? withNeighbours(cells, neighbourhood) : cells,
  );
  const histories = placeHistories({ places: grounds, months });
  return footprints
    .map((footprint, k) => ({
      ...footprint,
      ...figures(footprint, counts, mean),
      q: columns.q[footprint.hottest] ?? 1,
      yearBefore: yearBefore && sumOver(footprint.cells, yearBefore),
      history: histories?.[k] ?? null,
    }))
    .sort((a, b) => b.excess - a.excess || a.hottest - b.hottest);
}

function figures({ cells }: Footprint, counts: Int32Array, mean: number) {
  const n = sumOver(cells, counts);
  const expected = mean * cells.length;
  const interval = poissonInterval(n);
  return {
    n,
    expected,
    excess: n - expected,
    excessLow: interval.lower - expected,
    excessHigh: interval.upper - expected,
  };
}
