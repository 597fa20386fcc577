import type { LngLat, PolygonRings } from "./h3.ts";
import { ringArea } from "./ring-area.ts";

/**
 * Centre of gravity of a multipolygon, holes left out: where a school or a station is, if it must be one point. It
 * may lie outside a crescent-shaped outline. Planar in the units given; for degrees that is exact enough up to a few
 * kilometres, because a stretched map does not move the centre of gravity.
 * @returns null for an outline that encloses nothing.
 */
export function centroidOfPolygons(polygons: readonly PolygonRings[]): LngLat | null {
  let area = 0;
  let x = 0;
  let y = 0;
  for (const rings of polygons) {
    for (const [i, ring] of rings.entries()) {
      const sign = i === 0 ? 1 : -1;
      const weight = sign * Math.abs(ringArea(ring));
      const centre = centroidOfRing(ring);
      if (!centre) continue;
      area += weight;
      x += weight * centre[0];
      y += weight * centre[1];
    }
  }
  return area > 0 ? [x / area, y / area] : null;
}

/** Centre of gravity of one ring, taken about its first corner to keep the digits. */
function centroidOfRing(ring: readonly LngLat[]): LngLat | null {
  const [origin] = ring;
  if (!origin) return null;
  let twice = 0;
  let x = 0;
  let y = 0;
  let [px, py] = ring.at(-1) ?? origin;
  px -= origin[0];
  py -= origin[1];
  for (const corner of ring) {
    const [cx, cy] = [corner[0] - origin[0], corner[1] - origin[1]];
    const cross = px * cy - cx * py;
    twice += cross;
    x += (px + cx) * cross;
    y += (py + cy) * cross;
    [px, py] = [cx, cy];
  }
  if (twice === 0) return null;
  return [origin[0] + x / (3 * twice), origin[1] + y / (3 * twice)];
}
