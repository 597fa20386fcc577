import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gini, lorenz, shareOfCrimeInTopArea, sparseGini } from "#domain/hotspot/concentration.ts";
import { classifyEmerging } from "#domain/hotspot/emerging-class.ts";
import { patternSimilarity } from "#domain/hotspot/pattern-similarity.ts";
import { persistence } from "#domain/hotspot/persistence.ts";
import { predictionAccuracy } from "#domain/hotspot/prediction-accuracy.ts";
import { stability } from "#domain/hotspot/stability.ts";

type Cell = { earlier: number; later: number; area: number; rank: number };
const cell: fc.Arbitrary<Cell> = fc.record({
  earlier: fc.integer({ min: 0, max: 9 }),
  later: fc.integer({ min: 0, max: 9 }),
  area: fc.integer({ min: 1, max: 5 }),
  rank: fc.integer({ min: 0, max: 6 }),
});
const cells = fc.array(cell, { minLength: 1, maxLength: 60 });
const share = fc.double({ min: 0.01, max: 1, noNaN: true });

const accuracyOf = (of: readonly Cell[], areaShare: number, rest = {}) =>
  predictionAccuracy({
    ranking: Float64Array.from(of, ({ rank }) => rank),
    earlier: of.map(({ earlier }) => earlier),
    later: of.map(({ later }) => later),
    areas: of.map(({ area }) => area),
    areaShares: [areaShare],
    ...rest,
  })[0];

describe("concentration", () => {
  it("the curve rises, bends one way and lies on or above the diagonal", () => {
    fc.assert(
      fc.property(cells, (of) => {
        const answer = lorenz({ counts: of.map((c) => c.later), areas: of.map((c) => c.area) });
        fc.pre(answer.ok);
        const { curve } = answer;
        let slope = Number.POSITIVE_INFINITY;
        for (const [i, to] of curve.entries()) {
          const from = curve[i - 1];
          expect(to.shareOfIncidents).toBeGreaterThanOrEqual(to.shareOfArea - 1e-9);
          if (!from) continue;
          const here = (to.shareOfIncidents - from.shareOfIncidents) / (to.shareOfArea - from.shareOfArea);
          expect(here).toBeLessThanOrEqual(slope + 1e-6);
          slope = here;
        }
        expect(curve.at(-1)).toMatchObject({ shareOfIncidents: 1, cells: of.length });
      }),
    );
  });

  it("Gini is from 0 to 1, does not depend on the order of cells, and G′ is never above it", () => {
    fc.assert(
      fc.property(cells, (of) => {
        const counts = of.map((c) => c.later);
        const answer = lorenz({ counts, areas: null });
        const reversed = lorenz({ counts: counts.toReversed(), areas: null });
        fc.pre(answer.ok && reversed.ok);
        const g = gini(answer.curve);
        expect(g >= 0 && g < 1).toBe(true);
        expect(gini(reversed.curve)).toBeCloseTo(g, 12);
        expect(sparseGini(counts)).toBeLessThanOrEqual(g + 1e-12);
        expect(sparseGini(counts)).toBeGreaterThanOrEqual(-1e-9);
      }),
    );
  });

  it("the share in the top of the area is what a perfect ranking would catch there", () => {
    fc.assert(
      fc.property(cells, share, (of, areaShare) => {
        const answer = lorenz({ counts: of.map((c) => c.later), areas: of.map((c) => c.area) });
        fc.pre(answer.ok);
        const [top] = shareOfCrimeInTopArea(answer.curve, [areaShare]);
        const found = accuracyOf(of, areaShare);
        expect((top?.incidentShare ?? 0) * (found?.total ?? 0)).toBeCloseTo(found?.bestHits ?? -1, 6);
      }),
    );
  });

  it("the whole of the top stays when nothing changes and nothing ties", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 60 }),
        share,
        (x, s) => {
          expect(stability({ earlier: x, later: x, topShare: s }).stayedShare).toBeCloseTo(1, 12);
        },
      ),
    );
  });
});

describe("prediction accuracy", () => {
  it("lies between nothing and the best possible", () => {
    fc.assert(
      fc.property(cells, share, (of, areaShare) => {
        const found = accuracyOf(of, areaShare);
        expect(found?.hits).toBeGreaterThanOrEqual(0);
        expect(found?.hits).toBeLessThanOrEqual((found?.bestHits ?? 0) + 1e-9);
        expect(found?.pei ?? 0).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it("pessimistic ties never flatter: sharing them catches as much or more", () => {
    fc.assert(
      fc.property(cells, share, (of, areaShare) => {
        const shared = accuracyOf(of, areaShare, { ties: "shared" });
        expect(shared?.hits).toBeGreaterThanOrEqual((accuracyOf(of, areaShare)?.hits ?? 0) - 1e-9);
      }),
    );
  });

  it("ranking by what came later is perfect, and the whole area catches everything", () => {
    fc.assert(
      fc.property(cells, share, (of, areaShare) => {
        const perfect = of.map((c) => ({ ...c, rank: c.later / c.area }));
        const found = accuracyOf(perfect, areaShare);
        expect(found?.hits).toBeCloseTo(found?.bestHits ?? -1, 9);
        expect(accuracyOf(of, 1)?.hits).toBeCloseTo(found?.total ?? -1, 9);
      }),
    );
  });

  it("does not depend on the order of the cells", () => {
    fc.assert(
      fc.property(cells, share, (of, areaShare) => {
        const found = accuracyOf(of.toReversed(), areaShare);
        expect(found?.hits).toBeCloseTo(accuracyOf(of, areaShare)?.hits ?? -1, 9);
      }),
    );
  });
});

describe("histories of places", () => {
  const states = fc.array(fc.constantFrom(-1, 0, 1), { minLength: 1, maxLength: 60 });
  const trend = fc.record({ z: fc.double({ min: -5, max: 5, noNaN: true }), p: fc.constantFrom(0.01, 0.2) });

  it("cold mirrors hot: turning every step and the trend turns the temperature alone", () => {
    fc.assert(
      fc.property(states, trend, (x, { z, p }) => {
        const found = classifyEmerging(x, { z, p });
        const mirrored = classifyEmerging(
          x.map((s) => -s),
          { z: -z, p },
        );
        expect(mirrored.class).toBe(found.class);
        if (found.class !== "none") expect(mirrored.temperature).not.toBe(found.temperature);
      }),
    );
  });

  it("a class that speaks of now ends hot or cold; historical and none do not", () => {
    fc.assert(
      fc.property(states, trend, (x, t) => {
        const { class: found } = classifyEmerging(x, t);
        expect(found === "historical" || found === "none").toBe(x.at(-1) === 0);
      }),
    );
  });

  it("new has one hot step, the last; consecutive one run; nothing but a trend makes it grow or fade", () => {
    fc.assert(
      fc.property(states, trend, (x, t) => {
        const { class: found, temperature } = classifyEmerging(x, t);
        const wanted = temperature === "hot" ? 1 : -1;
        const steps = x.filter((s) => s === wanted).length;
        if (found === "new") expect(steps).toBe(1);
        if (found === "consecutive") expect(x.slice(-steps).every((s) => s === wanted)).toBe(true);
        const { class: withoutTrend } = classifyEmerging(x, null);
        if (found === "intensifying" || found === "diminishing") expect(withoutTrend).toBe("persistent");
        else expect(withoutTrend).toBe(found);
      }),
    );
  });

  it("persistence counts no more hot steps than there are, and longer periods hold the shorter ones", () => {
    fc.assert(
      fc.property(states, fc.constantFrom(1, 4, 12, 13), (x, stepsPerYear) => {
        const { windows } = persistence(x, stepsPerYear);
        let last = 0;
        for (const { hotSteps, ofSteps } of windows) {
          expect(hotSteps >= last && hotSteps <= ofSteps && ofSteps <= x.length).toBe(true);
          last = hotSteps;
        }
      }),
    );
  });

  it("a pattern is like itself, and likeness has no direction", () => {
    fc.assert(
      fc.property(cells, fc.constantFrom("binomial" as const, "chi-square" as const), (of, test) => {
        const first = of.map((c) => 20 * c.earlier);
        const second = of.map((c) => 20 * c.later);
        const same = patternSimilarity({ first, second: first, test });
        const forwards = patternSimilarity({ first, second, test });
        const backwards = patternSimilarity({ first: second, second: first, test });
        fc.pre(same.ok && forwards.ok && backwards.ok);
        expect(same.result.s).toBe(1);
        expect(backwards.result.s).toBe(forwards.result.s);
        expect(backwards.result.rose).toBe(forwards.result.fell);
      }),
    );
  });
});
