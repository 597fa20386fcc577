/** Which hexagon lies under a position, with no reading back from the graphics card. */
import type { HexGrid } from "../workers/cube-messages.ts";

export type CellFinder = (lng: number, lat: number) => number | null;

/** Same sphere as the drawn hexagons. */
const METRES_PER_DEGREE = 40.03e6 / 360;

/** Look-up from position to index of cell; null outside the grid. Buckets as wide as a hexagon make it O(1). */
export function cellFinder(grid: HexGrid): CellFinder {
  const { centres, corners } = grid;
  const reachM = Math.max(...corners.map(([east, north]) => Math.hypot(east, north)));
  if (corners.length === 0 || centres.length === 0) return () => null;
  const eastPerDegree = METRES_PER_DEGREE * Math.cos(((centres[1] ?? 0) * Math.PI) / 180);
  const column = (lng: number) => Math.floor((lng * eastPerDegree) / (2 * reachM));
  const line = (lat: number) => Math.floor((lat * METRES_PER_DEGREE) / (2 * reachM));
  const key = (x: number, y: number) => x * 1e7 + y;
  const buckets = new Map<number, number[]>();
  for (let i = 0; i < centres.length / 2; i++) {
    const at = key(column(centres[2 * i] ?? 0), line(centres[2 * i + 1] ?? 0));
    const bucket = buckets.get(at);
    if (bucket) bucket.push(i);
    else buckets.set(at, [i]);
  }
  const holds = (i: number, lng: number, lat: number) => {
    const centreLat = centres[2 * i + 1] ?? 0;
    const east = (lng - (centres[2 * i] ?? 0)) * METRES_PER_DEGREE * Math.cos((centreLat * Math.PI) / 180);
    return isInHexagon(corners, east, (lat - centreLat) * METRES_PER_DEGREE);
  };
  return (lng, lat) => {
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const i of buckets.get(key(column(lng) + dx, line(lat) + dy)) ?? [])
          if (holds(i, lng, lat)) return i;
      }
    }
    return null;
  };
}

/** True if a point lies on the inner side of every edge. */
function isInHexagon(corners: readonly (readonly [number, number])[], east: number, north: number): boolean {
  let sign = 0;
  for (const [i, [x1, y1]] of corners.entries()) {
    const [x2, y2] = corners[(i + 1) % corners.length] ?? [x1, y1];
    const side = Math.sign((x2 - x1) * (north - y1) - (y2 - y1) * (east - x1));
    if (side !== 0 && sign !== 0 && side !== sign) return false;
    sign ||= side;
  }
  return true;
}
