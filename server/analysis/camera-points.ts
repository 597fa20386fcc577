/** Which cameras see which of some points at a level of detail. */
import type { CameraDesign } from "#domain/camera/camera-design.ts";
import { lookFrom, PointFinder } from "#domain/camera/coverage.ts";
import type { ReachQuestion } from "#domain/camera/reach.ts";
import { type TownTask, townOf } from "./camera-town.ts";

export type CameraPointsTask = {
  town: TownTask;
  /** Longitude and latitude in turn. */
  points: Float64Array;
  cameras: readonly { design: CameraDesign }[];
  question: ReachQuestion;
};

/** For each camera the numbers of the points it sees at some time, ascending. */
export function seePoints({ town: task, points, cameras, question }: CameraPointsTask): number[][] {
  const town = townOf(task);
  const xy = new Float64Array(points.length);
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = town.plane.toPlane([points[i] ?? 0, points[i + 1] ?? 0]);
    xy[i] = x;
    xy[i + 1] = y;
  }
  const finder = new PointFinder(xy);
  return cameras.map(({ design }) => {
    const answer = lookFrom(town.scene, town.plane.toPlane(design.position), design, question);
    const seen = new Set<number>();
    if (answer.ok) for (const look of answer.looks) finder.eachCovered(look, (point) => seen.add(point));
    return [...seen].sort((a, b) => a - b);
  });
}
