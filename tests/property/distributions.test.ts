import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialLowerTail, binomialProbability, binomialUpperTail } from "#domain/stats/binomial.ts";
import { chiSquareLowerTail, chiSquareQuantile } from "#domain/stats/chi-square.ts";
import { adjust, type Correction } from "#domain/stats/false-discovery-rate.ts";
import {
  negativeBinomialLowerTail,
  negativeBinomialProbability,
  negativeBinomialUpperTail,
} from "#domain/stats/negative-binomial.ts";
import { normalLowerTail, normalQuantile } from "#domain/stats/normal.ts";
import {
  poissonInterval,
  poissonLowerTail,
  poissonProbability,
  poissonUpperTail,
} from "#domain/stats/poisson.ts";

const counts = fc.integer({ min: 0, max: 400 });
const means = fc.double({ min: 1e-6, max: 500, noNaN: true });
const shares = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });

/** The last numbers before zero have no digits to be relative to. */
const ROUNDING = 4 * Number.MIN_VALUE;

describe("distributions", () => {
  it("upper tail + lower tail = 1 + the probability of the count itself", () => {
    fc.assert(
      fc.property(counts, counts, means, shares, (k, more, mean, p) => {
        const n = k + more;
        expect(poissonUpperTail(k, mean) + poissonLowerTail(k, mean)).toBeCloseTo(
          1 + poissonProbability(k, mean),
          11,
        );
        expect(binomialUpperTail(k, n, p) + binomialLowerTail(k, n, p)).toBeCloseTo(
          1 + binomialProbability(k, n, p),
          11,
        );
        const f = 1.001 + 20 * p;
        expect(negativeBinomialUpperTail(k, mean, f) + negativeBinomialLowerTail(k, mean, f)).toBeCloseTo(
          1 + negativeBinomialProbability(k, mean, f),
          10,
        );
      }),
    );
  });

  it("an upper tail is the next one plus a probability, also where both are tiny", () => {
    fc.assert(
      fc.property(counts, means, shares, (k, mean, p) => {
        const next = poissonUpperTail(k + 1, mean) + poissonProbability(k, mean);
        expect(Math.abs(poissonUpperTail(k, mean) - next)).toBeLessThanOrEqual(1e-11 * next + ROUNDING);
        const f = 1.001 + 20 * p;
        const nextNb = negativeBinomialUpperTail(k + 1, mean, f) + negativeBinomialProbability(k, mean, f);
        expect(Math.abs(negativeBinomialUpperTail(k, mean, f) - nextNb)).toBeLessThanOrEqual(
          1e-10 * nextNb + ROUNDING,
        );
      }),
    );
  });

  it("quantiles undo the cumulative distribution", () => {
    fc.assert(
      fc.property(shares, fc.double({ min: 0.3, max: 2000, noNaN: true }), (p, df) => {
        expect(normalLowerTail(normalQuantile(p))).toBeCloseTo(p, 12);
        expect(chiSquareLowerTail(chiSquareQuantile(p, df), df)).toBeCloseTo(p, 10);
      }),
    );
  });

  it("the exact interval's ends are the means at which the count is just too many or too few", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.double({ min: 0.5, max: 0.999, noNaN: true }),
        (k, level) => {
          const { lower, upper } = poissonInterval(k, level);
          expect(poissonUpperTail(k, lower)).toBeCloseTo((1 - level) / 2, 9);
          expect(poissonLowerTail(k, upper)).toBeCloseTo((1 - level) / 2, 9);
        },
      ),
    );
  });
});

describe("adjusted p values", () => {
  const pValues = fc
    .array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.001, 0.01, 0.04, 1)), {
      maxLength: 60,
    })
    .map((p) => Float64Array.from(p));

  /** The definitions, in O(n²). */
  const naive: Record<Correction, (p: Float64Array, i: number) => number> = {
    none: (p, i) => p[i] ?? 0,
    bh: (p, i) => stepUp(p, i, 1),
    by: (p, i) =>
      stepUp(
        p,
        i,
        [...p].reduce((sum, _, j) => sum + 1 / (j + 1), 0),
      ),
    holm: (p, i) => {
      const here = p[i] ?? 0;
      const terms = [...p].filter((other) => other <= here);
      return Math.min(1, Math.max(...terms.map((other) => other * [...p].filter((x) => x >= other).length)));
    },
  };
  const stepUp = (p: Float64Array, i: number, factor: number) => {
    const others = [...p].filter((other) => other >= (p[i] ?? 0));
    const terms = others.map(
      (other) => (factor * p.length * other) / [...p].filter((x) => x <= other).length,
    );
    return Math.min(1, ...terms);
  };

  it.each(["bh", "by", "holm", "none"] as const)(
    "%s: follows its definition, order of places and ties included",
    (kind) => {
      fc.assert(
        fc.property(pValues, (p) => {
          adjust(p, kind).forEach((q, i) => {
            expect(q).toBeCloseTo(naive[kind](p, i), 12);
          });
        }),
      );
    },
  );

  it("q is never below p, rises with p, and Holm is never kinder than BH", () => {
    fc.assert(
      fc.property(pValues, (p) => {
        const bh = adjust(p, "bh");
        const holm = adjust(p, "holm");
        for (const [i, here] of p.entries()) {
          expect(bh[i]).toBeGreaterThanOrEqual(here * (1 - 1e-12));
          expect((holm[i] ?? 0) * (1 + 1e-12)).toBeGreaterThanOrEqual(bh[i] ?? 0);
          for (const [j, there] of p.entries()) {
            if (here <= there) expect(bh[i]).toBeLessThanOrEqual(bh[j] ?? 0);
          }
        }
      }),
    );
  });
});
