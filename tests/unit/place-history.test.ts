import { describe, expect, it } from "vitest";
import { seededRandom } from "#domain/stats/seeded-random.ts";
import { type MonthCounts, placeHistories } from "../../server/analysis/place-history.ts";
import { trendOf } from "../../server/use-cases/place-words.ts";

const CELLS = 500;
const random = seededRandom(7);

/** A month in which 100 incidents fall on any hexagon, and `planted` more on the first five. */
function month(planted: number): MonthCounts {
  const counts = new Int32Array(CELLS);
  for (let i = 0; i < 100; i++) {
    const cell = random.integerBelow(CELLS);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  for (let i = 0; i < planted; i++) counts[i % 5] = (counts[i % 5] ?? 0) + 1;
  return { days: 30, counts };
}

const unknown: MonthCounts = { days: 30, counts: null };
const PLACE = [[0, 1, 2, 3, 4]];
const repeat = (n: number, planted: (t: number) => number) =>
  Array.from({ length: n }, (_, t) => month(planted(t)));

function history(months: readonly MonthCounts[]) {
  return placeHistories({ places: PLACE, months })?.[0] ?? null;
}

describe("the history of a place", () => {
  it("hot throughout five years is persistent", () => {
    const found = history(repeat(60, () => 12));
    expect([found?.class, found?.persistence.class, found?.monthsPerStep]).toEqual([
      "persistent",
      "persistent",
      3,
    ]);
    expect(found?.hot).toEqual(new Uint8Array(20).fill(1));
    expect(found && trendOf(found, "2020-12").words).toBe(
      "hot for 12 of the last 12 months and 20 of the last 20 quarters, throughout",
    );
  });

  it("hot since a month of the year before last is consecutive, and the words say since when", () => {
    const found = history(repeat(60, (t) => (t < 42 ? 0 : 14)));
    expect(found?.class).toBe("consecutive");
    expect(found && trendOf(found, "2020-12").words).toContain(", without a break since Jul 2019; rising");
    expect(found?.classBefore).toBe("consecutive");
  });

  it("hot in the last quarter only is new, and was nothing the quarter before", () => {
    const found = history(repeat(60, (t) => (t < 57 ? 0 : 14)));
    expect([found?.class, found?.classBefore]).toEqual(["new", "none"]);
  });

  it("hot once and no more is fading, and the words say since when not", () => {
    const found = history(repeat(60, (t) => (t < 36 ? 20 - t / 4 : 0)));
    expect([found?.class, found?.persistence.class]).toEqual(["none", "fading"]);
    expect(found && trendOf(found, "2020-12").words).toMatch(/, not since Dec 2018; falling$/);
  });

  it("hot throughout and falling is diminishing", () => {
    expect(history(repeat(60, (t) => 40 - t / 2))?.class).toBe("diminishing");
  });

  it("of less than two and a half years steps are months; of less than ten months there is none", () => {
    expect(history(repeat(24, () => 12))?.monthsPerStep).toBe(1);
    expect(history(repeat(10, () => 12))?.hot).toHaveLength(10);
    expect(history(repeat(9, () => 12))).toBeNull();
  });

  it("a month of which nothing is known ends it, and is not taken for an empty one", () => {
    const known = repeat(60, () => 12);
    const holed = known.map((each, t) => (t === 20 ? unknown : each));
    expect(history(holed)?.hot).toHaveLength(13);
    expect(history([...known.slice(0, -1), unknown])).toBeNull();
  });

  it("places that nobody picked for their counts are hot in no step, in 19 of 20 maps", () => {
    let alarms = 0;
    const maps = 200;
    for (let map = 0; map < maps; map++) {
      const places = Array.from({ length: 8 }, (_, k) => [k * 20, k * 20 + 1, k * 20 + 2, k * 20 + 3]);
      const histories = placeHistories({ places, months: repeat(30, () => 0) }) ?? [];
      if (histories.some(({ hot }) => hot.includes(1))) alarms++;
    }
    // Binomial(200, 0.05): more than 22 has probability 0.0005.
    expect(alarms).toBeLessThanOrEqual(22);
  });

  it("sums too large for an exact table agree with it through the normal tail", () => {
    const large = (planted: number): MonthCounts => {
      const counts = Int32Array.from({ length: 200 }, () => 400 + random.integerBelow(400));
      for (let i = 0; i < 60; i++) counts[i] = (counts[i] ?? 0) + planted;
      return { days: 30, counts };
    };
    const places = [Array.from({ length: 60 }, (_, i) => i)];
    const hot = placeHistories({ places, months: Array.from({ length: 30 }, () => large(120)) });
    expect(hot?.[0]?.hot.every((state) => state === 1)).toBe(true);
    const even = placeHistories({ places, months: Array.from({ length: 30 }, () => large(0)) });
    expect(even?.[0]?.hot.some((state) => state === 1)).toBe(false);
  });
});
