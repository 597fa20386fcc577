/**
 * Which H3 cells make up an area, and which of them may be counted whole?
 *
 * - inside: the cell lies wholly in the polygon, so its published count is the area's;
 * - edge: the boundary touches the cell (or comes within 5 cm of it), so its incidents are tested one by one;
 * - buffer: beyond the boundary; context only, never counted for the area.
 *
 * The boundary is followed segment by segment through the grid, which finds every cell it touches; the rest is
 * filled from there. A cell without boundary in it is either all in or all out, and so is its neighbour, so one
 * test per connected patch would do: exactness does not rest on centres. Polygon edges are straight in longitude
 * and latitude, as PostGIS has them; the sides of cells are taken as straight too, which is wrong by less than
 * 1 cm at resolution 8 and finer, and the 5 cm tolerance covers that: it can only turn a cell from inside to edge.
 */
import { cellAreaM2, cellAt, cellCentre, cellDisk, cellRing, type LngLat, type PolygonRings } from "./h3.ts";
import { prepareArea } from "./point-in-polygon.ts";

export const INSIDE = 0;
export const EDGE = 1;
export const BUFFER = 2;

export type AreaCells = {
  /** Inside cells, then edge cells, then buffer cells; each in ascending order of their text. */
  cells: string[];
  /** 0 inside, 1 edge, 2 buffer. */
  flags: Uint8Array;
  /** 1 where the centre of the cell is in the polygon. */
  centreInside: Uint8Array;
  /** True area of each cell, m² (whole cell, also for edge cells). */
  areaM2: Float64Array;
};

const METRES_PER_DEGREE = 111_195;
const TOLERANCE_M = 0.05;

/**
 * Cells of a multipolygon at a resolution, with a buffer around it.
 *
 * `bufferM` is turned into rings of cells, rounded up: every cell with a point within `bufferM` of the boundary
 * is listed, and none farther away than about two cells more.
 * Cost: linear in boundary length plus number of cells; about 8 µs per cell.
 * @throws RangeError for a resolution outside 0–15 or a negative buffer.
 */
export function areaCells(polygons: readonly PolygonRings[], resolution: number, bufferM: number): AreaCells {
  if (!Number.isInteger(resolution) || resolution < 0 || resolution > 15) {
    throw new RangeError(`areaCells: expected a resolution from 0 to 15, got ${resolution}`);
  }
  if (!(bufferM >= 0)) throw new RangeError(`areaCells: expected a buffer of 0 m or more, got ${bufferM}`);
  const covers = prepareArea(polygons).covers;
  const edge = boundaryCells(polygons, resolution);
  const inside = fillFrom(edge, (cell) => covers(...cellCentre(cell)));
  const buffer = bufferM > 0 ? ringsAround(edge, inside, ringCount(edge, bufferM)) : new Set<string>();
  return assemble(inside, edge, buffer, covers);
}

function assemble(
  inside: Set<string>,
  edge: Set<string>,
  buffer: Set<string>,
  covers: (lng: number, lat: number) => boolean,
): AreaCells {
  const cells = [...[...inside].sort(), ...[...edge].sort(), ...[...buffer].sort()];
  const flags = new Uint8Array(cells.length);
  const centreInside = new Uint8Array(cells.length);
  const areaM2 = new Float64Array(cells.length);
  for (const [i, cell] of cells.entries()) {
    flags[i] = i < inside.size ? INSIDE : i < inside.size + edge.size ? EDGE : BUFFER;
    centreInside[i] = flags[i] === INSIDE || (flags[i] === EDGE && covers(...cellCentre(cell))) ? 1 : 0;
    areaM2[i] = cellAreaM2(cell);
  }
  return { cells, flags, centreInside, areaM2 };
}

/** Every cell that the boundary touches or comes within the tolerance of. */
function boundaryCells(polygons: readonly PolygonRings[], resolution: number): Set<string> {
  const touched = new Set<string>();
  const tests = new Map<string, CellTest>();
  for (const rings of polygons) {
    for (const ring of rings) {
      let previous = ring.at(-1);
      for (const point of ring) {
        if (previous) traceSegment(previous, point, resolution, touched, tests);
        previous = point;
      }
    }
  }
  return touched;
}

/** Samples a segment at less than the cells' inner radius and tests each sampled cell and its neighbours. */
function traceSegment(
  from: LngLat,
  to: LngLat,
  resolution: number,
  touched: Set<string>,
  tests: Map<string, CellTest>,
): void {
  const first = cellTest(cellAt(from, resolution), tests);
  const dx = (to[0] - from[0]) * METRES_PER_DEGREE * Math.cos((from[1] * Math.PI) / 180);
  const dy = (to[1] - from[1]) * METRES_PER_DEGREE;
  const steps = Math.max(1, Math.ceil(Math.hypot(dx, dy) / (0.8 * first.innerRadiusM)));
  let previousCell = "";
  for (let step = 0; step <= steps; step++) {
    const t = step / steps;
    const at: LngLat = [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t];
    const cell = cellAt(at, resolution);
    if (cell === previousCell) continue;
    previousCell = cell;
    for (const near of cellTest(cell, tests).disk()) {
      if (!touched.has(near) && cellTest(near, tests).meets(from, to)) touched.add(near);
    }
  }
}

type CellTest = {
  innerRadiusM: number;
  disk(): readonly string[];
  /** True if the segment comes within the tolerance of the cell; may be true slightly beyond it at corners. */
  meets(from: LngLat, to: LngLat): boolean;
};

function cellTest(cell: string, tests: Map<string, CellTest>): CellTest {
  const known = tests.get(cell);
  if (known) return known;
  const made = makeCellTest(cell);
  tests.set(cell, made);
  return made;
}

/** Prepares the half-planes of a cell, in metres around its centre, pushed out by the tolerance. */
function makeCellTest(cell: string): CellTest {
  const [lng0, lat0] = cellCentre(cell);
  const mx = METRES_PER_DEGREE * Math.cos((lat0 * Math.PI) / 180);
  const ring = cellRing(cell).map(
    ([lng, lat]) => [(lng - lng0) * mx, (lat - lat0) * METRES_PER_DEGREE] as const,
  );
  const planes = halfPlanes(ring);
  const innerRadiusM = Math.min(...planes.map((plane) => plane.offset)) - TOLERANCE_M;
  let disk: readonly string[] | null = null;
  return {
    innerRadiusM,
    disk: () => {
      disk ??= cellDisk(cell, 1);
      return disk;
    },
    meets: (from, to) =>
      segmentMeets(
        planes,
        (from[0] - lng0) * mx,
        (from[1] - lat0) * METRES_PER_DEGREE,
        (to[0] - lng0) * mx,
        (to[1] - lat0) * METRES_PER_DEGREE,
      ),
  };
}

/** Points p with nx·px + ny·py ≤ offset are on the cell's side of a side. */
type HalfPlane = { nx: number; ny: number; offset: number };

function halfPlanes(ring: readonly (readonly [number, number])[]): HalfPlane[] {
  const planes: HalfPlane[] = [];
  let previous = ring.at(-1);
  for (const point of ring) {
    if (previous) {
      const dx = point[0] - previous[0];
      const dy = point[1] - previous[1];
      const length = Math.hypot(dx, dy);
      const [nx, ny] = [dy / length, -dx / length];
      planes.push({ nx, ny, offset: nx * point[0] + ny * point[1] });
    }
    previous = point;
  }
  // H3 rings run anticlockwise; cells cut by an edge of the icosahedron have extra corners and may be a little
  // hollow, so every side is pushed out to the farthest corner: the test stays on the safe side.
  return planes.map(({ nx, ny, offset }) => ({
    nx,
    ny,
    offset: TOLERANCE_M + Math.max(offset, ...ring.map(([x, y]) => nx * x + ny * y)),
  }));
}

/** Clips the segment by every half-plane (Cyrus–Beck); true if anything is left. */
function segmentMeets(planes: readonly HalfPlane[], x1: number, y1: number, x2: number, y2: number): boolean {
  let enter = 0;
  let leave = 1;
  for (const { nx, ny, offset } of planes) {
    const start = nx * x1 + ny * y1 - offset;
    const end = nx * x2 + ny * y2 - offset;
    if (start > 0 && end > 0) return false;
    if (start > 0) enter = Math.max(enter, start / (start - end));
    else if (end > 0) leave = Math.min(leave, start / (start - end));
    if (enter > leave) return false;
  }
  return true;
}

/** Cells enclosed by the edge cells: seeds next to the edge are tested, the rest follow without a test. */
function fillFrom(edge: Set<string>, isInside: (cell: string) => boolean): Set<string> {
  const inside = new Set<string>();
  const outside = new Set<string>();
  const queue: string[] = [];
  for (const cell of edge) {
    for (const near of cellDisk(cell, 1)) {
      if (edge.has(near) || inside.has(near) || outside.has(near)) continue;
      if (isInside(near)) {
        inside.add(near);
        queue.push(near);
      } else outside.add(near);
    }
  }
  for (let cell = queue.pop(); cell !== undefined; cell = queue.pop()) {
    for (const near of cellDisk(cell, 1)) {
      if (edge.has(near) || inside.has(near)) continue;
      inside.add(near);
      queue.push(near);
    }
  }
  return inside;
}

/** Rings of cells that hold everything within `bufferM` of an edge cell: a ring advances at least 1.5 sides. */
function ringCount(edge: Set<string>, bufferM: number): number {
  const [cell] = edge;
  if (cell === undefined) return 0;
  // A regular hexagon of area A has sides √(2A / 3√3); cells are distorted by up to a few per cent.
  const shortestSideM = 0.93 * Math.sqrt((2 * cellAreaM2(cell)) / (3 * Math.sqrt(3)));
  return Math.ceil(bufferM / (1.5 * shortestSideM));
}

function ringsAround(edge: Set<string>, inside: Set<string>, rings: number): Set<string> {
  const buffer = new Set<string>();
  let front: Iterable<string> = edge;
  for (let ring = 0; ring < rings; ring++) {
    const next: string[] = [];
    for (const cell of front) {
      for (const near of cellDisk(cell, 1)) {
        if (edge.has(near) || inside.has(near) || buffer.has(near)) continue;
        buffer.add(near);
        next.push(near);
      }
    }
    front = next;
  }
  return buffer;
}
