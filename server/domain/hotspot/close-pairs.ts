/** Which events lie within the distance bands of each other: found once, used by every permutation. */
import { bucketPoints, checkPositions } from "../grid/point-buckets.ts";

/** Straight-line distance, or the sum of easting and northing differences (a street grid's walking distance). */
export type Metric = "euclidean" | "manhattan";

/**
 * Pairs in compressed rows, each pair once. Row b·n + i holds the events j > i whose distance from event i is in band
 * b: other[start[b·n + i]] … other[start[b·n + i + 1] − 1].
 */
export type ClosePairs = { events: number; bands: number; start: Int32Array; other: Int32Array };

/**
 * Pairs of events by distance band.
 * @param xy events, metres, x and y in turn.
 * @param edgesM upper edges of the bands, ascending: band 0 is [0, edges[0]], band b is (edges[b − 1], edges[b]].
 * @param mostPairs memory guard: more pairs than this are not listed.
 * @returns null if there are more pairs than `mostPairs`.
 * Cost: O(n + pairs of the buckets around); 20,000 events, 1.2 million pairs: 0.1 s.
 */
export function closePairs(
  xy: Float64Array,
  edgesM: readonly number[],
  metric: Metric,
  mostPairs: number,
): ClosePairs | null {
  checkPositions("closePairs", xy);
  const finder = new PairFinder(xy, edgesM, metric);
  const events = xy.length >> 1;
  const bands = edgesM.length;
  const start = new Int32Array(events * bands + 1);
  let pairs = 0;
  for (let i = 0; i < events; i++) {
    const found = finder.find(i);
    pairs += found;
    if (pairs > mostPairs) return null;
    for (let k = 0; k < found; k++) {
      const row = (finder.band[k] ?? 0) * events + i + 1;
      start[row] = (start[row] ?? 0) + 1;
    }
  }
  for (let row = 1; row < start.length; row++) start[row] = (start[row] ?? 0) + (start[row - 1] ?? 0);
  const next = start.slice();
  const other = new Int32Array(pairs);
  for (let i = 0; i < events; i++) {
    const found = finder.find(i);
    for (let k = 0; k < found; k++) {
      const row = (finder.band[k] ?? 0) * events + i;
      const at = next[row] ?? 0;
      other[at] = finder.other[k] ?? 0;
      next[row] = at + 1;
    }
  }
  return { events, bands, start, other };
}

/** Finds the later-numbered events near one event. */
class PairFinder {
  readonly other: Int32Array;
  readonly band: Uint8Array;
  readonly #xy: Float64Array;
  readonly #edges: Float64Array;
  readonly #manhattan: boolean;
  readonly #reachM: number;
  readonly #buckets: ReturnType<typeof bucketPoints>;
  readonly #stretches: Int32Array;

  constructor(xy: Float64Array, edgesM: readonly number[], metric: Metric) {
    const n = xy.length >> 1;
    this.other = new Int32Array(n);
    this.band = new Uint8Array(n);
    this.#xy = xy;
    this.#manhattan = metric === "manhattan";
    this.#reachM = edgesM.at(-1) ?? 0;
    // Squares are compared: exact for the whole-metre edges in use, and without a root per pair.
    this.#edges = Float64Array.from(edgesM, (edge) => (this.#manhattan ? edge : edge * edge));
    this.#buckets = bucketPoints(xy, this.#reachM / 2);
    this.#stretches = new Int32Array(this.#buckets.stretchesFor(this.#reachM));
  }

  /** Writes events j > i in reach to `other` and `band`; returns how many. */
  find(i: number): number {
    const { order, x: xs, y: ys } = this.#buckets;
    const edges = this.#edges;
    const last = edges[edges.length - 1] ?? 0;
    const x = this.#xy[2 * i] ?? 0;
    const y = this.#xy[2 * i + 1] ?? 0;
    const stretches = this.#buckets.near(x, y, this.#reachM, this.#stretches);
    let found = 0;
    for (let s = 0; s < stretches; s++) {
      const end = this.#stretches[2 * s + 1] ?? 0;
      for (let at = this.#stretches[2 * s] ?? 0; at < end; at++) {
        const j = order[at] ?? 0;
        if (j <= i) continue;
        const dx = Math.abs((xs[at] ?? 0) - x);
        const dy = Math.abs((ys[at] ?? 0) - y);
        const far = this.#manhattan ? dx + dy : dx * dx + dy * dy;
        if (far > last) continue;
        let band = 0;
        while (far > (edges[band] ?? 0)) band++;
        this.other[found] = j;
        this.band[found] = band;
        found++;
      }
    }
    return found;
  }
}
