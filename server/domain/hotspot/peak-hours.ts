/**
 * In which hours of the week do incidents gather? The windows of 2 to 8 hours that stand out most against incidents
 * spread evenly over the week, and how they are called.
 *
 * Each window is the one with the largest likelihood ratio of a Poisson scan (Kulldorff 1997, in one dimension):
 * c·ln(c/E) + (C − c)·ln((C − c)/(C − E)), so a longer window must earn its hours. A description, not a test: that
 * some hours are busier than others needs no proof, and weights of unknown times are spread out already.
 */
import { HOURS_PER_WEEK } from "../time/hour-of-week.ts";

export type PeakHours = {
  /** First hour of the week (0 = Monday 00:00) and how many hours. The window may run over Sunday midnight. */
  start: number;
  hours: number;
  /** Part of all incidents in the window, 0–1. */
  share: number;
  /** Part of the week that it takes up, 0–1. */
  shareOfWeek: number;
};

const SHORTEST_H = 2;
const LONGEST_H = 8;
const MOST_WINDOWS = 3;
const LEAST_INCIDENTS = 5;
/** Times as many as in as many average hours. */
const LEAST_RATIO = 1.5;

/**
 * Up to three windows that do not overlap, most striking first; none where nothing stands out or there is too little.
 * @param weight incidents by hour of the week, 168 of them; parts of incidents are fine.
 * @throws RangeError for another length, or weights below 0. O(168 × 7) per window.
 */
export function peakHours(weight: ArrayLike<number>): PeakHours[] {
  if (weight.length !== HOURS_PER_WEEK) {
    throw new RangeError(`peakHours: expected ${HOURS_PER_WEEK} hours, got ${weight.length}`);
  }
  const hourly = Float64Array.from(weight);
  if (!hourly.every((n) => n >= 0 && Number.isFinite(n)))
    throw new RangeError("peakHours: weights must be 0 or more");
  const total = hourly.reduce((sum, n) => sum + n, 0);
  const taken = new Uint8Array(HOURS_PER_WEEK);
  const found: PeakHours[] = [];
  while (found.length < MOST_WINDOWS) {
    const best = strongest(hourly, total, taken);
    if (!best) break;
    found.push(best);
    for (let h = 0; h < best.hours; h++) taken[(best.start + h) % HOURS_PER_WEEK] = 1;
  }
  return found;
}

function strongest(hourly: Float64Array, total: number, taken: Uint8Array): PeakHours | null {
  let best: PeakHours | null = null;
  let bestRatio = 0;
  for (let start = 0; start < HOURS_PER_WEEK; start++) {
    let inside = 0;
    for (let hours = 1; hours <= LONGEST_H; hours++) {
      const hour = (start + hours - 1) % HOURS_PER_WEEK;
      if (taken[hour] === 1) break;
      inside += hourly[hour] ?? 0;
      const expected = (total * hours) / HOURS_PER_WEEK;
      if (hours < SHORTEST_H || inside < LEAST_INCIDENTS || inside < LEAST_RATIO * expected) continue;
      const ratio = logLikelihoodRatio(inside, expected, total);
      if (ratio <= bestRatio) continue;
      bestRatio = ratio;
      best = { start, hours, share: inside / total, shareOfWeek: hours / HOURS_PER_WEEK };
    }
  }
  return best;
}

function logLikelihoodRatio(inside: number, expected: number, total: number): number {
  const outside = total - inside;
  const rest = outside > 1e-9 ? outside * Math.log(outside / (total - expected)) : 0;
  return inside * Math.log(inside / expected) + rest;
}

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** `Friday 18:00–22:00`, or `Friday 22:00 – Saturday 02:00`. */
export function hoursInWords({ start, hours }: Pick<PeakHours, "start" | "hours">): string {
  const end = start + hours;
  const day = DAYS[Math.floor(start / 24) % 7];
  if (Math.floor(start / 24) === Math.floor(end / 24)) return `${day} ${clock(start)}–${clock(end)}`;
  if (end % 24 === 0) return `${day} ${clock(start)}–24:00`;
  return `${day} ${clock(start)} – ${DAYS[Math.floor(end / 24) % 7]} ${clock(end)}`;
}

/** `Friday 18:00–22:00, 14 % of incidents in 2.4 % of the week`. */
export function peakInWords(peak: PeakHours): string {
  const percent = (share: number): string => {
    const figure = 100 * share;
    return figure < 10 ? figure.toFixed(1) : figure.toFixed(0);
  };
  return `${hoursInWords(peak)}, ${percent(peak.share)} % of incidents in ${percent(peak.shareOfWeek)} % of the week`;
}

function clock(hour: number): string {
  return `${String(hour % 24).padStart(2, "0")}:00`;
}
