import { describe, expect, it } from "vitest";
import { binomialLowerTail, binomialProbability, binomialUpperTail } from "#domain/stats/binomial.ts";
import { chiSquareQuantile, chiSquareUpperTail } from "#domain/stats/chi-square.ts";
import { logGamma } from "#domain/stats/log-gamma.ts";
import { negativeBinomialProbability, negativeBinomialUpperTail } from "#domain/stats/negative-binomial.ts";
import { normalQuantile, normalUpperTail } from "#domain/stats/normal.ts";
import { poissonInterval, poissonProbability, poissonUpperTail } from "#domain/stats/poisson.ts";

describe("distributions by hand", () => {
  it("two coins: 1/4, 1/2, 1/4", () => {
    expect(binomialProbability(0, 2, 0.5)).toBe(0.25);
    expect(binomialProbability(1, 2, 0.5)).toBeCloseTo(0.5, 15);
    expect(binomialUpperTail(1, 2, 0.5)).toBeCloseTo(0.75, 15);
    expect(binomialLowerTail(2, 2, 0.5)).toBe(1);
  });

  it("none of mean 3 is e⁻³, at least one is the rest", () => {
    expect(poissonProbability(0, 3)).toBe(Math.exp(-3));
    expect(poissonUpperTail(1, 3)).toBeCloseTo(1 - Math.exp(-3), 15);
    expect(poissonUpperTail(0, 3)).toBe(1);
  });

  it("no incident of mean μ at dispersion f is f^(−μ/(f−1))", () => {
    expect(negativeBinomialProbability(0, 4, 3)).toBeCloseTo(3 ** -2, 15);
    expect(negativeBinomialUpperTail(1, 4, 3)).toBeCloseTo(1 - 1 / 9, 14);
  });

  it("two degrees of freedom: P(X ≥ x) = e^(−x/2), median 2 ln 2", () => {
    expect(chiSquareUpperTail(7, 2)).toBeCloseTo(Math.exp(-3.5), 15);
    expect(chiSquareQuantile(0.5, 2)).toBeCloseTo(2 * Math.LN2, 14);
  });

  it("Γ(5) = 24, Γ(½) = √π; half of the normal is above 0", () => {
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 14);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14);
    expect(normalUpperTail(0)).toBe(0.5);
  });

  it("nothing seen: the mean may be up to −ln .025", () => {
    expect(poissonInterval(0)).toEqual({ lower: 0, upper: expect.closeTo(-Math.log(0.025), 12) });
  });

  it("certain and impossible events have probability 1 and 0, never NaN", () => {
    expect([binomialUpperTail(3, 3, 1), binomialUpperTail(1, 3, 0), binomialUpperTail(0, 0, 0.3)]).toEqual([
      1, 0, 1,
    ]);
    expect([binomialLowerTail(2, 3, 1), binomialLowerTail(3, 3, 1), binomialLowerTail(0, 3, 0)]).toEqual([
      0, 1, 1,
    ]);
    expect([poissonUpperTail(1, 0), poissonProbability(0, 0), negativeBinomialUpperTail(2, 0, 2)]).toEqual([
      0, 1, 0,
    ]);
    expect([normalUpperTail(Number.POSITIVE_INFINITY), normalUpperTail(Number.NEGATIVE_INFINITY)]).toEqual([
      0, 1,
    ]);
    expect(chiSquareUpperTail(0, 3)).toBe(1);
  });

  it("counts that are no counts, means and shares out of range are refused", () => {
    expect(() => poissonUpperTail(1.5, 2)).toThrow(/whole count of 0 or more, got 1.5/);
    expect(() => poissonUpperTail(1, Number.NaN)).toThrow(RangeError);
    expect(() => poissonInterval(3, 1)).toThrow(RangeError);
    expect(() => binomialUpperTail(4, 3, 0.5)).toThrow(/got 4 of 3/);
    expect(() => binomialUpperTail(1, 3, 1.5)).toThrow(RangeError);
    expect(() => negativeBinomialUpperTail(1, 2, 1)).toThrow(/dispersion above 1/);
    expect(() => chiSquareQuantile(0, 2)).toThrow(RangeError);
    expect(() => chiSquareUpperTail(-1, 2)).toThrow(RangeError);
    expect(() => normalQuantile(1)).toThrow(RangeError);
    expect(() => logGamma(0)).toThrow(RangeError);
  });
});
