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
  /** Incidents of the place with a usable time: shares are of these. */
  timed: number;
  /** Share of them known to within an hour. */
  certainShare: number;
};

export type PlacePeaks = {
  /** By place; null = no hours stand out from chance (p > .05), or no times are known. */
  peaks: (PlacePeak | null)[];
  /** Share of the times used that are exactly midnight: many mean dates without a time. */
  midnightShare: number;
};

const ALPHA = 0.05;
/** Numbers of incidents within a factor of this share their random weeks. */
const GRAIN = 1.2;

/** Peaks of every place. Cost: O(incidents + draws × 168 × 8) for each size of place, 15 ms for 99 draws. */
export function placePeaks({ fromMs, toMs, placeOf, places, draws, seed }: PlacePeaksTask): PlacePeaks {
  const hours = aoristic({
    fromMs,
    toMs,
    excludeOver28Days: true,
    group: placeOf,
    groups: Math.max(1, places),
  });
  const chance = new ChancePeaks(draws, seed);
  const peaks = Array.from({ length: places }, (_, place) => {
    const week = (figures: Float64Array) =>
      figures.subarray(place * HOURS_PER_WEEK, (place + 1) * HOURS_PER_WEEK);
    const weight = week(hours.weights);
    const n = total(weight);
    const [peak] = peakHours(weight);
    if (!peak || chance.pValue(strengthOf(peak, n), n) > ALPHA) return null;
    return { ...peak, timed: Math.round(n), certainShare: total(week(hours.certain)) / n };
  });
  return { peaks, midnightShare: hours.used === 0 ? 0 : hours.midnightStarts / hours.used };
}

/** How strong the most striking window of evenly spread incidents is, by how many there are. */
class ChancePeaks {
  readonly #draws: number;
  readonly #seed: number;
  readonly #byCount = new Map<number, Float64Array>();

  constructor(draws: number, seed: number) {
    this.#draws = draws;
    this.#seed = seed;
  }

  /** Share of random weeks with a window at least as strong. The number of incidents is rounded by up to a tenth. */
  pValue(strength: number, n: number): number {
    const count = Math.round(GRAIN ** Math.round(Math.log(n) / Math.log(GRAIN)));
    const known = this.#byCount.get(count) ?? this.#draw(count);
    this.#byCount.set(count, known);
    return (1 + known.filter((chance) => chance >= strength).length) / (this.#draws + 1);
  }

  #draw(count: number): Float64Array {
    const random = seededRandom(this.#seed).fork(String(count));
    return Float64Array.from({ length: this.#draws }, () => {
      const week = new Float64Array(HOURS_PER_WEEK);
      for (let i = 0; i < count; i++) {
        const hour = random.integerBelow(HOURS_PER_WEEK);
        week[hour] = (week[hour] ?? 0) + 1;
      }
      const [peak] = peakHours(week);
      return peak ? strengthOf(peak, count) : 0;
    });
  }
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
