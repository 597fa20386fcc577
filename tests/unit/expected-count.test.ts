import { describe, expect, it } from "vitest";
import { empiricalBayesRates } from "#domain/hotspot/empirical-bayes.ts";
import { type ExpectedCountRequest, expectedCount } from "#domain/hotspot/expected-count.ts";
import { NOT_TESTED } from "#domain/hotspot/gi-star.ts";
import { binomialUpperTail } from "#domain/stats/binomial.ts";
import { negativeBinomialUpperTail } from "#domain/stats/negative-binomial.ts";
import { fromRows } from "../support/hexagon.ts";

function test(counts: number[], exposure: number[], more: Partial<ExpectedCountRequest> = {}) {
  const request = {
    counts: Int32Array.from(counts),
    exposure: Float64Array.from(exposure),
    neighbourhood: null,
  };
  const answer = expectedCount({ ...request, ...more });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.result;
}

describe("more than people or homes lead one to expect", () => {
  it("by hand: 12 incidents where a tenth of the homes are and 40 incidents fell", () => {
    const { expected, ratio, p, model, areaRate } = test([12, 9, 10, 9], [100, 300, 300, 300]);
    expect(areaRate).toBe(0.04);
    expect([...expected]).toEqual([4, 12, 12, 12]);
    expect(ratio[0]).toBe(3);
    expect(model).toBe("negative-binomial");
    expect(p[0]).toBeGreaterThan(0);
  });

  it("where cells vary as Poisson does, p is the binomial tail and the ratio has the exact interval", () => {
    const { p, ratioLower, ratioUpper, dispersion, model } = test([10, 14, 11, 15], [100, 150, 100, 150]);
    expect(dispersion).toBeLessThan(1);
    expect(model).toBe("binomial");
    expect(p[0]).toBe(binomialUpperTail(10, 50, 0.2));
    expect(ratioLower[0]).toBeCloseTo(4.795389 / 10, 6);
    expect(ratioUpper[0]).toBeCloseTo(18.39036 / 10, 5);
  });

  it("where they vary more, p is that of a negative binomial with their dispersion", () => {
    const { p, dispersion, model, expected } = test([30, 2, 1, 40, 0, 5], [10, 10, 10, 10, 10, 10]);
    expect(dispersion).toBeCloseTo(
      ((30 - 13) ** 2 + 11 ** 2 + 12 ** 2 + 27 ** 2 + 13 ** 2 + 8 ** 2) / 13 / 5,
      12,
    );
    expect(model).toBe("negative-binomial");
    expect(p[3]).toBe(negativeBinomialUpperTail(40, expected[3] ?? 0, dispersion));
  });

  it("sums go over the neighbours, of counts and of exposure alike", () => {
    const line = fromRows([[1], [0, 2], [1, 3], [2]]);
    const { localSum, expected } = test([3, 1, 2, 4], [30, 10, 20, 40], { neighbourhood: line });
    expect([...localSum]).toEqual([4, 6, 7, 6]);
    expect([...expected]).toEqual([4, 6, 7, 6].map((sum) => expect.closeTo(sum, 12)));
  });

  it("a cell without exposure is not tested, its incidents are left out and reported, and nothing is NaN but it", () => {
    const line = fromRows([[1], [0, 2], [1, 3], [2]]);
    const result = test([3, 5, 2, 4], [30, 0, 20, 40], { neighbourhood: line });
    expect([result.cellsWithoutExposure, result.incidentsWithoutExposure]).toEqual([1, 5]);
    expect([result.tested, result.total]).toEqual([3, 9]);
    expect(result.classes[1]).toBe(NOT_TESTED);
    expect([...result.localSum]).toEqual([3, Number.NaN, 6, 6]);
    for (const column of [result.ratio, result.ratioLower, result.ratioUpper, result.p, result.q]) {
      expect([...column].map(Number.isNaN)).toEqual([false, true, false, false]);
    }
  });

  it("two incidents in a tiny denominator are no hotspot", () => {
    const counts = [2, ...new Array<number>(40).fill(2)];
    const exposure = [0.01, ...new Array<number>(40).fill(100)];
    const { q, classes, model } = test(counts, exposure);
    expect(model).toBe("negative-binomial");
    expect(classes[0]).toBe(0);
    const three = test([6, ...counts.slice(1)], exposure, { correction: "none" });
    expect(three.classes[0]).toBeGreaterThan(0);
    expect(q[0]).toBeGreaterThan(0);
  });

  it("cold and two-sided", () => {
    const counts = [0, 30, 30, 30, 30];
    const exposure = [100, 100, 100, 100, 100];
    expect(test(counts, exposure, { tail: "cold" }).classes[0]).toBeLessThan(0);
    expect(test(counts, exposure, { tail: "hot" }).classes[0]).toBe(0);
    const { p } = test(counts, exposure, { tail: "two-sided" });
    expect(p[0]).toBeCloseTo(2 * (test(counts, exposure, { tail: "cold" }).p[0] ?? 0), 15);
  });

  it("refuses, with the reason, and rejects what is no figure", () => {
    const ask = (counts: number[], exposure: number[]) =>
      expectedCount({
        counts: Float64Array.from(counts),
        exposure: Float64Array.from(exposure),
        neighbourhood: null,
      });
    expect(ask([1, 2], [0, 0])).toMatchObject({ ok: false, reason: "no-exposure" });
    expect(ask([1, 2], [5, 0])).toMatchObject({ ok: false, reason: "too-few-cells" });
    expect(ask([0, 0], [5, 5])).toMatchObject({ ok: false, reason: "no-incidents" });
    expect(ask([0.5, 2], [5, 5])).toMatchObject({ ok: false, reason: "not-whole-numbers" });
    expect(() => ask([1, 2], [5, -1])).toThrow(/figures of 0 or more, got 2 and -1 at 1/);
    expect(() => ask([1, 2], [5])).toThrow(RangeError);
  });
});

describe("empirical Bayes rates", () => {
  it("rates that differ no more than chance become the area's rate", () => {
    const smoothed = empiricalBayesRates([5, 4, 6, 5], [100, 100, 100, 100]);
    expect(smoothed?.varianceBetween).toBe(0);
    expect([...(smoothed?.rate ?? [])]).toEqual([0.05, 0.05, 0.05, 0.05]);
  });

  it("a small cell is drawn to the area's rate more than a large one", () => {
    const smoothed = empiricalBayesRates([200, 2, 10], [1000, 10, 1000]);
    const [large = 0, small = 0] = smoothed?.rate ?? [];
    expect(large).toBeGreaterThan(small);
    expect(small).toBeGreaterThan(smoothed?.areaRate ?? 1);
  });

  it("cells without exposure or outside have no rate; without any exposure there is none", () => {
    const smoothed = empiricalBayesRates([1, 2, 3], [10, 0, 10], Uint8Array.of(1, 1, 0));
    expect([...(smoothed?.rate ?? [])].map(Number.isNaN)).toEqual([false, true, true]);
    expect(smoothed?.areaRate).toBe(0.1);
    expect(empiricalBayesRates([1], [0])).toBeNull();
    expect(() => empiricalBayesRates([1], [1, 2])).toThrow(RangeError);
    expect(() => empiricalBayesRates([-1], [1])).toThrow(/0 or more, got -1/);
  });
});
