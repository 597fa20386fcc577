import { describe, expect, it } from "vitest";
import { changeBetween, shareChanged } from "#domain/hotspot/change.ts";
import { patternSimilarity } from "#domain/hotspot/pattern-similarity.ts";

const days = { exposureBefore: 365, exposureAfter: 365 };

describe("change between two periods", () => {
  const change = changeBetween({
    before: [10, 30, 0, 5, 0, 4],
    after: [40, 5, 0, 6, 1, 4],
    ...days,
    include: Uint8Array.of(1, 1, 1, 1, 1, 0),
  });

  it("is more, less, no clear change, no events or outside", () => {
    expect(change.classes).toEqual([
      "more",
      "less",
      "no-events",
      "no-clear-change",
      "no-clear-change",
      "outside",
    ]);
  });

  it("hexagons without events are not tested and do not count as tests", () => {
    expect(change.tested).toBe(4);
    expect(change.p[2]).toBeNaN();
    expect(change.q[2]).toBeNaN();
  });

  it("is later less earlier: more has z above 0 and a ratio above 1", () => {
    expect(change.z[0]).toBeGreaterThan(0);
    expect(change.rateRatio[0]).toBe(4);
    expect(change.z[1]).toBeLessThan(0);
  });

  it("a ratio to nothing is not defined; its lower bound is", () => {
    expect(change.rateRatio[4]).toBeNaN();
    expect(change.rateRatioHigh[4]).toBeNaN();
    expect(change.rateRatioLow[4]).toBeGreaterThan(0);
  });

  it("fewer than 30 before are too few for a percentage", () => {
    expect([...change.smallBase]).toEqual([1, 0, 1, 1, 1, 0]);
  });

  it("totals are those of the study area", () => {
    expect([change.totalBefore, change.totalAfter]).toEqual([45, 52]);
  });

  it("allows for a shorter period: 28 in 28 days go on as 31 in 31", () => {
    const { expected, p } = changeBetween({
      before: [28],
      after: [31],
      exposureBefore: 28,
      exposureAfter: 31,
    });
    expect(expected[0]).toBe(31);
    expect(p[0]).toBeCloseTo(1, 9);
  });

  it("from 200 events on the conditional test takes over", () => {
    const { p } = changeBetween({ before: [99, 100], after: [100, 100], ...days });
    expect(p[1]).toBe(1);
    expect(p[0]).toBeLessThan(1);
  });

  it("columns of unequal length are refused", () => {
    expect(() => changeBetween({ before: [1], after: [1, 2], ...days })).toThrow("columns of 1 and 2 cells");
  });
});

describe("change of shares", () => {
  it("12 of 500 then 24 of 520 has p = .0671", () => {
    const answer = shareChanged({ before: [12, 488], after: [24, 496] });
    if (!answer.ok) throw new Error(answer.reason);
    expect(answer.result.p[0]).toBeCloseTo(0.0670951, 6);
  });

  it("a fall everywhere is no change of pattern", () => {
    const answer = shareChanged({ before: [100, 60, 40], after: [50, 30, 20] });
    if (!answer.ok) throw new Error(answer.reason);
    expect(answer.result.classes).toEqual(["no-clear-change", "no-clear-change", "no-clear-change"]);
    const levels = changeBetween({ before: [100, 60, 40], after: [50, 30, 20], ...days });
    expect(levels.classes).toEqual(["less", "less", "less"]);
  });

  it("a period without incidents has no shares", () => {
    expect(shareChanged({ before: [0, 0], after: [1, 2] })).toEqual({
      ok: false,
      reason: "no-incidents-before",
    });
    expect(shareChanged({ before: [1, 2], after: [0, 0] })).toEqual({
      ok: false,
      reason: "no-incidents-after",
    });
  });
});

describe("similarity of two patterns", () => {
  it("one area of four shifted: S is ¾ of all areas, ⅔ of those with incidents", () => {
    const answer = patternSimilarity({
      first: [50, 400, 0, 400],
      second: [150, 400, 0, 395],
      correction: "bh",
    });
    if (!answer.ok) throw new Error(answer.reason);
    expect([...answer.result.classes]).toEqual([1, 0, 0, 0]);
    expect(answer.result).toMatchObject({ s: 0.75, areas: 4, areasWithIncidents: 3, rose: 1, fell: 0 });
    expect(answer.result.sWithIncidents).toBeCloseTo(2 / 3, 12);
  });

  it("nothing to compare is said, not shown as likeness", () => {
    expect(patternSimilarity({ first: [], second: [] })).toEqual({ ok: false, reason: "no-areas" });
    expect(patternSimilarity({ first: [0], second: [3] })).toEqual({
      ok: false,
      reason: "no-incidents-first",
    });
    expect(patternSimilarity({ first: [3], second: [0] })).toEqual({
      ok: false,
      reason: "no-incidents-second",
    });
  });
});
