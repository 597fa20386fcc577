import { describe, expect, it } from "vitest";
import { type DailyCounts, seasonalWorth, yearsEarlier } from "#domain/placement/seasonal-worth.ts";
import { addDays, daysFrom } from "#domain/time/calendar-days.ts";

/** Known from the first day to the last; `per` incidents on each day. */
function counts(firstDay: string, lastDay: string, per: (day: string) => number): DailyCounts {
  const days = daysFrom(firstDay, lastDay) + 1;
  return {
    firstDay,
    perDay: Float64Array.from({ length: days }, (_, i) => per(addDays(firstDay, i))),
    isKnown: new Uint8Array(days).fill(1),
  };
}

describe("the worth of a week to come", () => {
  it("by hand: the same seven dates of the two years before", () => {
    const daily = counts("2023-01-01", "2025-01-31", (day) => (day.startsWith("2023") ? 1 : 3));
    expect(seasonalWorth(daily, "2025-06-02", 1, { years: 3, eitherSide: 0 })).toEqual([
      { worth: (7 + 21) / 2, years: 2 },
    ]);
    expect(seasonalWorth(daily, "2025-06-02", 1, { years: 1, eitherSide: 0 })).toEqual([
      { worth: 21, years: 1 },
    ]);
  });

  it("a week either side steadies it: a lone day of nine is three in three weeks", () => {
    const daily = counts("2024-01-01", "2024-12-31", (day) => (day === "2024-06-05" ? 9 : 0));
    const weeks = (eitherSide: number) =>
      seasonalWorth(daily, "2025-05-26", 4, { years: 1, eitherSide }).map(({ worth }) => worth);
    expect(weeks(0)).toEqual([0, 9, 0, 0]);
    expect(weeks(1)).toEqual([3, 3, 3, 0]);
  });

  it("a year with a day of which nothing is known is left out; without any year it is worth nothing", () => {
    const daily = counts("2022-01-01", "2024-12-31", () => 1);
    daily.isKnown[daysFrom("2022-01-01", "2024-06-03")] = 0;
    const rule = { years: 3, eitherSide: 0 };
    expect(seasonalWorth(daily, "2025-06-02", 1, rule)).toEqual([{ worth: 7, years: 2 }]);
    expect(seasonalWorth(daily, "2022-01-03", 1, rule)).toEqual([{ worth: 0, years: 0 }]);
  });

  it("29 February is compared with the 28th where there is none", () => {
    expect([
      yearsEarlier("2024-02-29", 1),
      yearsEarlier("2024-02-29", 4),
      yearsEarlier("2025-03-01", 2),
    ]).toEqual(["2023-02-28", "2020-02-29", "2023-03-01"]);
  });
});
