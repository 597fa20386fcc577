import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hoursInWords, peakHours, peakInWords } from "#domain/hotspot/peak-hours.ts";
import { seededRandom } from "#domain/stats/seeded-random.ts";

const week = (extra: Record<number, number> = {}, base = 1) =>
  Array.from({ length: 168 }, (_, hour) => base + (extra[hour] ?? 0));

describe("peak hours", () => {
  it("by hand: four busy hours of a Friday evening are one window, with its share of incidents and of the week", () => {
    const friday18 = 4 * 24 + 18;
    const weights = week({ [friday18]: 10, [friday18 + 1]: 10, [friday18 + 2]: 10, [friday18 + 3]: 10 });
    const [peak, ...others] = peakHours(weights);
    expect(others).toEqual([]);
    expect(peak).toEqual({ start: friday18, hours: 4, share: 44 / 208, shareOfWeek: 4 / 168 });
    expect(peak && peakInWords(peak)).toBe("Friday 18:00–22:00, 21 % of incidents in 2.4 % of the week");
  });

  it("a window may run over midnight and over the end of the week", () => {
    const [peak] = peakHours(week({ 167: 30, 0: 30 }));
    expect(peak && [peak.start, peak.hours]).toEqual([167, 2]);
    expect(hoursInWords({ start: 167, hours: 2 })).toBe("Sunday 23:00 – Monday 01:00");
    expect(hoursInWords({ start: 4 * 24 + 20, hours: 4 })).toBe("Friday 20:00–24:00");
  });

  it("an even week, an empty one and one with too few incidents have no peak", () => {
    expect(peakHours(week())).toEqual([]);
    expect(peakHours(week({}, 0))).toEqual([]);
    expect(peakHours(week({ 5: 2, 6: 2 }, 0))).toEqual([]);
  });

  it("windows do not overlap, hold at least half as many again as chance, and shares are shares", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const random = seededRandom(seed);
        const peaks = peakHours(Array.from({ length: 168 }, () => random.integerBelow(12)));
        const hours = peaks.flatMap((p) => Array.from({ length: p.hours }, (_, h) => (p.start + h) % 168));
        expect(new Set(hours).size).toBe(hours.length);
        for (const { share, shareOfWeek } of peaks) {
          expect(share).toBeGreaterThanOrEqual(1.5 * shareOfWeek);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("a week of another length or with impossible weights is a programmer's error", () => {
    expect(() => peakHours([1, 2])).toThrow(RangeError);
    expect(() => peakHours(week({ 3: Number.NaN }))).toThrow(RangeError);
  });
});
