/** What a near-repeat test needs to be told, and which events it then looks at. */
import type { Metric } from "./close-pairs.ts";
import { checkEdges, DAY_EDGES, DISTANCE_EDGES_M } from "./near-repeat-bands.ts";
import { nearRepeatLabels, REPEAT } from "./near-repeat-labels.ts";

export type NearRepeatQuestion = {
  /** Events, metres, x and y in turn (British National Grid). */
  xy: Float64Array;
  /** Whole day of each event, counted from any day; times of day play no part. */
  day: Int32Array;
  /** Upper edges of the distance bands, m, ascending: [0, e₀], (e₀, e₁], … */
  distanceEdgesM?: readonly number[];
  /** Upper edges of the time bands, whole days, ascending, left out: [0, e₀), [e₀, e₁), … */
  dayEdges?: readonly number[];
  metric?: Metric;
  /** Leave out events at the same place as another within the largest time band before them. */
  leaveOutRepeats?: boolean;
  /** Calendar month of each event, any numbering: dates are then permuted within months only. */
  month?: Int32Array | null;
  permutations?: number;
  seed?: number;
  /** Asked every few permutations; true ends the work. */
  shouldStop?: () => boolean;
};

const MOST_DAYS = 30_000;

/**
 * The question with repeats left out if it asks for that, and how many repeats it has or had.
 * @throws RangeError as `nearRepeat` says.
 */
export function questionToTest(asked: NearRepeatQuestion): { question: NearRepeatQuestion; repeats: number } {
  const { distanceEdgesM = DISTANCE_EDGES_M, dayEdges = DAY_EDGES, month = null } = asked;
  check(asked, distanceEdgesM, dayEdges, asked.permutations ?? 999);
  const samePlaceM = distanceEdgesM[0] ?? 0;
  const labels = nearRepeatLabels(asked.xy, asked.day, {
    sameWithinM: samePlaceM,
    nearWithinM: samePlaceM,
    days: dayEdges.at(-1) ?? 1,
  });
  const kept = Int32Array.from(labels.keys()).filter((i) => labels[i] !== REPEAT);
  const repeats = labels.length - kept.length;
  if (!asked.leaveOutRepeats || repeats === 0) return { question: asked, repeats };
  const question = {
    ...asked,
    xy: Float64Array.from(
      { length: 2 * kept.length },
      (_, k) => asked.xy[2 * (kept[k >> 1] ?? 0) + (k & 1)] ?? 0,
    ),
    day: kept.map((i) => asked.day[i] ?? 0),
    month: month && kept.map((i) => month[i] ?? 0),
  };
  return { question, repeats };
}

function check(
  { xy, day, month = null }: NearRepeatQuestion,
  distanceEdgesM: readonly number[],
  dayEdges: readonly number[],
  permutations: number,
): void {
  const n = day.length;
  if (xy.length !== 2 * n) {
    throw new RangeError(`nearRepeat: expected x and y of ${n} events, got ${xy.length} numbers`);
  }
  if (month && month.length !== n) {
    throw new RangeError(`nearRepeat: expected months of ${n} events, got ${month.length}`);
  }
  checkEdges("nearRepeat", distanceEdgesM, dayEdges);
  if (!(Number.isInteger(permutations) && permutations >= 1)) {
    throw new RangeError(`nearRepeat: expected at least 1 permutation, got ${permutations}`);
  }
  const span =
    day.reduce((most, d) => Math.max(most, d), -Infinity) - day.reduce((a, d) => Math.min(a, d), Infinity);
  if (span > MOST_DAYS) throw new RangeError(`nearRepeat: expected at most ${MOST_DAYS} days, got ${span}`);
}
