/**
 * Dates and times as people and systems write them → instants. Strict: what is impossible or could mean two things
 * is refused with the reason, never guessed. Times without a zone are London wall-clock times.
 */
import { EARLIEST_YEAR, londonParts, londonToInstant, type WallTime } from "./local-time.ts";

/** Which of day, month and year a source writes first, second and third. */
export type DateOrder = "dmy" | "mdy" | "ymd";

export type DateTimeResult =
  | {
      ok: true;
      ms: number;
      /** False where only a date is given; `ms` is then its midnight. */
      hasTime: boolean;
      /** True in the hour that clocks repeat in October; the first occurrence is taken. */
      ambiguousHour: boolean;
    }
  | { ok: false; reason: string; detail: string };

type Parts = { year: number; month: number; day: number; time: string };
type Refusal = { ok: false; reason: string; detail: string };

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T\s]+(.*))?$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[T\s,]+(.*))?$/;
const SHORT_YEAR = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{2})(?:\D.*)?$/;
const NAMED_MONTH = /^(\d{1,2})(?:st|nd|rd|th)?[-\s]+([A-Za-z]{3,9})\.?[-\s,]+(\d{4}|\d{2})(?:[T\s,]+(.*))?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T(.*))?$/;
const TIME =
  /^(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?|(\d{2}))?\s*(am|pm)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads a date with an optional time, or a date and a time from two columns.
 * @param timeText text of a separate time column; "" if there is none or it is blank.
 */
export function parseDateTime(text: string, timeText: string, order: DateOrder): DateTimeResult {
  const shown = `${text} ${timeText}`.trim().slice(0, 60);
  const parts = dateParts(text.trim(), order, shown);
  if ("ok" in parts) return parts;
  const inDate = parts.time.trim();
  const separate = timeText.trim();
  // Systems that export two columns often fill the time of the date column with midnight.
  const time = separate !== "" ? separate : inDate;
  const { year, month, day } = parts;
  if (time === "") return instantOf({ year, month, day, hour: 0, minute: 0, second: 0 }, false, null, shown);
  const clock = timeParts(time);
  if (!clock) return refuse("impossible-time", `Not a time of day: ${shown}.`);
  return instantOf({ year, month, day, ...clock.wall }, true, clock.offsetMinutes, shown);
}

/** Start of the London day after that of an instant, epoch ms: the end of a day of which only the date is known. */
export function endOfLondonDay(ms: number): number {
  const { year, month, day } = londonParts(ms);
  const next = new Date(Date.UTC(year, month - 1, day + 1));
  const wall = { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() };
  const end = londonToInstant({ ...wall, hour: 0, minute: 0, second: 0 });
  return end.ok ? end.ms : ms + 86_400_000;
}

function dateParts(text: string, order: DateOrder, shown: string): Parts | Refusal {
  const named = NAMED_MONTH.exec(text);
  if (named) {
    const month = MONTHS.indexOf((named[2] ?? "").slice(0, 3).toLowerCase()) + 1;
    if ((named[3] ?? "").length === 2) return twoDigits(shown);
    if (month === 0) return refuse("unreadable-date", `Not a date: ${shown}.`);
    return { year: Number(named[3]), month, day: Number(named[1]), time: named[4] ?? "" };
  }
  const iso = YEAR_FIRST.exec(text);
  if (iso) return { year: Number(iso[1]), month: Number(iso[3]), day: Number(iso[4]), time: iso[5] ?? "" };
  const compact = COMPACT.exec(text);
  if (compact) {
    return {
      year: Number(compact[1]),
      month: Number(compact[2]),
      day: Number(compact[3]),
      time: compact[4] ?? "",
    };
  }
  const last = YEAR_LAST.exec(text);
  if (last) {
    const [first, second] = [Number(last[1]), Number(last[3])];
    if (order === "ymd") {
      return refuse("ambiguous-date", `The year should come first, but the date is ${shown}.`);
    }
    const [day, month] = order === "dmy" ? [first, second] : [second, first];
    if (month > 12 && day <= 12) {
      const other = order === "dmy" ? "month/day/year" : "day/month/year";
      return refuse("impossible-date", `There is no month ${month}: ${shown}. Is the order ${other}?`);
    }
    return { year: Number(last[4]), month, day, time: last[5] ?? "" };
  }
  if (SHORT_YEAR.test(text)) return twoDigits(shown);
  return refuse("unreadable-date", `Not a date: ${shown}.`);
}

function twoDigits(shown: string): Refusal {
  return refuse("ambiguous-date", `The year has only two digits: ${shown}.`);
}

type Clock = { wall: Pick<WallTime, "hour" | "minute" | "second">; offsetMinutes: number | null };

function timeParts(text: string): Clock | null {
  const match = TIME.exec(text);
  if (!match) return null;
  const [, hourText = "", colonMinute, secondText, packedMinute, half, zone] = match;
  const minuteText = colonMinute ?? packedMinute;
  if (minuteText === undefined && half === undefined) return null;
  let hour = Number(hourText);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
  }
  const wall = { hour, minute: Number(minuteText ?? 0), second: Number(secondText ?? 0) };
  if (wall.hour > 23 || wall.minute > 59 || wall.second > 59) return null;
  return { wall, offsetMinutes: zone === undefined ? null : zoneMinutes(zone) };
}

function zoneMinutes(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const digits = zone.slice(1).replace(":", "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return zone.startsWith("-") ? -minutes : minutes;
}

function instantOf(
  wall: WallTime,
  hasTime: boolean,
  offsetMinutes: number | null,
  shown: string,
): DateTimeResult {
  if (wall.year < EARLIEST_YEAR) {
    return refuse("date-out-of-range", `Dates before ${EARLIEST_YEAR} are not taken: ${shown}.`);
  }
  const found = londonToInstant(wall);
  if (!found.ok && found.reason === "impossible-date") {
    return refuse("impossible-date", `There is no such date: ${shown}.`);
  }
  if (offsetMinutes !== null) {
    const utc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
    return { ok: true, ms: utc - offsetMinutes * 60_000, hasTime, ambiguousHour: false };
  }
  if (!found.ok) {
    return refuse("nonexistent-time", `Clocks went forward and skipped this time: ${shown}.`);
  }
  return { ok: true, ms: found.ms, hasTime, ambiguousHour: found.ambiguous };
}

function refuse(reason: string, detail: string): Refusal {
  return { ok: false, reason, detail };
}
