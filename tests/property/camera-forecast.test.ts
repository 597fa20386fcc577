import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forecastPrevention } from "#domain/camera/forecast.ts";
import {
  isClearEffect,
  meanChangePercent,
  type PreventionEffect,
  singleSchemeChangePercent,
} from "#domain/camera/prevention-effect.ts";
import { yearlyBaseline } from "#domain/camera/yearly-baseline.ts";
import { normalQuantile } from "#domain/stats/normal.ts";
import { seededRandom } from "#domain/stats/seeded-random.ts";

const effects = fc
  .record({
    studies: fc.integer({ min: 1, max: 100 }),
    ln: fc.double({ min: -0.7, max: 0.7, noNaN: true }),
    standardError: fc.double({ min: 0.005, max: 0.3, noNaN: true }),
  })
  .map(
    ({ studies, ln, standardError }): PreventionEffect => ({
      id: "any",
      label: "Any",
      basis: "all",
      studies,
      oddsRatio: Math.exp(ln),
      low: Math.exp(ln - 1.96 * standardError),
      high: Math.exp(ln + 1.96 * standardError),
    }),
  );
const baselines = fc.double({ min: 0.5, max: 5000, noNaN: true });

describe("a forecast of prevention", () => {
  it("one scheme's interval holds the mean's, and the mean's holds the estimate", () => {
    fc.assert(
      fc.property(effects, baselines, (effect, perYear) => {
        const { fewerPerYear, ofMean, ofOneScheme } = forecastPrevention(
          effect,
          { perYear, dispersion: null },
          { draws: 400 },
        );
        expect(ofOneScheme.low).toBeLessThanOrEqual(ofMean.low + 1e-9);
        expect(ofOneScheme.high).toBeGreaterThanOrEqual(ofMean.high - 1e-9);
        expect(ofMean.low).toBeLessThan(fewerPerYear);
        expect(ofMean.high).toBeGreaterThan(fewerPerYear);
      }),
      { numRuns: 60 },
    );
  });

  it("the effect is clear exactly if the mean's interval leaves out no change", () => {
    fc.assert(
      fc.property(effects, (effect) => {
        const { low, high } = meanChangePercent(effect);
        expect(isClearEffect(effect)).toBe(low > 0 || high < 0);
        const one = singleSchemeChangePercent(effect);
        expect(one.low).toBeLessThanOrEqual(low + 1e-9);
        expect(one.high).toBeGreaterThanOrEqual(high - 1e-9);
      }),
    );
  });

  it("twice the incidents, twice the forecast", () => {
    fc.assert(
      fc.property(effects, baselines, (effect, perYear) => {
        const once = forecastPrevention(effect, { perYear, dispersion: null }, { draws: 200 });
        const twice = forecastPrevention(effect, { perYear: 2 * perYear, dispersion: null }, { draws: 200 });
        expect(twice.fewerPerYear / 2).toBeCloseTo(once.fewerPerYear, 6);
        expect(twice.ofMean.low / 2).toBeCloseTo(once.ofMean.low, 6);
        expect(twice.ofOneScheme.high / 2).toBeCloseTo(once.ofOneScheme.high, 6);
      }),
      { numRuns: 40 },
    );
  });

  it("intervals that were said to hold 95 % of years hold 95 % of years", () => {
    // Five Poisson years of a steady place forecast the sixth: with a certain, strong effect (everything prevented
    // but one in a million) the interval of incidents fewer is that of the sixth year's count.
    const effect = {
      id: "x",
      label: "",
      basis: "all" as const,
      studies: 1,
      oddsRatio: 1e6,
      low: 1e6,
      high: 1e6,
    };
    const random = seededRandom(20_260_101);
    const trials = 400;
    let inside = 0;
    for (let trial = 0; trial < trials; trial++) {
      const count = () => poisson(40, random.uniform());
      const { ofMean } = forecastPrevention(effect, yearlyBaseline(Array.from({ length: 5 }, count)), {
        draws: 1000,
        seed: trial + 1,
      });
      const sixth = count();
      if (sixth >= ofMean.low - 0.5 && sixth <= ofMean.high + 0.5) inside++;
    }
    // The spread is estimated as chance's or more, never less, and counts are whole: at least 95 %, by a little.
    const sd = Math.sqrt(0.95 * 0.05 * trials);
    expect(inside).toBeGreaterThan(0.95 * trials - 3 * sd);
    expect(inside).toBeLessThanOrEqual(trials);
  });
});

/** A Poisson count by the inverse of its cumulative distribution. */
function poisson(mean: number, u: number): number {
  let [term, sum, k] = [Math.exp(-mean), Math.exp(-mean), 0];
  while (sum < u && k < mean + 20 * Math.sqrt(mean) + normalQuantile(0.999)) {
    term *= mean / ++k;
    sum += term;
  }
  return k;
}
