/**
 * From significant hexagons to places: which hexagons belong together, and which of them hold the incidents?
 *
 * Significant hexagons that touch are one place. A significant hexagon is a statement about it and its neighbours
 * together, and now and then the incidents are all with the neighbours: where the significant hexagons by themselves
 * do not clearly hold more than their share (exact 95 % interval), the place is those hexagons with their neighbours.
 */

import type { Neighbourhood } from "#domain/grid/neighbourhood.ts";
import { NOT_TESTED } from "#domain/hotspot/gi-star.ts";
import { mergeCells } from "#domain/hotspot/merge-cells.ts";
import type { HotspotColumns } from "./hotspot-columns.ts";

/** Numbers of hexagons, ascending. */
export type Footprint = {
  cells: number[];
  /** Those of them that are significant. */
  hot: number[];
  /** Smallest p, then largest local sum. */
  hottest: number;
};

export type FootprintRequest = {
  counts: Int32Array;
  columns: HotspotColumns;
  /** Incidents per hexagon of the study area. */
  mean: number;
  /** Neighbours that the test took in. */
  neighbourhood: Neighbourhood;
  /** Hexagons that share a side: the neighbours of ring 1. */
  touching: Neighbourhood;
};

/** Classes from here on are hot at q ≤ .05; see gi-star.ts. */
const HOT = 2;

/** Places of a test, in no particular order. O(cells · neighbours). */
export function placeFootprints(request: FootprintRequest): Footprint[] {
  const { counts, columns, mean, neighbourhood, touching } = request;
  const significant = Uint8Array.from(columns.classes, (_, i) => (isHot(columns, i) ? 1 : 0));
  const merged = mergeCells({
    significant,
    neighbourhood: touching,
    counts,
    expected: new Float64Array(counts.length).fill(mean),
    heat: columns.localSum,
  });
  const grounds = merged.map(({ cells, excessLow }) =>
    excessLow > 0 ? [...cells] : withNeighbours([...cells], neighbourhood),
  );
  return joinOverlapping(grounds).map((cells) => {
    const own = cells.filter((cell) => isHot(columns, cell));
    return { cells, hot: own, hottest: hottestOf(own, columns) };
  });
}

/** Incidents in some hexagons. */
export function sumOver(cells: readonly number[], counts: ArrayLike<number>): number {
  let n = 0;
  for (const cell of cells) n += counts[cell] ?? 0;
  return n;
}

function isHot({ classes }: HotspotColumns, cell: number): boolean {
  const level = classes[cell] ?? NOT_TESTED;
  return level >= HOT && level !== NOT_TESTED;
}

/** Some hexagons and those around them that their test takes in, ascending. */
export function withNeighbours(cells: readonly number[], { start, index }: Neighbourhood): number[] {
  const ground = new Set(cells);
  for (const cell of cells) {
    for (let at = start[cell] ?? 0; at < (start[cell + 1] ?? 0); at++) {
      ground.add(index[at] ?? 0);
    }
  }
  return [...ground].sort((a, b) => a - b);
}

/** Grounds that share a hexagon become one, so that no incident is in two places. */
function joinOverlapping(grounds: readonly number[][]): number[][] {
  const placeOf = new Map<number, Set<number>>();
  for (const ground of grounds) {
    const joined = new Set(ground);
    for (const cell of ground) {
      const known = placeOf.get(cell);
      if (known && known !== joined) for (const other of known) joined.add(other);
    }
    for (const cell of joined) placeOf.set(cell, joined);
  }
  return [...new Set(placeOf.values())].map((place) => [...place].sort((a, b) => a - b));
}

function hottestOf(cells: readonly number[], { p, localSum }: HotspotColumns): number {
  let [best = 0] = cells;
  for (const cell of cells) {
    const [pHere = 1, pBest = 1] = [p[cell], p[best]];
    const more = (localSum[cell] ?? 0) > (localSum[best] ?? 0);
    if (pHere < pBest || (pHere === pBest && more)) best = cell;
  }
  return best;
}
