import { describe, expect, it } from "vitest";
import { type Comparison, nearAny, proximity } from "#domain/hotspot/proximity.ts";
import { shareInterval } from "#domain/stats/share-interval.ts";

const row = (...xs: number[]) => Float64Array.from(xs.flatMap((x) => [x, 0]));
const SCHOOL = row(0);
/** Ten positions, one within 100 m of the school. */
const COMPARISON: Comparison = {
  xy: row(50, 200, 300, 400, 500, 600, 700, 800, 900, 1000),
  weights: null,
  meaning: "all addresses",
};

function near(incidentsXY: Float64Array, comparison = COMPARISON) {
  const answer = proximity({ incidentsXY, featuresXY: SCHOOL, withinM: 100, comparison });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.result;
}

describe("incidents near features", () => {
  it("3 of 4 within 100 m where 1 in 10 addresses is: 7.5 times as many, p by the binomial", () => {
    const found = near(row(0, 60, 100, 101));
    expect(found).toMatchObject({ near: 3, total: 4, share: 0.75, expectedShare: 0.1 });
    expect(found.ratio).toBeCloseTo(7.5, 12);
    // 2·P(X ≥ 3 | 4, .1) = 2·(4·.1³·.9 + .1⁴)
    expect(found.p).toBeCloseTo(2 * 0.0037, 12);
    expect(found.comparison).toEqual({ meaning: "all addresses", positions: 10, near: 1 });
    expect([...found.isNear]).toEqual([1, 1, 1, 0]);
    // R: binom.test(3, 4)$conf.int
    expect(found.shareLow).toBeCloseTo(0.1941204, 7);
    expect(found.shareHigh).toBeCloseTo(0.9936905, 7);
  });

  it("a position counts for the weight it stands for", () => {
    const weights = Float64Array.of(9, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    expect(near(row(0, 500), { ...COMPARISON, weights }).expectedShare).toBe(0.5);
  });

  it("fewer than expected have a ratio below 1 and are tested too", () => {
    const found = near(row(500, 600), { ...COMPARISON, xy: row(0, 10, 20, 500) });
    expect(found).toMatchObject({ ratio: 0, near: 0, busiestPositionShare: 0 });
    expect(found.p).toBeCloseTo(2 * 0.25 ** 2, 12);
  });

  it("there is no ratio and no p where the comparison has nothing near", () => {
    expect(near(row(0), { ...COMPARISON, xy: row(500) })).toMatchObject({ ratio: null, p: null });
    expect(near(row(0), { ...COMPARISON, xy: row(0) })).toMatchObject({ ratio: 1, p: null });
  });

  it("says how much of what is near sits on one position", () => {
    expect(near(row(7, 7, 7, 20)).busiestPositionShare).toBe(0.75);
  });

  it("by hour of the day, spans shared over their hours", () => {
    const at = (hour: number) => Date.UTC(2024, 0, 1, hour);
    const answer = proximity({
      incidentsXY: row(0, 500),
      featuresXY: SCHOOL,
      withinM: 100,
      comparison: COMPARISON,
      times: { fromMs: Float64Array.of(at(15), at(39)), toMs: Float64Array.of(at(17), at(40)) },
    });
    const hours = answer.ok ? answer.result.byHour : null;
    expect(hours?.used).toBe(2);
    expect([...(hours?.near ?? [])].slice(14, 18)).toEqual([0, 0.5, 0.5, 0]);
    expect([...(hours?.total ?? [])].slice(14, 18)).toEqual([0, 1.5, 0.5, 0]);
  });

  it("refuses nothing to compare, and what is no question", () => {
    const ask = (incidentsXY: Float64Array, featuresXY: Float64Array, xy = COMPARISON.xy) =>
      proximity({ incidentsXY, featuresXY, withinM: 100, comparison: { ...COMPARISON, xy } });
    expect(ask(row(), SCHOOL)).toMatchObject({ ok: false, reason: "no-incidents" });
    expect(ask(row(1), row())).toMatchObject({ ok: false, reason: "no-features" });
    expect(ask(row(1), SCHOOL, row())).toMatchObject({ ok: false, reason: "no-comparison" });
    expect(() => nearAny(row(1), SCHOOL, 0)).toThrow(RangeError);
    expect(() => near(row(1), { ...COMPARISON, weights: Float64Array.of(1) })).toThrow(RangeError);
  });
});

describe("exact interval of a share", () => {
  it("is R's binom.test", () => {
    const { lower, upper } = shareInterval(7, 20);
    expect(lower).toBeCloseTo(0.1539092, 7);
    expect(upper).toBeCloseTo(0.5921885, 7);
    expect(shareInterval(0, 10)).toMatchObject({ lower: 0 });
    expect(shareInterval(0, 10).upper).toBeCloseTo(0.3084971, 7);
    expect(shareInterval(10, 10).upper).toBe(1);
    expect(() => shareInterval(3, 2)).toThrow(RangeError);
    expect(() => shareInterval(0, 0)).toThrow(RangeError);
  });
});
