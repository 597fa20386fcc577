import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellAt, cellDisk } from "#domain/grid/h3.ts";
import { harmByCell } from "#domain/hotspot/harm.ts";
import { mergeCells } from "#domain/hotspot/merge-cells.ts";
import { prospectiveRisk } from "#domain/hotspot/prospective.ts";
import { nearAny, proximity } from "#domain/hotspot/proximity.ts";
import { hexagon } from "../support/hexagon.ts";

const { neighbourhood } = hexagon(6);
const CELLS = neighbourhood.cellCount;
const flags = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: CELLS, maxLength: CELLS });
const counts = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: CELLS, maxLength: CELLS });

describe("merged places", () => {
  it("hold every significant cell once, none touches another, and each hangs together", () => {
    fc.assert(
      fc.property(flags, counts, (flagged, n) => {
        const places = mergeCells({
          significant: Uint8Array.from(flagged),
          neighbourhood,
          counts: Int32Array.from(n),
          expected: new Float64Array(CELLS).fill(1.5),
          heat: Float64Array.from(n),
        });
        const placeOf = new Map(
          places.flatMap(({ cells }, place) => [...cells].map((cell) => [cell, place])),
        );
        expect([...placeOf.keys()].sort((a, b) => a - b)).toEqual(
          flagged.flatMap((flag, cell) => (flag === 1 ? [cell] : [])),
        );
        for (const [cell, place] of placeOf) {
          for (let at = neighbourhood.start[cell] ?? 0; at < (neighbourhood.start[cell + 1] ?? 0); at++) {
            const next = placeOf.get(neighbourhood.index[at] ?? -1);
            if (next !== undefined) expect(next).toBe(place);
          }
        }
        for (const place of places) {
          expect(place.cells.includes(place.hottest)).toBe(true);
          expect(place.excessLow).toBeLessThanOrEqual(place.excess);
          expect(place.excessHigh).toBeGreaterThan(place.excess);
          expect(place.excess).toBeCloseTo(place.n - 1.5 * place.cells.length, 9);
        }
        const surpluses = places.map(({ excess }) => excess);
        expect(surpluses).toEqual(surpluses.toSorted((a, b) => b - a));
      }),
      { numRuns: 60 },
    );
  });
});

describe("harm by cell", () => {
  it("does not depend on the order of categories, and doubles when weights do", () => {
    const columns = fc.array(fc.array(fc.nat(9), { minLength: 5, maxLength: 5 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(columns, fc.array(fc.nat(400), { minLength: 5, maxLength: 5 }), (table, weight) => {
        const categories = table.map((column, i) => ({ category: `c${i}`, counts: Int32Array.from(column) }));
        const weights = new Map(weight.map((w, i) => [`c${i}`, w]));
        const found = harmByCell(categories, weights);
        expect(harmByCell(categories.toReversed(), weights)).toEqual(found);
        const doubled = harmByCell(
          categories,
          new Map([...weights].map(([category, w]) => [category, 2 * w])),
        );
        expect(doubled.harm).toEqual(found.harm.map((h) => 2 * h));
        expect(doubled.graveTwoShare).toEqual(found.graveTwoShare);
        for (const share of found.graveTwoShare) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

const positions = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 })), { maxLength: 40 })
  .map((points) => Float64Array.from(points.flat()));

describe("nearness", () => {
  it("is what looking at every feature finds, and more distance never makes fewer near", () => {
    fc.assert(
      fc.property(positions, positions, fc.integer({ min: 1, max: 200 }), (xy, features, withinM) => {
        const found = nearAny(xy, features, withinM);
        const wider = nearAny(xy, features, withinM * 1.5);
        found.forEach((near, i) => {
          let nearest = Number.POSITIVE_INFINITY;
          for (let k = 0; k < features.length; k += 2) {
            const dx = (features[k] ?? 0) - (xy[2 * i] ?? 0);
            const dy = (features[k + 1] ?? 0) - (xy[2 * i + 1] ?? 0);
            nearest = Math.min(nearest, dx * dx + dy * dy);
          }
          expect(near).toBe(nearest <= withinM * withinM ? 1 : 0);
          expect(wider[i]).toBeGreaterThanOrEqual(near);
        });
      }),
    );
  });

  it("against the incidents themselves is a ratio of 1", () => {
    fc.assert(
      fc.property(positions, positions, (incidentsXY, featuresXY) => {
        const comparison = { xy: incidentsXY, weights: null, meaning: "the incidents themselves" };
        const answer = proximity({ incidentsXY, featuresXY, withinM: 60, comparison });
        if (!answer.ok || answer.result.ratio === null) return;
        expect(answer.result.ratio).toBe(1);
        if (answer.result.p !== null) expect(answer.result.p).toBeGreaterThan(0.5);
        expect(answer.result.shareLow).toBeLessThanOrEqual(answer.result.share);
        expect(answer.result.shareHigh).toBeGreaterThanOrEqual(answer.result.share);
      }),
    );
  });
});

describe("prospective risk", () => {
  it("of events together is the sum of each one's", () => {
    const cells = cellDisk(cellAt([-0.2, 51.6], 10), 8);
    const event = fc.tuple(fc.nat(cells.length - 1), fc.integer({ min: 0, max: 70 }));
    const ask = (events: readonly (readonly [number, number])[]) =>
      prospectiveRisk({
        cells,
        eventCell: Int32Array.from(events, ([cell]) => cell),
        eventDay: Int32Array.from(events, ([, age]) => -age),
        asOfDay: 0,
      }).risk;
    fc.assert(
      fc.property(fc.array(event, { maxLength: 6 }), (events) => {
        const alone = events.map((one) => ask([one]));
        ask(events).forEach((risk, i) => {
          expect(risk).toBeCloseTo(
            alone.reduce((sum, one) => sum + (one[i] ?? 0), 0),
            10,
          );
        });
      }),
      { numRuns: 20 },
    );
  });
});
