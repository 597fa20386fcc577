/** The boundary of a study area as directed edges, interior on the left, and which of them lie near a position. */
import type { EastingNorthing } from "../grid/osgb.ts";

/** Start (m), unit direction and length (m) of each edge. */
export type BoundaryEdges = {
  n: number;
  x1: Float64Array;
  y1: Float64Array;
  ux: Float64Array;
  uy: Float64Array;
  length: Float64Array;
};

type Segment = readonly [from: EastingNorthing, to: EastingNorthing];

/**
 * Edges of polygons that do not overlap: outer rings run anticlockwise, holes clockwise, whichever way they came.
 * A side that two polygons share runs both ways and is left out (corners are compared to the millimetre; a pair
 * that is missed does no harm, since the two cancel in any sum over the boundary).
 */
export function boundaryEdges(polygons: readonly (readonly (readonly EastingNorthing[])[])[]): BoundaryEdges {
  const segments = new Map<string, Segment>();
  let unnamed = 0;
  for (const rings of polygons) {
    rings.forEach((ring, i) => {
      const forwards = signedArea(ring) > 0 === (i === 0);
      let from = ring.at(-1);
      for (const to of ring) {
        if (from && (from[0] !== to[0] || from[1] !== to[1])) {
          const segment: Segment = forwards ? [from, to] : [to, from];
          const name = nameOf(segment);
          if (!segments.delete(nameOf([segment[1], segment[0]]))) {
            segments.set(segments.has(name) ? `${name} ${unnamed++}` : name, segment);
          }
        }
        from = to;
      }
    });
  }
  return toArrays([...segments.values()]);
}

function nameOf([[x1, y1], [x2, y2]]: Segment): string {
  return `${Math.round(x1 * 1000)} ${Math.round(y1 * 1000)} ${Math.round(x2 * 1000)} ${Math.round(y2 * 1000)}`;
}

/** Shoelace area about the ring's first corner, m²; positive if anticlockwise. */
function signedArea(ring: readonly EastingNorthing[]): number {
  const [x0, y0] = ring[0] ?? [0, 0];
  let twice = 0;
  let from = ring.at(-1) ?? [0, 0];
  for (const to of ring) {
    twice += (from[0] - x0) * (to[1] - y0) - (to[0] - x0) * (from[1] - y0);
    from = to;
  }
  return twice / 2;
}

function toArrays(segments: readonly Segment[]): BoundaryEdges {
  const n = segments.length;
  const column = () => new Float64Array(n);
  const edges = { n, x1: column(), y1: column(), ux: column(), uy: column(), length: column() };
  segments.forEach(([[x1, y1], [x2, y2]], e) => {
    const length = Math.hypot(x2 - x1, y2 - y1);
    edges.x1[e] = x1;
    edges.y1[e] = y1;
    edges.ux[e] = (x2 - x1) / length;
    edges.uy[e] = (y2 - y1) / length;
    edges.length[e] = length;
  });
  return edges;
}

/** More buckets than this per edge are empty ones. */
const BUCKETS_PER_EDGE = 16;

/** Edges filed under every square bucket that their bounding box touches. */
export class EdgesNearby {
  /** Edges of the last `find`, in its first places. */
  readonly found: Int32Array;
  readonly #reachM: number;
  readonly #buckets: Map<number, number[]> = new Map();
  readonly #seen: Int32Array;
  readonly #columns: number;
  readonly #sideM: number;
  readonly #west: number;
  readonly #south: number;
  readonly #rows: number;
  #asked = 0;

  /** @param reachM radius of the circles that will be asked for, m. */
  constructor(edges: BoundaryEdges, reachM: number) {
    this.found = new Int32Array(edges.n);
    this.#seen = new Int32Array(edges.n);
    this.#reachM = reachM;
    const boxes = Array.from({ length: edges.n }, (_, e) => boxOf(edges, e));
    this.#west = boxes.reduce((least, [west]) => Math.min(least, west), Infinity);
    this.#south = boxes.reduce((least, [, south]) => Math.min(least, south), Infinity);
    const width = boxes.reduce((most, [, , east]) => Math.max(most, east), -Infinity) - this.#west;
    const height = boxes.reduce((most, [, , , north]) => Math.max(most, north), -Infinity) - this.#south;
    const leastSide = Math.sqrt((width * height) / (BUCKETS_PER_EDGE * edges.n + 64));
    this.#sideM = Math.max(reachM, leastSide, (width + height) / 10_000);
    this.#columns = Math.floor(width / this.#sideM) + 1;
    this.#rows = Math.floor(height / this.#sideM) + 1;
    boxes.forEach((box, e) => {
      this.#eachBucket(box, (bucket) => {
        const filed = this.#buckets.get(bucket);
        if (filed) filed.push(e);
        else this.#buckets.set(bucket, [e]);
      });
    });
  }

  /** Writes the edges that may come within reach of (x, y) to `found`, each once; returns how many. */
  find(x: number, y: number): number {
    this.#asked++;
    const reachM = this.#reachM;
    let count = 0;
    this.#eachBucket([x - reachM, y - reachM, x + reachM, y + reachM], (bucket) => {
      for (const e of this.#buckets.get(bucket) ?? []) {
        if (this.#seen[e] === this.#asked) continue;
        this.#seen[e] = this.#asked;
        this.found[count++] = e;
      }
    });
    return count;
  }

  #eachBucket([west, south, east, north]: Box, visit: (bucket: number) => void): void {
    const left = Math.max(0, Math.floor((west - this.#west) / this.#sideM));
    const right = Math.min(this.#columns - 1, Math.floor((east - this.#west) / this.#sideM));
    const bottom = Math.max(0, Math.floor((south - this.#south) / this.#sideM));
    const top = Math.min(this.#rows - 1, Math.floor((north - this.#south) / this.#sideM));
    for (let row = bottom; row <= top; row++) {
      for (let column = left; column <= right; column++) visit(row * this.#columns + column);
    }
  }
}

type Box = readonly [west: number, south: number, east: number, north: number];

function boxOf(edges: BoundaryEdges, e: number): Box {
  const x1 = edges.x1[e] ?? 0;
  const y1 = edges.y1[e] ?? 0;
  const x2 = x1 + (edges.ux[e] ?? 0) * (edges.length[e] ?? 0);
  const y2 = y1 + (edges.uy[e] ?? 0) * (edges.length[e] ?? 0);
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
}
