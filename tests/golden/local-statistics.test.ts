import { describe, expect, it } from "vitest";
import { empiricalBayesRates } from "#domain/hotspot/empirical-bayes.ts";
import { giStar } from "#domain/hotspot/gi-star.ts";
import { giZ } from "#domain/hotspot/gi-z.ts";
import { type GlobalAnswer, generalG, moranI } from "#domain/hotspot/global-clustering.ts";
import { localMoran } from "#domain/hotspot/local-moran.ts";
import { fromRows } from "../support/hexagon.ts";
import reference from "./local-statistics.json";

const places = reference.q.map((q, i) => ({ q, r: reference.r[i] ?? 0 }));
const neighbourhood = fromRows(
  places.map((a) =>
    places.flatMap((b, j) => {
      const [dq, dr] = [a.q - b.q, a.r - b.r];
      return Math.abs(dq) + Math.abs(dr) + Math.abs(dq + dr) === 2 ? [j] : [];
    }),
  ),
);
const counts = Int32Array.from(reference.counts);

/** Equal to 12 digits, null in the reference being "not defined" here. */
function expectSame(found: Float64Array, expected: readonly (number | null)[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => {
    const wanted = expected[i] ?? null;
    if (wanted === null) expect(value).toBeNaN();
    else expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(wanted)));
  });
}

describe("a hexagon map with holes and an island, against spdep", () => {
  it("has an island and neighbourhoods of many sizes", () => {
    const sizes = new Set(
      places.map((_, i) => (neighbourhood.start[i + 1] ?? 0) - (neighbourhood.start[i] ?? 0)),
    );
    expect(sizes.has(0)).toBe(true);
    expect(sizes.size).toBeGreaterThanOrEqual(5);
  });

  it("Gi and Gi* are localG's, for binary and row-standardised weights", () => {
    expectSame(giZ(counts, neighbourhood, "gi"), reference.gi);
    expectSame(giZ(counts, neighbourhood, "gi-star"), reference.giStar);
    expectSame(giZ(counts, neighbourhood, "gi-star"), reference.giStarRowStandardised);
    const answer = giStar(counts, neighbourhood);
    expectSame(answer.ok ? answer.result.z : new Float64Array(0), reference.giStar);
  });

  it("local I and its conditional z are localmoran's", () => {
    const answer = localMoran(counts, neighbourhood);
    if (!answer.ok) throw new Error(answer.reason);
    expectSame(answer.result.localI, reference.localI);
    expectSame(answer.result.z, reference.localIz);
  });

  it("Moran's I and general G are those of moran.test and globalG.test, moments and p included", () => {
    const check = (answer: GlobalAnswer, expected: readonly number[]) => {
      if (!answer.ok) throw new Error(answer.reason);
      const { statistic, expected: mean, variance, z, pClustered } = answer.result;
      [statistic, mean, variance, z, pClustered].forEach((found, i) => {
        expect(Math.abs(found / (expected[i] ?? 0) - 1)).toBeLessThan(1e-9);
      });
    };
    check(moranI(counts, neighbourhood, "binary"), reference.moranI);
    check(generalG(counts, neighbourhood), reference.generalG);
  });

  it("smoothed rates are EBest's", () => {
    const smoothed = empiricalBayesRates(counts, reference.exposure);
    expectSame(smoothed?.rate ?? new Float64Array(0), reference.smoothedRate);
  });

  it.each([
    ["hot", reference.upperTail],
    ["cold", reference.lowerTail],
  ] as const)(
    "exact one-sided p (%s) lies within 4.5 standard errors of two million draws",
    (tail, tails) => {
      const answer = giStar(counts, neighbourhood, { tail });
      if (!answer.ok) throw new Error(answer.reason);
      for (const [cell = 0, hits = 0] of tails) {
        const p = answer.result.p[cell] ?? Number.NaN;
        const standardError = Math.sqrt((p * (1 - p)) / reference.draws);
        expect(Math.abs(hits / reference.draws - p)).toBeLessThan(4.5 * standardError);
      }
      expect(tails.length).toBeGreaterThanOrEqual(3);
    },
  );
});
