import { describe, expect, it } from "vitest";
import { cChart, dispersionTest, ewmaChart, runsOnOneSide, xmrChart } from "#domain/stats/control-charts.ts";
import { funnelLimits, funnelPosition, poissonQuantile } from "#domain/stats/funnel-limits.ts";
import { scanP } from "#domain/stats/scan-clusters.ts";

describe("control charts", () => {
  it("XmR: mean 2, ranges 2 2 2, limits 2 ± 5.32", () => {
    const { centre, lower, upper, trial } = xmrChart([1, 3, 1, 3]);
    expect([centre, lower, upper]).toEqual([2, 2 - 5.32, 2 + 5.32]);
    expect(trial).toBe(true);
  });

  it("c: mean 9, limits 0 to 18, ends included", () => {
    const { lower, upper, outside } = cChart([9, 9, 18, 0]);
    expect([lower, upper]).toEqual([0, 18]);
    expect([...outside]).toEqual([0, 0, 0, 0]);
  });

  it("EWMA notices a small lasting rise that the c-chart does not", () => {
    const series = [...new Array(20).fill(25), ...new Array(12).fill(36)];
    expect([...cChart(series).outside].some((side) => side !== 0)).toBe(false);
    expect(ewmaChart(series).at(-1)?.outside).toBe(1);
  });

  it("eight on one side are a run, seven are not, and a point on the line ends it", () => {
    expect([...runsOnOneSide(new Array(8).fill(5), 4)]).toEqual(new Array(8).fill(1));
    expect([...runsOnOneSide(new Array(7).fill(5), 4)]).toEqual(new Array(7).fill(0));
    expect([...runsOnOneSide([3, 3, 3, 3, 4, 3, 3, 3, 3], 4)]).toEqual(new Array(9).fill(0));
    expect([...runsOnOneSide(new Array(9).fill(4), 4)]).toEqual(new Array(9).fill(0));
  });

  it("a run may follow a line that moves with the season", () => {
    const expected = [1, 2, 3, 4, 5, 6, 7, 8];
    expect([
      ...runsOnOneSide(
        expected.map((n) => n - 0.5),
        expected,
      ),
    ]).toEqual(new Array(8).fill(-1));
  });

  it("dispersion of 2 4 6 is 2 over 2 degrees of freedom; of nothing it is unknown", () => {
    expect(dispersionTest([2, 4, 6])).toMatchObject({ chiSquare: 2, degreesOfFreedom: 2, varianceToMean: 1 });
    expect(dispersionTest([0, 0])).toBeNull();
    expect(dispersionTest([4])).toBeNull();
  });

  it("series that are empty, negative or unknown are refused", () => {
    expect(() => xmrChart([1])).toThrow(RangeError);
    expect(() => cChart([])).toThrow(RangeError);
    expect(() => cChart([-1])).toThrow(RangeError);
    expect(() => ewmaChart([1, Number.NaN])).toThrow(RangeError);
    expect(() => ewmaChart([1], 0)).toThrow(RangeError);
    expect(() => runsOnOneSide([1], 1, 1)).toThrow(RangeError);
    expect(() => runsOnOneSide([1], [1, 2])).toThrow(RangeError);
  });
});

describe("funnel limits", () => {
  it("an area with 10 expected is in line from 4 to 17, unusual beyond, and very unusual beyond 2 and 21", () => {
    expect(funnelLimits(10)).toEqual({ low998: 2, low95: 4, high95: 17, high998: 21 });
    expect([1, 3, 4, 17, 18, 22].map((n) => funnelPosition(n, 10))).toEqual([
      "below-998",
      "below-95",
      "in-line",
      "in-line",
      "above-95",
      "above-998",
    ]);
  });

  it("where nothing is expected, nothing is in line", () => {
    expect(funnelLimits(0)).toEqual({ low998: 0, low95: 0, high95: 0, high998: 0 });
    expect(() => poissonQuantile(1, 5)).toThrow(RangeError);
  });
});

describe("bursts in time", () => {
  it("six in one of 260 weeks, one a week expected, happen in every second such period", () => {
    expect(scanP(260, 1, 1, 6)).toBeCloseTo(0.4856, 4);
  });

  it("the unit of time does not matter", () => {
    expect(scanP(260 * 7, 7, 1 / 7, 6)).toBeCloseTo(scanP(260, 1, 1, 6), 12);
  });

  it("what is expected everywhere is certain", () => {
    expect(scanP(100, 1, 50, 10)).toBe(1);
  });

  it("a window that hardly fits, no rate and one event are refused", () => {
    expect(() => scanP(3, 2, 1, 4)).toThrow(RangeError);
    expect(() => scanP(10, 1, 0, 4)).toThrow(RangeError);
    expect(() => scanP(10, 1, 1, 1)).toThrow(RangeError);
  });
});
