import type { ColumnMapping } from "#contract/imports.ts";
import { londonMonth, londonToInstant, type WallTime } from "#domain/time/local-time.ts";

/** A date as the check shows it. `timed` is false where only the day is known. */
export type WallTimeReading =
  | { ok: true; text: string; month: string; timed: boolean }
  | { ok: false; text: string };

type DateOrder = ColumnMapping["dateOrder"];
type Day = Pick<WallTime, "year" | "month" | "day">;
type Clock = Pick<WallTime, "hour" | "minute" | "second">;

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]+(.*))?$/;
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T\s,]+(.*))?$/;
const NAMED_MONTH = /^(\d{1,2})[-\s]+([A-Za-z]{3,9})\.?[-\s,]+(\d{4})(?:[T\s,]+(.*))?$/;
const CLOCK = /^(\d{1,2})(?:[:.]?(\d{2})(?:[:.](\d{2})(?:\.\d+)?)?)?\s*(am|pm)?$/i;

/**
 * How a date text (with its time in the same text or in a second one) reads in the chosen order, on London's
 * clocks. For showing a mapping's effect on the first rows; the server decides when the file is checked.
 */
export function readWallTime(dateText: string, timeText: string, order: DateOrder): WallTimeReading {
  const text = dateText.trim();
  if (text === "") return { ok: false, text: "no date" };
  const day = readDay(text, order);
  if (day === null) return { ok: false, text: `“${text}” is not a date in this order` };
  const clockText = (timeText.trim() || day.rest.trim()).replace(/\s*(?:Z|[+-]\d{2}:?\d{2})$/i, "");
  const clock = clockText === "" ? { hour: 0, minute: 0, second: 0 } : readClock(clockText);
  if (clock === null) return { ok: false, text: `“${clockText}” is not a time of day` };
  const { year, month, day: dayOfMonth } = day;
  return describe({ year, month, day: dayOfMonth, ...clock }, clockText !== "", text);
}

function readDay(text: string, order: DateOrder): (Day & { rest: string }) | null {
  const iso = YEAR_FIRST.exec(text);
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]), rest: iso[4] ?? "" };
  const named = NAMED_MONTH.exec(text);
  if (named) {
    const month = MONTHS.indexOf((named[2] ?? "").slice(0, 3).toLowerCase()) + 1;
    return { year: Number(named[3]), month, day: Number(named[1]), rest: named[4] ?? "" };
  }
  const last = YEAR_LAST.exec(text);
  if (!last || order === "ymd") return null;
  const [first, second] = [Number(last[1]), Number(last[2])];
  const [day, month] = order === "dmy" ? [first, second] : [second, first];
  return { year: Number(last[3]), month, day, rest: last[4] ?? "" };
}

function readClock(text: string): Clock | null {
  const parts = CLOCK.exec(text);
  if (!parts || (parts[2] === undefined && parts[4] === undefined)) return null;
  const half = parts[4]?.toLowerCase();
  const hour = half ? (Number(parts[1]) % 12) + (half === "pm" ? 12 : 0) : Number(parts[1]);
  return { hour, minute: Number(parts[2] ?? 0), second: Number(parts[3] ?? 0) };
}

const two = (n: number) => String(n).padStart(2, "0");

function describe(wall: WallTime, timed: boolean, source: string): WallTimeReading {
  const instant = londonToInstant(wall);
  if (!instant.ok) {
    const why =
      instant.reason === "nonexistent-time"
        ? "falls into the hour that clocks skip in March"
        : "does not exist";
    return { ok: false, text: `“${source}” ${why}` };
  }
  const name = new Date(Date.UTC(wall.year, wall.month - 1, 1)).toLocaleString("en-GB", {
    month: "long",
    timeZone: "UTC",
  });
  const clock = timed ? `, ${two(wall.hour)}:${two(wall.minute)}` : "";
  return {
    ok: true,
    text: `${two(wall.day)} ${name} ${wall.year}${clock}`,
    month: londonMonth(instant.ms),
    timed,
  };
}
