/**
 * Mean and variance that the number of pairs close in both space and time has over all orders of the dates: without
 * drawing any, a check on the permutations and a p value where there are too many events to permute.
 */
import type { ClosePairs } from "./close-pairs.ts";
import { bandOf } from "./knox-counts.ts";

/** Pairs close in one respect, and pairs of such pairs that share an event: all that the moments need. */
export type PairGraph = { pairs: number; sharing: number };

/**
 * Moments of the number of pairs in both graphs when one graph's labels are permuted at random.
 * Mean NsNt/N; variance after Barton & David 1966, "The random intersection of two graphs":
 * NsNt/N + 4N₂sN₂t/[n(n−1)(n−2)] + 4[Ns(Ns−1) − 2N₂s][Nt(Nt−1) − 2N₂t]/[n(n−1)(n−2)(n−3)] − (NsNt/N)².
 * @throws RangeError for fewer than 4 events.
 */
export function knoxMoments(
  events: number,
  space: PairGraph,
  time: PairGraph,
): { mean: number; variance: number } {
  const n = events;
  if (!(n >= 4)) throw new RangeError(`knoxMoments: expected at least 4 events, got ${n}`);
  const mean = (space.pairs * time.pairs) / ((n * (n - 1)) / 2);
  const sharing = (4 * space.sharing * time.sharing) / (n * (n - 1) * (n - 2));
  const apart = (graph: PairGraph) => graph.pairs * (graph.pairs - 1) - 2 * graph.sharing;
  const disjoint = (4 * apart(space) * apart(time)) / (n * (n - 1) * (n - 2) * (n - 3));
  return { mean, variance: Math.max(0, mean + sharing + disjoint - mean * mean) };
}

/** Pairs of each distance band. O(pairs). */
export function spaceGraphs({ events, bands, start, other }: ClosePairs): PairGraph[] {
  return Array.from({ length: bands }, (_, band) => {
    const degree = new Int32Array(events);
    for (let i = 0; i < events; i++) {
      const end = start[band * events + i + 1] ?? 0;
      for (let at = start[band * events + i] ?? 0; at < end; at++) {
        const j = other[at] ?? 0;
        degree[i] = (degree[i] ?? 0) + 1;
        degree[j] = (degree[j] ?? 0) + 1;
      }
    }
    return graphOf(degree, null);
  });
}

/** Pairs of each time band [0, edges[0]), [edges[0], edges[1]) …, from the number of events on each day 0, 1, … */
export function timeGraphs(day: Int16Array, edges: readonly number[]): PairGraph[] {
  const last = day.reduce((most, d) => Math.max(most, d), 0);
  const reachDays = (edges.at(-1) ?? 1) - 1;
  const eventsOn = new Int32Array(last + 1);
  for (const d of day) eventsOn[d] = (eventsOn[d] ?? 0) + 1;
  return edges.map((_, band) => {
    const degree = new Int32Array(last + 1);
    for (let d = 0; d <= last; d++) {
      // An event is not its own neighbour.
      let near = band === 0 && (eventsOn[d] ?? 0) > 0 ? -1 : 0;
      for (let apart = -reachDays; apart <= reachDays; apart++) {
        if (bandOf(edges, apart) === band) near += eventsOn[d + apart] ?? 0;
      }
      degree[d] = near;
    }
    return graphOf(degree, eventsOn);
  });
}

/** @param times how many events have that degree; null = one each. */
function graphOf(degree: Int32Array, times: Int32Array | null): PairGraph {
  let ends = 0;
  let sharing = 0;
  for (let i = 0; i < degree.length; i++) {
    const d = degree[i] ?? 0;
    const events = times ? (times[i] ?? 0) : 1;
    ends += d * events;
    sharing += ((d * (d - 1)) / 2) * events;
  }
  return { pairs: ends / 2, sharing };
}
