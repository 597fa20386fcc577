import { describe, expect, it } from "vitest";
import { conditionalBinomial, eTest, rateRatioInterval, squareRootZ } from "#domain/stats/compare-counts.ts";

describe("comparing two counts", () => {
  it("nothing against nothing has no p: nothing was seen that could differ", () => {
    expect(eTest(0, 0)).toBeNull();
    expect(conditionalBinomial(0, 0)).toBeNull();
    expect(rateRatioInterval(0, 0)).toEqual({ ratio: null, low: 0, high: null });
  });

  it("three against nothing in equal time is 2 × ½³ = .25 by the conditional test", () => {
    expect(conditionalBinomial(3, 0)).toBeCloseTo(0.25, 12);
  });

  it("equal rates are no evidence at all by the conditional test", () => {
    expect(conditionalBinomial(20, 10, 4, 2)).toBe(1);
    expect(eTest(20, 10, 4, 2)).toBeCloseTo(1, 9);
  });

  it("time counts: ten in a month against ten in a year is a clear difference", () => {
    expect(eTest(10, 10, 31, 366)).toBeLessThan(1e-6);
    expect(conditionalBinomial(10, 10, 31, 366)).toBeLessThan(1e-6);
  });

  it("a ratio to nothing is not defined, and has no upper bound but a lower one", () => {
    const { ratio, low, high } = rateRatioInterval(0, 10);
    expect([ratio, high]).toEqual([null, null]);
    expect(low).toBeGreaterThan(1);
  });

  it("a ratio of nothing is 0, with an upper bound", () => {
    const { ratio, low, high } = rateRatioInterval(10, 0);
    expect([ratio, low]).toEqual([0, 0]);
    expect(high).toBeLessThan(1);
  });

  it("16 then 25 are √2 × (5 − 4) = 1.41 standard deviations apart", () => {
    expect(squareRootZ(16, 25)).toBeCloseTo(Math.SQRT2, 12);
  });

  it("counts that are not whole and times that are not above 0 are refused", () => {
    expect(() => eTest(1.5, 2)).toThrow("got 1.5");
    expect(() => conditionalBinomial(-1, 2)).toThrow(RangeError);
    expect(() => rateRatioInterval(1, 2, 0, 1)).toThrow("got 0");
    expect(() => rateRatioInterval(1, 2, 1, 1, 95)).toThrow("got 95");
  });
});
