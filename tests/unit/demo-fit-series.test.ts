import { describe, expect, it } from "vitest";
import { fitSeries } from "../../server/demo/fit-series.ts";
import { apportion } from "../../server/demo/people.ts";

const sum = (values: number[], from: number, to: number) => values.slice(from, to).reduce((a, b) => a + b, 0);
const flat = (n: number, value: number) => new Array<number>(n).fill(value);

describe("fitting a series to totals", () => {
  it("without windows the running total is the rounded running total of the expectation", () => {
    const fitted = fitSeries(flat(10, 1.5), [], 1);
    expect(sum(fitted, 0, 10)).toBe(15);
    for (const n of fitted) expect([1, 2]).toContain(n);
  });

  it("every window gets exactly its total, overlapping windows too, in whole numbers", () => {
    const windows = [
      { label: "a", from: 0, to: 12, n: 131 },
      { label: "b", from: 6, to: 18, n: 97 },
      { label: "c", from: 9, to: 12, n: 41 },
    ];
    for (const stiffness of [0, 1, 50]) {
      const fitted = fitSeries(flat(24, 9.3), windows, stiffness);
      for (const { from, to, n } of windows) expect(sum(fitted, from, to)).toBe(n);
      for (const n of fitted) expect(Number.isInteger(n) && n >= 0).toBe(true);
    }
  });

  it("one window over everything scales the expectation", () => {
    expect(fitSeries([10, 20, 30], [{ label: "all", from: 0, to: 3, n: 120 }], 0)).toEqual([20, 40, 60]);
  });

  it("a window that follows from the others is accepted, one that contradicts them is refused by name", () => {
    const windows = [
      { label: "first half", from: 0, to: 5, n: 50 },
      { label: "second half", from: 5, to: 10, n: 60 },
    ];
    const whole = (n: number) => [...windows, { label: "whole", from: 0, to: 10, n }];
    expect(sum(fitSeries(flat(10, 10), whole(110), 1), 0, 10)).toBe(110);
    expect(() => fitSeries(flat(10, 10), whole(111), 1)).toThrow(/whole.*110.*111/);
  });

  it("a demand that only a negative count could meet is refused", () => {
    const windows = [
      { label: "part", from: 0, to: 2, n: 50 },
      { label: "whole", from: 0, to: 3, n: 10 },
    ];
    expect(() => fitSeries([5, 5, 5], windows, 0)).toThrow(RangeError);
  });

  it("stiffness carries a correction over the edge of its window smoothly", () => {
    const window = [{ label: "middle", from: 40, to: 60, n: 3_000 }];
    const jump = (stiffness: number) => {
      const fitted = fitSeries(flat(100, 100), window, stiffness);
      return Math.abs((fitted[40] ?? 0) - (fitted[39] ?? 0));
    };
    expect(jump(20)).toBeLessThan(jump(0) / 3);
  });
});

describe("sharing a whole number out", () => {
  it("parts are whole, in proportion within one, and add up", () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
    const parts = apportion(400_600, [3, 1, 4, 1, 5, 9, 2, 6]);
    expect(sum(parts, 0, parts.length)).toBe(400_600);
    expect(Math.abs((parts[5] ?? 0) - (400_600 * 9) / 31)).toBeLessThan(1);
  });
});
