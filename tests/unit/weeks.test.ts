import { describe, expect, it } from "vitest";
import { quarterOf, weekEnding, weeksBetween } from "#domain/time/weeks.ts";

describe("weeks and quarters", () => {
  it("a week runs from Monday to the Sunday that names it", () => {
    expect(weekEnding("2012-10-15")).toBe("2012-10-21");
    expect(weekEnding("2012-10-21")).toBe("2012-10-21");
    expect(weekEnding("2012-10-22")).toBe("2012-10-28");
    expect(weekEnding("2020-12-31")).toBe("2021-01-03");
  });

  it("October to December 2012 ends with the eleven weeks of the partnership's paper", () => {
    const weeks = weeksBetween("2012-10", "2012-12");
    expect(weeks[0]).toBe("2012-10-07");
    expect(weeks.slice(2, 13)).toEqual([
      "2012-10-21",
      "2012-10-28",
      "2012-11-04",
      "2012-11-11",
      "2012-11-18",
      "2012-11-25",
      "2012-12-02",
      "2012-12-09",
      "2012-12-16",
      "2012-12-23",
      "2012-12-30",
    ]);
    expect(weeks.at(-1)).toBe("2013-01-06");
  });

  it("quarters are those of the calendar", () => {
    expect(["2020-01", "2020-03", "2020-04", "2020-12"].map(quarterOf)).toEqual([
      "2020-Q1",
      "2020-Q1",
      "2020-Q2",
      "2020-Q4",
    ]);
  });

  it("anything but a date is refused", () => {
    expect(() => weekEnding("2012-10")).toThrow(RangeError);
    expect(() => weekEnding("2012-13-01")).toThrow(RangeError);
  });
});
