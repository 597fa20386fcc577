/** Does the data of the newest month stop before the month does? Its figures are then too low, not a fall. */
import type { Caveat } from "#contract/meta.ts";
import { daysInMonth, monthLabel } from "#domain/time/months.ts";
import type { Reader } from "../db/read-model.ts";
import type { Snapshot } from "../db/snapshot.ts";
import type { Question } from "./question.ts";

/** Days without an incident at the end of a month are taken as missing if chance leaves so many this rarely. */
const RARELY = 0.001;

type LastDay = { day: number; n: number } | null;

/** What was found, for as long as the snapshot is in use. */
const known = new WeakMap<Snapshot, Map<string, Promise<LastDay>>>();

/** Caveat for a period that ends in such a month; only sources with exact times can show it. */
export async function incompleteMonthCaveat(
  reader: Pick<Reader, "incidentsPerDay">,
  question: Pick<Question, "snapshot" | "slices" | "months" | "selection">,
): Promise<Caveat[]> {
  const { snapshot, slices, months, selection } = question;
  const last = months.findLast((month) => selection.covered.has(month));
  const newest = slices.filter(
    ({ month, sourceId, forceId }) =>
      month === last &&
      snapshot.sources.get(sourceId)?.timePrecision === "exact" &&
      !snapshot.slices.some((s) => s.sourceId === sourceId && s.forceId === forceId && s.month > month),
  );
  if (!last || newest.length === 0) return [];
  const found = await lastDayOf(reader, snapshot, newest);
  const days = daysInMonth(last);
  if (!found || (found.day / days) ** found.n > RARELY) return [];
  return [
    {
      code: "incomplete-month",
      text: `The data stops on day ${found.day} of ${monthLabel(last)}: that month is not complete, and its figures are too low.`,
    },
  ];
}

function lastDayOf(
  reader: Pick<Reader, "incidentsPerDay">,
  snapshot: Snapshot,
  slices: Question["slices"],
): Promise<LastDay> {
  const bySlices = known.get(snapshot) ?? new Map<string, Promise<LastDay>>();
  known.set(snapshot, bySlices);
  const key = slices.map(({ id, typeIds }) => `${id}:${typeIds.join("+")}`).join();
  const before = bySlices.get(key);
  if (before) return before;
  const asked = readLastDay(reader, slices);
  bySlices.set(key, asked);
  asked.catch(() => bySlices.delete(key));
  return asked;
}

async function readLastDay(
  reader: Pick<Reader, "incidentsPerDay">,
  slices: Question["slices"],
): Promise<LastDay> {
  const perDay = await reader.incidentsPerDay({ areaId: null, cells: null }, slices);
  const month = slices[0]?.month ?? "";
  const ofMonth = perDay.filter(({ day }) => day.startsWith(month));
  if (ofMonth.length === 0) return null;
  return {
    day: Math.max(...ofMonth.map(({ day }) => Number(day.slice(8)))),
    n: ofMonth.reduce((sum, { n }) => sum + n, 0),
  };
}
