import { describe, expect, it } from "vitest";
import { percentageChange, roundHalfAway } from "#domain/performance/percentage-change.ts";

/** Weekly robbery of the partnership's paper, 11 weeks to 30 December 2012, with the year before. */
const EARLIER = [11, 13, 16, 14, 22, 10, 23, 16, 33, 24, 16];
const LATER = [23, 16, 21, 23, 31, 23, 28, 15, 19, 13, 12];
const PRINTED = [109.1, 23.1, 31.3, 64.3, 40.9, 130, 21.7, -6.3, -42.4, -45.8, -25];

const sum = (values: number[]) => values.reduce((total, n) => total + n, 0);

describe("percentage change", () => {
  it("gives the eleven printed figures exactly, rounding half away from zero", () => {
    expect(EARLIER.map((earlier, i) => percentageChange(earlier, LATER[i] ?? 0, 1))).toEqual(PRINTED);
    expect(roundHalfAway(31.25, 1)).toBe(31.3);
    expect(roundHalfAway(-6.25, 1)).toBe(-6.3);
    expect(Object.is(roundHalfAway(-0.2), 0)).toBe(true);
  });

  it("eleven weeks and the financial year to date may disagree, and both are right", () => {
    expect([sum(EARLIER), sum(LATER)]).toEqual([198, 224]);
    expect(percentageChange(198, 224, 1)).toBe(13.1);
    expect(percentageChange(807, 771, 1)).toBe(-4.5);
  });

  it("divides by the earlier volume: 869 to 511 is −41 %, never −70 %", () => {
    expect(percentageChange(869, 511)).toBe(-41);
    expect(percentageChange(304, 156)).toBe(-49);
  });

  it("there is no percentage of nothing", () => {
    expect(percentageChange(0, 5)).toBeNull();
  });
});
