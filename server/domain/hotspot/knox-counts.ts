/** Counts close pairs of events by days between them, for four orders of the dates at once. */
import type { ClosePairs } from "./close-pairs.ts";

/** Orders of dates counted in one walk over the pairs: fetching the pairs costs as much as judging them. */
export const LANES = 4;

/** Time bands [0, edges[0]), [edges[0], edges[1]) … of the difference between two dates, as tables to look up. */
export type DayBands = {
  count: number;
  /** Largest difference in any band, days. */
  reachDays: number;
  /** Largest difference in the tables, days. */
  spanDays: number;
  /**
   * By difference + spanDays: a 1 in the byte of its band, four bands to a table. Adding up these words counts all
   * four bands without a branch, which a date drawn at random would make the processor guess wrong.
   */
  tables: Int32Array[];
};

const BANDS_PER_WORD = 4;
/** What fits in a byte: after so many pairs the words are emptied into the counts. */
const PAIRS_PER_WORD = 255;

/** @param spanDays days between the first and the last event. */
export function dayBands(edges: readonly number[], spanDays: number): DayBands {
  const reachDays = (edges.at(-1) ?? 1) - 1;
  const span = Math.max(spanDays, reachDays);
  const tables = Array.from({ length: Math.ceil(edges.length / BANDS_PER_WORD) }, (_, word) =>
    Int32Array.from({ length: 2 * span + 1 }, (__, at) => {
      const band = bandOf(edges, at - span) - word * BANDS_PER_WORD;
      return band >= 0 && band < BANDS_PER_WORD ? 1 << (8 * band) : 0;
    }),
  );
  return { count: edges.length, reachDays, spanDays: span, tables };
}

/** Time band of a difference in days, either sign; −1 beyond the last. */
export function bandOf(edges: readonly number[], days: number): number {
  return edges.findIndex((edge) => Math.abs(days) < edge);
}

/**
 * Adds the pairs of every distance and time band to `counts`, at (lane · distance bands + distance band) · time
 * bands + time band.
 * @param days day of event i in lane k at 4i + k, 0 … spanDays.
 * Cost: four look-ups per pair; 1.1 million pairs: 10 ms, so 999 permutations take 3 s.
 */
export function addPairCounts(
  pairs: ClosePairs,
  days: Int16Array,
  times: DayBands,
  counts: Int32Array,
): void {
  times.tables.forEach((table, word) => {
    const firstBand = word * BANDS_PER_WORD;
    const bandsHere = Math.min(BANDS_PER_WORD, times.count - firstBand);
    for (let band = 0; band < pairs.bands; band++) {
      addBand(pairs, band, days, table, times.spanDays, (words) => {
        for (let lane = 0; lane < LANES; lane++) {
          const at = (lane * pairs.bands + band) * times.count + firstBand;
          for (let k = 0; k < bandsHere; k++) {
            counts[at + k] = (counts[at + k] ?? 0) + (((words[lane] ?? 0) >>> (8 * k)) & 255);
          }
        }
      });
    }
  });
}

/** Walks the pairs of one distance band; `empty` gets the words of the four lanes each time they may be full. */
function addBand(
  { events, start, other }: ClosePairs,
  band: number,
  days: Int16Array,
  table: Int32Array,
  spanDays: number,
  empty: (words: readonly number[]) => void,
): void {
  let [sums0, sums1, sums2, sums3] = [0, 0, 0, 0];
  let room = PAIRS_PER_WORD;
  for (let i = 0; i < events; i++) {
    let at = start[band * events + i] ?? 0;
    const end = start[band * events + i + 1] ?? 0;
    if (at === end) continue;
    const own = i * LANES;
    const from0 = (spanDays - (days[own] ?? 0)) | 0;
    const from1 = (spanDays - (days[own + 1] ?? 0)) | 0;
    const from2 = (spanDays - (days[own + 2] ?? 0)) | 0;
    const from3 = (spanDays - (days[own + 3] ?? 0)) | 0;
    while (at < end) {
      const stop = Math.min(end, at + room) | 0;
      room -= stop - at;
      for (; at < stop; at++) {
        // Whole-number hints (| 0) keep this loop out of floating point: half the time.
        const its = ((other[at] ?? 0) * LANES) | 0;
        sums0 = (sums0 + (table[((days[its] ?? 0) + from0) | 0] ?? 0)) | 0;
        sums1 = (sums1 + (table[((days[its + 1] ?? 0) + from1) | 0] ?? 0)) | 0;
        sums2 = (sums2 + (table[((days[its + 2] ?? 0) + from2) | 0] ?? 0)) | 0;
        sums3 = (sums3 + (table[((days[its + 3] ?? 0) + from3) | 0] ?? 0)) | 0;
      }
      if (room > 0) continue;
      empty([sums0, sums1, sums2, sums3]);
      [sums0, sums1, sums2, sums3] = [0, 0, 0, 0];
      room = PAIRS_PER_WORD;
    }
  }
  empty([sums0, sums1, sums2, sums3]);
}
