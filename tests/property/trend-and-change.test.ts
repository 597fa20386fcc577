import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeBetween } from "#domain/hotspot/change.ts";
import { conditionalBinomial, eTest, rateRatioInterval, squareRootZ } from "#domain/stats/compare-counts.ts";
import { expectedRange } from "#domain/stats/expected-range.ts";
import { poissonQuantile } from "#domain/stats/funnel-limits.ts";
import { mannKendall } from "#domain/stats/mann-kendall.ts";
import { poissonLowerTail } from "#domain/stats/poisson.ts";
import { scanP } from "#domain/stats/scan-clusters.ts";

const series = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 2, maxLength: 40 });
const count = fc.integer({ min: 0, max: 90 });
const days = fc.integer({ min: 1, max: 1826 });

describe("trend", () => {
  it("turns its sign when time is run backwards", () => {
    fc.assert(
      fc.property(series, (x) => {
        const forwards = mannKendall(x);
        const backwards = mannKendall(x.toReversed());
        expect(backwards.S).toBe(-forwards.S + 0);
        expect(backwards.p).toBeCloseTo(forwards.p, 12);
        expect(backwards.senSlope).toBeCloseTo(-(forwards.senSlope ?? 0), 12);
      }),
    );
  });

  it("does not change when every figure goes through a rising function; the slope scales with the unit", () => {
    fc.assert(
      fc.property(series, (x) => {
        const plain = mannKendall(x);
        expect(mannKendall(x.map((n) => n ** 3 + 2)).S).toBe(plain.S);
        expect(mannKendall(x.map((n) => 3 * n + 5)).senSlope).toBeCloseTo(3 * (plain.senSlope ?? 0), 9);
      }),
    );
  });

  it("has p from 0 to 1 and tau from −1 to 1", () => {
    fc.assert(
      fc.property(series, (x) => {
        const { p, tauA, tauB } = mannKendall(x);
        expect(p >= 0 && p <= 1).toBe(true);
        expect(Math.abs(tauA) <= 1 && Math.abs(tauB ?? 0) <= 1 + 1e-12).toBe(true);
      }),
    );
  });
});

describe("comparison of two counts", () => {
  it("does not depend on which is called first", () => {
    fc.assert(
      fc.property(count, count, days, days, (a, b, t, u) => {
        expect(eTest(a, b, t, u) ?? 2).toBeCloseTo(eTest(b, a, u, t) ?? 2, 10);
        expect(conditionalBinomial(a, b, t, u) ?? 2).toBeCloseTo(conditionalBinomial(b, a, u, t) ?? 2, 9);
        expect(squareRootZ(a, b, t, u)).toBeCloseTo(-squareRootZ(b, a, u, t), 10);
        const forwards = rateRatioInterval(a, b, t, u);
        const backwards = rateRatioInterval(b, a, u, t);
        if (forwards.ratio !== null && backwards.ratio !== null && forwards.high !== null && a + b > 0) {
          expect(forwards.ratio * backwards.ratio).toBeCloseTo(1, 9);
          expect(forwards.high * backwards.low).toBeCloseTo(1, 6);
        }
      }),
    );
  });

  it("does not depend on the unit of time", () => {
    fc.assert(
      fc.property(count, count, days, days, (a, b, t, u) => {
        expect(eTest(a, b, t / 7, u / 7) ?? 2).toBeCloseTo(eTest(a, b, t, u) ?? 2, 10);
        expect(conditionalBinomial(a, b, t / 7, u / 7) ?? 2).toBeCloseTo(
          conditionalBinomial(a, b, t, u) ?? 2,
          9,
        );
      }),
    );
  });

  it("has p from 0 to 1, and an interval that holds the ratio", () => {
    fc.assert(
      fc.property(count, count, days, days, (a, b, t, u) => {
        for (const p of [eTest(a, b, t, u), conditionalBinomial(a, b, t, u)]) {
          expect(p === null ? a + b === 0 : p >= 0 && p <= 1).toBe(true);
        }
        const { ratio, low, high } = rateRatioInterval(a, b, t, u);
        if (ratio !== null) expect(low <= ratio && (high === null || ratio <= high)).toBe(true);
      }),
    );
  });

  it("the E-test sums what a search through all pairs of outcomes sums", () => {
    const small = fc.integer({ min: 0, max: 15 });
    const term = (k: number, mean: number) => Math.exp(-mean) * factors(k, mean);
    const factors = (k: number, mean: number): number => (k === 0 ? 1 : (mean / k) * factors(k - 1, mean));
    fc.assert(
      fc.property(
        small,
        small,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (a, b, t, u) => {
          fc.pre(a + b > 0);
          const rate = (a + b) / (t + u);
          let p = 0;
          for (let x = 0; x <= 110; x++) {
            for (let y = x === 0 ? 1 : 0; y <= 110; y++) {
              const isExtreme = (x * u - y * t) ** 2 * (a + b) >= (a * u - b * t) ** 2 * (x + y);
              if (isExtreme) p += term(x, rate * t) * term(y, rate * u);
            }
          }
          expect(eTest(a, b, t, u)).toBeCloseTo(p, 9);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("swapping the periods swaps more and less, cell by cell", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(count, count), { minLength: 1, maxLength: 60 }), (pairs) => {
        const before = pairs.map(([a]) => a);
        const after = pairs.map(([, b]) => b);
        const days = { exposureBefore: 365, exposureAfter: 366 };
        const swapped = { exposureBefore: 366, exposureAfter: 365 };
        const forwards = changeBetween({ before, after, ...days }).classes;
        const backwards = changeBetween({ before: after, after: before, ...swapped }).classes;
        const opposite = { more: "less", less: "more" } as const;
        expect(backwards).toEqual(forwards.map((c) => (c === "more" || c === "less" ? opposite[c] : c)));
      }),
    );
  });
});

describe("ranges and limits", () => {
  it("a range holds what is expected, and more of it with a larger z", () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 21 }), (prior) => {
        const two = expectedRange(prior, 2);
        const three = expectedRange(prior, 3);
        expect(three.low <= two.low && two.low <= two.expected).toBe(true);
        expect(two.expected <= two.high && two.high <= three.high).toBe(true);
      }),
    );
  });

  it("a Poisson quantile is the first count that reaches the probability", () => {
    const p = fc.double({ min: 0.0005, max: 0.9995, noNaN: true });
    fc.assert(
      fc.property(p, fc.double({ min: 0.01, max: 3000, noNaN: true }), (q, mean) => {
        const x = poissonQuantile(q, mean);
        expect(poissonLowerTail(x, mean)).toBeGreaterThanOrEqual(q);
        if (x > 0) expect(poissonLowerTail(x - 1, mean)).toBeLessThan(q);
      }),
    );
  });

  it("a larger burst is rarer, and likelier in a longer period", () => {
    const mean = fc.double({ min: 0.05, max: 4, noNaN: true });
    fc.assert(
      fc.property(
        mean,
        fc.integer({ min: 3, max: 400 }),
        fc.integer({ min: 2, max: 25 }),
        (m, windows, k) => {
          const p = scanP(windows, 1, m, k);
          expect(p >= 0 && p <= 1).toBe(true);
          expect(scanP(windows, 1, m, k + 1)).toBeLessThanOrEqual(p + 1e-9);
          expect(scanP(2 * windows, 1, m, k)).toBeGreaterThanOrEqual(p - 1e-9);
        },
      ),
    );
  });
});
