/**
 * In which hours of the week do a place's incidents gather? Told only where it is more than chance: the most striking
 * hours of evenly spread incidents look striking too, and of few incidents very much so.
 */
import { aoristic } from "#domain/hotspot/aoristic.ts";
import { type PeakHours, peakHours } from "#domain/hotspot/peak-hours.ts";
import { seededRandom } from "#domain/stats/seeded-random.ts";
import { HOURS_PER_WEEK } from "#domain/time/hour-of-week.ts";

export type PlacePeaksTask = {
  /** Epoch ms; NaN = not known, not given. */
  fromMs: Float64Array;
  toMs: Float64Array;
  /** Place of each incident. */
  placeOf: Int32Array;
  places: number;
  draws: number;
  seed: number;
};

export type PlacePeak = PeakHours & {
  /** Share of the place's incidents known to within an hour. */
  certainShare: number;
};

export type PlacePeaks = {
  /** By place; null = no hours stand out from chance (p > .05), or no times are known. */
  peaks: (PlacePeak | null)[];
  /** Share of the times used that are exactly midnight: many mean dates without a time. */
  midnightShare: number;
};

const ALPHA = 0.05;

/** Peaks of every place. Cost: O(incidents + places × draws × 168 × 8). */
export function placePeaks({ fromMs, toMs, placeOf, places, draws, seed }: PlacePeaksTask): PlacePeaks {
  const hours = aoristic({
    fromMs,
    toMs,
    excludeOver28Days: true,
    group: placeOf,
    groups: Math.max(1, places),
  });
  const random = seededRandom(seed);
  const peaks = Array.from({ length: places }, (_, place) => {
    const week = (figures: Float64Array) =>
      figures.subarray(place * HOURS_PER_WEEK, (place + 1) * HOURS_PER_WEEK);
    const weight = week(hours.weights);
    const n = Math.round(total(weight));
    const [peak] = peakHours(weight);
    if (!peak) return null;
    const strength = strengthOf(peak, n);
    let atLeast = 0;
    for (let draw = 0; draw < draws; draw++) {
      const [chance] = peakHours(evenWeek(n, random));
      if (chance && strengthOf(chance, n) >= strength) atLeast++;
    }
    const p = (1 + atLeast) / (draws + 1);
    return p > ALPHA ? null : { ...peak, certainShare: total(week(hours.certain)) / n };
  });
  return { peaks, midnightShare: hours.used === 0 ? 0 : hours.midnightStarts / hours.used };
}

/** n incidents, each in an hour drawn at random. */
function evenWeek(n: number, random: ReturnType<typeof seededRandom>): Float64Array {
  const week = new Float64Array(HOURS_PER_WEEK);
  for (let i = 0; i < n; i++) {
    const hour = random.integerBelow(HOURS_PER_WEEK);
    week[hour] = (week[hour] ?? 0) + 1;
  }
  return week;
}

/** Log likelihood ratio of the window, by which `peakHours` chooses it. */
function strengthOf({ share, shareOfWeek }: PeakHours, n: number): number {
  const outside = 1 - share;
  const rest = outside > 1e-9 ? outside * Math.log(outside / (1 - shareOfWeek)) : 0;
  return n * (share * Math.log(share / shareOfWeek) + rest);
}

function total(figures: Float64Array): number {
  return figures.reduce((sum, figure) => sum + figure, 0);
}
