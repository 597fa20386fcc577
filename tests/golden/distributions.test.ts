import { describe, expect, it } from "vitest";
import { countHistogram } from "#domain/hotspot/count-histogram.ts";
import { exactSumTable } from "#domain/hotspot/exact-sum-table.ts";
import { binomialLowerTail, binomialProbability, binomialUpperTail } from "#domain/stats/binomial.ts";
import { chiSquareLowerTail, chiSquareQuantile, chiSquareUpperTail } from "#domain/stats/chi-square.ts";
import { logGamma } from "#domain/stats/log-gamma.ts";
import {
  negativeBinomialLowerTail,
  negativeBinomialProbability,
  negativeBinomialUpperTail,
} from "#domain/stats/negative-binomial.ts";
import { normalLowerTail, normalQuantile, normalUpperTail, twoSidedNormalP } from "#domain/stats/normal.ts";
import {
  poissonInterval,
  poissonLowerTail,
  poissonProbability,
  poissonUpperTail,
} from "#domain/stats/poisson.ts";
import reference from "./distributions.json";

/** Agreement to so many parts in 10¹²; R's own continued fractions are good to about 1e-13. */
function expectClose(found: number, expected: number, parts = 5): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(parts * 1e-12 * Math.abs(expected));
}

/** A row of the reference by column. */
const cells = (row: readonly number[]) => (column: number) => row[column] ?? Number.NaN;

describe("distributions agree with R in relative terms, tails included", () => {
  it.each(reference.normal)("normal %s", (z, upper) => {
    expectClose(normalUpperTail(z), upper);
    expectClose(normalLowerTail(-z), upper);
    if (z > 0) expectClose(twoSidedNormalP(z), 2 * upper);
  });

  it.each(reference.normalQuantile)("normal quantile of %s", (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 12);
  });

  it.each(reference.logGamma)("ln Γ(%s)", (x, expected) => {
    expect(Math.abs(logGamma(x) - expected)).toBeLessThan(1e-14 * Math.max(1, Math.abs(expected)));
  });

  it.each(reference.poisson)("Poisson %s of mean %s", (k, m, ...row) => {
    const at = cells(row);
    expectClose(poissonProbability(k, m), at(0));
    expectClose(poissonUpperTail(k, m), at(1));
    expectClose(poissonLowerTail(k, m), at(2));
  });

  it.each(reference.poissonInterval)("exact Poisson interval of %s", (count, lower, upper) => {
    const interval = poissonInterval(count);
    expectClose(interval.lower, lower);
    expectClose(interval.upper, upper);
  });

  it.each(reference.binomial)("binomial %s of %s at %s", (k, n, p, ...row) => {
    const at = cells(row);
    expectClose(binomialProbability(k, n, p), at(0), 50);
    expectClose(binomialUpperTail(k, n, p), at(1), 50);
    expectClose(binomialLowerTail(k, n, p), at(2), 50);
  });

  it.each(reference.negativeBinomial)("negative binomial %s of mean %s, dispersion %s", (k, m, f, ...row) => {
    const at = cells(row);
    expectClose(negativeBinomialProbability(k, m, f), at(0));
    expectClose(negativeBinomialUpperTail(k, m, f), at(1));
    expectClose(negativeBinomialLowerTail(k, m, f), at(2));
  });

  it.each(reference.chiSquare)("chi-square %s, %s degrees of freedom", (x, df, ...row) => {
    const at = cells(row);
    expectClose(chiSquareUpperTail(x, df), at(0));
    expectClose(chiSquareLowerTail(x, df), at(1));
  });

  it.each(reference.chiSquareQuantile)("chi-square quantile of %s, %s degrees of freedom", (p, df, x) => {
    expectClose(chiSquareQuantile(p, df), x);
  });
});

describe("where cells hold one incident or none, sums of cells are hypergeometric", () => {
  it.each(reference.hypergeometric)(
    "%s of %s cells out of %s with %s incidents",
    (sum, size, n, incidents, ...row) => {
      const counts = new Uint8Array(n).fill(1, 0, incidents);
      const histogram = countHistogram(counts);
      const table = histogram && exactSumTable(histogram, size);
      expectClose(table?.upperTail(size, sum) ?? Number.NaN, row[0] ?? 0);
      expectClose(table?.lowerTail(size, sum) ?? Number.NaN, row[1] ?? 0);
    },
  );
});
