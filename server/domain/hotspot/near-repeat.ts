/**
 * Does one event make another likely close by and soon after (repeat and near-repeat victimisation)?
 *
 * Knox test: of all pairs of events in a distance band, how many are also in a time band, against how many there
 * would be if the same dates had fallen on the same places in any other order. Answers whether events follow each
 * other in space and time beyond the fixed geography of crime and its fixed calendar. Does not answer why (one
 * offender, or one kind of victim), and cannot tell a near repeat from a neighbourhood whose share of crime drifts
 * over the years (Kulldorff & Hjalmars 1999): permute within calendar months, or test one year at a time.
 *
 * Strong repeats at one place feign near repeats: two such places that happen to be near each other count as four
 * pairs at once. `leaveOutRepeats` tests whether a near-repeat pattern stands without them.
 *
 * Only for events with a day of their own and a position not snapped to a street.
 *
 * Intervals are as printed: "(1, 100]" m holds 1 < d ≤ 100; "[8, 15)" days holds 8 to 14 days between the two dates.
 * (The Near Repeat Calculator 1.3 prints "a to b" for [a − 1, b).) Poisson p is P(X ≥ observed); surveillance::knox
 * and pointpats report P(X > observed), which calls chance a pattern too often.
 * References: Knox 1964, Applied Statistics 13, 25–29; Besag & Diggle 1977; Townsley, Homel & Chaseling 2003, British
 * Journal of Criminology 43, 615–633; Ratcliffe 2009 (threshold of 1.2).
 */
import { bucketPoints } from "../grid/point-buckets.ts";
import { adjust } from "../stats/false-discovery-rate.ts";
import { poissonUpperTail } from "../stats/poisson.ts";
import { type ClosePairs, closePairs, type Metric } from "./close-pairs.ts";
import { dayBands } from "./knox-counts.ts";
import { knoxMoments, spaceGraphs, timeGraphs } from "./knox-moments.ts";
import { type KnoxDraws, permuteDates } from "./knox-permutations.ts";
import {
  DAY_EDGES,
  DISTANCE_EDGES_M,
  dayInterval,
  distanceInterval,
  type Interval,
} from "./near-repeat-bands.ts";
import { type NearRepeatQuestion, questionToTest } from "./near-repeat-question.ts";

export type KnoxBand = {
  /** Metres between the two events; the high end included. */
  distance: Interval;
  /** Days between the two dates; the high end left out. */
  days: Interval;
  observed: number;
  /** Mean over the permutations. */
  expected: number;
  /** Observed over expected; null where nothing is expected. */
  ratio: number | null;
  /** Share of orders of the dates with at least as many pairs: (1 + count)/(permutations + 1). */
  p: number;
  /** p after Benjamini–Hochberg over all bands. */
  q: number;
  /** q ≤ 0.05 and ratio ≥ 1.2. */
  significant: boolean;
  /** Without drawing, over all orders of the dates; null if permuted within months, where it does not hold. */
  analytic: { expected: number; sd: number; poissonP: number } | null;
};

export type NearRepeat = {
  /** Events tested, and repeats at the same place: among them, or left out if so asked. */
  events: number;
  repeats: number;
  repeatsLeftOut: boolean;
  /** Pairs within the largest distance, at any time. */
  closePairs: number;
  /** Distance band by distance band, time bands in order within each. */
  bands: KnoxBand[];
  /** repeat-only: significant at the same place (first distance band) and nowhere around it. */
  pattern: "near-repeat" | "repeat-only" | "none";
  metric: Metric;
  withinMonth: boolean;
  permutations: number;
  seed: number;
};

export type NearRepeatAnswer =
  | { ok: true; result: NearRepeat }
  | {
      ok: false;
      reason: "too-few-events" | "one-day" | "no-close-pairs" | "too-many-pairs" | "cancelled";
      detail: string;
    };

/** Fewer events than this cannot carry a table of 20 bands. */
const LEAST_EVENTS = 20;
const LEAST_RATIO = 1.2;
const SIGNIFICANCE = 0.05;
/** 120 MB of pairs; 20,000 events in a borough have 1 to 3 million. */
const MOST_PAIRS = 30_000_000;
/**
 * Knox table with a permutation test per band.
 * Cost: O(pairs × permutations); 20,000 events, 1.1 million pairs, 999 permutations, 5 × 4 bands: 3 to 5 s.
 * @throws RangeError for arrays of different length, coordinates that are not finite, edges that do not ascend, days
 *   further apart than 30,000, or fewer than 1 permutation.
 */
export function nearRepeat(asked: NearRepeatQuestion): NearRepeatAnswer {
  const { question, repeats } = questionToTest(asked);
  const { metric = "euclidean", month = null, permutations = 999, seed = 1 } = question;
  const { distanceEdgesM = DISTANCE_EDGES_M, dayEdges = DAY_EDGES } = question;
  const n = question.day.length;
  if (n < LEAST_EVENTS) return refuse("too-few-events", `${n} events; at least ${LEAST_EVENTS} are needed`);
  // Events in spatial order: the dates of neighbours then lie together in memory.
  const { order, x, y } = bucketPoints(question.xy, (distanceEdgesM.at(-1) ?? 1) / 2);
  const day = daysFromFirst(question.day, order);
  if (day.every((d) => d === day[0])) return refuse("one-day", "all events are on one day");
  const pairs = closePairs(interleave(x, y), distanceEdgesM, metric, MOST_PAIRS);
  if (!pairs)
    return refuse("too-many-pairs", `more than ${MOST_PAIRS} pairs are within the largest distance`);
  if (pairs.other.length === 0)
    return refuse("no-close-pairs", "no two events are within the largest distance");
  const times = dayBands(
    dayEdges,
    day.reduce((most, d) => Math.max(most, d), 0),
  );
  const groups = groupsOf(order, month);
  const shouldStop = question.shouldStop ?? (() => false);
  const draws = permuteDates({ pairs, day, times, groups, permutations, seed, shouldStop });
  if (!draws) return refuse("cancelled", "stopped before all permutations were drawn");
  const moments = month ? null : bandMoments(pairs, day, dayEdges);
  const bands = Array.from(draws.observed, (_, at): KnoxBand => {
    const distance = distanceInterval(distanceEdgesM, Math.floor(at / dayEdges.length));
    const days = dayInterval(dayEdges, at % dayEdges.length);
    const test = testOf(draws, at, permutations);
    return { distance, days, ...test, analytic: moments?.(at, test.observed) ?? null };
  });
  judge(bands);
  const repeatsLeftOut = question.leaveOutRepeats === true;
  const settings = { repeats, repeatsLeftOut, metric, withinMonth: month !== null, permutations, seed };
  const result = { events: n, closePairs: pairs.other.length, bands, pattern: patternOf(bands), ...settings };
  return { ok: true, result };
}

function refuse(reason: Exclude<NearRepeatAnswer, { ok: true }>["reason"], detail: string): NearRepeatAnswer {
  return { ok: false, reason, detail };
}

function testOf({ observed, sum, atLeast }: KnoxDraws, at: number, permutations: number) {
  const pairs = observed[at] ?? 0;
  const expected = (sum[at] ?? 0) / permutations;
  const p = (1 + (atLeast[at] ?? 0)) / (permutations + 1);
  return {
    observed: pairs,
    expected,
    ratio: expected === 0 ? null : pairs / expected,
    p,
    q: p,
    significant: false,
  };
}

/** Analytic figures of the band at a place in the table, and of the count observed there. */
function bandMoments(pairs: ClosePairs, day: Int16Array, dayEdges: readonly number[]) {
  const space = spaceGraphs(pairs);
  const time = timeGraphs(day, dayEdges);
  return (at: number, observed: number): KnoxBand["analytic"] => {
    const inSpace = space[Math.floor(at / dayEdges.length)];
    const inTime = time[at % dayEdges.length];
    if (!inSpace || !inTime) return null;
    const { mean, variance } = knoxMoments(day.length, inSpace, inTime);
    return { expected: mean, sd: Math.sqrt(variance), poissonP: poissonUpperTail(observed, mean) };
  };
}

/** Corrects for having tested every band, and sets which are significant. */
function judge(bands: KnoxBand[]): void {
  const q = adjust(
    Float64Array.from(bands, (band) => band.p),
    "bh",
  );
  bands.forEach((band, at) => {
    band.q = q[at] ?? 1;
    band.significant = band.q <= SIGNIFICANCE && band.ratio !== null && band.ratio >= LEAST_RATIO;
  });
}

function patternOf(bands: readonly KnoxBand[]): NearRepeat["pattern"] {
  const significant = bands.filter((band) => band.significant);
  if (significant.length === 0) return "none";
  return significant.some((band) => band.distance.low > 0) ? "near-repeat" : "repeat-only";
}

/** Days since the first one, in the order given. */
function daysFromFirst(day: Int32Array, order: Int32Array): Int16Array {
  const first = day.reduce((least, d) => Math.min(least, d), Number.POSITIVE_INFINITY);
  return Int16Array.from(order, (event) => (day[event] ?? 0) - first);
}

function interleave(x: Float64Array, y: Float64Array): Float64Array {
  return Float64Array.from({ length: 2 * x.length }, (_, i) => (i % 2 === 0 ? x : y)[i >> 1] ?? 0);
}

/** Places of the events (in the order given) among which dates may change hands: all, or by month. */
function groupsOf(order: Int32Array, month: Int32Array | null): Int32Array[] {
  const groups = new Map<number, number[]>();
  order.forEach((event, at) => {
    const key = month?.[event] ?? 0;
    const group = groups.get(key);
    if (group) group.push(at);
    else groups.set(key, [at]);
  });
  return Array.from(groups.values(), (places) => Int32Array.from(places));
}
