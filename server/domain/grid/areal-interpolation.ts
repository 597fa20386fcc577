/**
 * How many residents or households live in each cell, if those of every small area are spread evenly over it?
 *
 * Answers: an estimate per cell whose sum over a fully covered region is the published total. Does not answer
 * where people really live inside a small area: parks and water get their share. Method: simple areal weighting
 * (Goodchild & Lam 1980), with the overlap of each cell and area found by exact clipping (Sutherland & Hodgman
 * 1974), not by sampling. Shares are of areas in square degrees: a degree of longitude shortens by 0.02 % over the
 * kilometre that a small area spans, which is all the error there is.
 */
import { cellRing, type LngLat, type PolygonRings } from "./h3.ts";
import { ringArea } from "./ring-area.ts";

/** A small area with its published figure; `people` null where the publisher gives none. */
export type SmallArea = { polygons: readonly PolygonRings[]; people: number | null };

/** A cell gets a figure only if areas with a published one cover at least this share of it. */
const LEAST_COVERED_SHARE = 0.5;

type Ring = readonly LngLat[];
type Box = readonly [west: number, south: number, east: number, north: number];

/**
 * Spreads the people of small areas over cells by area.
 * @param cells distinct H3 cells.
 * @returns one figure per cell, in the order of `cells`; null where less than half of the cell is covered by areas
 *   that have a figure. Fractions are kept: rounding is for the reader.
 * Cost: O((corners of all areas + pairs that overlap) · log cells); Barnet's 220 LSOAs over 6,673 cells: 0.1 s.
 */
export function spreadOverCells(areas: readonly SmallArea[], cells: readonly string[]): (number | null)[] {
  const leaves = cells.map((cell, i) => leafOf(cellRing(cell), i));
  const people = new Float64Array(cells.length);
  const covered = new Float64Array(cells.length);
  const tree = buildTree(leaves);
  for (const area of areas) {
    const total = area.polygons.reduce((sum, rings) => sum + netArea(rings), 0);
    if (area.people === null || total <= 0 || !tree) continue;
    const perUnit = area.people / total;
    for (const rings of area.polygons) {
      visitOverlaps(tree, rings, (cell, overlap) => {
        people[cell] = (people[cell] ?? 0) + perUnit * overlap;
        covered[cell] = (covered[cell] ?? 0) + overlap;
      });
    }
  }
  return leaves.map(({ area }, i) =>
    (covered[i] ?? 0) >= LEAST_COVERED_SHARE * area ? (people[i] ?? 0) : null,
  );
}

type Leaf = { cell: number; ring: Ring; box: Box; area: number };
type Tree = { box: Box; leaf: Leaf | null; children: readonly Tree[] };

function leafOf(ring: Ring, cell: number): Leaf {
  return { cell, ring, box: boundsOf(ring), area: Math.abs(ringArea(ring)) };
}

/** Halves the cells along the longer side of their box until one is left. */
function buildTree(leaves: readonly Leaf[]): Tree | null {
  const [first] = leaves;
  if (!first) return null;
  if (leaves.length === 1) return { box: first.box, leaf: first, children: [] };
  const box = leaves.reduce((all, { box: b }) => union(all, b), first.box);
  const axis = box[2] - box[0] > box[3] - box[1] ? 0 : 1;
  const sorted = leaves.toSorted((a, b) => a.box[axis] - b.box[axis]);
  const half = sorted.length >> 1;
  const children = [buildTree(sorted.slice(0, half)), buildTree(sorted.slice(half))];
  return { box, leaf: null, children: children.filter((child) => child !== null) };
}

/** Clips the polygon to ever smaller boxes on the way down, and to the cell itself at the end. */
function visitOverlaps(
  tree: Tree,
  rings: readonly Ring[],
  visit: (cell: number, overlap: number) => void,
): void {
  const parts = rings.map((ring) => clipToBox(ring, tree.box));
  if ((parts[0]?.length ?? 0) < 3) return;
  if (tree.leaf) {
    const cell = tree.leaf;
    const overlap = netArea(parts.map((part) => clipToConvex(part, cell.ring)));
    if (overlap > 0) visit(cell.cell, overlap);
    return;
  }
  for (const child of tree.children) visitOverlaps(child, parts, visit);
}

/** Area of the outer ring less that of the holes, square degrees. */
function netArea(rings: readonly Ring[]): number {
  return rings.reduce((sum, ring, i) => sum + (i === 0 ? 1 : -1) * Math.abs(ringArea(ring)), 0);
}

function boundsOf(ring: Ring): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return [west, south, east, north];
}

function union(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

function clipToBox(ring: Ring, box: Box): Ring {
  const [west, south, east, north] = boundsOf(ring);
  if (west > box[2] || east < box[0] || south > box[3] || north < box[1]) return [];
  let part = ring;
  if (west < box[0]) part = clip(part, ([x]) => x - box[0]);
  if (east > box[2]) part = clip(part, ([x]) => box[2] - x);
  if (south < box[1]) part = clip(part, ([, y]) => y - box[1]);
  if (north > box[3]) part = clip(part, ([, y]) => box[3] - y);
  return part;
}

/** Clips a ring to a convex one that runs anticlockwise, as H3 cells do. */
function clipToConvex(ring: Ring, convex: Ring): Ring {
  let part = ring;
  let from = convex.at(-1);
  for (const to of convex) {
    if (from && part.length >= 3) {
      const [x1, y1] = from;
      const [dx, dy] = [to[0] - x1, to[1] - y1];
      part = clip(part, ([x, y]) => dx * (y - y1) - dy * (x - x1));
    }
    from = to;
  }
  return part.length >= 3 ? part : [];
}

/** Keeps the part of a ring where `side` is not negative; `side` is linear in the position. */
function clip(ring: Ring, side: (point: LngLat) => number): Ring {
  const kept: LngLat[] = [];
  let previous = ring.at(-1);
  if (!previous) return kept;
  let before = side(previous);
  for (const point of ring) {
    const after = side(point);
    if (before >= 0 !== after >= 0) {
      const t = before / (before - after);
      kept.push([previous[0] + (point[0] - previous[0]) * t, previous[1] + (point[1] - previous[1]) * t]);
    }
    if (after >= 0) kept.push(point);
    previous = point;
    before = after;
  }
  return kept;
}
