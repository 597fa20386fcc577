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
const DAY_PARTS = /^(\d{1,4})[/. -]([a-z]{3,9}|\d{1,2})[/. -](\d{1,4})$/i;
const CLOCK = /^(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?$/;

/**
 * How a date text (with its time in the same text or in a second one) reads in the chosen order, on London's
 * clocks. For showing a mapping's effect on the first rows; the server decides when the file is checked.
 */
export function readWallTime(dateText: string, timeText: string, order: DateOrder): WallTimeReading {
  const text = dateText.trim();
  if (text === "") return { ok: false, text: "no date" };
  const [, dayText = text, ownTime = ""] = /^(\S+(?:\s+[a-z]{3,9}\s+\d{4})?)[T\s]+(\d{1,2}:?\d{2}.*)$/i.exec(
    text.replace(/^(\d{4}-\d{2}-\d{2})T/i, "$1 "),
  ) ?? [null, text, ""];
  const day = readDay(dayText, order);
  if (day === null) return { ok: false, text: `“${text}” is not a date in this order` };
  const clockText = (timeText.trim() || ownTime).replace(/\s*(?:Z|[+-]\d{2}:?\d{2})$/i, "");
  const clock = clockText === "" ? { hour: 0, minute: 0, second: 0 } : readClock(clockText);
  if (clock === null) return { ok: false, text: `“${clockText}” is not a time of day` };
  return describe({ ...day, ...clock }, clockText !== "", text);
}

function readDay(text: string, order: DateOrder): Day | null {
  const parts = DAY_PARTS.exec(text.trim());
  if (!parts) return null;
  const [, first = "", second = "", third = ""] = parts;
  const yearFirst = first.length === 4;
  if (yearFirst !== (order === "ymd")) return null;
  const [yearText, monthText, dayText] = yearFirst
    ? [first, second, third]
    : order === "mdy"
      ? [third, first, second]
      : [third, second, first];
  if (yearText.length !== 4) return null;
  return { year: Number(yearText), month: monthNumberOf(monthText), day: Number(dayText) };
}

function monthNumberOf(text: string): number {
  const named = MONTHS.indexOf(text.slice(0, 3).toLowerCase());
  return named >= 0 ? named + 1 : Number(text);
}

function readClock(text: string): Clock | null {
  const parts = CLOCK.exec(text);
  if (!parts) return null;
  return { hour: Number(parts[1]), minute: Number(parts[2]), second: Number(parts[3] ?? 0) };
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
