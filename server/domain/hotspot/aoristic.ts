/**
 * At what hours of the week do incidents happen, when all that is known of many is that it was between two times?
 *
 * Aoristic analysis: an incident's weight of 1 is shared over the hours between the earliest and the latest time it
 * can have happened, in proportion to the seconds of each hour in that span, in Europe/London wall time. Nights when
 * the clocks change come out right because real time is integrated, not wall time. Over many incidents this is
 * less biased than taking start, middle or end of the span (Ratcliffe 2002, Journal of Quantitative Criminology 18,
 * 23–43; Ashby & Bowers 2013, Crime Science 2:1), which are offered for comparison. It does not know when any single
 * incident happened, and flattens peaks: look at the share that is certain.
 */
import { HOUR_MS, HOURS_PER_WEEK, type HourTable, hasHourOfWeek, hourTable } from "../time/hour-of-week.ts";

/** How the span of an incident is placed in the week. */
export type Spread = "aoristic" | "start" | "midpoint" | "end";

export type AoristicQuestion = {
  /** Earliest instant, epoch ms; NaN = not recorded. */
  fromMs: Float64Array;
  /** Latest instant, epoch ms; NaN = not recorded: the incident then counts in the hour it starts. */
  toMs: Float64Array;
  spread?: Spread;
  /** Leave out spans over 28 days, which say nothing of the hour; else they count evenly like all from 7 days on. */
  excludeOver28Days?: boolean;
  /** Group of each incident (a cell, or near = 1 and far = 0), 0 … groups − 1; null = one group. */
  group?: Int32Array | null;
  groups?: number;
};

export type Aoristic = {
  /** Incidents by hour of the week, Monday 00:00 first; 168 figures per group, group by group. Sums to `used`. */
  weights: Float64Array;
  /** The part of `weights` from incidents whose span is at most one hour. */
  certain: Float64Array;
  used: number;
  /** Share of the used incidents whose span is at most one hour; 0 where none is used. */
  certainShare: number;
  /** Used with start = end, and used with no end recorded: both count wholly in the hour of the start. */
  instants: number;
  withoutEnd: number;
  /** Of those two, the ones at exactly 00:00:00 wall time: many of them mean dates without a time. */
  midnightStarts: number;
  /** Spans of 7 days and more, spread evenly over the week (aoristic only). */
  evenlySpread: number;
  excluded: { noStart: number; endBeforeStart: number; over28Days: number; outsideYears: number };
};

const WEEK_MS = HOURS_PER_WEEK * HOUR_MS;
const LONGEST_MS = 4 * WEEK_MS;

/**
 * Weights by hour of the week.
 *
 * Left out and counted: no start, end before start, and instants outside 1972–2099. Spans of exactly one hour and
 * less are certain.
 * Cost: O(incidents + hours in their spans); 150,000 incidents of up to a day: 20 ms.
 * @throws RangeError for arrays of different length, or a group outside 0 … groups − 1.
 */
export function aoristic(question: AoristicQuestion): Aoristic {
  const { fromMs, toMs, spread = "aoristic", excludeOver28Days = false, group = null, groups = 1 } = question;
  check(fromMs, toMs, group, groups);
  const answer = emptyAnswer(groups);
  const table = tableFor(fromMs, toMs);
  for (let i = 0; i < fromMs.length; i++) {
    const from = fromMs[i] ?? Number.NaN;
    const to = toMs[i] ?? Number.NaN;
    if (isExcluded(from, to, excludeOver28Days, answer.excluded)) continue;
    const span = Number.isNaN(to) ? 0 : to - from;
    const offset = (group?.[i] ?? 0) * HOURS_PER_WEEK;
    answer.used++;
    if (span === 0) countInstant(answer, table, from, Number.isNaN(to));
    if (span <= HOUR_MS) {
      answer.certainShare++;
      addSpan(answer.certain, offset, table, from, span, spread);
    }
    if (span >= WEEK_MS && spread === "aoristic") {
      answer.evenlySpread++;
      for (let hour = 0; hour < HOURS_PER_WEEK; hour++)
        add(answer.weights, offset + hour, 1 / HOURS_PER_WEEK);
    } else addSpan(answer.weights, offset, table, from, span, spread);
  }
  answer.certainShare = answer.used === 0 ? 0 : answer.certainShare / answer.used;
  return answer;
}

function emptyAnswer(groups: number): Aoristic {
  return {
    weights: new Float64Array(groups * HOURS_PER_WEEK),
    certain: new Float64Array(groups * HOURS_PER_WEEK),
    used: 0,
    certainShare: 0,
    instants: 0,
    withoutEnd: 0,
    midnightStarts: 0,
    evenlySpread: 0,
    excluded: { noStart: 0, endBeforeStart: 0, over28Days: 0, outsideYears: 0 },
  };
}

/** Whether an incident cannot be used; counts it under the reason. */
function isExcluded(
  from: number,
  to: number,
  excludeOver28Days: boolean,
  excluded: Aoristic["excluded"],
): boolean {
  if (Number.isNaN(from)) excluded.noStart++;
  else if (to < from) excluded.endBeforeStart++;
  else if (!hasHourOfWeek(from) || !(Number.isNaN(to) || hasHourOfWeek(to))) excluded.outsideYears++;
  else if (excludeOver28Days && to - from > LONGEST_MS) excluded.over28Days++;
  else return false;
  return true;
}

function countInstant(answer: Aoristic, table: HourTable, from: number, withoutEnd: boolean): void {
  if (withoutEnd) answer.withoutEnd++;
  else answer.instants++;
  if (from % HOUR_MS === 0 && hourAt(table, from) % 24 === 0) answer.midnightStarts++;
}

/** Adds an incident's weight of 1 to the hours of its span. */
function addSpan(
  weights: Float64Array,
  offset: number,
  table: HourTable,
  from: number,
  span: number,
  spread: Spread,
): void {
  if (spread !== "aoristic" || span === 0) {
    const share = spread === "end" ? 1 : spread === "midpoint" ? 0.5 : 0;
    add(weights, offset + hourAt(table, from + span * share), 1);
    return;
  }
  const to = from + span;
  let start = from;
  while (start < to) {
    const nextHour = (Math.floor(start / HOUR_MS) + 1) * HOUR_MS;
    const end = Math.min(nextHour, to);
    add(weights, offset + hourAt(table, start), (end - start) / span);
    start = end;
  }
}

function add(weights: Float64Array, at: number, weight: number): void {
  weights[at] = (weights[at] ?? 0) + weight;
}

function hourAt({ firstHour, hourOfWeek }: HourTable, ms: number): number {
  return hourOfWeek[Math.floor(ms / HOUR_MS) - firstHour] ?? 0;
}

/** Hours from the first to the last usable instant. */
function tableFor(fromMs: Float64Array, toMs: Float64Array): HourTable {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < fromMs.length; i++) {
    for (const ms of [fromMs[i] ?? Number.NaN, toMs[i] ?? Number.NaN]) {
      if (!hasHourOfWeek(ms)) continue;
      if (ms < first) first = ms;
      if (ms > last) last = ms;
    }
  }
  return first <= last ? hourTable(first, last) : { firstHour: 0, hourOfWeek: new Uint8Array(0) };
}

function check(fromMs: Float64Array, toMs: Float64Array, group: Int32Array | null, groups: number): void {
  if (fromMs.length !== toMs.length) {
    throw new RangeError(`aoristic: expected ${fromMs.length} ends, got ${toMs.length}`);
  }
  if (group && group.length !== fromMs.length) {
    throw new RangeError(`aoristic: expected ${fromMs.length} groups, got ${group.length}`);
  }
  const outside = group?.find((g) => g < 0 || g >= groups);
  if (outside !== undefined || !(Number.isInteger(groups) && groups >= 1)) {
    throw new RangeError(`aoristic: expected groups 0 to ${groups - 1}, got ${outside ?? groups}`);
  }
}
