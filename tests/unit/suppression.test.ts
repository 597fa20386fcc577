import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { suppressSmallCounts } from "#domain/disclosure/suppression.ts";

const shown = (counts: number[]) =>
  suppressSmallCounts(counts, 5)?.map(({ n, hidden }) =>
    hidden === "no" ? n : hidden === "small" ? "<5" : "…",
  ) ?? null;

describe("small counts", () => {
  it("are hidden, and the smallest others with them as long as subtraction could reveal one", () => {
    expect(shown([30, 12, 9])).toEqual([30, 12, 9]);
    expect(shown([30, 12, 3])).toEqual([30, "…", "<5"]);
    expect(shown([30, 12, 5, 1])).toEqual([30, "…", "…", "<5"]);
    expect(shown([30, 3, 2])).toEqual([30, "<5", "<5"]);
    expect(shown([30, 1, 1])).toEqual(["…", "<5", "<5"]);
    expect(shown([30, 0, 12])).toEqual([30, 0, 12]);
  });

  it("cannot be shown at all where the total itself reveals them", () => {
    expect(shown([3])).toBeNull();
    expect(shown([0, 2])).toBeNull();
    expect(shown([])).toEqual([]);
  });

  it("have at least three possible values for whoever knows the total, what is shown and the rule", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 5 }), (counts) => {
        const found = suppressSmallCounts(counts, 5);
        if (!found) return;
        const total = counts.reduce((sum, n) => sum + n, 0);
        const small = found.flatMap(({ hidden }, i) => (hidden === "small" ? [i] : []));
        const possible = small.map(() => new Set<number>());
        const rest = found.reduce((left, { n }) => left - (n ?? 0), total);
        const large = found.filter(({ n }) => n !== null && n >= 5).map(({ n }) => n ?? 0);
        const cap = large.length > 0 ? Math.min(...large) : rest;
        const protecting = found.filter(({ hidden }) => hidden === "to-protect-another").length;
        const tryAll = (at: number, left: number, chosen: number[]): void => {
          if (at === small.length) {
            if (left < protecting * 5 || left > protecting * cap) return;
            for (const [i, n] of chosen.entries()) possible[i]?.add(n);
            return;
          }
          for (let n = 1; n < 5; n++) tryAll(at + 1, left - n, [...chosen, n]);
        };
        tryAll(0, rest, []);
        for (const values of possible) expect(values.size).toBeGreaterThanOrEqual(3);
      }),
    );
  });

  it("counts that are no counts are a programmer's error", () => {
    expect(() => suppressSmallCounts([1.5], 5)).toThrow(RangeError);
  });
});
