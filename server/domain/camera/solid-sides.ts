/**
 * On which side of each edge of a footprint the building is. Whoever stands outside sees a closed outline only by the
 * edges that turn their open side to them: the others need not be looked at, and half of a town's walls fall away.
 */

/** The building is to the left of the edge's direction, to the right, or it cannot be said for the whole edge. */
const SOLID_LEFT = 1;
const SOLID_RIGHT = -1;
const NOT_SAID = 0;

/** Above this the test whether an outline crosses itself costs more than it saves. */
const MOST_EDGES = 64;
const STEP = 1e-3;

/**
 * Sides by edge. Nothing is said of outlines that cross themselves, whose sides change along an edge, nor of very long
 * ones, nor of what lies beyond `footprints` (bare walls, which have two open sides).
 * @param edges x1, y1, x2, y2 in turn, m.
 * @param start first edge of each footprint, and one past the last.
 */
export function solidSides(edges: Float64Array, start: Int32Array, footprints: number): Int8Array {
  const sides = new Int8Array(edges.length / 4);
  for (let footprint = 0; footprint < footprints; footprint++) {
    const [from, to] = [start[footprint] ?? 0, start[footprint + 1] ?? 0];
    if (to - from > MOST_EDGES || crossesItself(edges, from, to)) continue;
    for (let edge = from; edge < to; edge++) sides[edge] = sideOf(edges, from, to, edge);
  }
  return sides;
}

function sideOf(edges: Float64Array, from: number, to: number, edge: number): number {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = edges.subarray(4 * edge, 4 * edge + 4);
  const [dx, dy] = [STEP * (x2 - x1), STEP * (y2 - y1)];
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const isLeft = isInside(edges, from, to, x - dy, y + dx);
  const isRight = isInside(edges, from, to, x + dy, y - dx);
  if (isLeft === isRight) return NOT_SAID;
  return isLeft ? SOLID_LEFT : SOLID_RIGHT;
}

/** By the even-odd rule over all rings: courtyards are outside. */
function isInside(edges: Float64Array, from: number, to: number, x: number, y: number): boolean {
  let inside = false;
  for (let at = 4 * from; at < 4 * to; at += 4) {
    const [y1, y2] = [edges[at + 1] as number, edges[at + 3] as number];
    if (y1 > y === y2 > y) continue;
    const x1 = edges[at] as number;
    if (x < x1 + ((y - y1) / (y2 - y1)) * ((edges[at + 2] as number) - x1)) inside = !inside;
  }
  return inside;
}

/** True if two edges cross in a point that is an end of neither. */
function crossesItself(edges: Float64Array, from: number, to: number): boolean {
  for (let a = 4 * from; a < 4 * to; a += 4) {
    for (let b = a + 4; b < 4 * to; b += 4) if (doCross(edges, a, b)) return true;
  }
  return false;
}

function doCross(edges: Float64Array, a: number, b: number): boolean {
  return isBetween(edges, a, b) && isBetween(edges, b, a);
}

/** The ends of edge b lie on different sides of the line through edge a. */
function isBetween(edges: Float64Array, a: number, b: number): boolean {
  const [x, y] = [edges[a] as number, edges[a + 1] as number];
  const [dx, dy] = [(edges[a + 2] as number) - x, (edges[a + 3] as number) - y];
  const first = dx * ((edges[b + 1] as number) - y) - dy * ((edges[b] as number) - x);
  const second = dx * ((edges[b + 3] as number) - y) - dy * ((edges[b + 2] as number) - x);
  return first * second < 0;
}
