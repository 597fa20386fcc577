/** Which hexagon lies under a position. The nearest centre is the hexagon's own, as the centres' Voronoi cells are the hexagons. */
import type { HexGrid } from "../workers/cube-messages.ts";

export type CellFinder = (lng: number, lat: number) => number | null;

const METRES_PER_DEGREE = 111_195;

/**
 * Look-up from position to index of cell; null outside the grid. Buckets as wide as a hexagon make it O(1).
 */
export function cellFinder(grid: HexGrid): CellFinder {
  const { centres, corners } = grid;
  const first = corners[0];
  if (!first || centres.length === 0) return () => null;
  const radiusM = Math.hypot(first[0], first[1]);
  const midLat = centres[1] ?? 0;
  const xScale = (METRES_PER_DEGREE * Math.cos((midLat * Math.PI) / 180)) / (2 * radiusM);
  const yScale = METRES_PER_DEGREE / (2 * radiusM);
  const key = (x: number, y: number) => x * 1e7 + y;
  const buckets = new Map<number, number[]>();
  for (let i = 0; i < centres.length / 2; i++) {
    const at = key(
      Math.floor((centres[2 * i] ?? 0) * xScale),
      Math.floor((centres[2 * i + 1] ?? 0) * yScale),
    );
    const bucket = buckets.get(at);
    if (bucket) bucket.push(i);
    else buckets.set(at, [i]);
  }
  return (lng, lat) => {
    const x = Math.floor(lng * xScale);
    const y = Math.floor(lat * yScale);
    let best: number | null = null;
    let least = 0.25;
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const i of buckets.get(key(x + dx, y + dy)) ?? []) {
          const ex = ((centres[2 * i] ?? 0) - lng) * xScale;
          const ey = ((centres[2 * i + 1] ?? 0) - lat) * yScale;
          const distance = ex * ex + ey * ey;
          if (distance < least) {
            least = distance;
            best = i;
          }
        }
      }
    }
    return best;
  };
}
