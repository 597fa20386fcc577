import { describe, expect, it } from "vitest";
import type { Neighbourhood } from "#domain/grid/neighbourhood.ts";
import { empiricalBayesRates } from "#domain/hotspot/empirical-bayes.ts";
import { giStar } from "#domain/hotspot/gi-star.ts";
import { giZ, type LinkWeights } from "#domain/hotspot/gi-z.ts";
import { generalG, moranI } from "#domain/hotspot/global-clustering.ts";
import { localMoran } from "#domain/hotspot/local-moran.ts";
import { adjust } from "#domain/stats/false-discovery-rate.ts";
import { twoSidedNormalP } from "#domain/stats/normal.ts";
import { poissonInterval, poissonUpperTail } from "#domain/stats/poisson.ts";
import { fromRows, hexagon } from "../support/hexagon.ts";
import fixtures from "./hotspot-fixtures.json";

/** Agreement to the printed digits: relative 1e-6 unless said. */
function expectClose(found: number | undefined, expected: number | undefined, tolerance = 1e-6): void {
  expect(Math.abs((found ?? Number.NaN) - (expected ?? 0))).toBeLessThanOrEqual(
    tolerance * Math.abs(expected ?? 0),
  );
}

/** Ends with the result, or with the reason why there is none. */
function resultOf<T>(answer: { ok: true; result: T } | { ok: false; reason: string }): T {
  if (!answer.ok) throw new Error(answer.reason);
  return answer.result;
}

describe("six points (T1)", () => {
  const { points, counts, reach, gi, giStar: star, generalG: g, pClustered, twoSidedQ } = fixtures.sixPoints;
  const rows = points.map(([x0 = 0, y0 = 0], i) =>
    points.flatMap(([x = 0, y = 0], j) => (i !== j && Math.hypot(x - x0, y - y0) <= reach ? [j] : [])),
  );
  const neighbourhood = fromRows(rows);

  it("have 2, 3, 1, 3, 4 and 1 neighbours", () => {
    expect(rows.map((row) => row.length)).toEqual([2, 3, 1, 3, 4, 1]);
  });

  it("Gi and Gi* are esda's and spdep's", () => {
    giZ(counts, neighbourhood, "gi").forEach((z, i) => {
      expectClose(z, gi[i]);
    });
    giZ(counts, neighbourhood, "gi-star").forEach((z, i) => {
      expectClose(z, star[i]);
    });
  });

  it("row-standardised weights give the same z", () => {
    giZ(counts, neighbourhood, "gi", rowStandardised(neighbourhood, 0)).forEach((z, i) => {
      expectClose(z, gi[i]);
    });
    giZ(counts, neighbourhood, "gi-star", rowStandardised(neighbourhood, 1)).forEach((z, i) => {
      expectClose(z, star[i]);
    });
  });

  it("general G and its p, and BH over the six normal p values", () => {
    const global = resultOf(generalG(counts, neighbourhood));
    expectClose(global.statistic, g);
    expectClose(global.pClustered, pClustered, 5e-6);
    const p = giZ(counts, neighbourhood, "gi-star").map(twoSidedNormalP);
    adjust(p, "bh").forEach((q, i) => {
      expectClose(q, twoSidedQ[i]);
    });
  });

  it("are too few for a map", () => {
    const answer = giStar(Float64Array.from(counts), neighbourhood);
    expect(answer).toMatchObject({ ok: false, reason: "too-few-cells" });
  });
});

/** Weights 1/row sum, the cell itself counted in `self` times. */
function rowStandardised({ start, index, cellCount }: Neighbourhood, self: 0 | 1): LinkWeights {
  const links = new Float64Array(index.length);
  const own = new Float64Array(cellCount);
  for (let i = 0; i < cellCount; i++) {
    const [from, to] = [start[i] ?? 0, start[i + 1] ?? 0];
    const weight = 1 / (to - from + self);
    links.fill(weight, from, to);
    own[i] = weight * self;
  }
  return { links, self: own };
}

describe("hexagon of 61 cells (T2)", () => {
  const fixture = fixtures.hex61;
  const { places, neighbourhood } = hexagon(fixture.radius);
  const counts = Int32Array.from(fixture.counts);
  const twoSided = resultOf(giStar(counts, neighbourhood, { tail: "two-sided" }));
  const moran = resultOf(localMoran(counts, neighbourhood));
  const zGi = giZ(counts, neighbourhood, "gi");

  it("has the total, mean, standard deviation and links of the fixture", () => {
    expect(twoSided.cells).toBe(61);
    expect(twoSided.total).toBe(fixture.total);
    expectClose(twoSided.mean, fixture.mean, 1e-9);
    expectClose(twoSided.sd, fixture.sd, 1e-7);
    expect(neighbourhood.index.length).toBe(fixture.directedLinks);
    expect(twoSided.method).toEqual({ kind: "exact" });
  });

  it.each(fixture.rows)("cell %s,%s", (q = 0, r = 0, m = 0, sum = 0, z, pNormal, pExact, gi, localI) => {
    const i = places.findIndex((place) => place.q === q && place.r === r);
    expect((twoSided.neighbours[i] ?? 0) + 1).toBe(m);
    expect(twoSided.localSum[i]).toBe(sum);
    expectClose(twoSided.z[i], z, 1e-8);
    expectClose(twoSidedNormalP(twoSided.z[i] ?? 0), pNormal, 1e-7);
    expectClose(twoSided.p[i], pExact);
    expectClose(zGi[i], gi, 1e-8);
    expectClose(moran.localI[i], localI, 1e-7);
  });

  it("z(I_i) = ±z(G_i), the sign being that of the cell's own deviation, for all 61", () => {
    moran.z.forEach((z, i) => {
      expect(z).toBe(Math.sign((counts[i] ?? 0) - moran.mean) * (zGi[i] ?? 0));
    });
    expect(moran.z).toHaveLength(61);
  });

  it("q ≤ .05: 7 cells by exact one-sided p, 9 by two-sided (2 of them cold), 7 by normal two-sided p", () => {
    const hot = resultOf(giStar(counts, neighbourhood));
    const { significant } = fixture;
    const count = (classes: Int8Array, test: (c: number) => boolean) => classes.filter(test).length;
    expect(count(hot.classes, (c) => c >= 2)).toBe(significant.exactHot);
    expect(twoSided.q.filter((q) => q < 0.05).length).toBe(significant.exactTwoSided);
    expect(count(twoSided.classes, (c) => c <= -2)).toBe(significant.exactTwoSidedCold);
    const normal = adjust(twoSided.z.map(twoSidedNormalP), "bh");
    expect(normal.filter((q) => q < 0.05).length).toBe(significant.normalTwoSided);
    for (const { sum, p } of fixture.upperTailsOf7) {
      expectClose(hot.p[hot.localSum.indexOf(sum)], p, 1e-3);
    }
  });

  it("general G and Moran's I with their moments under randomisation", () => {
    const g = resultOf(generalG(counts, neighbourhood));
    expectClose(g.statistic, fixture.generalG.statistic, 1e-9);
    expectClose(g.expected, fixture.generalG.expected, 1e-9);
    expectClose(g.variance, fixture.generalG.variance, 1e-6);
    expectClose(g.z, fixture.generalG.z, 1e-5);
    const i = resultOf(moranI(counts, neighbourhood));
    expectClose(i.statistic, fixture.moranI.rowStandardised, 1e-8);
    expectClose(i.expected, fixture.moranI.expected, 1e-5);
    expectClose(i.variance, fixture.moranI.variance, 1e-6);
    expectClose(i.z, fixture.moranI.z, 1e-3);
  });
});

describe("other fixtures", () => {
  it("exact Poisson intervals (T10)", () => {
    for (const [count = 0, lower, upper] of fixtures.poissonIntervals.rows) {
      expectClose(poissonInterval(count).lower, lower);
      expectClose(poissonInterval(count).upper, upper);
    }
    const { count, mean, p } = fixtures.poissonIntervals.upperTail;
    expectClose(poissonUpperTail(count, mean), p);
  });

  it("empirical Bayes rates (T12)", () => {
    const { counts, exposure, areaRate, variance, varianceBetween, rate } = fixtures.empiricalBayes;
    const smoothed = empiricalBayesRates(counts, exposure);
    expectClose(smoothed?.areaRate, areaRate, 1e-12);
    expectClose(smoothed?.variance, variance);
    expectClose(smoothed?.varianceBetween, varianceBetween);
    smoothed?.rate.forEach((found, i) => {
      expectClose(found, rate[i]);
    });
  });

  it("BH, BY, Holm (T13): four rejections at .05", () => {
    const { p, bh, byFirst, holm } = fixtures.multipleTesting;
    const values = Float64Array.from(p);
    adjust(values, "bh").forEach((q, i) => {
      expectClose(q, bh[i], 1e-6);
    });
    adjust(values, "holm").forEach((q, i) => {
      expectClose(q, holm[i], 1e-6);
    });
    expectClose(adjust(values, "by")[0], byFirst, 2e-6);
    expect(adjust(values, "bh").filter((q) => q <= 0.05)).toHaveLength(4);
    expect([...adjust(values, "none")]).toEqual(p);
  });
});
