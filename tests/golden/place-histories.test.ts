import { describe, expect, it } from "vitest";
import { gini, lorenz, shareOfCrimeInTopArea, sparseGini } from "#domain/hotspot/concentration.ts";
import { classifyEmerging } from "#domain/hotspot/emerging-class.ts";
import { predictionAccuracy } from "#domain/hotspot/prediction-accuracy.ts";
import { mannKendall } from "#domain/stats/mann-kendall.ts";
import { scanP } from "#domain/stats/scan-clusters.ts";
import reference from "./place-histories.json";

const stateOf = (z: number) => (z >= 1.96 ? 1 : z <= -1.96 ? -1 : 0);

describe("classes of emerging hotspots (T9)", () => {
  const rows = reference.emergingClasses.rows.map(([name, z]) => ({ name, z: z as number[] }));

  it.each(rows)("$z is $name", ({ name, z }) => {
    expect(classifyEmerging(z.map(stateOf), mannKendall(z))).toEqual({ class: name, temperature: "hot" });
  });

  it.each(rows.filter(({ name }) => name !== "none"))("$z mirrored is a cold $name", ({ name, z }) => {
    const mirrored = z.map((x) => -x);
    const found = classifyEmerging(mirrored.map(stateOf), mannKendall(mirrored));
    expect(found).toEqual({ class: name, temperature: "cold" });
  });
});

describe("prediction accuracy (T15)", () => {
  const { six, three } = reference.predictionAccuracy;

  function atEveryCell({ observed, predicted }: { observed: number[]; predicted: number[] }) {
    return predictionAccuracy({
      ranking: Float64Array.from(predicted),
      earlier: predicted,
      later: observed,
      areas: observed.map(() => 1),
      areaShares: observed.map((_, k) => (k + 1) / observed.length),
    });
  }

  it("PAI, PEI and RRI of six cells are those of ptools, ties taken pessimistically", () => {
    for (const [k, { pai, pei, rri }] of atEveryCell(six).entries()) {
      expect(pai).toBeCloseTo(six.pai[k] ?? 0, 6);
      expect(pei).toBeCloseTo(six.pei[k] ?? 0, 6);
      expect(rri).toBeCloseTo(six.rri[k] ?? 0, 6);
    }
  });

  it("three cells in perfect order", () => {
    const found = atEveryCell(three);
    expect(found.map(({ pai }) => pai)).toEqual(three.pai);
    expect(found.map(({ pei }) => pei)).toEqual(three.pei);
  });
});

describe("concentration (T17)", () => {
  const { ten, sparse } = reference.concentration;

  it("Gini, G′ and the share in the top cells", () => {
    const answer = lorenz({ counts: ten.counts, areas: null });
    if (!answer.ok) throw new Error(answer.reason);
    expect(gini(answer.curve)).toBeCloseTo(ten.gini, 9);
    expect(sparseGini(ten.counts)).toBeCloseTo(ten.sparseGini, 9);
    for (const [k, { incidentShare, cells }] of shareOfCrimeInTopArea(
      answer.curve,
      [0.1, 0.2, 0.3],
    ).entries()) {
      expect(incidentShare).toBeCloseTo(ten.top[k] ?? 0, 9);
      expect(cells).toBe(k + 1);
    }
  });

  it("20 crimes in 20 of 100 places have a Gini of .8 and are not concentrated at all: G′ = 0", () => {
    const counts = Int32Array.from({ length: sparse.places }, (_, i) => (i < sparse.placesWithOne ? 1 : 0));
    const answer = lorenz({ counts, areas: null });
    if (!answer.ok) throw new Error(answer.reason);
    expect(gini(answer.curve)).toBeCloseTo(sparse.gini, 12);
    expect(sparseGini(counts)).toBeCloseTo(sparse.sparseGini, 12);
  });
});

describe("scan statistic", () => {
  it.each(reference.scan.rows)(
    "$events in one of $windows windows of mean $mean",
    ({ windows, mean, events, p }) => {
      expect(scanP(windows, 1, mean, events)).toBeCloseTo(p, 3);
    },
  );

  it("three windows, for which Naus's formula is exact, agree with simulation within three standard errors", () => {
    const { windows, mean, events, p, standardError } = reference.scan.exact;
    expect(Math.abs(scanP(windows, 1, mean, events) - p)).toBeLessThan(3 * standardError);
  });
});
