/** What part of an area's risk some cameras see. */
import type { CameraDesign } from "#domain/camera/camera-design.ts";
import { type CameraLook, coverage, lookFrom, PointFinder } from "#domain/camera/coverage.ts";
import { demandPoints, RISK_RESOLUTION } from "#domain/camera/demand-points.ts";
import type { ReachQuestion } from "#domain/camera/reach.ts";
import { ringsInReach } from "#domain/camera/view-polygons.ts";
import { cellAt, cellDisk } from "#domain/grid/h3.ts";
import { type Town, type TownTask, townOf } from "./camera-town.ts";
import { ringToLngLat } from "./camera-view.ts";
import { unpackCells } from "./cell-text.ts";
import { type TreesTask, treesOf } from "./tree-screens.ts";

export type CameraCoverageTask = {
  town: TownTask;
  /** Hexagons of resolution 10 with their risk, as `packCells` packs them. */
  packedCells: Uint8Array;
  risk: Float64Array;
  cameras: readonly { id: string; design: CameraDesign }[];
  question: ReachQuestion;
  /** Trees near the cameras; null = ignored. */
  trees: TreesTask | null;
};

export type CameraResult =
  | { id: string; ok: false; reason: "inside-building" | "missing"; missing: string[] }
  | {
      id: string;
      ok: true;
      risk: number;
      anyTimeRisk: number;
      uniqueRisk: number;
      areaM2: number;
      reachM: number;
      homes: number;
      homesUnknown: number;
      unknownHeights: number;
      nudgedM: number;
    };

export type CameraCoverageOutput = {
  risk: number;
  backupRisk: number;
  notCoverable: number;
  points: number;
  homes: number;
  homesUnknown: number;
  cameras: CameraResult[];
  /** Hexagons with risk near a camera: number in the order given, and the share of its points that is seen. */
  cells: { cell: number; share: number }[];
  /** What is in view at the level by camera, closed rings of [lng, lat]. */
  polygons: [number, number][][][];
};

/** Steps of hexagons that a view can reach, and one more for the hexagon's own size. */
const STEP_M = 110;

export function measureCameras(task: CameraCoverageTask): CameraCoverageOutput {
  const town = townOf(task.town);
  const cells = unpackCells(task.packedCells);
  const near = cellsNear(task.cameras, cells).filter((i) => (task.risk[i] ?? 0) > 0);
  const points = town.points(near.map((i) => cells[i] ?? ""));
  const demand = demandPoints(
    near.map((i) => cells[i] ?? ""),
    near.map((i) => task.risk[i] ?? 0),
    (cell) => points.get(cell),
  );
  const looks = task.cameras.map(({ design }) =>
    lookFrom(town.scene, town.plane.toPlane(design.position), design, task.question),
  );
  const looking = looks.map((seen): CameraLook[] => (seen.ok ? seen.looks : []));
  const trees = treesOf(task.trees, town);
  const screens = trees ? task.cameras.map(({ design }) => trees.screenOf(design, task.question)) : [];
  const found = coverage(looking, new PointFinder(demand.xy), demand.weight, screens);
  const allHomes = new Set(found.cameras.flatMap(({ footprints }) => [...footprints]));
  return {
    risk: found.risk,
    backupRisk: found.backupRisk,
    notCoverable: demand.notCoverable,
    points: demand.weight.length,
    ...homesAmong(town, allHomes),
    cameras: task.cameras.map(({ id }, i) => resultOf(id, looks[i], found.cameras[i], town)),
    cells: shareByCell(near, demand.cell, demand.pointsPerCell, found.seen),
    polygons: looking.map((each) => each.flatMap((look) => polygonsOf(look, town))),
  };
}

/** Hexagons that some camera might see into, by their number. */
export function cellsNear(cameras: readonly { design: CameraDesign }[], cells: readonly string[]): number[] {
  const wanted = new Set<string>();
  for (const { design } of cameras) {
    const rings = Math.ceil(design.rangeM / STEP_M) + 1;
    for (const cell of cellDisk(cellAt(design.position, RISK_RESOLUTION), rings)) wanted.add(cell);
  }
  return Array.from(cells.keys()).filter((i) => wanted.has(cells[i] ?? ""));
}

function resultOf(
  id: string,
  seen: ReturnType<typeof lookFrom> | undefined,
  found: ReturnType<typeof coverage>["cameras"][number] | undefined,
  town: Town,
): CameraResult {
  if (!seen?.ok || !found) {
    const missing = seen && !seen.ok && seen.reason === "missing" ? seen.missing : [];
    return { id, ok: false, reason: missing.length > 0 ? "missing" : "inside-building", missing };
  }
  const { footprints, ...figures } = found;
  const { unknownHeights, nudgedM } = seen;
  return {
    id,
    ok: true,
    ...figures,
    ...homesAmong(town, footprints),
    unknownHeights,
    nudgedM,
  };
}

function homesAmong(
  { home }: Town,
  footprints: ReadonlySet<number>,
): { homes: number; homesUnknown: number } {
  let [homes, homesUnknown] = [0, 0];
  for (const footprint of footprints) {
    if (home[footprint] === 1) homes++;
    else if (home[footprint] === 2) homesUnknown++;
  }
  return { homes, homesUnknown };
}

function shareByCell(
  near: readonly number[],
  cellOfPoint: Int32Array,
  pointsPerCell: Int32Array,
  seen: Float64Array,
): { cell: number; share: number }[] {
  const sum = new Float64Array(near.length);
  for (let point = 0; point < seen.length; point++) {
    const cell = cellOfPoint[point] ?? 0;
    sum[cell] = (sum[cell] ?? 0) + (seen[point] ?? 0);
  }
  return near
    .map((cell, i) => ({ cell, share: (sum[i] ?? 0) / Math.max(1, pointsPerCell[i] ?? 0) }))
    .filter(({ share }) => share > 0);
}

function polygonsOf(look: CameraLook, { plane }: Town): [number, number][][] {
  return ringsInReach(look).map((ring) => ringToLngLat(ring, plane.toLngLat));
}
