/** Which walls stand within range of a lens, in which directions they are met, and where the shadows of roofs end. */
import type { Scene } from "./scene.ts";
import { SightLines } from "./sight-lines.ts";

export type Viewpoint = {
  /** Metres of the scene's plane. */
  x: number;
  y: number;
  heightM: number;
  targetHeightM: number;
  rangeM: number;
  /** Compass bearing of the middle of the view; of no consequence for hfovDeg 360. */
  bearingDeg: number;
  hfovDeg: number;
};

const TURN = 2 * Math.PI;
/** Directions closer together than this hold nothing that matters: 0.1 µm at 100 m. */
export const LEAST_RAD = 1e-9;

/** A wall that is met in directions from … to. `exit` is the line where its roof's shadow ends; −1: never. */
export type Wall = { from: number; to: number; line: number; item: number; exit: number; isFull: boolean };

/** The walls in range, by the direction in which each begins. */
export class WallsInRange {
  readonly lines = new SightLines();
  readonly list: Wall[] = [];
  readonly footprintOfLine: number[] = [];
  footprints = 0;
  unknownHeights = 0;
  readonly #base: number;
  readonly #width: number;
  readonly #footprintCount: number;

  constructor(scene: Scene, at: Viewpoint, base: number, width: number) {
    this.#base = base;
    this.#width = width;
    this.#footprintCount = scene.footprints;
    const { x, y, rangeM } = at;
    for (const item of scene.near(x - rangeM, y - rangeM, x + rangeM, y + rangeM)) {
      const heightM = scene.heightM[item] ?? Number.NaN;
      const isFull = !(heightM < at.heightM);
      const factor = isFull ? 0 : shadowFactor(at, heightM);
      const before = this.list.length;
      const end = 4 * (scene.start[item + 1] ?? 0);
      for (let e = 4 * (scene.start[item] ?? 0); e < end; e += 4) {
        const x1 = (scene.edges[e] as number) - x;
        const y1 = (scene.edges[e + 1] as number) - y;
        const x2 = (scene.edges[e + 2] as number) - x;
        const y2 = (scene.edges[e + 3] as number) - y;
        // The back of a building that hides everything is never the nearest wall: its front is.
        const isBack = (scene.solidSide[e >> 2] as number) * (x1 * y2 - x2 * y1) > 0;
        if (!isFull) this.#add(x1, y1, x2, y2, item, factor);
        else if (!isBack) this.#addFull(x1, y1, x2, y2, rangeM, item);
      }
      if (this.list.length === before || item >= scene.footprints) continue;
      this.footprints++;
      if (Number.isNaN(heightM)) this.unknownHeights++;
    }
    this.list.sort((a, b) => a.from - b.from);
  }

  /** The part of a wall within range; what lies beyond changes nothing. */
  #addFull(x1: number, y1: number, x2: number, y2: number, rangeM: number, item: number): void {
    const [dx, dy] = [x2 - x1, y2 - y1];
    const a = dx * dx + dy * dy;
    if (a === 0) return;
    const b = x1 * dx + y1 * dy;
    const c = x1 * x1 + y1 * y1 - rangeM * rangeM;
    const root = b * b - a * c;
    if (root <= 0) return;
    const t0 = Math.max(0, (-b - Math.sqrt(root)) / a);
    const t1 = Math.min(1, (-b + Math.sqrt(root)) / a);
    if (t0 >= t1) return;
    this.#add(x1 + t0 * dx, y1 + t0 * dy, x1 + t1 * dx, y1 + t1 * dy, item, 0);
  }

  #add(x1: number, y1: number, x2: number, y2: number, item: number, factor: number): void {
    const line = this.lines.addThrough(x1, y1, x2, y2);
    if (line < 0) return;
    const a = this.#relative(Math.atan2(y1, x1));
    const b = this.#relative(Math.atan2(y2, x2));
    const [from, to] = x1 * y2 - x2 * y1 > 0 ? [a, b] : [b, a];
    this.footprintOfLine[line] = item < this.#footprintCount ? item : -1;
    const exit = factor > 0 ? this.lines.addScaled(line, factor) : -1;
    if (exit >= 0) this.footprintOfLine[exit] = -1;
    const wall = { line, item, exit, isFull: factor === 0 };
    if (from <= to) this.#keep(from, to, wall);
    else {
      this.#keep(from, TURN, wall);
      this.#keep(0, to, wall);
    }
  }

  #keep(from: number, to: number, wall: Pick<Wall, "line" | "item" | "exit" | "isFull">): void {
    const end = Math.min(to, this.#width);
    if (end - from > LEAST_RAD) this.list.push({ from, to: end, ...wall });
  }

  #relative(angle: number): number {
    const over = (angle - this.#base) % TURN;
    return over < 0 ? over + TURN : over;
  }
}

/** How many times as far as the roof's far edge its shadow reaches on the height of the target. */
function shadowFactor({ heightM, targetHeightM }: Viewpoint, roofM: number): number {
  if (roofM <= targetHeightM || heightM <= targetHeightM) return 1;
  return (heightM - targetHeightM) / (heightM - roofM);
}
