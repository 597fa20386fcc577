import { describe, expect, it } from "vitest";
import { gini, lorenz, shareOfCrimeInTopArea, sparseGini } from "#domain/hotspot/concentration.ts";
import { stability } from "#domain/hotspot/stability.ts";

function curveOf(counts: number[], areas: number[] | null = null, include: Uint8Array | null = null) {
  const answer = lorenz({ counts, areas, include });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.curve;
}

describe("concentration", () => {
  it("the densest cell comes first, not the one with most incidents", () => {
    // 6 incidents on 3 hectares are 2 per hectare; 4 on 1 are 4.
    expect(curveOf([6, 4], [3, 1])).toEqual([
      { shareOfArea: 0, shareOfIncidents: 0, cells: 0 },
      { shareOfArea: 0.25, shareOfIncidents: 0.4, cells: 1 },
      { shareOfArea: 1, shareOfIncidents: 1, cells: 2 },
    ]);
  });

  it("even spread over unequal cells has a Gini of 0", () => {
    expect(gini(curveOf([2, 4, 6], [1, 2, 3]))).toBeCloseTo(0, 12);
  });

  it("a cell that fits in part counts in part", () => {
    const [top] = shareOfCrimeInTopArea(curveOf([6, 4, 0, 0]), [0.375]);
    expect(top).toEqual({ areaShare: 0.375, incidentShare: 0.6 + 0.5 * 0.4, cells: 2 });
  });

  it("the whole area holds everything", () => {
    expect(shareOfCrimeInTopArea(curveOf([1, 1, 1]), [1])).toEqual([
      { areaShare: 1, incidentShare: 1, cells: 3 },
    ]);
  });

  it("cells outside the study area are as if they were not there", () => {
    const include = Uint8Array.of(1, 0, 1);
    expect(curveOf([3, 99, 1], null, include)).toEqual(curveOf([3, 1]));
    expect(sparseGini([3, 99, 1], include)).toBe(sparseGini([3, 1]));
  });

  it("says why there is no curve", () => {
    expect(lorenz({ counts: [], areas: null })).toEqual({ ok: false, reason: "no-cells" });
    expect(lorenz({ counts: [0, 0], areas: null })).toEqual({ ok: false, reason: "no-incidents" });
    expect(sparseGini([0, 0])).toBeNull();
  });

  it("refuses counts, areas and shares that make no sense", () => {
    expect(() => lorenz({ counts: [-1], areas: null })).toThrow(RangeError);
    expect(() => lorenz({ counts: [1], areas: [0] })).toThrow(RangeError);
    expect(() => lorenz({ counts: [1, 2], areas: [1] })).toThrow(RangeError);
    expect(() => shareOfCrimeInTopArea(curveOf([1]), [0])).toThrow(RangeError);
  });
});

describe("stability of the top cells", () => {
  it("one of two stays; by lot two of ten would leave 0.4", () => {
    const earlier = [9, 8, 1, 0, 0, 0, 0, 0, 0, 0];
    const later = [7, 0, 5, 1, 0, 0, 0, 0, 0, 0];
    expect(stability({ earlier, later, topShare: 0.2 })).toEqual({
      topEarlier: 2,
      topLater: 2,
      stayed: 1,
      expectedByChance: 0.4,
      stayedShare: 0.5,
      expectedShare: 0.2,
    });
  });

  it("cells that tie for the last place share it: no order of the list invents stability", () => {
    const even = new Array(10).fill(1);
    const { stayed, expectedByChance } = stability({ earlier: even, later: even, topShare: 0.2 });
    expect(stayed).toBeCloseTo(expectedByChance, 12);
  });

  it("empty cells are never on top", () => {
    expect(stability({ earlier: [3, 0, 0, 0], later: [3, 0, 0, 0], topShare: 0.5 })).toMatchObject({
      topEarlier: 1,
      stayed: 1,
    });
  });

  it("nothing on top has no shares", () => {
    expect(stability({ earlier: [0, 0], later: [1, 0], topShare: 0.5 })).toMatchObject({
      topEarlier: 0,
      stayedShare: null,
      expectedShare: null,
    });
  });

  it("refuses columns of unequal length and shares that make no sense", () => {
    expect(() => stability({ earlier: [1], later: [1, 2], topShare: 0.1 })).toThrow(RangeError);
    expect(() => stability({ earlier: [1], later: [1], topShare: 0 })).toThrow(RangeError);
  });
});
