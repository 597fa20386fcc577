/**
 * The town that cameras look at, kept by a thread between questions: its buildings as a scene, and the open points of
 * the hexagons that were asked for. Dragging a camera asks the same town again and again.
 */
import { type CellPoints, pointsOfCells } from "#domain/camera/demand-points.ts";
import { type LocalPlane, localPlane } from "#domain/camera/local-plane.ts";
import type { Footprint, Scene } from "#domain/camera/scene.ts";
import type { LngLat } from "#domain/grid/h3.ts";
import { type PackedFootprints, sceneOf } from "./packed-footprints.ts";

export type PlannedBuilding = { ring: readonly LngLat[]; heightM: number | null };

export type TownTask = {
  /** Names the dataset version and the box: another name is another town. */
  key: string;
  origin: LngLat;
  footprints: PackedFootprints;
  planned: readonly PlannedBuilding[];
};

export type Town = {
  plane: LocalPlane;
  scene: Scene;
  /** Buildings that stand, without planned ones. */
  standing: number;
  home: Uint8Array;
  /** Points of hexagons of resolution 10; worked out once. */
  points(cells: readonly string[]): ReadonlyMap<string, CellPoints>;
};

const KEPT = 2;
const towns = new Map<string, Town>();

/** The town of a task, from the last ones or made now. */
export function townOf(task: TownTask): Town {
  const key = `${task.key} ${JSON.stringify(task.planned)}`;
  const known = towns.get(key);
  if (known) {
    towns.delete(key);
    towns.set(key, known);
    return known;
  }
  const made = makeTown(task);
  towns.set(key, made);
  for (const oldest of towns.keys()) {
    if (towns.size <= KEPT) break;
    towns.delete(oldest);
  }
  return made;
}

function makeTown({ origin, footprints, planned }: TownTask): Town {
  const plane = localPlane(origin);
  const added = planned.map(
    ({ ring, heightM }): Footprint => ({
      rings: [Float64Array.from(ring.flatMap((position) => [...plane.toPlane(position)]))],
      heightM,
    }),
  );
  const scene = sceneOf(footprints, plane, added);
  const known = new Map<string, CellPoints>();
  return {
    plane,
    scene,
    standing: footprints.heightM.length,
    home: footprints.home,
    points(cells) {
      const missing = cells.filter((cell) => !known.has(cell));
      if (missing.length > 0)
        for (const [cell, found] of pointsOfCells(missing, plane, scene)) known.set(cell, found);
      return known;
    },
  };
}
