/** Incidents with a day and a place of their own, for tests that look at which follow which. */
import type { SelectedSlice } from "#domain/coverage/select-slices.ts";
import { londonMonth, londonOffsetMinutes } from "#domain/time/local-time.ts";
import { monthNumber } from "#domain/time/months.ts";
import type { EventPlace, Reader } from "../db/read-model.ts";

export type DatedEvents = {
  /** Day in London, counted from 1 January 1970. */
  day: Int32Array;
  /** Calendar month, as month numbers. */
  month: Int32Array;
  /** Ids of the positions (domain/grid/location-id). */
  locationIds: BigInt64Array;
  /** Left out, by reason. */
  excluded: { reason: string; n: number }[];
};

const DAY_MS = 86_400_000;
/** A longer span says too little of the day. */
const LONGEST_SPAN_DAYS = 28;

/** Events in order of day and position. The day of a span is that of its start. */
export async function readDatedEvents(
  reader: Reader,
  place: EventPlace,
  slices: readonly SelectedSlice[],
): Promise<DatedEvents> {
  const { fromMs, toMs, contradicts, locationIds } = await reader.incidentEvents(place, slices);
  const kept: { ms: number; day: number; id: bigint }[] = [];
  const left = { unknown: 0, contradicting: 0, long: 0 };
  for (let i = 0; i < fromMs.length; i++) {
    const ms = fromMs[i] ?? Number.NaN;
    if (Number.isNaN(ms)) left.unknown++;
    else if (contradicts[i] === 1) left.contradicting++;
    else if ((toMs[i] ?? Number.NaN) - ms > LONGEST_SPAN_DAYS * DAY_MS) left.long++;
    else kept.push({ ms, day: londonDay(ms), id: locationIds[i] ?? 0n });
  }
  kept.sort((a, b) => a.day - b.day || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return {
    day: Int32Array.from(kept, ({ day }) => day),
    month: Int32Array.from(kept, ({ ms }) => monthNumber(londonMonth(ms))),
    locationIds: BigInt64Array.from(kept, ({ id }) => id),
    excluded: [
      { reason: "No date known", n: left.unknown },
      { reason: "Ends before it begins", n: left.contradicting },
      { reason: `Known only to within more than ${LONGEST_SPAN_DAYS} days`, n: left.long },
    ].filter(({ n }) => n > 0),
  };
}

/** Day in London of an instant, counted from 1 January 1970. */
function londonDay(ms: number): number {
  return Math.floor((ms + londonOffsetMinutes(ms) * 60_000) / DAY_MS);
}

/** `2023-04-30` of a day number. */
export function dayName(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
