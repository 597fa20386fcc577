/**
 * What a camera of one kind would see from every column, in each of some directions: the choices of a placement. What
 * walls leave in sight is worked out once per column, all round; each point near it is then put into the directions in
 * whose field of view it lies.
 */

import { PointFinder } from "./coverage.ts";
import type { CoverageMatrix } from "./coverage-matrix.ts";
import type { Reach } from "./reach.ts";
import type { Scene } from "./scene.ts";
import type { Lens, Screen } from "./tree-screen.ts";
import { eachStrip, type View } from "./view.ts";
import { visibility } from "./visibility.ts";

export type ColumnSpot = { x: number; y: number; heightM: number; reach: Reach };

export type ColumnTask = {
  scene: Scene;
  columns: readonly ColumnSpot[];
  /** Directions per column, evenly round the compass from north. */
  bearings: number;
  hfovDeg: number;
  targetHeightM: number;
  rangeM: number;
  /** Demand points, metres, x and y in turn. */
  xy: Float64Array;
  /** 1 = a home, by footprint of the scene. */
  home: Uint8Array;
  /** What the trees around a lens let through; absent = everything. */
  screenAt?: (lens: Lens) => Screen;
  /** Asked once per column. */
  shouldStop?: () => boolean;
};

export type ColumnViews = {
  matrix: CoverageMatrix;
  /** By view: its column and direction, and the homes of which it would see a wall. */
  column: Int32Array;
  bearingDeg: Float64Array;
  homes: Int32Array;
  /** Columns that stand in a building, of which nothing is seen. */
  inBuilding: number[];
};

/** A choice sees a point or it does not: it does if at least so much of the view gets through, or of the time it looks. */
export const SEEN_PART = 0.5;
const TURN = 2 * Math.PI;
const RADIANS = Math.PI / 180;

/** Views that see no point are left out. @returns null if told to stop. @throws RangeError for no directions. */
export function columnMatrix(task: ColumnTask): ColumnViews | null {
  if (!(Number.isInteger(task.bearings) && task.bearings > 0))
    throw new RangeError(`columnMatrix: expected a number of directions, got ${task.bearings}`);
  const finder = new PointFinder(task.xy);
  const rows = new Rows(task.xy.length / 2);
  const inBuilding: number[] = [];
  for (const [c, spot] of task.columns.entries()) {
    if (task.shouldStop?.()) return null;
    const answer = visibility(task.scene, {
      ...spot,
      targetHeightM: task.targetHeightM,
      rangeM: Math.min(task.rangeM, Math.max(spot.reach.farM, 1e-3)),
      bearingDeg: 0,
      hfovDeg: 360,
    });
    if (!answer.ok) inBuilding.push(c);
    else addColumn(task, answer.view, spot, c, finder, rows);
  }
  return { ...rows.done(), inBuilding };
}

function addColumn(
  { bearings, hfovDeg, home, targetHeightM, rangeM, screenAt }: ColumnTask,
  view: View,
  { reach, heightM }: ColumnSpot,
  column: number,
  finder: PointFinder,
  rows: Rows,
): void {
  const lists = Array.from({ length: bearings }, (): number[] => []);
  const half = (Math.min(360, hfovDeg) / 2) * RADIANS;
  const screen = screenAt?.({ x: view.x, y: view.y, heightM, targetHeightM, rangeM });
  finder.eachCovered({ view, reach, share: 1 }, (point, dx, dy) => {
    if (screen && screen(dx, dy) < SEEN_PART) return;
    const bearing = Math.atan2(dx, dy);
    for (let b = 0; b < bearings; b++) {
      if (apart(bearing, (b * TURN) / bearings) <= half) lists[b]?.push(point);
    }
  });
  const homes = homesByBearing(view, reach, bearings, half, home);
  for (const [b, list] of lists.entries()) {
    if (list.length > 0)
      rows.add(
        list.sort((p, q) => p - q),
        column,
        (360 * b) / bearings,
        homes[b] ?? 0,
      );
  }
}

/** Angle between two directions, 0 … π. */
function apart(a: number, b: number): number {
  const over = Math.abs(a - b) % TURN;
  return over > Math.PI ? TURN - over : over;
}

function homesByBearing(
  view: View,
  reach: Reach,
  bearings: number,
  half: number,
  home: Uint8Array,
): number[] {
  const seen = Array.from({ length: bearings }, () => new Set<number>());
  eachStrip(view, reach.nearM, reach.farM, ({ from, to, outer }) => {
    const footprint = outer >= 0 ? (view.footprintOfLine[outer] ?? -1) : -1;
    if (footprint < 0 || home[footprint] !== 1) return;
    // From angles counted anticlockwise from east to bearings.
    const middle = Math.PI / 2 - (view.baseRad + (from + to) / 2);
    const width = (to - from) / 2;
    for (let b = 0; b < bearings; b++) {
      if (apart(middle, (b * TURN) / bearings) <= half + width) seen[b]?.add(footprint);
    }
  });
  return seen.map(({ size }) => size);
}

/** Rows of the matrix as they come. */
class Rows {
  readonly #points: number;
  #point = new Uint32Array(1 << 16);
  #length = 0;
  readonly #start: number[] = [0];
  readonly #column: number[] = [];
  readonly #bearing: number[] = [];
  readonly #homes: number[] = [];

  constructor(points: number) {
    this.#points = points;
  }

  add(list: readonly number[], column: number, bearingDeg: number, homes: number): void {
    while (this.#length + list.length > this.#point.length) {
      const wider = new Uint32Array(2 * this.#point.length);
      wider.set(this.#point);
      this.#point = wider;
    }
    this.#point.set(list, this.#length);
    this.#length += list.length;
    this.#start.push(this.#length);
    this.#column.push(column);
    this.#bearing.push(bearingDeg);
    this.#homes.push(homes);
  }

  done(): Omit<ColumnViews, "inBuilding"> {
    return {
      matrix: {
        views: this.#column.length,
        points: this.#points,
        start: Uint32Array.from(this.#start),
        point: this.#point.slice(0, this.#length),
      },
      column: Int32Array.from(this.#column),
      bearingDeg: Float64Array.from(this.#bearing),
      homes: Int32Array.from(this.#homes),
    };
  }
}
