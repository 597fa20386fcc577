/** Trees as they come from the database, as screens before lenses of a town. */
import { FACE_HEIGHT_M } from "#domain/camera/camera-design.ts";
import type { ReachQuestion } from "#domain/camera/reach.ts";
import { type Lens, type Screen, TreeStand } from "#domain/camera/tree-screen.ts";
import type { LngLat } from "#domain/grid/h3.ts";
import type { Town } from "./camera-town.ts";

export type TreesTask = {
  /** Longitude and latitude in turn. */
  lngLat: Float64Array;
  /** NaN = not known. */
  heightM: Float64Array;
  radiusM: Float64Array;
  transmittance: number;
};

type Hung = { position: LngLat; heightM: number; rangeM: number };

export type TownTrees = {
  screenAt: (lens: Lens) => Screen;
  /** What the trees around a camera let through, for targets of the question's height. */
  screenOf: (camera: Hung, question: ReachQuestion) => Screen;
};

/** Null where trees are ignored. O(trees). */
export function treesOf(task: TreesTask | null, { plane }: Town): TownTrees | null {
  if (!task) return null;
  const { lngLat, heightM, radiusM, transmittance } = task;
  const xy = new Float64Array(lngLat.length);
  for (let i = 0; i < lngLat.length; i += 2) xy.set(plane.toPlane([lngLat[i] ?? 0, lngLat[i + 1] ?? 0]), i);
  const stand = new TreeStand({ xy, heightM, radiusM }, transmittance);
  const screenAt = (lens: Lens) => stand.screenAt(lens);
  return {
    screenAt,
    screenOf: (camera, question) => {
      const [x, y] = plane.toPlane(camera.position);
      const targetHeightM = question.targetHeightM ?? FACE_HEIGHT_M;
      return screenAt({ x, y, heightM: camera.heightM, targetHeightM, rangeM: camera.rangeM });
    },
  };
}
