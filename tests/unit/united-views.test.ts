import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { viewAreaM2 } from "#domain/camera/view.ts";
import { viewPolygons } from "#domain/camera/view-polygons.ts";
import { areaOnlyInM2, unionAreaM2 } from "../../client/screens/cameras/model/united-views.ts";
import { randomViews } from "../support/random-views.ts";

const square = (x: number, y: number, side: number) =>
  Float64Array.of(x, y, x + side, y, x + side, y + side, x, y + side, x, y);
const backwards = (ring: Float64Array) =>
  Float64Array.from(
    Array.from({ length: ring.length / 2 }, (_, i) => [...ring.slice(2 * i, 2 * i + 2)])
      .reverse()
      .flat(),
  );

function lengthM(rings: readonly Float64Array[]): number {
  let sum = 0;
  for (const ring of rings)
    for (let i = 2; i < ring.length; i += 2)
      sum += Math.hypot((ring[i] ?? 0) - (ring[i - 2] ?? 0), (ring[i + 1] ?? 0) - (ring[i - 1] ?? 0));
  return sum;
}

describe("ground that views see together", () => {
  it("is counted once, whatever the sense of the rings", () => {
    const [a, b] = [square(0, 0, 10), square(5, 5, 10)];
    for (const other of [b, backwards(b)]) {
      expect(unionAreaM2([a, other])).toBe(175);
      expect(areaOnlyInM2([a], [other])).toBe(75);
    }
    expect(unionAreaM2([square(300_000.25, 200_000.5, 10), square(300_010.25, 200_000.5, 10)])).toBe(200);
  });

  it("is nothing of nothing, and all of it where nobody else looks", () => {
    expect(unionAreaM2([])).toBe(0);
    expect(areaOnlyInM2([], [square(0, 0, 1)])).toBe(0);
    expect(areaOnlyInM2([square(0, 0, 10)], [])).toBe(100);
    expect(areaOnlyInM2([square(0, 0, 10)], [square(40, 0, 10)])).toBe(100);
    expect(areaOnlyInM2([square(0, 0, 10)], [square(0, 0, 10)])).toBe(0);
  });

  it("of one view is its exact area but for the centimetre by which arcs are drawn", () => {
    for (const view of randomViews(40, 7)) {
      const exact = viewAreaM2(view, 0, view.rangeM);
      expect(Math.abs(unionAreaM2(viewPolygons(view)) - exact)).toBeLessThan(1e-3 * exact + 0.05);
    }
  });

  it("only one and all the others add up to all; order does not matter; more views never see less", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 8 }), (seed, n) => {
        const views = randomViews(n, seed).map((view) => viewPolygons(view));
        const [first = [], ...others] = views;
        const all = unionAreaM2(views.flat());
        const rest = unionAreaM2(others.flat());
        // Corners where edges cross are rounded to the millimetre: at most that times the length of all edges.
        const slackM2 = 1e-3 * lengthM(views.flat());
        expect(Math.abs(areaOnlyInM2(first, others.flat()) + rest - all)).toBeLessThan(slackM2);
        expect(Math.abs(unionAreaM2([...views].reverse().flat()) - all)).toBeLessThan(slackM2);
        expect(all).toBeGreaterThanOrEqual(rest - slackM2);
        expect(all).toBeLessThanOrEqual(views.reduce((sum, view) => sum + unionAreaM2(view), 0) + slackM2);
      }),
      { numRuns: 60 },
    );
  });
});
