import { describe, expect, it } from "vitest";
import { monthsBetween } from "#domain/time/months.ts";
import { wholeYears } from "#domain/time/whole-years.ts";

describe("whole years of a period", () => {
  const covered = new Set(monthsBetween("2018-03", "2020-12"));

  it("are counted back from the last month", () => {
    expect(wholeYears("2018-03", "2020-12", covered)).toEqual([
      { from: "2019-01", to: "2019-12" },
      { from: "2020-01", to: "2020-12" },
    ]);
    expect(wholeYears("2018-03", "2020-02", covered)).toEqual([
      { from: "2018-03", to: "2019-02" },
      { from: "2019-03", to: "2020-02" },
    ]);
  });

  it("a year with a month of which nothing is known is left out, those around it stay", () => {
    const holed = new Set([...monthsBetween("2018-01", "2020-12")].filter((month) => month !== "2019-06"));
    expect(wholeYears("2018-01", "2020-12", holed).map(({ from }) => from)).toEqual(["2018-01", "2020-01"]);
  });

  it("the latest are kept where only some are wanted; a shorter period has none", () => {
    expect(wholeYears("2018-03", "2020-12", covered, 1)).toEqual([{ from: "2020-01", to: "2020-12" }]);
    expect(wholeYears("2020-02", "2020-12", covered)).toEqual([]);
  });
});
