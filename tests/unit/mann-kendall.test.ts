import { describe, expect, it } from "vitest";
import { mannKendall } from "#domain/stats/mann-kendall.ts";

describe("Mann–Kendall", () => {
  it("counts rising pairs less falling ones: 1 3 2 has two rising, one falling", () => {
    expect(mannKendall([1, 3, 2])).toMatchObject({ S: 1, tauA: 1 / 3, senSlope: 0.5 });
  });

  it("fewer than eight figures give no valid p, and say so", () => {
    expect(mannKendall([1, 2, 3, 4, 5, 6, 7])).toMatchObject({ valid: false, reason: "too-few-steps" });
    expect(mannKendall([1, 2, 3, 4, 5, 6, 7, 8])).toMatchObject({ valid: true, reason: null });
  });

  it("a flat series has no trend: p is 1, and nothing is undefined but tau-b", () => {
    expect(mannKendall([4, 4, 4, 4, 4, 4, 4, 4])).toMatchObject({
      S: 0,
      z: 0,
      p: 1,
      tauB: null,
      senSlope: 0,
    });
  });

  it("one figure and none have no slope", () => {
    expect(mannKendall([3])).toMatchObject({ S: 0, p: 1, senSlope: null, valid: false });
    expect(mannKendall([])).toMatchObject({ S: 0, p: 1, senSlope: null, valid: false });
  });

  it("one wild figure hardly moves the slope", () => {
    expect(mannKendall([1, 2, 3, 4, 500, 6, 7, 8, 9, 10]).senSlope).toBe(1);
  });

  it("a figure that is not finite is refused", () => {
    expect(() => mannKendall([1, Number.NaN, 3])).toThrow("got NaN at step 1");
    expect(() => mannKendall([1, Number.POSITIVE_INFINITY])).toThrow(RangeError);
  });
});
