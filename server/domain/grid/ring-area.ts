import type { LngLat } from "./h3.ts";

/**
 * Shoelace area of a ring (closed or open) in squared units, positive anticlockwise; taken about the first
 * corner to keep the digits.
 */
export function ringArea(ring: readonly LngLat[]): number {
  const [origin] = ring;
  if (!origin) return 0;
  let twice = 0;
  let previous = ring.at(-1) ?? origin;
  for (const point of ring) {
    twice +=
      (previous[0] - origin[0]) * (point[1] - origin[1]) - (point[0] - origin[0]) * (previous[1] - origin[1]);
    previous = point;
  }
  return twice / 2;
}
