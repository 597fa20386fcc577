import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearRepeat } from "#domain/hotspot/near-repeat.ts";
import { NEAR_REPEAT_LABELS, nearRepeatLabels } from "#domain/hotspot/near-repeat-labels.ts";

const EDGES_M = [1, 100, 250];
const DAY_EDGES = [3, 8, 15, 22, 29];

/** Few positions and days, so that ties and exact distances are common. */
const position = fc.integer({ min: 0, max: 12 }).map((k) => k * 50);
const events = fc.array(fc.tuple(position, position, fc.integer({ min: 0, max: 60 })), {
  minLength: 20,
  maxLength: 50,
});
type Events = readonly (readonly [number, number, number])[];

function arrays(list: Events) {
  return {
    xy: Float64Array.from(list.flatMap((event) => [event[0], event[1]])),
    day: Int32Array.from(list, ([, , day]) => day),
  };
}

function table(list: Events, metric: "euclidean" | "manhattan" = "euclidean") {
  const answer = nearRepeat({
    ...arrays(list),
    distanceEdgesM: EDGES_M,
    dayEdges: DAY_EDGES,
    metric,
    permutations: 9,
  });
  return answer.ok ? answer.result.bands : null;
}

/** Every pair looked at by hand. */
function tableByHand(list: Events, metric: "euclidean" | "manhattan"): number[] {
  const counts = new Array<number>(EDGES_M.length * DAY_EDGES.length).fill(0);
  list.forEach(([x1, y1, day1], i) => {
    for (const [x2, y2, day2] of list.slice(i + 1)) {
      const [dx, dy] = [Math.abs(x1 - x2), Math.abs(y1 - y2)];
      const apart = metric === "euclidean" ? Math.sqrt(dx * dx + dy * dy) : dx + dy;
      const s = EDGES_M.findIndex((edge) => apart <= edge);
      const t = DAY_EDGES.findIndex((edge) => Math.abs(day1 - day2) < edge);
      if (s < 0 || t < 0) continue;
      const at = s * DAY_EDGES.length + t;
      counts[at] = (counts[at] ?? 0) + 1;
    }
  });
  return counts;
}

describe("near-repeat table", () => {
  it("has the pairs that looking at every pair finds", () => {
    fc.assert(
      fc.property(events, fc.constantFrom("euclidean", "manhattan"), (list, metric) => {
        const bands = table(list, metric);
        if (bands) expect(bands.map(({ observed }) => observed)).toEqual(tableByHand(list, metric));
      }),
    );
  });

  it("does not change if events are listed in another order, moved, turned or run backwards in time", () => {
    fc.assert(
      fc.property(events, (list) => {
        const observed = (other: Events) => table(other)?.map((band) => [band.observed, band.analytic]);
        const plain = observed(list);
        expect(observed(list.toReversed())).toEqual(plain);
        expect(observed(list.map(([x, y, day]) => [x + 5e5, y - 1e5, day + 20_000]))).toEqual(plain);
        expect(observed(list.map(([x, y, day]) => [-y, x, day]))).toEqual(plain);
        expect(observed(list.map(([x, y, day]) => [x, y, 60 - day]))).toEqual(plain);
      }),
      { numRuns: 40 },
    );
  });

  it("gives p from 1/(R + 1) to 1, q of at least p, and the same answer for the same seed", () => {
    fc.assert(
      fc.property(events, fc.integer(), (list, seed) => {
        const ask = () => nearRepeat({ ...arrays(list), permutations: 19, seed });
        const answer = ask();
        expect(ask()).toEqual(answer);
        for (const band of answer.ok ? answer.result.bands : []) {
          expect(band.p).toBeGreaterThanOrEqual(1 / 20);
          expect(band.q).toBeLessThanOrEqual(1);
          expect(band.q).toBeGreaterThanOrEqual(band.p);
          expect(Number.isFinite(band.expected)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("with every event in a month of its own, nothing can be permuted: p is 1 and expected is observed", () => {
    fc.assert(
      fc.property(events, (list) => {
        const month = Int32Array.from(list.keys());
        const answer = nearRepeat({ ...arrays(list), month, permutations: 9 });
        for (const band of answer.ok ? answer.result.bands : []) {
          expect([band.p, band.expected]).toEqual([1, band.observed]);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe("near-repeat labels", () => {
  it("are those that looking at every pair gives", () => {
    const rules = { sameWithinM: 1, nearWithinM: 100, days: 8 };
    fc.assert(
      fc.property(events, (list) => {
        const { xy, day } = arrays(list);
        const found = Array.from(nearRepeatLabels(xy, day, rules), (code) => NEAR_REPEAT_LABELS[code]);
        const byHand = list.map(([x, y, own], i) => {
          const near = list.flatMap(([otherX, otherY, other], j) => {
            const apart = Math.hypot(x - otherX, y - otherY);
            if (j === i || Math.abs(own - other) >= 8 || apart > 100) return [];
            return [{ apart, earlier: other < own || (other === own && j < i) }];
          });
          const before = near.filter(({ earlier }) => earlier);
          if (before.some(({ apart }) => apart <= 1)) return "repeat";
          if (before.length > 0) return "near-repeat";
          return near.length > 0 ? "originator" : "alone";
        });
        expect(found).toEqual(byHand);
      }),
    );
  });
});
