/**
 * How much of what lies behind trees still counts as seen. A crown lets a part of the view through, less in leaf than
 * bare; a line of sight through several crowns is dimmed by each.
 *
 * A crown is a disc about the trunk that reaches from the ground to the tree's top: how high its lowest branches are no
 * register says, so that trees count for more rather than less. A line that passes over the top is not dimmed; of a tree
 * whose height is not known every line is.
 */

import { bucketPoints, type PointBuckets } from "../grid/point-buckets.ts";

/** Part of the view that one crown lets through [our assumption]. */
export const TRANSMITTANCE = { "leaf-on": 0.3, "leaf-off": 0.7 } as const;
/** Where no crown is on record, m [our assumption]. */
export const CROWN_RADIUS_M = 3;

export type Trees = {
  /** Metres of the scene's plane, x and y in turn. */
  xy: Float64Array;
  /** NaN = not known. */
  heightM: Float64Array;
  radiusM: Float64Array;
};

export type Lens = { x: number; y: number; heightM: number; targetHeightM: number; rangeM: number };

/** For a target so far east and north of the lens: the part of it that counts as seen, 0 … 1. */
export type Screen = (dx: number, dy: number) => number;

type Crown = { x: number; y: number; radius: number; top: number };

/** Trees are found by squares of this side, m. */
const BUCKET_M = 60;

/** The trees of a town, found by place: many lenses ask for what stands around them. */
export class TreeStand {
  readonly #trees: Trees;
  readonly #transmittance: number;
  readonly #buckets: PointBuckets;
  readonly #widestM: number;

  /** @throws RangeError for a transmittance outside 0 … 1, or positions that are no finite numbers. */
  constructor(trees: Trees, transmittance: number) {
    if (!(transmittance >= 0 && transmittance <= 1))
      throw new RangeError(`TreeStand: expected a transmittance in 0 … 1, got ${transmittance}`);
    this.#trees = trees;
    this.#transmittance = transmittance;
    this.#buckets = bucketPoints(trees.xy, BUCKET_M);
    this.#widestM = trees.radiusM.reduce((most, radius) => Math.max(most, radius), 0);
  }

  /** The screen of the trees around a lens. O(trees near it) to make, O(trees in range) a target. */
  screenAt(lens: Lens): Screen {
    const crowns = this.#crownsNear(lens);
    if (crowns.length === 0) return () => 1;
    return (dx, dy) => {
      const distance = Math.hypot(dx, dy);
      let part = 1;
      for (const crown of crowns) if (dims(crown, lens, dx, dy, distance)) part *= this.#transmittance;
      return part;
    };
  }

  /**
   * Ground behind crowns as closed rings, x and y in turn from the lens: what `screenAt` dims, to the rounding of the arcs.
   * A tree that no line to a target passes through has none.
   */
  shadowsAt(lens: Lens): Float64Array[] {
    return this.#crownsNear(lens).flatMap((crown) => shadowOf(crown, lens) ?? []);
  }

  #crownsNear(lens: Lens): Crown[] {
    const { order, x: xs, y: ys } = this.#buckets;
    const { radiusM, heightM } = this.#trees;
    const reachM = lens.rangeM + this.#widestM;
    const stretches = new Int32Array(this.#buckets.stretchesFor(reachM));
    const count = this.#buckets.near(lens.x, lens.y, reachM, stretches);
    const crowns: Crown[] = [];
    for (let s = 0; s < count; s++) {
      for (let at = stretches[2 * s] ?? 0; at < (stretches[2 * s + 1] ?? 0); at++) {
        const tree = order[at] ?? 0;
        const [x, y] = [(xs[at] ?? 0) - lens.x, (ys[at] ?? 0) - lens.y];
        const radius = radiusM[tree] ?? CROWN_RADIUS_M;
        if (Math.hypot(x, y) - radius > lens.rangeM) continue;
        crowns.push({ x, y, radius, top: heightM[tree] ?? Number.NaN });
      }
    }
    return crowns;
  }
}

/** Directions by which a shadow's ends are drawn. */
const STEPS = 16;

/** From where a line enters the crown to where the last line that passes through it meets targets. */
function shadowOf({ x, y, radius, top }: Crown, lens: Lens): Float64Array | null {
  const { heightM, targetHeightM, rangeM } = lens;
  if (top <= targetHeightM || (heightM <= targetHeightM && top <= heightM)) return null;
  const distance = Math.hypot(x, y);
  const isInside = distance <= radius;
  const middle = Math.atan2(y, x);
  const half = isInside ? Math.PI : Math.asin(radius / distance);
  const near: number[] = [];
  const far: number[] = [];
  for (let step = 0; step <= STEPS; step++) {
    const turn = half * (1 - (2 * step) / STEPS);
    const foot = distance * Math.cos(turn);
    const root = Math.sqrt(Math.max(0, radius * radius - (distance * Math.sin(turn)) ** 2));
    const [from, to] = [isInside ? 0 : Math.max(0, foot - root), endOf(foot, top, lens)];
    const [cos, sin] = [Math.cos(middle + turn), Math.sin(middle + turn)];
    const [begin, end] = [Math.min(from, rangeM), Math.min(Math.max(from, to), rangeM)];
    near.unshift(begin * cos, begin * sin);
    far.push(end * cos, end * sin);
  }
  const pairs = Array.from({ length: near.length / 2 }, (_, i) => near.slice(2 * i, 2 * i + 2)).flat();
  return Float64Array.from([...far, ...pairs, far[0] ?? 0, far[1] ?? 0]);
}

/** How far out a target is still met through the crown, along a line whose nearest point to the trunk is at `foot`. */
function endOf(foot: number, top: number, { heightM, targetHeightM }: Lens): number {
  // From inside a crown and away from its trunk a line is in it at the lens, or not at all.
  if (foot <= 0) return Number.isNaN(top) || top > heightM ? Number.POSITIVE_INFINITY : 0;
  if (Number.isNaN(top) || top >= heightM) return Number.POSITIVE_INFINITY;
  return (foot * (heightM - targetHeightM)) / (heightM - top);
}

/** True if the line from the lens to the target passes through a crown. */
function dims(
  { x, y, radius, top }: Crown,
  { heightM, targetHeightM }: Lens,
  dx: number,
  dy: number,
  distance: number,
): boolean {
  if (distance === 0) return false;
  const along = Math.max(0, Math.min(distance, (x * dx + y * dy) / distance));
  const aside = Math.hypot(x - (along * dx) / distance, y - (along * dy) / distance);
  if (aside >= radius) return false;
  const lineM = heightM + ((targetHeightM - heightM) * along) / distance;
  return Number.isNaN(top) || lineM < top;
}
