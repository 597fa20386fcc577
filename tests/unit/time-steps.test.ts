import { describe, expect, it } from "vitest";
import { calendarMonthSteps, fourWeekSteps, stepsPerYear } from "#domain/time/steps.ts";

describe("steps of calendar months", () => {
  it("have the days of their month, leap years included", () => {
    expect(calendarMonthSteps("2024-01-01", "2024-03-31")).toEqual([
      { fromDay: "2024-01-01", toDay: "2024-01-31", days: 31 },
      { fromDay: "2024-02-01", toDay: "2024-02-29", days: 29 },
      { fromDay: "2024-03-01", toDay: "2024-03-31", days: 31 },
    ]);
  });

  it("leave out a month entered part-way and one cut short at the end", () => {
    const steps = calendarMonthSteps("2024-01-02", "2024-04-29");
    expect(steps.map(({ fromDay }) => fromDay)).toEqual(["2024-02-01", "2024-03-01"]);
  });

  it("keep the last one on request, with the days there are", () => {
    const steps = calendarMonthSteps("2024-03-01", "2024-04-10", 1, { keepPartialLast: true });
    expect(steps.at(-1)).toEqual({ fromDay: "2024-04-01", toDay: "2024-04-10", days: 10 });
  });

  it("of three months need all three", () => {
    expect(calendarMonthSteps("2023-11-01", "2024-06-30", 3)).toEqual([
      { fromDay: "2023-11-01", toDay: "2024-01-31", days: 92 },
      { fromDay: "2024-02-01", toDay: "2024-04-30", days: 90 },
    ]);
  });

  it("of a period shorter than a month are none", () => {
    expect(calendarMonthSteps("2024-01-10", "2024-01-31")).toEqual([]);
    expect(calendarMonthSteps("2024-02-01", "2024-01-31")).toEqual([]);
  });
});

describe("steps of four weeks", () => {
  it("are 28 days each, across the change of the clocks and of the year", () => {
    const steps = fourWeekSteps("2023-12-04", "2024-12-01");
    expect(steps).toHaveLength(13);
    expect(steps.every(({ days }) => days === 28)).toBe(true);
    expect(steps[1]).toEqual({ fromDay: "2024-01-01", toDay: "2024-01-28", days: 28 });
    expect(steps.at(-1)?.toDay).toBe("2024-12-01");
  });

  it("drop a last one that is cut short", () => {
    expect(fourWeekSteps("2024-01-01", "2024-02-24")).toHaveLength(1);
    expect(fourWeekSteps("2024-01-01", "2024-02-25")).toHaveLength(2);
    expect(fourWeekSteps("2024-01-01", "2024-02-24", { keepPartialLast: true }).at(-1)?.days).toBe(27);
  });
});

describe("steps a year", () => {
  it("are twelve for the months of four years and 13.04 for four weeks", () => {
    const months = calendarMonthSteps("2021-01-01", "2024-12-31").map(({ days }) => days);
    expect(stepsPerYear(months)).toBe(12);
    expect(stepsPerYear([28, 28])).toBeCloseTo(13.045, 3);
  });
});

describe("what is not a date or a step", () => {
  it("is refused", () => {
    expect(() => calendarMonthSteps("2024-02-30", "2024-03-31")).toThrow(RangeError);
    expect(() => fourWeekSteps("2024-01", "2024-03-31")).toThrow(RangeError);
    expect(() => calendarMonthSteps("2024-01-01", "2024-03-31", 1.5)).toThrow(RangeError);
    expect(() => stepsPerYear([])).toThrow(RangeError);
  });
});
