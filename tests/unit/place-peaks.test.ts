import { describe, expect, it } from "vitest";
import { seededRandom } from "#domain/stats/seeded-random.ts";
import { placePeaks } from "../../server/analysis/place-peaks.ts";

const HOUR_MS = 3_600_000;
/** Monday 6 January 2020, 00:00 in London. */
const MONDAY_MS = Date.UTC(2020, 0, 6);

/** Incidents at given hours of weeks in winter, each within half an hour. */
function task(hoursOfPlace: readonly (readonly number[])[]) {
  const rows = hoursOfPlace.flatMap((hours, place) =>
    hours.map((hour, i) => ({ place, fromMs: MONDAY_MS + (hour + 168 * (i % 8)) * HOUR_MS + 900_000 })),
  );
  return {
    fromMs: Float64Array.from(rows, ({ fromMs }) => fromMs),
    toMs: Float64Array.from(rows, ({ fromMs }) => fromMs + 60_000),
    placeOf: Int32Array.from(rows, ({ place }) => place),
    places: hoursOfPlace.length,
    draws: 99,
    seed: 1,
  };
}

describe("peak hours of places", () => {
  it("are told where incidents gather, for each place by itself", () => {
    const fridays = Array.from({ length: 60 }, (_, i) => (i < 30 ? 4 * 24 + 20 + (i % 3) : (i * 37) % 168));
    const { peaks } = placePeaks(task([fridays, fridays.map((hour) => (hour + 72) % 168)]));
    expect(peaks.map((peak) => peak?.start)).toEqual([4 * 24 + 20, (4 * 24 + 20 + 72) % 168]);
    expect(peaks[0]).toMatchObject({ timed: 60, certainShare: 1 });
  });

  it("are told of evenly spread incidents in about one place of twenty", () => {
    const random = seededRandom(11);
    const places = Array.from({ length: 120 }, () =>
      Array.from({ length: 40 }, () => random.integerBelow(168)),
    );
    const told = placePeaks(task(places)).peaks.filter((peak) => peak !== null).length;
    // Binomial(120, 0.05): more than 15 has probability 0.0006.
    expect(told).toBeLessThanOrEqual(15);
  });

  it("without incidents there are none, and no division by zero", () => {
    expect(placePeaks(task([[], []]))).toEqual({ peaks: [null, null], midnightShare: 0 });
    expect(placePeaks(task([]))).toEqual({ peaks: [], midnightShare: 0 });
  });

  it("counts exact midnights, which are often dates without a time", () => {
    const midnights = task([Array.from({ length: 20 }, () => 0)]);
    const fromMs = midnights.fromMs.map((ms) => ms - 900_000);
    expect(placePeaks({ ...midnights, fromMs, toMs: fromMs }).midnightShare).toBe(1);
  });
});
