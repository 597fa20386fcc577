import { describe, expect, it } from "vitest";
import { londonMonth, londonOffsetMinutes, londonParts, londonToInstant } from "#domain/time/local-time.ts";

const reference = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
  hourCycle: "h23",
});

function referenceParts(ms: number): Record<string, number> {
  return Object.fromEntries(reference.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
}

const wall = (year: number, month: number, day: number, hour: number, minute = 0) => ({
  year,
  month,
  day,
  hour,
  minute,
  second: 0,
});

describe("London time", () => {
  it("agrees with the platform's time-zone database every 90 minutes from 1972 to 2040", () => {
    const wrong: string[] = [];
    for (let ms = Date.UTC(1972, 0, 1); ms < Date.UTC(2040, 0, 1); ms += 90 * 60_000) {
      const utcHour = new Date(ms).getUTCHours();
      const hour = (utcHour + londonOffsetMinutes(ms) / 60) % 24;
      // One look at the slow reference per day, and always around the changes.
      const date = new Date(ms).getUTCDate();
      if (utcHour > 3 || (date < 15 && date !== 1)) continue;
      if (referenceParts(ms).hour !== hour) wrong.push(new Date(ms).toISOString());
    }
    expect(wrong).toEqual([]);
  });

  it("what clocks show at the instant of a wall time is that wall time", () => {
    for (let day = 0; day < 366 * 3; day++) {
      const date = new Date(Date.UTC(2019, 0, 1 + day));
      const time = wall(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), day % 24, 30);
      const found = londonToInstant(time);
      if (found.ok) expect(londonParts(found.ms)).toMatchObject(time);
    }
  });

  it("the hour that March skips does not exist", () => {
    expect(londonToInstant(wall(2024, 3, 31, 1, 30))).toEqual({ ok: false, reason: "nonexistent-time" });
    expect(londonToInstant(wall(2024, 3, 31, 0, 59))).toMatchObject({ ok: true });
    expect(londonToInstant(wall(2024, 3, 31, 2, 0))).toMatchObject({
      ok: true,
      ms: Date.UTC(2024, 2, 31, 1),
    });
  });

  it("in the hour that October repeats the first occurrence is taken and said so", () => {
    const found = londonToInstant(wall(2024, 10, 27, 1, 30));
    expect(found).toEqual({ ok: true, ms: Date.UTC(2024, 9, 27, 0, 30), ambiguous: true });
    expect(londonToInstant(wall(2024, 10, 27, 2, 0))).toMatchObject({ ambiguous: false });
  });

  it("impossible dates and times are refused", () => {
    for (const time of [
      wall(2020, 2, 31, 0),
      wall(2021, 2, 29, 0),
      wall(2020, 13, 1, 0),
      wall(2020, 1, 1, 25, 61),
      wall(2020, 1, 1, 24),
      wall(1971, 6, 1, 0),
      wall(2020.5, 1, 1, 0),
    ]) {
      expect(londonToInstant(time)).toEqual({ ok: false, reason: "impossible-date" });
    }
    expect(londonToInstant(wall(2020, 2, 29, 0)).ok).toBe(true);
  });

  it("an incident just after midnight in summer belongs to the new month, though UTC has the old one", () => {
    expect(londonMonth(Date.UTC(2024, 5, 30, 23, 30))).toBe("2024-07");
    expect(londonMonth(Date.UTC(2024, 11, 31, 23, 30))).toBe("2024-12");
  });

  it("Monday is weekday 0", () => {
    expect(londonParts(Date.UTC(2024, 5, 3, 12)).weekday).toBe(0);
    expect(londonParts(Date.UTC(2024, 5, 9, 12)).weekday).toBe(6);
  });
});
