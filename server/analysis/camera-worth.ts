/** What each camera of a scheme sees of several risks, by itself and among the others. */
import type { CameraDesign } from "#domain/camera/camera-design.ts";
import { cameraWorth, type SchemeWorth } from "#domain/camera/camera-worth.ts";
import { lookFrom, PointFinder, shareByPoint } from "#domain/camera/coverage.ts";
import { type DemandPoints, demandPoints } from "#domain/camera/demand-points.ts";
import type { ReachQuestion } from "#domain/camera/reach.ts";
import { viewAreaM2 } from "#domain/camera/view.ts";
import { cellsNear } from "./camera-coverage.ts";
import { type TownTask, townOf } from "./camera-town.ts";
import { unpackCells } from "./cell-text.ts";
import { type TreesTask, treesOf } from "./tree-screens.ts";

export type CameraWorthTask = {
  town: TownTask;
  /** Hexagons of resolution 10. */
  packedCells: Uint8Array;
  /** Risks by hexagon, each in a unit of its own. */
  risks: readonly Float64Array[];
  cameras: readonly { id: string; design: CameraDesign }[];
  question: ReachQuestion;
  trees: TreesTask | null;
};

export type CameraWorthOutput = {
  /** In the order of the risks; cameras in the order given. */
  schemes: SchemeWorth[];
  cameras: {
    ok: boolean;
    areaM2: number;
    /** Hexagons that it looks into: number in the order given, and the share of the open ground in view. */
    cells: { cell: number; share: number }[];
  }[];
};

export function measureWorth(task: CameraWorthTask): CameraWorthOutput {
  const town = townOf(task.town);
  const cells = unpackCells(task.packedCells);
  const near = cellsNear(task.cameras, cells).filter((cell) =>
    task.risks.some((risk) => (risk[cell] ?? 0) > 0),
  );
  const points = town.points(near.map((cell) => cells[cell] ?? ""));
  const demand = demandPoints(
    near.map((cell) => cells[cell] ?? ""),
    near.map(() => 1),
    (cell) => points.get(cell),
  );
  const finder = new PointFinder(demand.xy);
  const looks = task.cameras.map(({ design }) => {
    const seen = lookFrom(town.scene, town.plane.toPlane(design.position), design, task.question);
    return seen.ok ? seen.looks : null;
  });
  const trees = treesOf(task.trees, town);
  const shares = looks.map((each, i) => {
    const design = task.cameras[i]?.design;
    return shareByPoint(each ?? [], finder, design && trees?.screenOf(design, task.question));
  });
  return {
    schemes: task.risks.map((risk) => cameraWorth(shares, weightsOf(risk, near, demand))),
    cameras: looks.map((each, i) => ({
      ok: each !== null,
      areaM2: (each ?? []).reduce(
        (sum, { view, reach, share }) => sum + share * viewAreaM2(view, reach.nearM, reach.farM),
        0,
      ),
      cells: cellShares(shares[i] ?? new Map(), near, demand),
    })),
  };
}

/** A hexagon's risk, spread evenly over its open points. */
function weightsOf(
  risk: Float64Array,
  near: readonly number[],
  { cell, weight }: DemandPoints,
): Float64Array {
  return weight.map((part, point) => part * (risk[near[cell[point] ?? 0] ?? 0] ?? 0));
}

function cellShares(
  shares: ReadonlyMap<number, number>,
  near: readonly number[],
  { cell, weight }: DemandPoints,
): { cell: number; share: number }[] {
  const sums = new Map<number, number>();
  for (const [point, share] of shares) {
    const at = near[cell[point] ?? 0] ?? 0;
    sums.set(at, (sums.get(at) ?? 0) + share * (weight[point] ?? 0));
  }
  return Array.from(sums, ([at, share]) => ({ cell: at, share }));
}
