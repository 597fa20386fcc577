import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { empiricalBayesRates } from "#domain/hotspot/empirical-bayes.ts";
import { expectedCount } from "#domain/hotspot/expected-count.ts";
import { hexagon } from "../support/hexagon.ts";

const { neighbourhood } = hexagon(3);
const CELLS = 37;
const maps = fc
  .tuple(
    fc.array(fc.nat(30), { minLength: CELLS, maxLength: CELLS }),
    fc.array(fc.nat(200), { minLength: CELLS, maxLength: CELLS }),
  )
  .filter(([counts, exposure]) => {
    const exposed = counts.filter((_, i) => (exposure[i] ?? 0) > 0);
    return exposed.length > 1 && exposed.some((count) => count > 0);
  })
  .map(([counts, exposure]) => ({ counts: Int32Array.from(counts), exposure: Float64Array.from(exposure) }));

describe("expected counts", () => {
  it("add up to the incidents, cell by cell, and do not change with the unit of exposure", () => {
    fc.assert(
      fc.property(maps, fc.double({ min: 0.001, max: 1000, noNaN: true }), ({ counts, exposure }, unit) => {
        const plain = expectedCount({ counts, exposure, neighbourhood: null });
        const scaled = expectedCount({
          counts,
          exposure: exposure.map((e) => e * unit),
          neighbourhood: null,
        });
        if (!plain.ok || !scaled.ok) throw new Error("refused");
        const { expected, total, p } = plain.result;
        const sum = expected.reduce((all, e) => all + (Number.isNaN(e) ? 0 : e), 0);
        expect(sum).toBeCloseTo(total, 8);
        p.forEach((here, i) => {
          if (!Number.isNaN(here)) expect(scaled.result.p[i]).toBeCloseTo(here, 9);
        });
      }),
    );
  });

  it("every tested cell has figures in range, every other cell has none", () => {
    fc.assert(
      fc.property(maps, fc.constantFrom("hot", "cold", "two-sided"), ({ counts, exposure }, tail) => {
        const answer = expectedCount({ counts, exposure, neighbourhood, tail });
        if (!answer.ok) throw new Error(answer.reason);
        const { p, q, ratio, ratioLower, ratioUpper, classes, dispersion } = answer.result;
        expect(dispersion).toBeGreaterThanOrEqual(0);
        for (let i = 0; i < CELLS; i++) {
          const isTested = (exposure[i] ?? 0) > 0;
          expect(Number.isNaN(p[i])).toBe(!isTested);
          expect(classes[i] === 127).toBe(!isTested);
          if (!isTested) continue;
          expect((p[i] ?? -1) >= 0 && (p[i] ?? 2) <= 1 && (q[i] ?? -1) >= (p[i] ?? 0) * (1 - 1e-12)).toBe(
            true,
          );
          expect(ratioLower[i]).toBeLessThanOrEqual(ratio[i] ?? -1);
          expect(ratioUpper[i]).toBeGreaterThan(ratio[i] ?? 1e9);
        }
      }),
    );
  });

  it("smoothed rates lie between the cell's own rate and the area's", () => {
    fc.assert(
      fc.property(maps, ({ counts, exposure }) => {
        const smoothed = empiricalBayesRates(counts, exposure);
        smoothed?.rate.forEach((rate, i) => {
          if (Number.isNaN(rate)) return;
          const own = (counts[i] ?? 0) / (exposure[i] ?? 1);
          expect(rate).toBeGreaterThanOrEqual(Math.min(own, smoothed.areaRate) - 1e-12);
          expect(rate).toBeLessThanOrEqual(Math.max(own, smoothed.areaRate) + 1e-12);
        });
      }),
    );
  });
});
