/** Positions and shape of the hexagons, ready for an instanced layer. */
import { cellCentre, cellRing } from "#domain/grid/h3.ts";
import type { HexGrid } from "./cube-messages.ts";

/** Radius of the sphere that deck.gl measures metres on, so that neighbouring hexagons meet exactly. */
const SPHERE_RADIUS_M = 40.03e6 / (2 * Math.PI);

/**
 * Centres of all cells, and the corners of the one in the middle for all of them: over one force area hexagons of a
 * resolution differ by less than 1 % in size and turn by less than half a degree, well under a pixel.
 */
export function hexGrid(cells: string[], flags: Uint8Array): HexGrid {
  const centres = new Float64Array(cells.length * 2);
  let lngSum = 0;
  let latSum = 0;
  for (const [i, cell] of cells.entries()) {
    const [lng, lat] = cellCentre(cell);
    centres[2 * i] = lng;
    centres[2 * i + 1] = lat;
    lngSum += lng;
    latSum += lat;
  }
  const middle = nearest(centres, lngSum / cells.length, latSum / cells.length);
  const cell = cells[middle];
  return { cells, flags, centres, corners: cell === undefined ? [] : corners(cell) };
}

function nearest(centres: Float64Array, lng: number, lat: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < centres.length / 2; i++) {
    const distance = ((centres[2 * i] ?? 0) - lng) ** 2 + ((centres[2 * i + 1] ?? 0) - lat) ** 2;
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  return best;
}

function corners(cell: string): [number, number][] {
  const [lng0, lat0] = cellCentre(cell);
  const metresPerDegree = (SPHERE_RADIUS_M * Math.PI) / 180;
  return cellRing(cell).map(([lng, lat]) => [
    (lng - lng0) * metresPerDegree * Math.cos((lat0 * Math.PI) / 180),
    (lat - lat0) * metresPerDegree,
  ]);
}
