import { describe, expect, it } from "vitest";
import { persistence } from "#domain/hotspot/persistence.ts";

const months = (...runs: [hot: 0 | 1, months: number][]) =>
  runs.flatMap(([hot, n]) => new Array<number>(n).fill(hot));

describe("persistence over 1, 3 and 5 years", () => {
  it("a place hot for five years is persistent", () => {
    expect(persistence(months([1, 60]), 12)).toEqual({
      class: "persistent",
      windows: [
        { years: 1, hotSteps: 12, ofSteps: 12 },
        { years: 3, hotSteps: 36, ofSteps: 36 },
        { years: 5, hotSteps: 60, ofSteps: 60 },
      ],
    });
  });

  it("hot this year only is recent, hot until a year ago is fading", () => {
    expect(persistence(months([0, 48], [1, 12]), 12).class).toBe("recent");
    expect(persistence(months([1, 48], [0, 12]), 12).class).toBe("fading");
  });

  it("hot now and then is occasional, not at all never", () => {
    expect(persistence(months([0, 30], [1, 2], [0, 28]), 12).class).toBe("occasional");
    expect(persistence(months([0, 60]), 12).class).toBe("never");
  });

  it("often is half of the steps, and can be set", () => {
    const everyOther = Array.from({ length: 60 }, (_, t) => t % 2);
    expect(persistence(everyOther, 12).class).toBe("persistent");
    expect(persistence(everyOther, 12, { oftenShare: 0.6 }).class).toBe("occasional");
  });

  it("periods that the data do not cover are left out; one alone says nothing of lasting", () => {
    const { class: found, windows } = persistence(months([1, 24]), 12);
    expect(found).toBe("too-short");
    expect(windows).toEqual([{ years: 1, hotSteps: 12, ofSteps: 12 }]);
  });

  it("works on quarters and years alike", () => {
    expect(persistence(months([1, 20]), 4).windows.map(({ ofSteps }) => ofSteps)).toEqual([4, 12, 20]);
    expect(persistence([0, 1, 1, 1, 1], 1).windows).toEqual([
      { years: 1, hotSteps: 1, ofSteps: 1 },
      { years: 3, hotSteps: 3, ofSteps: 3 },
      { years: 5, hotSteps: 4, ofSteps: 5 },
    ]);
  });

  it("a cold step is not a hot one", () => {
    expect(persistence(new Array(60).fill(-1), 12).class).toBe("never");
  });

  it("no steps, or fewer than one a year, are refused", () => {
    expect(() => persistence([], 12)).toThrow(RangeError);
    expect(() => persistence([1], 0.5)).toThrow(RangeError);
  });
});
