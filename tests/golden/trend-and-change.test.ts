import { describe, expect, it } from "vitest";
import { patternSimilarity } from "#domain/hotspot/pattern-similarity.ts";
import { conditionalBinomial, eTest, rateRatioInterval } from "#domain/stats/compare-counts.ts";
import { cChart, dispersionTest, ewmaChart, xmrChart } from "#domain/stats/control-charts.ts";
import { expectedRange } from "#domain/stats/expected-range.ts";
import { funnelLimits } from "#domain/stats/funnel-limits.ts";
import { mannKendall } from "#domain/stats/mann-kendall.ts";
import reference from "./trend-and-change.json";

/** Agreement to nine digits; null with null. */
function expectClose(found: number | null | undefined, expected: number | null | undefined): void {
  if (expected === null || expected === undefined) expect(found).toBeNull();
  else
    expect(Math.abs((found ?? Number.NaN) - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected) + 1e-15);
}

describe("Mann–Kendall agrees with R (T14 and random series with ties)", () => {
  it.each(reference.mannKendall)("$series", (row) => {
    const found = mannKendall(row.series);
    for (const name of ["S", "varS", "z", "p", "tauA", "tauB", "senSlope"] as const) {
      expectClose(found[name], row[name]);
    }
    expect(found.valid).toBe(row.series.length >= 8);
  });
});

describe("comparisons of two counts agree with R (T10)", () => {
  it.each(reference.comparisons)("$counts in $exposures", (row) => {
    const [a = 0, b = 0] = row.counts;
    const [t1 = 1, t2 = 1] = row.exposures;
    expectClose(eTest(a, b, t1, t2), row.eTest);
    expectClose(conditionalBinomial(a, b, t1, t2), row.conditional);
    const { ratio, low, high } = rateRatioInterval(a, b, t1, t2);
    expectClose(ratio, row.ratio);
    expectClose(low, row.low);
    expectClose(high, row.high);
  });

  it("the E-test is the pooled form: 30 in 12 against 45 in 36 gives .00268, not the .01467 of the unpooled", () => {
    expect(eTest(30, 45, 12, 36)).toBeCloseTo(0.0026787868, 9);
  });

  it("Krishnamoorthy and Thomson's own figures: 0 against 3 gives .0884, 6 against 2 .1749", () => {
    expect(eTest(0, 3)).toBeCloseTo(0.0884, 4);
    expect(eTest(6, 2)).toBeCloseTo(0.1749, 4);
  });
});

describe("similarity of patterns", () => {
  it.each(reference.proportions)("χ² with Yates's correction is prop.test's: $counts of $totals", (row) => {
    const [a = 0, b = 0] = row.counts;
    const [totalA = 0, totalB = 0] = row.totals;
    const found = patternSimilarity({
      first: [a, totalA - a],
      second: [b, totalB - b],
      test: "chi-square",
      correction: "none",
    });
    if (!found.ok) throw new Error(found.reason);
    expectClose(found.result.p[0], row.p);
    expectClose(found.result.p[1], row.p);
  });
});

describe("charts agree with R (T11)", () => {
  const { series, ...expected } = reference.charts;

  it("XmR limits; 25 is inside them", () => {
    const { centre, meanMovingRange, lower, upper, outside, trial } = xmrChart(series);
    expectClose(centre, expected.mean);
    expectClose(meanMovingRange, expected.meanMovingRange);
    expectClose(lower, expected.xmrLower);
    expectClose(upper, expected.xmrUpper);
    expect([...outside]).toEqual(series.map(() => 0));
    expect(trial).toBe(false);
  });

  it("c-chart limits; 25 is above them", () => {
    const { lower, upper, outside } = cChart(series);
    expectClose(lower, expected.cLower);
    expectClose(upper, expected.cUpper);
    expect([...outside]).toEqual(series.map((n) => (n === 25 ? 1 : 0)));
  });

  it("EWMA of every point and its limit; the ninth is 15.36, below 17.33", () => {
    for (const [i, { ewma, upper, outside }] of ewmaChart(series).entries()) {
      expectClose(ewma, expected.ewma[i]);
      expectClose(upper, expected.ewmaUpper[i]);
      expect(outside).toBe(0);
    }
  });

  it("dispersion test", () => {
    const found = dispersionTest(series);
    expectClose(found?.chiSquare, expected.chiSquare);
    expectClose(found?.p, expected.dispersionP);
  });

  it.each(reference.poissonLimits)("exact Poisson limits for $expected", (row) => {
    const { low998, low95, high95, high998 } = funnelLimits(row.expected);
    expect([low998, low95, high95, high998]).toEqual(row.limits);
  });

  it.each(reference.bands)("band from $prior", (row) => {
    const { expected: mean, low, high } = expectedRange(row.prior, row.z);
    expectClose(mean, row.expected);
    expectClose(low, row.low);
    expectClose(high, row.high);
  });

  it("with ever more earlier counts of 16 the band becomes Wheeler's 6.25 to 30.25", () => {
    const { low, high } = expectedRange(new Float64Array(1_000_000).fill(16));
    expect(low).toBeCloseTo(6.25, 4);
    expect(high).toBeCloseTo(30.25, 4);
  });
});
