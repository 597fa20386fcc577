/** How much of a place do the cameras that are on record already see? By distance only: no lens, wall or tree. */
import type { LngLat } from "#domain/grid/h3.ts";
import type { Reader } from "../db/read-model.ts";
import type { AreaRow } from "../db/snapshot.ts";
import type { PlacePosition } from "./place-positions.ts";

const WITHIN_M = 100;
/** Cameras just beyond the boundary count too. */
const MARGIN_M = 1000;
const M_PER_DEGREE = 111_195;

/** Share (0–1) of a place's incidents with a camera within 100 m. */
export type CameraCover = (positions: readonly PlacePosition[]) => number;

/** Cover by the cameras in and just around an area; null where none is imported there: nothing is known then. */
export async function cameraCover(
  reader: Reader,
  { bbox: [west, south, east, north] }: AreaRow,
): Promise<CameraCover | null> {
  const marginLat = MARGIN_M / M_PER_DEGREE;
  const marginLng = marginLat / Math.cos((((south + north) / 2) * Math.PI) / 180);
  const around = [west - marginLng, south - marginLat, east + marginLng, north + marginLat];
  const points = await reader.placePoints(["camera"], around, null);
  const cameras = points.map(({ lng, lat }): LngLat => [lng, lat]);
  if (cameras.length === 0) return null;
  const grid = new Map<string, LngLat[]>();
  const scale = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const squareOf = ([lng, lat]: LngLat): [number, number] => [
    Math.floor((lng * scale * M_PER_DEGREE) / WITHIN_M),
    Math.floor((lat * M_PER_DEGREE) / WITHIN_M),
  ];
  for (const camera of cameras) {
    const key = squareOf(camera).join();
    grid.set(key, [...(grid.get(key) ?? []), camera]);
  }
  const isNear = (at: LngLat) => {
    const [x, y] = squareOf(at);
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        const near = grid.get(`${x + dx},${y + dy}`) ?? [];
        if (near.some((camera) => distanceM(camera, at, scale) <= WITHIN_M)) return true;
      }
    }
    return false;
  };
  return (positions) => {
    let [near, all] = [0, 0];
    for (const { at, n } of positions) {
      all += n;
      if (isNear(at)) near += n;
    }
    return all === 0 ? 0 : near / all;
  };
}

function distanceM(a: LngLat, b: LngLat, scale: number): number {
  return M_PER_DEGREE * Math.hypot((a[0] - b[0]) * scale, a[1] - b[1]);
}
