import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aoristic, type Spread } from "#domain/hotspot/aoristic.ts";
import { londonParts } from "#domain/time/local-time.ts";

const MINUTE = 60_000;
const WEEK = 7 * 24 * 60;

/** Days around clock changes of several years, and any day. */
const changes = [
  Date.UTC(2023, 2, 26),
  Date.UTC(2023, 9, 29),
  Date.UTC(1996, 9, 27),
  Date.UTC(1978, 2, 19),
  Date.UTC(2024, 5, 1),
];
const start = fc
  .tuple(fc.constantFrom(...changes), fc.integer({ min: -3000, max: 3000 }))
  .map(([ms, minutes]) => ms + minutes * MINUTE);
const span = fc.tuple(start, fc.integer({ min: 1, max: WEEK - 1 }));

function ask(pairs: readonly (readonly [number, number])[], spread: Spread = "aoristic") {
  return aoristic({
    fromMs: Float64Array.from(pairs, ([from]) => from),
    toMs: Float64Array.from(pairs, ([from, minutes]) => from + minutes * MINUTE),
    spread,
  });
}

const total = (weights: Float64Array) => weights.reduce((sum, weight) => sum + weight, 0);

describe("aoristic weights", () => {
  it("are the share of the span's minutes that London clocks show in each hour", () => {
    fc.assert(
      fc.property(span, ([from, minutes]) => {
        const byMinute = new Float64Array(168);
        for (let k = 0; k < minutes; k++) {
          const { weekday, hour } = londonParts(from + k * MINUTE);
          const at = weekday * 24 + hour;
          byMinute[at] = (byMinute[at] ?? 0) + 1 / minutes;
        }
        ask([[from, minutes]]).weights.forEach((weight, at) => {
          expect(weight).toBeCloseTo(byMinute[at] ?? 0, 9);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("sum to the incidents used, however they are spread", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(start, fc.integer({ min: -100, max: 6 * WEEK })), { maxLength: 40 }),
        fc.constantFrom<Spread>("aoristic", "start", "midpoint", "end"),
        (pairs, spread) => {
          const found = ask(pairs, spread);
          expect(found.used + found.excluded.endBeforeStart).toBe(pairs.length);
          expect(total(found.weights)).toBeCloseTo(found.used, 9);
          expect(total(found.certain)).toBeCloseTo(found.certainShare * found.used, 9);
          found.certain.forEach((certain, hour) => {
            expect(certain).toBeLessThanOrEqual((found.weights[hour] ?? 0) + 1e-9);
          });
        },
      ),
      { numRuns: 30 },
    );
  });

  it("of many incidents are the sum of each one's", () => {
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 10 }), (pairs) => {
        const together = ask(pairs).weights;
        const alone = pairs.map((pair) => ask([pair]).weights);
        together.forEach((weight, hour) => {
          expect(weight).toBeCloseTo(
            alone.reduce((sum, weights) => sum + (weights[hour] ?? 0), 0),
            9,
          );
        });
      }),
      { numRuns: 30 },
    );
  });

  it("are the same a week later, unless the clocks change in between", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 8 * WEEK }),
        fc.integer({ min: 0, max: WEEK - 1 }),
        (at, minutes) => {
          const from = Date.UTC(2024, 4, 1) + at * MINUTE;
          const [now, later] = [ask([[from, minutes]]), ask([[from + WEEK * MINUTE, minutes]])];
          expect(later.weights).toEqual(now.weights);
        },
      ),
    );
  });
});
