/**
 * When was a place hot, and is it growing? Each step of time by itself: did the place's hexagons hold more than as
 * many hexagons picked at random in that step would? Benjamini–Hochberg over all places and steps that are asked.
 *
 * A month of one kind of crime is too little to find a hotspot among thousands of hexagons; it is enough to see
 * whether a place that is known already was hot in it. The price: places were picked for their total, so the steps
 * they were picked from are a little more often hot than chance has it. Steps before those are not affected.
 */
import { countHistogram } from "#domain/hotspot/count-histogram.ts";
import { classifyEmerging, type EmergingClass } from "#domain/hotspot/emerging-class.ts";
import { exactSumTable, tableCost } from "#domain/hotspot/exact-sum-table.ts";
import { type Persistence, persistence } from "#domain/hotspot/persistence.ts";
import { adjust } from "#domain/stats/false-discovery-rate.ts";
import { mannKendall } from "#domain/stats/mann-kendall.ts";
import { normalUpperTail } from "#domain/stats/normal.ts";
import { sumOver } from "./place-footprints.ts";

/** Counts of one calendar month by hexagon; null = nothing is known of it. */
export type MonthCounts = { days: number; counts: Int32Array | null };

export type PlaceHistory = {
  /** 3 = quarters counted back from the last month, 1 = months. */
  monthsPerStep: number;
  /** Oldest first: 1 = hot. */
  hot: Uint8Array;
  /** The last months, at most 12, oldest first: 1 = hot. */
  hotMonths: Uint8Array;
  class: EmergingClass;
  /** Class one step earlier, of the same hexagons. */
  classBefore: EmergingClass;
  persistence: Persistence;
  /** Mann–Kendall on incidents per day in the place's hexagons. z above 0 = rising; p two-sided. */
  trendZ: number;
  trendP: number;
};

export type HistoryRequest = {
  /** Hexagons of each place. */
  places: readonly (readonly number[])[];
  /** Calendar months, oldest first, ending with the last of the period. */
  months: readonly MonthCounts[];
};

const HOT_Q = 0.05;
const LEAST_STEPS = 10;
const MONTHS_SHOWN = 12;
const QUARTER = 3;
const YEAR = 12;
/** Additions for the exact table of one step; beyond it sums are so large that the normal tail is as good. */
const TABLE_LIMIT = 1e7;

/** History of every place; null where fewer than ten steps in a row up to the last month are known. */
export function placeHistories({ places, months }: HistoryRequest): PlaceHistory[] | null {
  const known = unbroken(months);
  const quarters = Math.floor(known.length / QUARTER);
  const monthsPerStep = quarters >= LEAST_STEPS ? QUARTER : 1;
  const steps = groupMonths(known, monthsPerStep);
  if (steps.length < LEAST_STEPS || places.length === 0) return null;
  const hot = hotSteps(places, steps);
  const shown = known.slice(-MONTHS_SHOWN);
  const hotMonths = hotSteps(places, shown);
  return places.map((cells, k) => {
    const states = hot[k] ?? new Uint8Array(steps.length);
    const perDay = steps.map((step) => sumOver(cells, step.counts) / step.days);
    const trend = mannKendall(perDay);
    return {
      monthsPerStep,
      hot: states,
      hotMonths: hotMonths[k] ?? new Uint8Array(shown.length),
      class: classifyEmerging(states, trend).class,
      classBefore: classifyEmerging(states.subarray(0, -1), mannKendall(perDay.slice(0, -1))).class,
      persistence: persistence(states, YEAR / monthsPerStep),
      trendZ: trend.z,
      trendP: trend.p,
    };
  });
}

type Step = { days: number; counts: Int32Array };

/** The known months up to the last, back to the first that is not known. */
function unbroken(months: readonly MonthCounts[]): Step[] {
  const known: Step[] = [];
  for (let t = months.length - 1; t >= 0; t--) {
    const month = months[t];
    if (!month?.counts) break;
    known.unshift({ days: month.days, counts: month.counts });
  }
  return known;
}

/** Whole steps counted back from the last month; months at the beginning that do not fill one are left out. */
function groupMonths(months: readonly Step[], size: number): Step[] {
  if (size === 1) return [...months];
  const steps: Step[] = [];
  for (let end = months.length; end >= size; end -= size) {
    const group = months.slice(end - size, end);
    const counts = new Int32Array(group[0]?.counts.length ?? 0);
    for (const month of group) {
      for (let i = 0; i < counts.length; i++) counts[i] = (counts[i] ?? 0) + (month.counts[i] ?? 0);
    }
    steps.unshift({ days: group.reduce((days, month) => days + month.days, 0), counts });
  }
  return steps;
}

/** By place and step: 1 = hot. */
function hotSteps(places: readonly (readonly number[])[], steps: readonly Step[]): Uint8Array[] {
  const p = new Float64Array(places.length * steps.length);
  for (const [t, { counts }] of steps.entries()) {
    const tailOf = upperTails(counts, Math.max(...places.map((cells) => cells.length)));
    for (const [k, cells] of places.entries()) {
      p[k * steps.length + t] = tailOf(cells.length, sumOver(cells, counts));
    }
  }
  const q = adjust(p, "bh");
  return places.map((_, k) =>
    Uint8Array.from(steps, (_, t) => ((q[k * steps.length + t] ?? 1) <= HOT_Q ? 1 : 0)),
  );
}

/** P(sum of m hexagons picked at random ≥ sum), by m and sum. */
function upperTails(counts: Int32Array, largestSize: number): (size: number, sum: number) => number {
  const histogram = countHistogram(counts);
  if (!histogram) throw new RangeError("placeHistories: expected whole counts");
  const table =
    tableCost(histogram, largestSize) <= TABLE_LIMIT ? exactSumTable(histogram, largestSize) : null;
  if (table) return (size, sum) => table.upperTail(size, sum);
  const { n, origin, unit } = histogram;
  let [total, squares] = [0, 0];
  for (const [d, step] of histogram.steps.entries()) {
    const count = origin + unit * step;
    const cells = histogram.cells[d] ?? 0;
    total += cells * count;
    squares += cells * count * count;
  }
  const mean = total / n;
  const variance = squares / n - mean * mean;
  return (size, sum) => {
    const sd = Math.sqrt((variance * size * (n - size)) / (n - 1));
    return sd > 0 ? normalUpperTail((sum - 0.5 - size * mean) / sd) : 1;
  };
}
