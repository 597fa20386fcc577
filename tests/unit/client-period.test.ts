import { describe, expect, test } from "vitest";
import {
  movePeriod,
  periodLength,
  resolvePeriod,
  withLength,
  yearBefore,
} from "../../client/state/period.ts";

const data = { from: "2016-01", to: "2021-12" };

describe("period presets", () => {
  test("end with the last month that has data", () => {
    expect(resolvePeriod({ kind: "latest" }, data)).toEqual({ from: "2021-12", to: "2021-12" });
    expect(resolvePeriod({ kind: "last-3" }, data)).toEqual({ from: "2021-10", to: "2021-12" });
    expect(resolvePeriod({ kind: "rolling-12" }, data)).toEqual({ from: "2021-01", to: "2021-12" });
    expect(resolvePeriod({ kind: "all" }, data)).toEqual(data);
  });

  test("the financial year begins on 1 April", () => {
    expect(resolvePeriod({ kind: "financial-year" }, data)).toEqual({ from: "2021-04", to: "2021-12" });
    expect(resolvePeriod({ kind: "financial-year" }, { from: "2016-01", to: "2021-03" })).toEqual({
      from: "2020-04",
      to: "2021-03",
    });
    expect(resolvePeriod({ kind: "financial-year" }, { from: "2016-01", to: "2021-04" }).from).toBe(
      "2021-04",
    );
  });

  test("never reach beyond the data", () => {
    const short = { from: "2021-11", to: "2021-12" };
    expect(resolvePeriod({ kind: "last-3" }, short)).toEqual(short);
    expect(resolvePeriod({ kind: "rolling-12" }, short)).toEqual(short);
    expect(resolvePeriod({ kind: "financial-year" }, short)).toEqual(short);
  });

  test("a custom period keeps its place and is cut to the data", () => {
    expect(resolvePeriod({ kind: "custom", from: "2020-08", to: "2020-10" }, data)).toEqual({
      from: "2020-08",
      to: "2020-10",
    });
    expect(resolvePeriod({ kind: "custom", from: "2010-01", to: "2016-02" }, data)).toEqual({
      from: "2016-01",
      to: "2016-02",
    });
    expect(resolvePeriod({ kind: "custom", from: "2030-01", to: "2030-02" }, data)).toEqual({
      from: "2021-12",
      to: "2021-12",
    });
  });
});

describe("moving and comparing", () => {
  test("a year before is known only where the data reaches back to it", () => {
    expect(yearBefore({ from: "2020-08", to: "2020-10" }, data)).toEqual({ from: "2019-08", to: "2019-10" });
    expect(yearBefore({ from: "2016-08", to: "2016-10" }, data)).toBeNull();
  });

  test("stepping stops where the data ends and keeps the length", () => {
    const period = { from: "2021-09", to: "2021-11" };
    expect(movePeriod(period, 5, data)).toEqual({ from: "2021-10", to: "2021-12" });
    expect(movePeriod(period, Number.NEGATIVE_INFINITY, data)).toEqual({ from: "2016-01", to: "2016-03" });
  });

  test("a longer window ends where the shorter did, unless the data begins later", () => {
    expect(withLength({ from: "2020-08", to: "2020-10" }, 12, data)).toEqual({
      from: "2019-11",
      to: "2020-10",
    });
    expect(withLength({ from: "2016-02", to: "2016-02" }, 12, data)).toEqual({
      from: "2016-01",
      to: "2016-12",
    });
    expect(periodLength({ from: "2019-11", to: "2020-10" })).toBe(12);
  });
});
