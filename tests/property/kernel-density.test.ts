import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distinctPositions } from "#domain/grid/distinct-positions.ts";
import { cellAt, cellDisk, cellRing } from "#domain/grid/h3.ts";
import { type EastingNorthing, wgs84ToBng } from "#domain/grid/osgb.ts";
import { bucketPoints } from "#domain/grid/point-buckets.ts";
import { areaCovers } from "#domain/grid/point-in-polygon.ts";
import { kernelDensity } from "#domain/hotspot/kernel-density.ts";
import { kernelMassInside, type PlanarPolygon } from "#domain/hotspot/kernel-mass.ts";
import type { Kernel } from "#domain/hotspot/radial-kernel.ts";

const metres = fc.integer({ min: 0, max: 1000 });
const events = fc
  .array(fc.tuple(metres, metres), { minLength: 1, maxLength: 30 })
  .map((points) => Float64Array.from(points.flat()));
const kernels = fc.constantFrom<Kernel>("quartic", "gaussian");

/** Centres of a grid of `stepM` over [fromM, toM]². */
function grid(fromM: number, toM: number, stepM: number): Float64Array {
  const n = Math.round((toM - fromM) / stepM);
  return Float64Array.from({ length: 2 * n * n }, (_, k) => {
    const cell = k >> 1;
    return fromM + ((k % 2 === 0 ? cell % n : Math.floor(cell / n)) + 0.5) * stepM;
  });
}

const rectangle = (west: number, south: number, east: number, north: number): PlanarPolygon => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ],
];

const total = (figures: Float64Array) => figures.reduce((sum, figure) => sum + figure, 0);

describe("kernel density", () => {
  it("integrates over the plane to the sum of the weights", () => {
    fc.assert(
      fc.property(events, kernels, fc.integer({ min: 40, max: 80 }), (eventsXY, kernel, bandwidthM) => {
        const weights = Float64Array.from({ length: eventsXY.length / 2 }, (_, i) => i % 4);
        const at = grid(-500, 1500, 5);
        const { perKm2 } = kernelDensity({
          eventsXY,
          weights,
          at,
          kernel,
          bandwidthM,
          edge: { kind: "none" },
        });
        expect(Math.abs(total(perKm2) * 25e-6 - total(weights))).toBeLessThanOrEqual(0.01 * total(weights));
      }),
      { numRuns: 8 },
    );
  });

  it("with Diggle's correction integrates over the study area to the number of events", () => {
    fc.assert(
      fc.property(events, kernels, (eventsXY, kernel) => {
        const edge = { kind: "diggle", area: [rectangle(0, 0, 1000, 1000)] } as const;
        const at = grid(0, 1000, 5);
        const { perKm2 } = kernelDensity({ eventsXY, weights: null, at, kernel, bandwidthM: 150, edge });
        const n = eventsXY.length / 2;
        expect(Math.abs(total(perKm2) * 25e-6 - n)).toBeLessThanOrEqual(0.01 * n);
      }),
      { numRuns: 8 },
    );
  });

  it("does not care where the grid's origin lies or in which order events come", () => {
    fc.assert(
      fc.property(events, kernels, fc.integer({ min: -9, max: 9 }), (eventsXY, kernel, shift) => {
        const at = grid(0, 1000, 100);
        const ask = (xy: Float64Array, places: Float64Array) =>
          kernelDensity({
            eventsXY: xy,
            weights: null,
            at: places,
            kernel,
            bandwidthM: 170,
            edge: { kind: "none" },
          }).perKm2;
        const moved = (xy: Float64Array) => xy.map((x) => x + shift * 1024);
        const turned = Float64Array.from(
          Array.from({ length: eventsXY.length / 2 }, (_, i) => [
            eventsXY[2 * i] ?? 0,
            eventsXY[2 * i + 1] ?? 0,
          ])
            .reverse()
            .flat(),
        );
        const plain = ask(eventsXY, at);
        for (const other of [ask(moved(eventsXY), moved(at)), ask(turned, at)]) {
          other.forEach((f, i) => {
            expect(Math.abs(f - (plain[i] ?? 0))).toBeLessThanOrEqual(1e-9 * f);
          });
        }
      }),
      { numRuns: 30 },
    );
  });
});

/** A polygon round (500, 500) whose corners lie at these distances. */
const star = fc
  .array(fc.integer({ min: 100, max: 700 }), { minLength: 3, maxLength: 12 })
  .map((distances): PlanarPolygon => {
    const turn = (2 * Math.PI) / distances.length;
    return [
      distances.map((d, i): EastingNorthing => [500 + d * Math.cos(i * turn), 500 + d * Math.sin(i * turn)]),
    ];
  });

describe("share of a kernel inside an area", () => {
  it("is the share that a fine grid finds", () => {
    fc.assert(
      fc.property(star, kernels, metres, metres, (polygon, kernel, x, y) => {
        const bandwidthM = kernel === "quartic" ? 240 : 60;
        const mass = kernelMassInside([polygon], kernel, bandwidthM)(x, y);
        const at = grid(-400, 400, 8);
        let inside = 0;
        for (let i = 0; i < at.length; i += 2) {
          const [dx, dy] = [at[i] ?? 0, at[i + 1] ?? 0];
          const u2 = (dx * dx + dy * dy) / bandwidthM ** 2;
          const height = kernel === "quartic" ? 3 * Math.max(0, 1 - u2) ** 2 : Math.exp(-u2 / 2) / 2;
          if (height > 1e-9 && areaCovers([polygon], [x + dx, y + dy])) inside += height;
        }
        expect(Math.abs(mass - (inside * 64) / (Math.PI * bandwidthM ** 2))).toBeLessThan(0.02);
      }),
      { numRuns: 25 },
    );
  });

  it("of two halves adds up to that of the whole, wherever the cut runs", () => {
    fc.assert(
      fc.property(metres, metres, fc.integer({ min: 1, max: 999 }), kernels, (x, y, cut, kernel) => {
        const mass = (area: PlanarPolygon[]) => kernelMassInside(area, kernel, 130)(x, y);
        const whole = mass([rectangle(0, 0, 1000, 1000)]);
        const left = rectangle(0, 0, cut, 1000);
        const right = rectangle(cut, 0, 1000, 1000);
        expect(mass([left]) + mass([right])).toBeCloseTo(whole, 10);
        expect(mass([left, right])).toBeCloseTo(whole, 10);
      }),
    );
  });

  it("of hexagons taken together is the sum of their own: shared sides cancel", () => {
    const cells = cellDisk(cellAt([-0.2, 51.6], 10), 4);
    const hexagons = cells.map(
      (cell): PlanarPolygon => [cellRing(cell).map(([lng, lat]) => wgs84ToBng(lng, lat))],
    );
    const [east, north] = wgs84ToBng(-0.2, 51.6);
    const together = kernelMassInside(hexagons, "quartic", 300);
    const alone = hexagons.map((hexagon) => kernelMassInside([hexagon], "quartic", 300));
    for (let k = 0; k < 40; k++) {
      const [x, y] = [east + 37 * k - 700, north + 23 * ((k * 7) % 40) - 400];
      const sum = alone.reduce((all, mass) => all + mass(x, y), 0);
      expect(together(x, y)).toBeCloseTo(sum, 9);
    }
  });
});

describe("positions sorted and merged", () => {
  it("buckets never miss a point in reach", () => {
    fc.assert(
      fc.property(
        events,
        fc.integer({ min: -300, max: 1300 }),
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 400 }),
        (xy, x, y, sideM, radiusM) => {
          const buckets = bucketPoints(xy, sideM);
          const stretches = new Int32Array(buckets.stretchesFor(radiusM));
          const found = new Set<number>();
          const n = buckets.near(x, y, radiusM, stretches);
          for (let s = 0; s < n; s++) {
            for (let at = stretches[2 * s] ?? 0; at < (stretches[2 * s + 1] ?? 0); at++) {
              found.add(buckets.order[at] ?? -1);
            }
          }
          for (let i = 0; i < xy.length / 2; i++) {
            const apart = Math.hypot((xy[2 * i] ?? 0) - x, (xy[2 * i + 1] ?? 0) - y);
            if (apart <= radiusM) expect(found.has(i)).toBe(true);
          }
        },
      ),
    );
  });

  it("distinct positions keep every event's position and the sum of weights", () => {
    const few = fc.integer({ min: -2, max: 2 });
    fc.assert(
      fc.property(fc.array(fc.tuple(few, few), { maxLength: 60 }), (points) => {
        const xy = Float64Array.from(points.flat());
        const { xy: distinct, weight, positionOf } = distinctPositions(xy);
        expect(weight).toHaveLength(new Set(points.map((point) => point.join())).size);
        expect(total(weight)).toBe(points.length);
        points.forEach(([x, y], i) => {
          const position = positionOf[i] ?? -1;
          expect([distinct[2 * position], distinct[2 * position + 1]]).toEqual([x + 0, y + 0]);
        });
      }),
    );
  });
});
