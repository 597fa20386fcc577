/**
 * Which of several areas holds most of another one? Used to find the local authority of a ward, an LSOA or a
 * postcode district. Answered by 128 evenly spread points of the child (a Halton sequence, so always the same
 * ones): shares are right to about 4 percentage points, which decides every case but a near tie.
 */
import type { LngLat, PolygonRings } from "./h3.ts";
import { type PreparedArea, prepareArea } from "./point-in-polygon.ts";

export type Holder = { code: string; area: PreparedArea };

const SAMPLES = 128;
const MOST_TRIES = 8192;

/** Evenly spread points inside a multipolygon: up to 128, at least one unless it has no extent. */
export function samplePoints(polygons: readonly PolygonRings[]): LngLat[] {
  const { covers, bbox } = prepareArea(polygons);
  const [west, south, east, north] = bbox;
  const points: LngLat[] = [];
  for (let i = 1; i <= MOST_TRIES && points.length < SAMPLES; i++) {
    const lng = west + (east - west) * radicalInverse(i, 2);
    const lat = south + (north - south) * radicalInverse(i, 3);
    if (covers(lng, lat)) points.push([lng, lat]);
  }
  const corner = polygons[0]?.[0]?.[0];
  if (points.length === 0 && corner) points.push(corner);
  return points;
}

/**
 * Code of the holder with the largest share of the points, or null where none has any or where more of them lie
 * in no holder at all than in the best one.
 */
export function holderOfMost(points: readonly LngLat[], holders: readonly Holder[]): string | null {
  const votes = new Map<string, number>();
  let nowhere = 0;
  for (const [lng, lat] of points) {
    const holder = holders.find(({ area }) => area.covers(lng, lat));
    if (holder) votes.set(holder.code, (votes.get(holder.code) ?? 0) + 1);
    else nowhere++;
  }
  let best: string | null = null;
  for (const [code, n] of votes) if (n > (best === null ? 0 : (votes.get(best) ?? 0))) best = code;
  return best !== null && (votes.get(best) ?? 0) >= nowhere ? best : null;
}

function radicalInverse(index: number, base: number): number {
  let result = 0;
  let fraction = 1 / base;
  for (let i = index; i > 0; i = Math.floor(i / base)) {
    result += (i % base) * fraction;
    fraction /= base;
  }
  return result;
}
