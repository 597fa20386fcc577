/** What one lens sees, as polygons in degrees. */
import { viewAreaM2 } from "#domain/camera/view.ts";
import { viewPolygons } from "#domain/camera/view-polygons.ts";
import { visibility } from "#domain/camera/visibility.ts";
import type { LngLat } from "#domain/grid/h3.ts";
import { type TownTask, townOf } from "./camera-town.ts";

export type CameraViewTask = {
  town: TownTask;
  position: LngLat;
  heightM: number;
  targetHeightM: number;
  rangeM: number;
  bearingDeg: number;
  hfovDeg: number;
};

export type CameraViewOutput =
  | { ok: false; reason: "inside-building" }
  | {
      ok: true;
      /** Closed rings of [lng, lat]. */
      polygons: [number, number][][];
      areaM2: number;
      footprints: number;
      unknownHeights: number;
      nudgedM: number;
    };

export function seeFromCamera({ town: task, position, ...at }: CameraViewTask): CameraViewOutput {
  const town = townOf(task);
  const [x, y] = town.plane.toPlane(position);
  const answer = visibility(town.scene, { x, y, ...at });
  if (!answer.ok) return answer;
  const { view } = answer;
  return {
    ok: true,
    polygons: viewPolygons(view).map((ring) => ringToLngLat(ring, town.plane.toLngLat)),
    areaM2: viewAreaM2(view),
    footprints: view.footprints,
    unknownHeights: view.unknownHeights,
    nudgedM: view.nudgedM,
  };
}

/** Degrees of a ring in metres. */
export function ringToLngLat(
  ring: Float64Array,
  toLngLat: (point: readonly [number, number]) => LngLat,
): [number, number][] {
  return Array.from({ length: ring.length / 2 }, (_, i) => {
    const [lng, lat] = toLngLat([ring[2 * i] ?? 0, ring[2 * i + 1] ?? 0]);
    return [lng, lat];
  });
}
