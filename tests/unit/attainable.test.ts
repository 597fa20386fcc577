import { describe, expect, it } from "vitest";
import { recommendResolution, significanceThreshold } from "#domain/hotspot/attainable.ts";
import { giStar } from "#domain/hotspot/gi-star.ts";
import { hexagon } from "../support/hexagon.ts";

const { neighbourhood } = hexagon(10);
const CELLS = 331;

/** So many single incidents, far from each other. */
function scattered(incidents: number) {
  const counts = new Int32Array(CELLS);
  for (const cell of [10, 150, 300].slice(0, incidents)) counts[cell] = 1;
  const answer = giStar(counts, neighbourhood);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.result;
}

describe("what could have been significant", () => {
  const cellsThatCould = (incidents: number) =>
    scattered(incidents).couldBeSignificant.filter((c) => c).length;

  it("one incident: nothing anywhere; two: in the six corners, whose neighbourhoods are smallest; three: everywhere", () => {
    expect([1, 2, 3].map(cellsThatCould)).toEqual([0, 6, CELLS]);
    expect(scattered(3).classes.every((level) => level === 0)).toBe(true);
  });

  it("by hand: all three incidents in one neighbourhood of seven has p = 7·6·5/(331·330·329)", () => {
    const { attainable } = scattered(3);
    expect(attainable.map(({ size, cells }) => [size, cells])).toEqual([
      [4, 6],
      [5, 54],
      [7, 271],
    ]);
    expect(attainable[2]).toMatchObject({ largestSum: 3, hotSumAtP05: 2, hotSumOnMap: 3, smallestSum: 0 });
    expect(attainable[2]?.smallestHotP).toBeCloseTo((7 * 6 * 5) / (331 * 330 * 329), 15);
    expect(attainable[2]).toMatchObject({ coldSumAtP05: null, coldSumOnMap: null });
    expect(attainable[2]?.smallestColdP).toBeCloseTo((324 * 323 * 322) / (331 * 330 * 329), 13);
  });

  it("a cell that is significant could be, of course", () => {
    const counts = new Int32Array(CELLS).fill(3, 160, 164);
    const answer = giStar(counts, neighbourhood);
    if (!answer.ok) throw new Error(answer.reason);
    const { classes, couldBeSignificant } = answer.result;
    expect(classes.some((level) => level >= 2)).toBe(true);
    classes.forEach((level, i) => {
      if (level >= 2) expect(couldBeSignificant[i]).toBe(1);
    });
  });
});

describe("threshold for one more significant cell", () => {
  const ascending = (...p: number[]) => Float64Array.from(p).sort();

  it("BH: none found of five, so one p must reach .05/5", () => {
    expect(significanceThreshold(ascending(0.2, 0.3, 0.5, 0.6, 0.9), "bh")).toBeCloseTo(0.01, 15);
  });

  it("BH: one found of five, so a second needs .05·2/5 only", () => {
    expect(significanceThreshold(ascending(0.001, 0.3, 0.5, 0.6, 0.9), "bh")).toBeCloseTo(0.02, 15);
  });

  it("BH: a p that just missed helps the newcomer: .001 and .025 leave room for a third at .03", () => {
    expect(significanceThreshold(ascending(0.001, 0.025, 0.5, 0.6, 0.9), "bh")).toBeCloseTo(0.03, 15);
  });

  it("BY divides by 1 + 1/2 + … + 1/5, Holm by the tests left, none by nothing", () => {
    const p = ascending(0.001, 0.3, 0.5, 0.6, 0.9);
    expect(significanceThreshold(p, "by")).toBeCloseTo(0.02 / (137 / 60), 15);
    expect(significanceThreshold(p, "holm")).toBeCloseTo(0.05 / 4, 15);
    expect(significanceThreshold(p, "none")).toBe(0.05);
    expect(significanceThreshold(ascending(), "bh")).toBe(0);
  });
});

describe("recommended resolution", () => {
  it("is the finest with .2 incidents per cell or more", () => {
    const means = new Map([
      [8, 40],
      [9, 6],
      [10, 0.8],
      [11, 0.11],
    ]);
    expect(recommendResolution(means)).toBe(10);
    expect(recommendResolution(new Map([[9, 0.2]]))).toBe(9);
  });

  it("is none where even the coarsest is too sparse", () => {
    expect(recommendResolution(new Map([[8, 0.19]]))).toBeNull();
    expect(recommendResolution(new Map())).toBeNull();
  });
});
