import { cellCentre } from "#domain/grid/h3.ts";
import { wgs84ToBng } from "#domain/grid/osgb.ts";

/** Centres of cells on the British National Grid, metres, x and y in turn. */
export function cellCentresBng(cells: readonly string[]): Float64Array {
  const xy = new Float64Array(2 * cells.length);
  for (const [i, cell] of cells.entries()) {
    const [easting, northing] = wgs84ToBng(...cellCentre(cell));
    xy[2 * i] = easting;
    xy[2 * i + 1] = northing;
  }
  return xy;
}
