import { describe, expect, it } from "vitest";
import { expectedRange, rangeFromEarlierYears, rangeFromLatest } from "#domain/stats/expected-range.ts";

describe("expected range", () => {
  it("of nothing so far begins at 0 and lets a few happen", () => {
    const { expected, low, high } = expectedRange([0, 0, 0]);
    expect([expected, low]).toEqual([0, 0]);
    expect(high).toBeCloseTo(2.25 * (4 / 3), 12);
  });

  it("is wider with fewer earlier counts and with more dispersion", () => {
    const width = (prior: number[], dispersion = 1) => {
      const { low, high } = expectedRange(prior, 3, dispersion);
      return high - low;
    };
    expect(width([20, 20])).toBeGreaterThan(width([20, 20, 20, 20]));
    expect(width([20, 20], 2)).toBeGreaterThan(width([20, 20]));
  });

  it("is refused without earlier counts, or for nonsense", () => {
    expect(() => expectedRange([])).toThrow(RangeError);
    expect(() => expectedRange([-1])).toThrow(RangeError);
    expect(() => expectedRange([1], 0)).toThrow(RangeError);
    expect(() => expectedRange([1], 3, 0.5)).toThrow(RangeError);
  });
});

describe("range from the latest steps", () => {
  const quiet = [10, 11, 9, 10, 12, 8, 10, 10];

  it("uses the eight before, and never the one that is judged", () => {
    const { points } = rangeFromLatest([...quiet, 40]);
    expect(points[8]).toMatchObject({ n: 40, outside: "above", prior: [0, 1, 2, 3, 4, 5, 6, 7] });
    expect(points[8]?.expected).toBe(10);
  });

  it("calls nothing too low where no incident at all would not be rare", () => {
    const three = [3, 3, 3, 3, 3, 3, 3, 3, 0];
    const nine = three.map((n) => 3 * n);
    expect(rangeFromLatest(three).points[8]).toMatchObject({ low: 0, outside: "within" });
    expect(rangeFromLatest(nine).points[8]).toMatchObject({ outside: "below" });
  });

  it("says unknown with fewer than three earlier counts, or none to judge", () => {
    const { points } = rangeFromLatest([5, 6, null, 7, 5, null]);
    expect(points.map(({ outside }) => outside)).toEqual([
      "unknown",
      "unknown",
      "unknown",
      "unknown",
      "within",
      "unknown",
    ]);
    expect(points[3]?.expected).toBeNull();
    expect(points[5]?.expected).toBe(23 / 4);
  });
});

describe("range from earlier years", () => {
  /** Five years of months, 10 each but 40 in December. */
  const seasonal = Array.from({ length: 60 }, (_, t) => (t % 12 === 11 ? 40 : 10));
  const months = { stepsPerYear: 12, from: 48, to: 60, halfWidth: 0 };

  it("a busy December is what Decembers are", () => {
    const { points } = rangeFromEarlierYears(seasonal, months);
    expect(points).toHaveLength(12);
    expect(points[11]).toMatchObject({
      n: 40,
      expected: 40,
      outside: "within",
      prior: [11, 23, 35, 47].slice(1),
    });
  });

  it("half a December's usual number is below", () => {
    const { points } = rangeFromEarlierYears([...seasonal.slice(0, 59), 12], months);
    expect(points[11]?.outside).toBe("below");
  });

  it("steps left out are not used, and older years take their place", () => {
    const excluded = Uint8Array.from(seasonal, (_, t) => (t >= 36 ? 1 : 0));
    const { points } = rangeFromEarlierYears(seasonal, { ...months, excluded });
    expect(points[11]?.prior).toEqual([11, 23, 35]);
    const noneLeft = rangeFromEarlierYears(seasonal, { ...months, excluded: new Uint8Array(60).fill(1) });
    expect(noneLeft.points.every(({ outside }) => outside === "unknown")).toBe(true);
  });

  it("weeks are taken three either side, over New Year as well", () => {
    const weeks = Array.from({ length: 208 }, () => 20);
    const { points } = rangeFromEarlierYears(weeks, { stepsPerYear: 52, from: 156, to: 208 });
    expect(points[0]?.prior.slice(-7)).toEqual([101, 102, 103, 104, 105, 106, 107]);
    expect(points[0]?.prior).toHaveLength(18);
    expect(points[3]?.prior).toHaveLength(21);
  });

  it("never looks at the year judged", () => {
    const { points } = rangeFromEarlierYears(seasonal, { ...months, halfWidth: 3 });
    expect(Math.max(...points.flatMap(({ prior }, k) => prior.map((i) => i - (48 + k))))).toBeLessThanOrEqual(
      -9,
    );
  });

  it("is widened where earlier counts vary more than chance would make them", () => {
    const wild = seasonal.map((n, t) => n + 15 * (t % 2));
    const { dispersion, widened } = rangeFromEarlierYears(wild, { ...months, halfWidth: 1 });
    expect(widened).toBe(true);
    expect(dispersion).toBeGreaterThan(1.5);
    expect(rangeFromEarlierYears(seasonal, months)).toMatchObject({ dispersion: 0, widened: false });
  });

  it("widths and years that make no sense are refused", () => {
    expect(() => rangeFromEarlierYears(seasonal, { ...months, halfWidth: 6 })).toThrow(RangeError);
    expect(() => rangeFromEarlierYears(seasonal, { ...months, years: 0 })).toThrow(RangeError);
    expect(() => rangeFromEarlierYears(seasonal, { ...months, to: 61 })).toThrow(RangeError);
  });
});
