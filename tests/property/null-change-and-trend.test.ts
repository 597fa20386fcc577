/** How often do these methods speak where there is nothing to say? All draws are seeded. */
import { describe, expect, it } from "vitest";
import { backTest, type RankingMethod } from "#domain/hotspot/back-test.ts";
import { changeBetween } from "#domain/hotspot/change.ts";
import { emergingHotspots } from "#domain/hotspot/emerging.ts";
import { CHANCE } from "#domain/hotspot/pooled-accuracy.ts";
import { lastYearsCounts } from "#domain/hotspot/ranking-methods.ts";
import { conditionalBinomial, eTest, rateRatioInterval } from "#domain/stats/compare-counts.ts";
import { rangeFromEarlierYears, rangeFromLatest } from "#domain/stats/expected-range.ts";
import { mannKendall } from "#domain/stats/mann-kendall.ts";
import { poissonProbability } from "#domain/stats/poisson.ts";
import { type SeededRandom, seededRandom } from "#domain/stats/seeded-random.ts";
import { hexagon } from "../support/hexagon.ts";

/** A Poisson count by inversion; fine for small means. */
function poisson(random: SeededRandom, mean: number): number {
  let k = 0;
  let term = Math.exp(-mean);
  let sum = term;
  for (const u = random.uniform(); u > sum && k < 1000; ) {
    k++;
    term *= mean / k;
    sum += term;
  }
  return k;
}

/** Exact probability that a test of two counts with this rate has p ≤ .05. */
function size(test: typeof eTest, rate: number, t: number, u: number): number {
  const most = (mean: number) => Math.ceil(mean + 8 * Math.sqrt(mean) + 8);
  let rejected = 0;
  for (let a = 0; a <= most(rate * t); a++) {
    for (let b = 0; b <= most(rate * u); b++) {
      const p = test(a, b, t, u);
      if (p !== null && p <= 0.05)
        rejected += poissonProbability(a, rate * t) * poissonProbability(b, rate * u);
    }
  }
  return rejected;
}

describe("under no change", () => {
  const rates = [0.2, 0.5, 1, 2, 4, 8, 15];

  it.each(rates)("the E-test at .05 rejects at most 6 in 100 (exact), mean %s", (mean) => {
    expect(size(eTest, mean, 1, 1)).toBeLessThanOrEqual(0.06);
    expect(size(eTest, mean, 1, 3)).toBeLessThanOrEqual(0.06);
  });

  it.each(rates)("the conditional test never exceeds .05, mean %s", (mean) => {
    expect(size(conditionalBinomial, mean, 1, 1)).toBeLessThanOrEqual(0.05);
    expect(size(conditionalBinomial, mean, 1, 3)).toBeLessThanOrEqual(0.05);
  });

  it("the 95 % interval holds the true ratio at least 95 times in 100 (exact, where a ratio exists)", () => {
    const [before, after, ratio] = [6, 9, 1.5];
    let held = 0;
    for (let a = 0; a <= 40; a++) {
      for (let b = 0; b <= 50; b++) {
        const { low, high } = rateRatioInterval(a, b);
        const holds = low <= ratio && (high === null || ratio <= high);
        if (holds) held += poissonProbability(a, before) * poissonProbability(b, after);
      }
    }
    expect(held).toBeGreaterThanOrEqual(0.95);
  });

  it("a map of 1,951 hexagons shows any change in at most 10 of 100 pairs of years", () => {
    const random = seededRandom(7);
    let maps = 0;
    for (let k = 0; k < 100; k++) {
      const draw = () => Int32Array.from({ length: 1951 }, () => poisson(random, 0.4));
      const { classes } = changeBetween({
        before: draw(),
        after: draw(),
        exposureBefore: 365,
        exposureAfter: 365,
      });
      if (classes.some((c) => c === "more" || c === "less")) maps++;
    }
    expect(maps).toBeLessThanOrEqual(10);
  });
});

describe("under no trend", () => {
  it.each([8, 12, 36])("Mann–Kendall at .05 speaks in 1 to 6.5 of 100 series of %s small counts", (steps) => {
    const random = seededRandom(11);
    const spoken = Array.from({ length: 4000 }, () =>
      mannKendall(Float64Array.from({ length: steps }, () => poisson(random, 2))),
    ).filter(({ p }) => p <= 0.05).length;
    expect(spoken / 4000).toBeLessThanOrEqual(0.065);
    expect(spoken / 4000).toBeGreaterThanOrEqual(0.01);
  });

  it("random maps have next to no emerging hotspot: under 1 in 5,000 hexagons, however sparse", () => {
    const { neighbourhood } = hexagon(16);
    const n = neighbourhood.cellCount;
    for (const mean of [0.05, 0.4, 3]) {
      const random = seededRandom(13);
      let classed = 0;
      for (let k = 0; k < 20; k++) {
        const counts = Array.from({ length: 12 }, () =>
          Int32Array.from({ length: n }, () => poisson(random, mean)),
        );
        const answer = emergingHotspots({ counts, stepDays: null, neighbourhood });
        if (answer.ok) classed += answer.result.classes.filter((c) => c !== "none").length;
      }
      expect(classed / (20 * n)).toBeLessThan(1 / 5000);
    }
  });
});

describe("under a steady level", () => {
  it("3 standard deviations leave out at most 1 week in 100, by recent weeks and by earlier years", () => {
    for (const mean of [3, 20, 150]) {
      const random = seededRandom(17);
      let outside = 0;
      let judged = 0;
      for (let k = 0; k < 20; k++) {
        const weeks = Array.from({ length: 208 }, () => poisson(random, mean));
        const recent = rangeFromLatest(weeks);
        const yearly = rangeFromEarlierYears(weeks, { stepsPerYear: 52, from: 156, to: 208 });
        for (const point of [...recent.points, ...yearly.points]) {
          if (point.outside === "unknown") continue;
          judged++;
          if (point.outside !== "within") outside++;
        }
      }
      expect(outside / judged).toBeLessThan(0.01);
    }
  });

  it("a season of ±22 % sets off the range of earlier years in under 2 of 100 months and 1 of 100 weeks", () => {
    const random = seededRandom(19);
    const wave = (t: number, steps: number) => 1 + 0.22 * Math.cos((2 * Math.PI * t) / steps);
    const share = (points: readonly { outside: string }[]) =>
      points.filter(({ outside }) => outside === "above" || outside === "below").length / points.length;
    let months = 0;
    let weeks = 0;
    const series = 40;
    for (let k = 0; k < series; k++) {
      const byMonth = Array.from({ length: 60 }, (_, t) => poisson(random, 280 * wave(t, 12)));
      const byWeek = Array.from({ length: 260 }, (_, t) => poisson(random, 65 * wave(t, 52)));
      months += share(rangeFromEarlierYears(byMonth, { stepsPerYear: 12, from: 48, to: 60 }).points);
      weeks += share(rangeFromEarlierYears(byWeek, { stepsPerYear: 52, from: 208, to: 260 }).points);
    }
    expect(months / series).toBeLessThan(0.02);
    expect(weeks / series).toBeLessThan(0.01);
  });
});

describe("under no pattern", () => {
  const cells = 400;
  const areas = new Float64Array(cells).fill(1);

  function months(seed: number, risk: (i: number) => number): Int32Array[] {
    const random = seededRandom(seed);
    return Array.from({ length: 84 }, () =>
      Int32Array.from({ length: cells }, (_, i) => poisson(random, risk(i))),
    );
  }

  const atRandom = (seed: number): RankingMethod => {
    const random = seededRandom(seed);
    return { id: "at-random", rank: () => Float64Array.from({ length: cells }, () => random.uniform()) };
  };

  it("a ranking by lot catches its share of the land, inside its own interval, PAI about 1", () => {
    const clustered = months(23, (i) => (i % 20 === 0 ? 2 : 0.1));
    const answer = backTest({ months: clustered, areas, methods: [atRandom(29)], areaShares: [0.05] });
    if (!answer.ok) throw new Error(answer.reason);
    const [row] = answer.rows;
    expect(row?.pai).toBeGreaterThan(0.7);
    expect(row?.pai).toBeLessThan(1.3);
    expect(row?.hitRate.low).toBeLessThanOrEqual(0.05);
    expect(row?.hitRate.high).toBeGreaterThanOrEqual(0.05);
  });

  it("where every hexagon is alike, last year's counts are no better than chance", () => {
    const answer = backTest({
      months: months(31, () => 0.4),
      areas,
      methods: [lastYearsCounts],
      areaShares: [0.05],
      ties: "shared",
    });
    if (!answer.ok) throw new Error(answer.reason);
    const [row, chance] = answer.rows;
    expect(chance?.method).toBe(CHANCE);
    expect(row?.pai).toBeGreaterThan(0.85);
    expect(row?.pai).toBeLessThan(1.15);
  });

  it("where some are riskier, last year's counts find them, and an interval over origins says so", () => {
    const clustered = months(37, (i) => (i % 20 === 0 ? 2 : 0.1));
    const answer = backTest({
      months: clustered,
      areas,
      methods: [atRandom(41), lastYearsCounts],
      baseline: "at-random",
      areaShares: [0.05],
    });
    if (!answer.ok) throw new Error(answer.reason);
    const row = answer.rows.find(({ method }) => method === "last-year");
    expect(row?.hitRate.share).toBeGreaterThan(0.45);
    expect(row?.overBaseline?.low).toBeGreaterThan(0.3);
  });
});
