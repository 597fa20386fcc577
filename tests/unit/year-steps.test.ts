import { describe, expect, it } from "vitest";
import { daysOfStep, monthsOfStep, stepLabel, stepOfDate } from "#domain/time/year-steps.ts";
import { baselineWords, isLeftOut, readBaseline } from "../../server/use-cases/season-baseline.ts";

describe("weeks that are the same dates every year", () => {
  it("every date has a week, and the days of all weeks are the days of the year", () => {
    for (const year of [2019, 2020, 2000, 1900]) {
      const days = Array.from({ length: 52 }, () => 0);
      for (
        let at = new Date(Date.UTC(year, 0, 1));
        at.getUTCFullYear() === year;
        at.setUTCDate(at.getUTCDate() + 1)
      ) {
        const step = stepOfDate("week", at.getUTCMonth() + 1, at.getUTCDate());
        days[step] = (days[step] ?? 0) + 1;
        expect(monthsOfStep("week", step)).toContain(at.getUTCMonth() + 1);
      }
      expect(days).toEqual(days.map((_, step) => daysOfStep("week", year, step)));
    }
  });

  it("Halloween is in the same week of every year, leap years included", () => {
    expect(stepOfDate("week", 10, 31)).toBe(43);
    expect(stepLabel("week", 43)).toBe("29 Oct – 4 Nov");
    expect(stepLabel("week", 51)).toBe("24–31 Dec");
    expect(stepOfDate("week", 2, 29)).toBe(stepOfDate("week", 2, 28));
  });

  it("months are calendar months", () => {
    expect(stepOfDate("month", 2, 29)).toBe(1);
    expect([daysOfStep("month", 2020, 1), daysOfStep("month", 2021, 1)]).toEqual([29, 28]);
    expect(stepLabel("month", 9)).toBe("Oct");
    expect(() => stepOfDate("week", 13, 1)).toThrow(RangeError);
  });
});

describe("the baseline of a season", () => {
  it("is read from words or years, and nothing else", () => {
    expect(readBaseline("all")).toEqual({ kind: "all" });
    expect(readBaseline("2019,2017,2019")).toEqual({ kind: "years", years: [2017, 2019] });
    expect(readBaseline("2017-2019")).toBeNull();
    expect(readBaseline("")).toBeNull();
  });

  it("without Covid leaves out everything from March 2020 on, but not January and February 2020", () => {
    const baseline = { kind: "without-covid" } as const;
    expect([
      isLeftOut(baseline, 2020, [2]),
      isLeftOut(baseline, 2020, [2, 3]),
      isLeftOut(baseline, 2023, [1]),
    ]).toEqual([false, true, true]);
  });

  it("is printed with the years that were really used", () => {
    expect(baselineWords({ kind: "all" }, [2022, 2023, 2024])).toBe("2022–2024, the latest earlier years");
    expect(baselineWords({ kind: "without-covid" }, [2017, 2018, 2019])).toBe(
      "2017–2019; March 2020 onwards left out",
    );
    expect(baselineWords({ kind: "years", years: [2015, 2017, 2030] }, [2015, 2017])).toBe(
      "2015, 2017, chosen by hand; nothing to compare with in 2030",
    );
    expect(baselineWords({ kind: "all" }, [])).toBe("no earlier years");
  });
});
