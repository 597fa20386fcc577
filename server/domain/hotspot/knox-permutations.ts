/** Deals the dates of events out anew, many times over, and keeps what a permutation test needs of the counts. */
import { type SeededRandom, seededRandom } from "../stats/seeded-random.ts";
import type { ClosePairs } from "./close-pairs.ts";
import { addPairCounts, type DayBands, LANES } from "./knox-counts.ts";

/** By band, distance band by distance band: pairs observed, their sum over permutations, permutations with as many. */
export type KnoxDraws = { observed: Int32Array; sum: Float64Array; atLeast: Int32Array };

export type PermutationTask = {
  pairs: ClosePairs;
  /** Day of each event, from the first. */
  day: Int16Array;
  times: DayBands;
  /** Events among which dates may change hands; every event in exactly one group. */
  groups: readonly Int32Array[];
  permutations: number;
  seed: number;
  /** Asked every four permutations. */
  shouldStop: () => boolean;
};

/** @returns null if told to stop. O(permutations · (pairs + events)). */
export function permuteDates(task: PermutationTask): KnoxDraws | null {
  const { pairs, day, times, groups, permutations, seed, shouldStop } = task;
  const bands = pairs.bands * times.count;
  const draws = {
    observed: new Int32Array(bands),
    sum: new Float64Array(bands),
    atLeast: new Int32Array(bands),
  };
  const random = seededRandom(seed);
  const dealt = day.slice();
  const lanes = new Int16Array(LANES * day.length);
  const counts = new Int32Array(LANES * bands);
  // Draw 0 is the order observed.
  for (let draw = 0; draw <= permutations; draw += LANES) {
    if (shouldStop()) return null;
    for (let lane = 0; lane < LANES; lane++) {
      if (draw + lane > 0) shuffle(dealt, groups, random);
      for (let i = 0; i < dealt.length; i++) lanes[LANES * i + lane] = dealt[i] ?? 0;
    }
    counts.fill(0);
    addPairCounts(pairs, lanes, times, counts);
    for (let lane = 0; lane < LANES && draw + lane <= permutations; lane++) {
      const row = counts.subarray(lane * bands, (lane + 1) * bands);
      if (draw + lane === 0) draws.observed.set(row);
      else keep(row, draws);
    }
  }
  return draws;
}

function keep(row: Int32Array, { observed, sum, atLeast }: KnoxDraws): void {
  for (let band = 0; band < row.length; band++) {
    const count = row[band] ?? 0;
    sum[band] = (sum[band] ?? 0) + count;
    if (count >= (observed[band] ?? 0)) atLeast[band] = (atLeast[band] ?? 0) + 1;
  }
}

/** Fisher–Yates within each group. */
function shuffle(days: Int16Array, groups: readonly Int32Array[], random: SeededRandom): void {
  for (const group of groups) {
    for (let last = group.length - 1; last > 0; last--) {
      const other = Math.floor(random.uniform() * (last + 1));
      const [a, b] = [group[last] ?? 0, group[other] ?? 0];
      const held = days[a] ?? 0;
      days[a] = days[b] ?? 0;
      days[b] = held;
    }
  }
}
