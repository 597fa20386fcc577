import { describe, expect, it } from "vitest";
import { adjust, sortedTested } from "#domain/stats/false-discovery-rate.ts";

const adjusted = (p: number[], correction: "bh" | "by" | "holm" | "none") => [
  ...adjust(Float64Array.from(p), correction),
];

describe("correction for testing many places", () => {
  it("BH by hand: four places, .01 .04 .03 .5 → .04 .0533 .0533 .5", () => {
    const [a, b, c, d] = adjusted([0.01, 0.04, 0.03, 0.5], "bh");
    expect(a).toBeCloseTo(0.04, 12);
    expect(b).toBeCloseTo((4 / 3) * 0.04, 12);
    expect(c).toBeCloseTo((4 / 3) * 0.04, 12);
    expect(d).toBe(0.5);
  });

  it("BY is BH times 1 + 1/2 + 1/3 + 1/4, at most 1", () => {
    const [a, , , d] = adjusted([0.01, 0.04, 0.03, 0.5], "by");
    expect(a).toBeCloseTo(0.04 * (1 + 1 / 2 + 1 / 3 + 1 / 4), 12);
    expect(d).toBe(1);
  });

  it("Holm by hand: .01·4, .03·3, .04·2 raised to .09, .5·1", () => {
    const [a, b, c, d] = adjusted([0.01, 0.04, 0.03, 0.5], "holm");
    expect(a).toBeCloseTo(0.04, 12);
    expect(c).toBeCloseTo(0.09, 12);
    expect(b).toBeCloseTo(0.09, 12);
    expect(d).toBe(0.5);
  });

  it("two hundred cells tied at .001 pass where one would not: 10,000 tests at .05", () => {
    const p = new Float64Array(10_000).fill(0.7);
    p.fill(0.001, 0, 200);
    expect(adjust(p, "bh")[0]).toBeCloseTo(0.05, 12);
    p[199] = 0.7;
    expect(adjust(p, "bh")[0]).toBeGreaterThan(0.05);
  });

  it("a place not tested gets no q and does not count as a test", () => {
    expect(adjusted([0.02, Number.NaN, 0.5], "bh")).toEqual([0.04, Number.NaN, 0.5]);
    const include = Uint8Array.of(1, 0, 1);
    expect([...adjust(Float64Array.of(0.02, 0, 0.5), "holm", include)]).toEqual([0.04, Number.NaN, 0.5]);
    expect([...sortedTested(Float64Array.of(0.5, Number.NaN, 0.02))]).toEqual([0.02, 0.5]);
    expect(adjusted([], "bh")).toEqual([]);
  });

  it("what is no p value, or flags of another length, are refused", () => {
    expect(() => adjusted([0.2, 1.1], "bh")).toThrow(/expected p from 0 to 1, got 1.1/);
    expect(() => adjusted([-0.1], "none")).toThrow(RangeError);
    expect(() => adjust(new Float64Array(2), "bh", new Uint8Array(3))).toThrow(/expected 2 flags, got 3/);
  });
});
