import { londonParts } from "#domain/time/local-time.ts";
import { type DateOrder, parseDateTime } from "#domain/time/parse-date-time.ts";

/** A date as the check shows it. */
export type WallTimeReading = { ok: boolean; text: string };

const two = (n: number) => String(n).padStart(2, "0");
const monthName = (month: number) =>
  new Date(Date.UTC(2000, month - 1, 1)).toLocaleString("en-GB", { month: "long", timeZone: "UTC" });

/**
 * How a date text (with its time in the same text or in a second one) reads in the chosen order, on London's
 * clocks. The same reader decides when the file is checked and imported.
 */
export function readWallTime(dateText: string, timeText: string, order: DateOrder): WallTimeReading {
  if (dateText.trim() === "") return { ok: false, text: "No date." };
  const read = parseDateTime(dateText, timeText, order);
  if (!read.ok) return { ok: false, text: read.detail };
  const { day, month, year, hour, minute } = londonParts(read.ms);
  const clock = read.hasTime ? `, ${two(hour)}:${two(minute)}` : "";
  return { ok: true, text: `${two(day)} ${monthName(month)} ${year}${clock}` };
}
