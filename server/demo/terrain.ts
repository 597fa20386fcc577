/** A raster of what the ground is: where streets may run and where houses may stand. */
import { prepareArea } from "#domain/grid/point-in-polygon.ts";
import { mainLines, outline, parkInputs } from "./inputs.ts";
import { alongLine, type Point, toPlane } from "./plane.ts";

export const INSIDE = 1;
/** Outside the borough, within the ring that is built up as well. */
export const RING = 2;
export const GREEN = 4;
export const WATER = 8;
/** Motorway, trunk road, railway or stream: side streets do not cross it. */
export const BARRIER = 16;
export const MAIN_ROAD = 32;

/** How far beyond the border the demo goes on, m. */
const RING_WIDTH_M = 600;

/** Raster of flags, `cellM` metres a side. */
export class Raster {
  readonly cellM: number;
  private readonly west: number;
  private readonly south: number;
  private readonly columns: number;
  private readonly flags: Uint8Array;

  constructor(west: number, south: number, east: number, north: number, cellM: number) {
    this.cellM = cellM;
    this.west = west;
    this.south = south;
    this.columns = Math.ceil((east - west) / cellM) + 1;
    this.flags = new Uint8Array(this.columns * (Math.ceil((north - south) / cellM) + 1));
  }

  get(x: number, y: number): number {
    return this.flags[this.index(x, y)] ?? 0;
  }

  set(x: number, y: number, flag: number): void {
    const i = this.index(x, y);
    if (i >= 0 && i < this.flags.length) this.flags[i] = (this.flags[i] ?? 0) | flag;
  }

  /** Sets a flag on every cell whose centre lies in the ring. */
  fill(ring: readonly Point[], flag: number): void {
    const ys = ring.map(([, y]) => y);
    const first = Math.floor((Math.min(...ys) - this.south) / this.cellM);
    const last = Math.ceil((Math.max(...ys) - this.south) / this.cellM);
    for (let row = first; row <= last; row++) {
      const y = this.south + (row + 0.5) * this.cellM;
      const crossings = crossingsAt(ring, y);
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        const end = crossings[k + 1] ?? 0;
        for (let x = this.centreFrom(crossings[k] ?? 0); x < end; x += this.cellM) this.set(x, y, flag);
      }
    }
  }

  /** Sets a flag within `radiusM` of a line. */
  stroke(line: readonly Point[], radiusM: number, flag: number): void {
    const step = Math.max(this.cellM, radiusM / 4);
    for (const { at } of alongLine(line, step)) {
      for (let dy = -radiusM; dy <= radiusM; dy += this.cellM) {
        const half = Math.sqrt(radiusM * radiusM - dy * dy);
        for (let dx = -half; dx <= half; dx += this.cellM) this.set(at[0] + dx, at[1] + dy, flag);
      }
    }
  }

  private centreFrom(x: number): number {
    return this.west + (Math.ceil((x - this.west) / this.cellM - 0.5) + 0.5) * this.cellM;
  }

  private index(x: number, y: number): number {
    const column = Math.floor((x - this.west) / this.cellM);
    if (column < 0 || column >= this.columns) return -1;
    return Math.floor((y - this.south) / this.cellM) * this.columns + column;
  }
}

function crossingsAt(ring: readonly Point[], y: number): number[] {
  const found: number[] = [];
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length] ?? a;
    if (a[1] > y !== b[1] > y) found.push(a[0] + ((y - a[1]) * (b[0] - a[0])) / (b[1] - a[1]));
  });
  return found.sort((p, q) => p - q);
}

export type Park = { name: string; class: "park" | "countryside"; ring: Point[] };

export type Terrain = {
  ground: Raster;
  parks: Park[];
  boroughRing: Point[];
  /** True if a stored position counts as inside the borough, exactly as the database decides it. */
  isInside(lng: number, lat: number): boolean;
  /** West, south, east, north of borough and ring, m. */
  bounds: readonly [number, number, number, number];
};

const BARRIER_RADIUS_M: Record<string, number> = { motorway: 40, trunk: 26, tube: 16, rail: 20 };
const MAIN_ROAD_RADIUS_M = 13;

/** Paints the borough from its small inputs. */
export function buildTerrain(): Terrain {
  const boroughRing = outline.ring.map(toPlane);
  const xs = boroughRing.map(([x]) => x);
  const ys = boroughRing.map(([, y]) => y);
  const margin = RING_WIDTH_M + 150;
  const bounds = [
    Math.min(...xs) - margin,
    Math.min(...ys) - margin,
    Math.max(...xs) + margin,
    Math.max(...ys) + margin,
  ] as const;
  const ground = new Raster(...bounds, 10);
  ground.stroke([...boroughRing, ...boroughRing.slice(0, 1)], RING_WIDTH_M, RING);
  ground.fill(boroughRing, INSIDE);
  const parks = buildParks();
  for (const { ring } of parks) {
    ground.fill(ring, GREEN);
    // A little more than the raster's cell diagonal, so that nothing is built on the edge of a park.
    ground.stroke([...ring, ...ring.slice(0, 1)], 15, GREEN);
  }
  for (const { ring } of mainLines.reservoirs) ground.fill(ring.map(toPlane), WATER);
  for (const { line, class: kind } of [...mainLines.roads, ...mainLines.rail]) {
    const barrier = BARRIER_RADIUS_M[kind];
    ground.stroke(line.map(toPlane), barrier ?? MAIN_ROAD_RADIUS_M, barrier ? BARRIER : MAIN_ROAD);
  }
  for (const { line } of mainLines.water) ground.stroke(line.map(toPlane), 22, BARRIER);
  const area = prepareArea([[outline.ring]]);
  return { ground, parks, boroughRing, bounds, isInside: (lng, lat) => area.covers(lng, lat) };
}

/** Ovals become 20-cornered rings with a fixed wobble, so that no two look alike and none is a circle. */
function buildParks(): Park[] {
  const ovals = parkInputs.ovals.map(([name, centre, rx, ry], k): Park => {
    const [x, y] = toPlane(centre);
    const turn = k * 0.7;
    const ring = Array.from({ length: 20 }, (_, i): Point => {
      const angle = (i / 20) * 2 * Math.PI;
      const wobble = 1 + 0.13 * Math.sin(3 * angle + k) + 0.08 * Math.sin(5 * angle + 2 * k);
      const [u, v] = [rx * wobble * Math.cos(angle), ry * wobble * Math.sin(angle)];
      return [x + u * Math.cos(turn) - v * Math.sin(turn), y + u * Math.sin(turn) + v * Math.cos(turn)];
    });
    return { name, class: "park", ring };
  });
  const rings = parkInputs.rings.map(
    ({ name, class: kind, ring }): Park => ({ name, class: kind, ring: ring.map(toPlane) }),
  );
  return [...rings, ...ovals];
}
