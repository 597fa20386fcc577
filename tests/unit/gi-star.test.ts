import { describe, expect, it } from "vitest";
import { type GiStar, type GiStarOptions, giStar, NOT_TESTED } from "#domain/hotspot/gi-star.ts";
import { drawnMap } from "../support/drawn-map.ts";
import { fromRows, hexagon } from "../support/hexagon.ts";

const { neighbourhood } = hexagon(4);

const CLUSTER = `
      . . . . .
     . 1 . . . .
    . . . . 1 . .
   . . . 4 3 . . .
  1 . . 5 6 4 . . .
   . . . 3 5 . . .
    . 1 . . . . .
     . . . . 1 .
      . . . . .`;

function test(drawing: string, options: GiStarOptions = {}): GiStar {
  const { counts, include } = drawnMap(drawing);
  const answer = giStar(counts, neighbourhood, { include, ...options });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.result;
}

describe("Gi*", () => {
  it("finds the drawn cluster and nothing else", () => {
    const { classes, localSum, expected, total, mean, cells, method } = test(CLUSTER);
    expect(classes[30]).toBe(3);
    expect([cells, total, localSum[30]]).toEqual([61, 35, 30]);
    expect(mean).toBeCloseTo(35 / 61, 14);
    expect(expected[30]).toBeCloseTo((7 * 35) / 61, 13);
    expect(method).toEqual({ kind: "exact" });
    const hot = [...classes.keys()].filter((i) => (classes[i] ?? 0) > 0);
    expect(hot).toEqual([21, 22, 29, 30, 31, 38, 39]);
    expect(Math.min(...classes)).toBe(0);
  });

  it("by hand: one incident among 61 cells is in 7 of them with probability 7/61", () => {
    const one = new Int32Array(61);
    one[30] = 1;
    const answer = giStar(one, neighbourhood);
    expect(answer.ok && answer.result.p[30]).toBeCloseTo(7 / 61, 14);
    expect(answer.ok && answer.result.p[0]).toBe(1);
    expect(answer.ok && answer.result.q[30]).toBeCloseTo(Math.min(1, ((7 / 61) * 61) / 7), 12);
  });

  it("cells outside the study area and cells without a neighbour are not tested, the latter still count in the mean", () => {
    const result = test(`
      3 x . . .
     x x . 1 . .
    . . . . 1 . .
   . . . 4 3 . . .
  1 . . 5 6 4 . . .
   . . . 3 5 . . .
    . 1 . . . . .
     . . . . 1 .
      . . . . .`);
    expect([result.cells, result.tested, result.islands]).toEqual([58, 57, 1]);
    expect(result.mean).toBeCloseTo(38 / 58, 14);
    expect([result.classes[0], result.classes[1]]).toEqual([NOT_TESTED, NOT_TESTED]);
    expect([result.localSum[0], result.neighbours[0]]).toEqual([3, 0]);
    expect(result.localSum[1]).toBeNaN();
    expect([result.z[0], result.p[0], result.q[0], result.z[1]]).toEqual(new Array(4).fill(Number.NaN));
    expect([result.couldBeSignificant[0], result.couldBeSignificant[1]]).toEqual([0, 0]);
  });

  it("a neighbourhood built for all cells or for the included ones gives the same", () => {
    const { counts, include } = drawnMap(CLUSTER.replace("6", "x"));
    const rows = Array.from({ length: 61 }, (_, i) => {
      const row = [...neighbourhood.index.slice(neighbourhood.start[i], neighbourhood.start[i + 1])];
      return include[i] ? row.filter((j) => include[j]) : [];
    });
    expect(giStar(counts, fromRows(rows), { include })).toEqual(giStar(counts, neighbourhood, { include }));
  });

  it("few incidents: a cold spot is not offered where even an empty neighbourhood is no surprise", () => {
    const cold = test(CLUSTER, { tail: "cold", correction: "none" });
    expect(cold.attainable.every(({ coldSumAtP05 }) => coldSumAtP05 === null)).toBe(true);
    expect(Math.min(...cold.classes)).toBe(0);
    expect(cold.couldBeSignificant.every((could) => could === 0)).toBe(true);
  });

  it("many incidents: a hole is cold at both tails and invisible to the test for hot spots", () => {
    const busy = `
      9 8 7 9 8
     7 9 8 9 7 8
    9 8 7 9 8 9 7
   8 7 9 1 . 9 8 9
  9 8 7 . . 1 7 8 9
   7 9 8 . 1 9 8 7
    9 7 8 9 9 8 9
     8 9 7 8 9 7
      9 8 9 7 8`;
    expect(test(busy, { tail: "cold" }).classes[30]).toBe(-3);
    expect(test(busy, { tail: "two-sided" }).classes[30]).toBe(-3);
    expect(test(busy).classes[30]).toBe(0);
  });

  it("fewer than expected is never hot, however improbable a sum as high: one cell holds 5,000 of 5,030", () => {
    const counts = new Int32Array(61);
    counts[60] = 5000;
    for (const i of [30, 31, 22]) counts[i] = 10;
    const answer = giStar(counts, neighbourhood, { correction: "none" });
    if (!answer.ok) throw new Error(answer.reason);
    const { classes, localSum, expected, z } = answer.result;
    expect(localSum[30]).toBe(30);
    expect(expected[30]).toBeGreaterThan(500);
    expect(z[30]).toBeLessThan(0);
    expect(classes[30]).toBe(0);
    const hot = [...classes.keys()].filter((i) => (classes[i] ?? 0) > 0);
    expect(hot.every((i) => (localSum[i] ?? 0) >= 5000)).toBe(true);
  });

  it("weights that are not whole get p from seeded draws, and say so", () => {
    const { counts } = drawnMap(CLUSTER);
    const weights = Float64Array.from(counts, (count, i) => count * (1 + (i % 7) / 10));
    const [one, two] = [giStar(weights, neighbourhood), giStar(weights, neighbourhood)];
    expect(one).toEqual(two);
    expect(one.ok && one.result.method).toEqual({ kind: "monte-carlo", draws: 99_999, seed: 1 });
    expect(one.ok && one.result.classes[30]).toBe(3);
    expect(one.ok && Math.min(...one.result.p)).toBeGreaterThanOrEqual(1 / 100_000);
  });

  it("whole weights with a common step are exact", () => {
    const { counts } = drawnMap(CLUSTER);
    const plain = giStar(counts, neighbourhood);
    const days = giStar(
      Float64Array.from(counts, (count) => 365 * count),
      neighbourhood,
    );
    expect(days.ok && days.result.method).toEqual({ kind: "exact" });
    expect(days.ok && [...days.result.p]).toEqual(plain.ok && [...plain.result.p]);
  });

  it("refuses, with the reason, what cannot be tested", () => {
    const counts = new Int32Array(61);
    const none = new Uint8Array(61);
    const few = none.slice().fill(1, 0, 29);
    const ask = (x: Int32Array, options: GiStarOptions = {}) => giStar(x, neighbourhood, options);
    expect(ask(counts, { include: none })).toMatchObject({ ok: false, reason: "no-cells" });
    expect(ask(counts, { include: few })).toMatchObject({
      ok: false,
      reason: "too-few-cells",
      detail: /29 cells/,
    });
    expect(ask(counts)).toMatchObject({ ok: false, reason: "no-incidents" });
    expect(ask(counts.map(() => 4))).toMatchObject({ ok: false, reason: "all-equal" });
    const islands = fromRows(Array.from({ length: 61 }, () => []));
    expect(giStar(drawnMap(CLUSTER).counts, islands)).toMatchObject({ ok: false, reason: "no-neighbours" });
  });

  it("negative, missing and too few counts are errors of the caller", () => {
    expect(() => giStar(new Float64Array(61).fill(-1), neighbourhood)).toThrow(
      /counts of 0 or more, got -1 at 0/,
    );
    expect(() => giStar(new Float64Array(61).fill(Number.NaN), neighbourhood)).toThrow(RangeError);
    expect(() => giStar(new Int32Array(60), neighbourhood)).toThrow(
      /expected 61 counts and flags, got 60 and none/,
    );
  });
});
