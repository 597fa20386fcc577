/** The sweep of visibility.ts: what is seen between two directions in which nothing changes. */
import type { SightLines } from "./sight-lines.ts";
import { ARC, ORIGIN, type View } from "./view.ts";
import { LEAST_RAD, type Wall, type WallsInRange } from "./walls-in-range.ts";

const TURN = 2 * Math.PI;

/** Takes out the walls that end at a direction or before it; the others stay in their order. */
function keepWhere(walls: Wall[], endAfter: number): void {
  let kept = 0;
  for (const wall of walls) if (wall.to > endAfter) walls[kept++] = wall;
  walls.length = kept;
}

/** Goes round the viewer and writes down what is seen between two directions in which nothing changes. */
export class VisibilitySweep {
  readonly #walls: WallsInRange;
  readonly #lines: SightLines;
  readonly #range: number;
  readonly #base: number;
  readonly #width: number;
  #from: number[] = [];
  #first: number[] = [];
  #inner: number[] = [];
  #outer: number[] = [];

  constructor(walls: WallsInRange, range: number, base: number, width: number) {
    this.#walls = walls;
    this.#lines = walls.lines;
    this.#range = range;
    this.#base = base;
    this.#width = width;
  }

  run(): Pick<View, "sectors" | "from" | "first" | "inner" | "outer"> {
    const { list } = this.#walls;
    const stops = new Float64Array(2 * list.length + 2);
    list.forEach(({ from, to }, i) => {
      stops[2 * i] = from;
      stops[2 * i + 1] = to;
    });
    stops[2 * list.length + 1] = this.#width;
    stops.sort();
    const active: Wall[] = [];
    let next = 0;
    let begin = 0;
    for (const end of stops) {
      if (end - begin <= LEAST_RAD) continue;
      keepWhere(active, begin + LEAST_RAD / 2);
      for (let wall = list[next]; wall && wall.from <= begin + LEAST_RAD / 2; wall = list[++next]) {
        if (wall.to > begin + LEAST_RAD / 2) active.push(wall);
      }
      this.#sector(begin, end, active);
      begin = end;
    }
    const sectors = this.#from.length;
    return {
      sectors,
      from: Float64Array.from([...this.#from, this.#width]),
      first: Int32Array.from([...this.#first, this.#inner.length]),
      inner: Int32Array.from(this.#inner),
      outer: Int32Array.from(this.#outer),
    };
  }

  /** One range of directions over which the same walls are met. */
  #sector(begin: number, end: number, active: readonly Wall[]): void {
    if (active.every(({ isFull }) => isFull)) this.#nearestOnly(begin, end, active);
    else this.#withShadows(begin, end, active);
  }

  /** Only the nearest wall counts; it changes where two walls cross. */
  #nearestOnly(begin: number, end: number, active: readonly Wall[]): void {
    let from = begin;
    const [cos, sin] = [Math.cos(this.#base + end), Math.sin(this.#base + end)];
    while (end - from > LEAST_RAD) {
      const nearest = this.#nearest(from, end, active);
      let until = end;
      if (nearest >= 0) {
        const least = this.#lines.distance(nearest, cos, sin);
        for (const { line } of active) {
          // Two lines cross once at most: one that is not nearer at the end is so nowhere in between.
          if (line === nearest || this.#lines.distance(line, cos, sin) >= least) continue;
          const at = this.#crossing(nearest, line, from + LEAST_RAD);
          if (at < until && this.#isNearerAfter(line, nearest, at, end)) until = at;
        }
      }
      this.#write(from, [ORIGIN, nearest < 0 ? ARC : nearest]);
      from = until;
    }
  }

  /** The wall that is nearest just after a direction, or −1 without any. */
  #nearest(from: number, end: number, active: readonly Wall[]): number {
    const middle = this.#base + from + Math.min((end - from) / 2, 1e-6);
    const [cos, sin] = [Math.cos(middle), Math.sin(middle)];
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const { line } of active) {
      const distance = this.#lines.distance(line, cos, sin);
      if (distance < least) [best, least] = [line, distance];
    }
    return best;
  }

  #isNearerAfter(line: number, than: number, at: number, end: number): boolean {
    const middle = this.#base + (at + end) / 2;
    const [cos, sin] = [Math.cos(middle), Math.sin(middle)];
    return this.#lines.distance(line, cos, sin) < this.#lines.distance(than, cos, sin);
  }

  /** Direction, counted from the base, in which two lines cross after `from`; Infinity if not within half a turn. */
  #crossing(a: number, b: number, from: number): number {
    const at = this.#lines.crossing(a, b, this.#base + from) - this.#base;
    return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at;
  }

  /** Roofs that are seen over: the order of all their boundaries matters, so directions are cut wherever it changes. */
  #withShadows(begin: number, end: number, active: readonly Wall[]): void {
    const lines: number[] = [];
    for (const { line, exit } of active) {
      if (this.#lines.nearest(line) < this.#range) lines.push(line);
      if (exit >= 0 && this.#lines.nearest(exit) < this.#range) lines.push(exit);
    }
    const cuts = [begin, end];
    for (const [i, a] of lines.entries()) {
      this.#addRangeCuts(a, begin, end, cuts);
      for (let j = i + 1; j < lines.length; j++) {
        const at = this.#crossing(a, lines[j] ?? a, begin);
        if (at > begin && at < end) cuts.push(at);
      }
    }
    cuts.sort((a, b) => a - b);
    let from = begin;
    for (const to of cuts) {
      if (to - from <= LEAST_RAD) continue;
      this.#write(from, this.#visibleAt(this.#base + (from + to) / 2, active));
      from = to;
    }
  }

  #addRangeCuts(line: number, begin: number, end: number, cuts: number[]): void {
    const met = this.#lines.onCircle(line, this.#range);
    if (!met) return;
    for (const angle of [met.foot - met.spread, met.foot + met.spread]) {
      const over = (angle - this.#base) % TURN;
      const at = over < 0 ? over + TURN : over;
      if (at > begin && at < end) cuts.push(at);
    }
  }

  /** Boundaries of what is seen in one direction, inner and outer in turn, nearest first. */
  #visibleAt(angle: number, active: readonly Wall[]): number[] {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const met = active
      .map((wall) => ({ wall, distance: this.#lines.distance(wall.line, cos, sin) }))
      .sort((a, b) => a.distance - b.distance);
    const isIn = new Set<number>();
    const hidden: { from: number; fromLine: number; to: number; toLine: number }[] = [];
    const open = new Map<number, { from: number; fromLine: number }>();
    for (const { wall, distance } of met) {
      if (distance >= this.#range) break;
      if (wall.isFull) {
        hidden.push({ from: distance, fromLine: wall.line, to: Number.POSITIVE_INFINITY, toLine: ARC });
        break;
      }
      const entered = open.get(wall.item);
      if (!isIn.has(wall.item)) {
        isIn.add(wall.item);
        open.set(wall.item, { from: distance, fromLine: wall.line });
      } else if (entered) {
        isIn.delete(wall.item);
        open.delete(wall.item);
        hidden.push({ ...entered, to: this.#lines.distance(wall.exit, cos, sin), toLine: wall.exit });
      }
    }
    for (const entered of open.values())
      hidden.push({ ...entered, to: Number.POSITIVE_INFINITY, toLine: ARC });
    return this.#gapsBetween(hidden);
  }

  /** What is left of origin … range between hidden stretches. */
  #gapsBetween(hidden: { from: number; fromLine: number; to: number; toLine: number }[]): number[] {
    hidden.sort((a, b) => a.from - b.from);
    const seen: number[] = [];
    let [at, atLine] = [0, ORIGIN];
    for (const { from, fromLine, to, toLine } of hidden) {
      if (from > at) seen.push(atLine, fromLine);
      if (to > at) [at, atLine] = [to, toLine];
      if (at >= this.#range) return seen;
    }
    seen.push(atLine, ARC);
    return seen;
  }

  /** Writes a sector, or lengthens the last one if it is bounded in the same way. */
  #write(from: number, boundaries: readonly number[]): void {
    const last = this.#first.at(-1) ?? 0;
    const strips = boundaries.length / 2;
    let isSame = this.#from.length > 0 && this.#inner.length - last === strips;
    for (let k = 0; k < strips && isSame; k++) {
      isSame = this.#inner[last + k] === boundaries[2 * k] && this.#outer[last + k] === boundaries[2 * k + 1];
    }
    if (isSame) return;
    this.#from.push(from);
    this.#first.push(this.#inner.length);
    for (let k = 0; k < strips; k++) {
      this.#inner.push(boundaries[2 * k] ?? ORIGIN);
      this.#outer.push(boundaries[2 * k + 1] ?? ARC);
    }
  }
}
