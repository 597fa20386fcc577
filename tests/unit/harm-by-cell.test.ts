import { describe, expect, it } from "vitest";
import { harmByCell, wholeWeights } from "#domain/hotspot/harm.ts";

const counts = (...n: number[]) => Int32Array.from(n);
const BURGLARY = { category: "burglary", counts: counts(4, 0, 1, 0) };
const ROBBERY = { category: "robbery", counts: counts(1, 0, 0, 3) };
const NUISANCE = { category: "nuisance", counts: counts(10, 5, 0, 0) };
const WEIGHTS = new Map([
  ["burglary", 20],
  ["robbery", 365],
]);

describe("harm by cell", () => {
  it("is count times weight, and what has no weight is reported, not counted", () => {
    const found = harmByCell([BURGLARY, ROBBERY, NUISANCE], WEIGHTS);
    expect(found.harm).toEqual(counts(445, 0, 20, 1095));
    expect(found).toMatchObject({ total: 1560, incidents: 24, covered: 9, coveredShare: 9 / 24 });
    expect(found.withoutWeight).toEqual([{ category: "nuisance", incidents: 15 }]);
  });

  it("flags cells in which the two gravest incidents make half of the harm or more", () => {
    const found = harmByCell([BURGLARY, ROBBERY, NUISANCE], WEIGHTS);
    expect([...found.graveTwoShare]).toEqual([385 / 445, 0, 1, 2 / 3]);
    expect([...found.drivenByTwo]).toEqual([1, 0, 1, 1]);
    const even = harmByCell([{ category: "burglary", counts: counts(5, 4, 3) }], WEIGHTS);
    expect([...even.drivenByTwo]).toEqual([0, 1, 1]);
  });

  it("a weight of 0 covers its incidents; a category without incidents is not missing", () => {
    const weights = new Map([["nuisance", 0]]);
    const found = harmByCell([NUISANCE, { category: "robbery", counts: counts(0, 0, 0, 0) }], weights);
    expect(found).toMatchObject({ coveredShare: 1, withoutWeight: [], total: 0 });
    expect([...found.drivenByTwo]).toEqual([0, 0, 0, 0]);
  });

  it("is whole numbers only if every weight is", () => {
    expect(harmByCell([BURGLARY], new Map([["burglary", 2.5]])).harm).toEqual(Float64Array.of(10, 0, 2.5, 0));
    expect(harmByCell([BURGLARY], new Map([["burglary", 3e9]])).harm).toBeInstanceOf(Float64Array);
    expect(harmByCell([], WEIGHTS)).toMatchObject({ incidents: 0, coveredShare: 0 });
  });

  it("rounding a table says by how much it changed it", () => {
    const { weights, largestChange } = wholeWeights(
      new Map([
        ["a", 9.6],
        ["b", 100],
        ["c", 0],
      ]),
    );
    expect([...weights.values()]).toEqual([10, 100, 0]);
    expect(largestChange).toBeCloseTo(0.4 / 9.6, 12);
    expect(wholeWeights(new Map([["a", 0.3]])).largestChange).toBe(1);
  });

  it("refuses counts and weights that are none", () => {
    expect(() => harmByCell([BURGLARY, BURGLARY], WEIGHTS)).toThrow(RangeError);
    expect(() => harmByCell([BURGLARY, { category: "x", counts: counts(1) }], WEIGHTS)).toThrow(RangeError);
    expect(() => harmByCell([{ category: "x", counts: counts(-1) }], WEIGHTS)).toThrow(RangeError);
    expect(() => harmByCell([BURGLARY], new Map([["burglary", Number.NaN]]))).toThrow(RangeError);
    expect(() => wholeWeights(new Map([["a", -1]]))).toThrow(RangeError);
  });
});
