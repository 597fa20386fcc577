import { describe, expect, it } from "vitest";
import { dualDensity, dualTolerance } from "#domain/hotspot/dual-density.ts";
import { seededRandom } from "#domain/stats/seeded-random.ts";

const figures = (...densities: number[]) => Float64Array.from(densities);

describe("log ratio of two densities", () => {
  it("is 0 where both have the same share of their totals, however the totals differ", () => {
    const { logRatio } = dualDensity({
      first: figures(10, 20),
      second: figures(100, 200),
      firstTotal: 50,
      secondTotal: 500,
    });
    expect([...logRatio]).toEqual([0, 0]);
  });

  it("by hand: shares 0.4 and 0.1 with δ = 0.1 are log 2.5", () => {
    const found = dualDensity({
      first: figures(4),
      second: figures(1),
      firstTotal: 10,
      secondTotal: 10,
      delta: 0.1,
    });
    expect(found.logRatio[0]).toBeCloseTo(Math.log(2.5), 14);
    expect(found).toMatchObject({ delta: 0.1, deltaRule: "given" });
  });

  it("δ is half the smallest density above 0, but no hair of a kernel", () => {
    const ask = (first: Float64Array) =>
      dualDensity({ first, second: figures(1, 1, 1), firstTotal: 1, secondTotal: 1 });
    expect(ask(figures(0, 0.2, 1))).toMatchObject({ delta: 0.1, deltaRule: "half the smallest density" });
    const hair = ask(figures(1e-12, 0.2, 1));
    expect(hair.deltaRule).toBe("a thousandth of the mean density");
    expect(hair.delta).toBeCloseTo(4.2 / 6 / 1000, 14);
  });

  it("is not defined where a density is not, and 0 where nothing is anywhere", () => {
    const ask = (first: Float64Array, second: Float64Array) =>
      dualDensity({ first, second, firstTotal: 1, secondTotal: 1 });
    expect(ask(figures(Number.NaN, 1), figures(1, 1)).logRatio[0]).toBeNaN();
    expect([...ask(figures(0, 0), figures(0, 0)).logRatio]).toEqual([0, 0]);
  });

  it("refuses totals of nothing, other lengths, and δ = 0 beside a density of 0", () => {
    const question = { first: figures(1, 0), second: figures(1, 1), firstTotal: 1, secondTotal: 1 };
    expect(() => dualDensity({ ...question, firstTotal: 0 })).toThrow(RangeError);
    expect(() => dualDensity({ ...question, second: figures(1) })).toThrow(RangeError);
    expect(() => dualDensity({ ...question, delta: -1 })).toThrow(RangeError);
    expect(() => dualDensity({ ...question, delta: 0 })).toThrow(RangeError);
  });
});

describe("tolerance by relabelling", () => {
  const random = seededRandom(6);
  const cluster = (n: number, x: number) =>
    Float64Array.from({ length: 2 * n }, (_, i) => (i % 2 === 0 ? x : 0) + 200 * random.normal());
  const at = figures(0, 0, 3000, 0, 9000, 9000);

  it("finds the cluster that only one kind has, and nothing where there are no events", () => {
    const firstXY = Float64Array.of(...cluster(60, 0), ...cluster(60, 3000));
    const answer = dualTolerance({
      firstXY,
      secondXY: cluster(120, 3000),
      at,
      kernel: "quartic",
      bandwidthM: 600,
      delta: 1e-3,
      seed: 2,
    });
    expect(answer).toMatchObject({ ok: true, result: { relabellings: 99, seed: 2 } });
    if (!answer.ok) return;
    expect(answer.result.p[0]).toBe(0.01);
    expect(answer.result.p[2]).toBe(1);
  });

  it("refuses a kind without events, and can be stopped", () => {
    const question = {
      firstXY: cluster(9, 0),
      secondXY: cluster(9, 0),
      at,
      kernel: "gaussian",
      delta: 1,
    } as const;
    expect(dualTolerance({ ...question, bandwidthM: 300, secondXY: figures() })).toMatchObject({
      ok: false,
      reason: "no-events",
    });
    expect(dualTolerance({ ...question, bandwidthM: 300, shouldStop: () => true })).toMatchObject({
      ok: false,
      reason: "cancelled",
    });
    expect(() => dualTolerance({ ...question, bandwidthM: 0 })).toThrow(RangeError);
    expect(() => dualTolerance({ ...question, bandwidthM: 300, delta: -1 })).toThrow(RangeError);
  });
});
