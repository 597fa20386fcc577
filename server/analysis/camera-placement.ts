/** The best sites for new cameras among an area's columns. */
import type { CameraDesign } from "#domain/camera/camera-design.ts";
import { FACE_HEIGHT_M } from "#domain/camera/camera-design.ts";
import { type ColumnViews, columnMatrix, SEEN_PART } from "#domain/camera/column-matrix.ts";
import { lookFrom, PointFinder, shareByPoint } from "#domain/camera/coverage.ts";
import { type DemandPoints, demandPoints } from "#domain/camera/demand-points.ts";
import { looksOf, type ReachQuestion, reachOf } from "#domain/camera/reach.ts";
import { type Floors, floorDeficits, seenByGroup, unreachableFloors } from "#domain/placement/floors.ts";
import { MarginalGains } from "#domain/placement/marginal-gains.ts";
import { type ExactOutcome, type PlacementResult, placeCameras } from "#domain/placement/place-cameras.ts";
import { objectiveOf, type PlacementProblem } from "#domain/placement/placement-problem.ts";
import { type ResampledChoice, resampledChoice } from "#domain/placement/resampled-choice.ts";
import { type Town, type TownTask, townOf } from "./camera-town.ts";
import { unpackCells } from "./cell-text.ts";
import type { ThreadTools } from "./thread-tools.ts";
import { type TownTrees, type TreesTask, treesOf } from "./tree-screens.ts";

export type PlacementTask = {
  town: TownTask;
  packedCells: Uint8Array;
  risk: Float64Array;
  question: ReachQuestion;
  /** Longitude and latitude in turn. */
  columns: Float64Array;
  columnHeightM: Float64Array;
  columnCost: Float64Array;
  /** Kit that is placed; its position, height and direction are those of the column. */
  lens: CameraDesign;
  bearings: number;
  keep: readonly CameraDesign[];
  k: number | null;
  budget: number | null;
  backupWeight: number;
  privacyWeight: number;
  /** Ward of each hexagon, −1 = none, and the risk of each ward that must be in view; null = no floors. */
  floors: { wardOfCell: Int32Array; least: Float64Array } | null;
  trees: TreesTask | null;
  /** Incidents behind each hexagon's risk, for drawing it anew; null = not wanted. */
  resample: { counts: Float64Array; draws: number; seed: number } | null;
  timeLimitMs: number;
  /** In shared memory, 1 = somebody wants the best that is found so far; null = nobody can. */
  stop: Int32Array<SharedArrayBuffer> | null;
};

export type PlacedSite = {
  column: number;
  bearingDeg: number;
  homes: number;
  /** Risk that the plan loses without it, and that it added when it was chosen. */
  marginalRisk: number;
  orderGainRisk: number;
  runnerUp: { column: number; bearingDeg: number; lossRisk: number } | null;
  /** Part of the draws in which its column is chosen again, and in which it or one near it is; null = none was made. */
  chosenShare: number | null;
  placeShare: number | null;
};

export type PlacementOutput = {
  ok: true;
  sites: PlacedSite[];
  /** Risk in view before and after. */
  beforeRisk: number;
  afterRisk: number;
  /** What is maximised, the risk seen before included, and what no plan can exceed. */
  objectiveRisk: number;
  boundRisk: number;
  gap: number;
  status: "optimal" | "near-optimal" | "time-limit";
  exact: ExactOutcome;
  views: number;
  points: number;
  inBuilding: number;
  draws: number;
  /** Risk in view by ward; empty without floors. */
  seenByWard: Float64Array;
  seconds: number;
  firstSeconds: number;
};

export type PlacementFailure =
  | { ok: false; reason: "no-views" | "missing"; missing: string[] }
  /** More than can be seen with a camera on every column: the most that can, by ward. */
  | { ok: false; reason: "floor-unreachable"; wards: { part: number; most: number }[] }
  /** With so few cameras not all floors can be kept (proven), or no plan was found that keeps them. */
  | { ok: false; reason: "floors-infeasible" | "floors-not-found"; lacking: Float64Array };

/** Good enough to stop for: what is left is far below what the risk itself is known to. */
const GOOD_GAP = 1e-3;

export async function placeAmongColumns(
  task: PlacementTask,
  { mipSolver }: Pick<ThreadTools, "mipSolver">,
): Promise<PlacementOutput | PlacementFailure> {
  const exactSolver = await mipSolver();
  const begun = performance.now();
  const looks = looksOf({ ...task.lens, bearingDeg: 0, presets: [] });
  const look = looks.ok ? looks.looks[0] : undefined;
  if (!look) return { ok: false, reason: "missing", missing: looks.ok ? [] : looks.missing };
  const town = townOf(task.town);
  const demand = demandOf(task, town);
  const { views, problem } = problemOf(task, town, demand, look);
  if (views.matrix.views === 0) return { ok: false, reason: "no-views", missing: [] };
  const floors = task.floors && floorsOf(task.floors, demand);
  const beyond = floors ? unreachableFloors(problem, floors) : [];
  if (beyond.length > 0) return { ok: false, reason: "floor-unreachable", wards: beyond };
  const solving = performance.now();
  let first = 0;
  const leftMs = () => task.timeLimitMs - (performance.now() - solving);
  const result = placeCameras(problem, {
    ...(floors ? { floors } : {}),
    ...(exactSolver
      ? { exactSolver: (model, rest) => exactSolver(model, { ...rest, timeLimitS: leftMs() / 1000 }) }
      : {}),
    goodGap: GOOD_GAP,
    shouldStop: () => leftMs() < 0 || isToldToStop(task),
    onProgress: () => {
      if (first === 0) first = performance.now();
    },
  });
  if (floors && !result.isFeasible) {
    const lacking = floorDeficits(problem, floors, result.chosen);
    return {
      ok: false,
      reason: result.status === "infeasible" ? "floors-infeasible" : "floors-not-found",
      lacking,
    };
  }
  const drawn = resampled(task, problem, demand, placesOf(problem, town, task, result.chosen));
  const before = seenRisk(problem, []);
  const after = seenRisk(problem, result.chosen);
  const seconds = (from: number, to: number) => (to - from) / 1000;
  return {
    ok: true,
    sites: sitesOf(problem, views, result, drawn),
    beforeRisk: before,
    afterRisk: after,
    objectiveRisk: before + result.objective,
    boundRisk: before + result.bound,
    gap: result.gap,
    status: result.gap === 0 ? "optimal" : result.gap <= GOOD_GAP ? "near-optimal" : "time-limit",
    exact: result.exact,
    views: views.matrix.views,
    points: problem.weight.length,
    inBuilding: views.inBuilding.length,
    draws: drawn?.draws ?? 0,
    seenByWard: floors ? seenByGroup(problem, floors, result.chosen) : new Float64Array(0),
    seconds: seconds(begun, performance.now()),
    firstSeconds: seconds(solving, first === 0 ? performance.now() : first),
  };
}

/** Ward of each point: that of its hexagon. */
function floorsOf(
  { wardOfCell, least }: NonNullable<PlacementTask["floors"]>,
  { cell }: DemandPoints,
): Floors {
  return { group: Int32Array.from(cell, (each) => wardOfCell[each] ?? -1), least };
}

/** Columns this near to each other are one place to a planner: the next lamp post in the street. */
const PLACE_M = 30;

/** For each chosen view the columns of its place. */
function placesOf(
  { site }: PlacementProblem,
  { plane }: Town,
  { columns }: PlacementTask,
  chosen: readonly number[],
): Set<number>[] {
  const at = (column: number) => plane.toPlane([columns[2 * column] ?? 0, columns[2 * column + 1] ?? 0]);
  const all = Array.from({ length: columns.length / 2 }, (_, column) => at(column));
  return chosen.map((view) => {
    const [x, y] = at(site[view] ?? 0);
    const near = new Set<number>();
    for (const [column, [cx, cy]] of all.entries())
      if (Math.hypot(cx - x, cy - y) <= PLACE_M) near.add(column);
    return near;
  });
}

function isToldToStop({ stop }: Pick<PlacementTask, "stop">): boolean {
  return stop !== null && Atomics.load(stop, 0) === 1;
}

/** As long again as the search itself may take. */
function resampled(
  { resample, timeLimitMs, stop }: PlacementTask,
  problem: PlacementProblem,
  { cell }: DemandPoints,
  places: readonly ReadonlySet<number>[],
): ResampledChoice | null {
  if (!resample || resample.draws === 0) return null;
  const begun = performance.now();
  return resampledChoice(problem, cell, resample.counts, {
    draws: resample.draws,
    seed: resample.seed,
    places,
    shouldStop: () => performance.now() - begun > timeLimitMs || isToldToStop({ stop }),
  });
}

function demandOf({ packedCells, risk }: PlacementTask, town: Town): DemandPoints {
  const cells = unpackCells(packedCells);
  const busy = cells.filter((_, i) => (risk[i] ?? 0) > 0);
  const points = town.points(busy);
  return demandPoints(cells, risk, (cell) => points.get(cell));
}

type Kept = { key: string; views: ColumnViews };
/** The views of the last question: another number of cameras, or another weight on homes, needs no new ones. */
let kept: Kept | null = null;

function problemOf(task: PlacementTask, town: Town, demand: DemandPoints, look: Look) {
  const { question, lens, bearings, privacyWeight, columnCost } = task;
  const trees = treesOf(task.trees, town);
  const dims = task.trees?.transmittance ?? null;
  const key = JSON.stringify([
    task.town.key,
    task.town.planned,
    question,
    lens,
    bearings,
    dims,
    digest(task),
  ]);
  const views =
    kept?.key === key
      ? kept.views
      : columnMatrix({
          scene: town.scene,
          columns: Array.from(task.columnHeightM, (heightM, c) => {
            const [x, y] = town.plane.toPlane([task.columns[2 * c] ?? 0, task.columns[2 * c + 1] ?? 0]);
            return { x, y, heightM, reach: reachOf({ ...lens, heightM }, look, question) };
          }),
          bearings,
          hfovDeg: look.hfovDeg,
          targetHeightM: question.targetHeightM ?? FACE_HEIGHT_M,
          rangeM: lens.rangeM,
          xy: demand.xy,
          home: town.home,
          ...(trees ? { screenAt: trees.screenAt } : {}),
        });
  if (!views) throw new RangeError("placeAmongColumns: stopped without being told to");
  kept = { key, views };
  const problem: PlacementProblem = {
    matrix: views.matrix,
    weight: demand.weight,
    site: views.column,
    sites: task.columnHeightM.length,
    cost: Float64Array.from(views.column, (column) => columnCost[column] ?? 0),
    penalty: Float64Array.from(views.homes, (homes) => privacyWeight * homes),
    seenBefore: seenBefore(task, town, trees, demand),
    k: task.k,
    budget: task.budget,
    backupWeight: task.backupWeight,
  };
  return { views, problem };
}

type Look = Parameters<typeof reachOf>[1];

/** Numbers that name columns, and the hexagons whose points are in the matrix. */
function digest({ columns, columnHeightM, risk }: PlacementTask): number[] {
  let [a, b, c] = [columns.length, 0, 0];
  for (const [i, degrees] of columns.entries()) a = (a * 31 + degrees * ((i % 97) + 1)) % 1e9;
  for (const [i, heightM] of columnHeightM.entries()) b = (b * 31 + heightM * ((i % 89) + 1)) % 1e9;
  for (const [i, each] of risk.entries()) if (each > 0) c = (c * 31 + i) % 1e9;
  return [a, b, c];
}

/** Points that kept cameras see: where they look, and trees let through, for at least half of the time and the view. */
function seenBefore(
  task: PlacementTask,
  town: Town,
  trees: TownTrees | null,
  demand: DemandPoints,
): Uint8Array {
  const seen = new Uint8Array(demand.weight.length);
  if (task.keep.length === 0) return seen;
  const finder = new PointFinder(demand.xy);
  for (const design of task.keep) {
    const answer = lookFrom(town.scene, town.plane.toPlane(design.position), design, task.question);
    if (!answer.ok) continue;
    const share = shareByPoint(answer.looks, finder, trees?.screenOf(design, task.question));
    for (const [point, part] of share)
      if (part >= SEEN_PART) seen[point] = Math.min(2, (seen[point] ?? 0) + 1);
  }
  return seen;
}

/** Risk of points seen at least once, without worth of a second camera or of homes. */
function seenRisk(problem: PlacementProblem, chosen: readonly number[]): number {
  const plain = { ...problem, backupWeight: 0, penalty: new Float64Array(problem.penalty.length) };
  const before = problem.weight.reduce((sum, w, i) => ((problem.seenBefore[i] ?? 0) > 0 ? sum + w : sum), 0);
  return before + objectiveOf(plain, chosen);
}

function sitesOf(
  problem: PlacementProblem,
  views: ColumnViews,
  { chosen }: PlacementResult,
  drawn: ResampledChoice | null,
): PlacedSite[] {
  const gains = new MarginalGains(problem);
  const orderGain = chosen.map((view) => {
    const gain = gains.gain[view] ?? 0;
    gains.add(view);
    return gain;
  });
  return chosen.map((view, i) => {
    const marginalRisk = gains.lossWithout(view);
    gains.remove(view);
    const other = bestOtherColumn(problem, gains, problem.site[view] ?? -1);
    const otherGain = other < 0 ? 0 : (gains.gain[other] ?? 0);
    gains.add(view);
    return {
      column: views.column[view] ?? 0,
      bearingDeg: views.bearingDeg[view] ?? 0,
      homes: views.homes[view] ?? 0,
      marginalRisk,
      orderGainRisk: orderGain[i] ?? 0,
      chosenShare: drawn && drawn.draws > 0 ? (drawn.share[problem.site[view] ?? -1] ?? 0) : null,
      placeShare: drawn && drawn.draws > 0 ? (drawn.placeShare[i] ?? 0) : null,
      runnerUp:
        other < 0
          ? null
          : {
              column: views.column[other] ?? 0,
              bearingDeg: views.bearingDeg[other] ?? 0,
              lossRisk: marginalRisk - otherGain,
            },
    };
  });
}

function bestOtherColumn(
  { site }: PlacementProblem,
  { gain, usedSites }: MarginalGains,
  except: number,
): number {
  let [best, most] = [-1, 0];
  for (let v = 0; v < gain.length; v++) {
    const adds = gain[v] ?? 0;
    if (adds > most && site[v] !== except && !usedSites.has(site[v] ?? -1)) [best, most] = [v, adds];
  }
  return best;
}
