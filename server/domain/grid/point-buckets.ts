/**
 * Planar points sorted into square buckets, so that "which points lie near here" looks at a few buckets only.
 *
 * Positions are metres of any plane (British National Grid as a rule), interleaved: x of point i is xy[2i], y is
 * xy[2i + 1]. Buckets are numbered row by row, so the buckets of one row between two columns are one stretch of
 * `order`: a caller's inner loop runs over plain numbers without a call per point.
 */

export type PointBuckets = {
  /** Point numbers, bucket by bucket; ascending within a bucket. */
  order: Int32Array;
  /** x and y of the points in that order, m. */
  x: Float64Array;
  y: Float64Array;
  /**
   * Rows of buckets that a circle about (x, y) can touch: writes a pair [first, end) of places in `order` for each
   * into `stretches` and returns how many pairs there are.
   */
  near(x: number, y: number, radiusM: number, stretches: Int32Array): number;
  /** Length that `stretches` needs for circles of this radius. */
  stretchesFor(radiusM: number): number;
};

type Frame = { west: number; south: number; sideM: number; columns: number; rows: number };

/** More buckets than this per point are empty ones: far outliers then get wider buckets instead. */
const BUCKETS_PER_POINT = 4;

/** Widens every circle, so that round-off cannot lose a point that lies exactly on it. */
const SLACK_M = 1e-6;

/**
 * Sorts points into buckets. O(points + buckets) time and memory.
 * @param xy metres, x and y in turn.
 * @param sideM wanted side of a bucket, m: the usual radius of the question is best.
 * @throws RangeError for an odd length, a position that is not finite or a side that is not above 0.
 */
export function bucketPoints(xy: Float64Array, sideM: number): PointBuckets {
  checkPositions("bucketPoints", xy);
  if (!(sideM > 0 && Number.isFinite(sideM))) {
    throw new RangeError(`bucketPoints: expected a side above 0 m, got ${sideM}`);
  }
  const frame = frameOf(xy, sideM);
  const { order, start } = sortIntoBuckets(xy, frame);
  const x = new Float64Array(order.length);
  const y = new Float64Array(order.length);
  for (let at = 0; at < order.length; at++) {
    const point = order[at] ?? 0;
    x[at] = xy[2 * point] ?? 0;
    y[at] = xy[2 * point + 1] ?? 0;
  }
  return {
    order,
    x,
    y,
    near: (cx, cy, radiusM, stretches) => stretchesNear(frame, start, cx, cy, radiusM + SLACK_M, stretches),
    stretchesFor: (radiusM) =>
      2 * Math.min(frame.rows, Math.ceil((2 * (radiusM + SLACK_M)) / frame.sideM) + 2),
  };
}

/** @throws RangeError unless `xy` is pairs of finite numbers. */
export function checkPositions(caller: string, xy: Float64Array): void {
  if (xy.length % 2 !== 0) {
    throw new RangeError(`${caller}: expected x and y in turn, got ${xy.length} numbers`);
  }
  for (let i = 0; i < xy.length; i++) {
    const metres = xy[i] ?? Number.NaN;
    if (!Number.isFinite(metres)) {
      throw new RangeError(`${caller}: expected finite metres, got ${metres} for point ${i >> 1}`);
    }
  }
}

function frameOf(xy: Float64Array, wantedSideM: number): Frame {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < xy.length; i += 2) {
    const x = xy[i] ?? 0;
    const y = xy[i + 1] ?? 0;
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  }
  if (xy.length === 0) return { west: 0, south: 0, sideM: wantedSideM, columns: 1, rows: 1 };
  const most = BUCKETS_PER_POINT * (xy.length >> 1) + 64;
  const bucketsAcross = (side: number, from: number, to: number) => Math.floor((to - from) / side) + 1;
  let sideM = wantedSideM;
  while (bucketsAcross(sideM, west, east) * bucketsAcross(sideM, south, north) > most) sideM *= 1.5;
  const columns = bucketsAcross(sideM, west, east);
  return { west, south, sideM, columns, rows: bucketsAcross(sideM, south, north) };
}

/** Counting sort: bucket b holds order[start[b]] … order[start[b + 1] − 1]. */
function sortIntoBuckets(xy: Float64Array, frame: Frame): { order: Int32Array; start: Int32Array } {
  const n = xy.length >> 1;
  const bucketOf = new Int32Array(n);
  const start = new Int32Array(frame.columns * frame.rows + 1);
  for (let i = 0; i < n; i++) {
    const column = Math.floor(((xy[2 * i] ?? 0) - frame.west) / frame.sideM);
    const row = Math.floor(((xy[2 * i + 1] ?? 0) - frame.south) / frame.sideM);
    const bucket = row * frame.columns + column;
    bucketOf[i] = bucket;
    start[bucket + 1] = (start[bucket + 1] ?? 0) + 1;
  }
  for (let b = 1; b < start.length; b++) start[b] = (start[b] ?? 0) + (start[b - 1] ?? 0);
  const next = start.slice();
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const bucket = bucketOf[i] ?? 0;
    const at = next[bucket] ?? 0;
    order[at] = i;
    next[bucket] = at + 1;
  }
  return { order, start };
}

function stretchesNear(
  frame: Frame,
  start: Int32Array,
  x: number,
  y: number,
  radiusM: number,
  stretches: Int32Array,
): number {
  const { west, south, sideM, columns, rows } = frame;
  const left = Math.max(0, Math.floor((x - radiusM - west) / sideM));
  const right = Math.min(columns - 1, Math.floor((x + radiusM - west) / sideM));
  const bottom = Math.max(0, Math.floor((y - radiusM - south) / sideM));
  const top = Math.min(rows - 1, Math.floor((y + radiusM - south) / sideM));
  let found = 0;
  if (left > right) return 0;
  for (let row = bottom; row <= top; row++) {
    const first = start[row * columns + left] ?? 0;
    const end = start[row * columns + right + 1] ?? 0;
    if (end > first) {
      stretches[2 * found] = first;
      stretches[2 * found + 1] = end;
      found++;
    }
  }
  return found;
}
