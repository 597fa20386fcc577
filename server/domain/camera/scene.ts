/**
 * What stands in the way of a view: footprints of buildings with their heights, and bare walls, in metres of a local
 * plane, found by place.
 */
import Flatbush from "flatbush";
import { solidSides } from "./solid-sides.ts";

/** Rings as x and y in turn, m, closed or open: the outer ring first, then courtyards. Overlaps are allowed. */
export type Footprint = {
  rings: readonly Float64Array[];
  /** Height of the roof above ground; null = not known, taken to block every view (the safe side). */
  heightM: number | null;
};

/** Edges x1, y1, x2, y2 in turn. Footprint i has the edges start[i] … start[i + 1] − 1; each bare wall is one more. */
export type Scene = {
  edges: Float64Array;
  start: Int32Array;
  /** On which side of each edge the building is, as `solidSides` says; 0 = not said. */
  solidSide: Int8Array;
  /** By footprint; NaN = not known. Bare walls are higher than any lens. */
  heightM: Float64Array;
  /** Numbers of footprints whose box touches a box, and of walls counted on from them. */
  near(minX: number, minY: number, maxX: number, maxY: number): number[];
  footprints: number;
};

/**
 * Sorts footprints and walls by place. O(n log n).
 * @param walls bare walls as x1, y1, x2, y2 in turn; the open side of each is on its left.
 * @throws RangeError for a ring of an odd length or with a coordinate that is not finite.
 */
export function buildScene(
  footprints: readonly Footprint[],
  walls: Float64Array = new Float64Array(0),
): Scene {
  const wallCount = walls.length >> 2;
  const items = footprints.length + wallCount;
  const start = new Int32Array(items + 1);
  footprints.forEach(({ rings }, i) => {
    start[i + 1] = (start[i] ?? 0) + rings.reduce((n, ring) => n + edgesOfRing(ring), 0);
  });
  for (let i = footprints.length; i < items; i++) start[i + 1] = (start[i] ?? 0) + 1;
  const edges = new Float64Array(4 * (start[items] ?? 0));
  let at = 0;
  for (const { rings } of footprints) for (const ring of rings) at = writeRing(ring, edges, at);
  edges.set(walls, at);
  const heightM = new Float64Array(items).fill(Number.POSITIVE_INFINITY);
  footprints.forEach((footprint, i) => {
    heightM[i] = footprint.heightM ?? Number.NaN;
  });
  const index = items === 0 ? null : indexOf(edges, start);
  return {
    edges,
    start,
    solidSide: solidSides(edges, start, footprints.length),
    heightM,
    footprints: footprints.length,
    near: (minX, minY, maxX, maxY) => index?.search(minX, minY, maxX, maxY) ?? [],
  };
}

function edgesOfRing(ring: Float64Array): number {
  if (ring.length % 2 !== 0) throw new RangeError(`buildScene: expected x and y in turn, got ${ring.length}`);
  if (!ring.every(Number.isFinite)) throw new RangeError("buildScene: a coordinate is not finite");
  return isClosed(ring) ? ring.length / 2 - 1 : ring.length / 2;
}

function isClosed(ring: Float64Array): boolean {
  return ring.length > 2 && ring[0] === ring[ring.length - 2] && ring[1] === ring[ring.length - 1];
}

function writeRing(ring: Float64Array, edges: Float64Array, from: number): number {
  const n = edgesOfRing(ring);
  let at = from;
  for (let i = 0; i < n; i++) {
    const next = (2 * i + 2) % ring.length;
    edges[at++] = ring[2 * i] ?? 0;
    edges[at++] = ring[2 * i + 1] ?? 0;
    edges[at++] = ring[next] ?? 0;
    edges[at++] = ring[next + 1] ?? 0;
  }
  return at;
}

function indexOf(edges: Float64Array, start: Int32Array): Flatbush {
  const index = new Flatbush(start.length - 1);
  for (let i = 0; i + 1 < start.length; i++) {
    const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let at = 4 * (start[i] ?? 0); at < 4 * (start[i + 1] ?? 0); at += 2) {
      box[0] = Math.min(box[0], edges[at] ?? 0);
      box[1] = Math.min(box[1], edges[at + 1] ?? 0);
      box[2] = Math.max(box[2], edges[at] ?? 0);
      box[3] = Math.max(box[3], edges[at + 1] ?? 0);
    }
    index.add(...box);
  }
  index.finish();
  return index;
}

/** True if a point lies in a footprint, by the even-odd rule: courtyards are outside. */
function isInFootprint(scene: Scene, footprint: number, x: number, y: number): boolean {
  const { edges, start } = scene;
  let inside = false;
  for (let at = 4 * (start[footprint] ?? 0); at < 4 * (start[footprint + 1] ?? 0); at += 4) {
    const y1 = edges[at + 1] ?? 0;
    const y2 = edges[at + 3] ?? 0;
    if (y1 > y === y2 > y) continue;
    const x1 = edges[at] ?? 0;
    if (x < x1 + ((y - y1) / (y2 - y1)) * ((edges[at + 2] ?? 0) - x1)) inside = !inside;
  }
  return inside;
}

/** Number of a footprint that a point lies in, or −1. */
export function footprintAt(scene: Scene, x: number, y: number): number {
  return (
    scene.near(x, y, x, y).find((item) => item < scene.footprints && isInFootprint(scene, item, x, y)) ?? -1
  );
}

/** A lens this near a façade is on it, and is moved this far out of it. */
const NUDGE_M = 0.05;

export type Standpoint =
  | { ok: true; x: number; y: number; nudgedM: number }
  | { ok: false; reason: "inside-building" };

/**
 * Where a lens really is: exactly on a façade it would see through the wall, so it is moved 0.05 m out of it. In a
 * building it sees nothing of the street.
 */
export function standpoint(scene: Scene, x: number, y: number): Standpoint {
  let [px, py] = [x, y];
  // A corner belongs to two façades, so a second step may be needed.
  for (let step = 0; step < 3; step++) {
    const wall = wallWithin(scene, px, py, NUDGE_M * (1 - 1e-9));
    if (!wall) break;
    [px, py] = awayFrom(scene, wall, px, py);
  }
  if (footprintAt(scene, px, py) >= 0) return { ok: false, reason: "inside-building" };
  return { ok: true, x: px, y: py, nudgedM: Math.hypot(px - x, py - y) };
}

type Wall = { item: number; x: number; y: number; normalX: number; normalY: number };

/** The nearest wall closer than `withinM`: its nearest point, and its normal to the left of its direction. */
function wallWithin(scene: Scene, x: number, y: number, withinM: number): Wall | null {
  let best: Wall | null = null;
  let least = withinM;
  for (const item of scene.near(x - withinM, y - withinM, x + withinM, y + withinM)) {
    for (let at = 4 * (scene.start[item] ?? 0); at < 4 * (scene.start[item + 1] ?? 0); at += 4) {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = scene.edges.subarray(at, at + 4);
      const [dx, dy] = [x2 - x1, y2 - y1];
      const length = Math.hypot(dx, dy);
      if (length === 0) continue;
      const along = ((x - x1) * dx + (y - y1) * dy) / (length * length);
      const t = Math.max(0, Math.min(1, along));
      const [fx, fy] = [x1 + t * dx, y1 + t * dy];
      const distance = Math.hypot(x - fx, y - fy);
      if (distance >= least) continue;
      least = distance;
      best = { item, x: fx, y: fy, normalX: -dy / length, normalY: dx / length };
    }
  }
  return best;
}

/** The point 0.05 m from a wall on its open side: outside the footprint, or to the left of a bare wall. */
function awayFrom(scene: Scene, wall: Wall, x: number, y: number): [number, number] {
  const { normalX, normalY } = wall;
  const left: [number, number] = [wall.x + NUDGE_M * normalX, wall.y + NUDGE_M * normalY];
  if (wall.item >= scene.footprints) return left;
  const right: [number, number] = [wall.x - NUDGE_M * normalX, wall.y - NUDGE_M * normalY];
  const open = [left, right].filter(([px, py]) => !isInFootprint(scene, wall.item, px, py));
  const near = ([px, py]: [number, number]) => Math.hypot(px - x, py - y);
  return open.sort((a, b) => near(a) - near(b))[0] ?? left;
}
