import { locationPosition } from "#domain/grid/location-id.ts";
import { wgs84ToBng } from "#domain/grid/osgb.ts";

/** National Grid metres, x and y in turn, of positions by id. Repeated ids are converted once. */
export function gridPositions(locationIds: Iterable<bigint>): Float64Array {
  const known = new Map<bigint, readonly [number, number]>();
  const xy: number[] = [];
  for (const id of locationIds) {
    let position = known.get(id);
    if (!position) {
      position = wgs84ToBng(...locationPosition(id));
      known.set(id, position);
    }
    xy.push(position[0], position[1]);
  }
  return Float64Array.from(xy);
}
