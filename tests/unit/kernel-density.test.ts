import { describe, expect, it } from "vitest";
import { likelihoodBandwidth, normalReferenceBandwidth } from "#domain/hotspot/bandwidth.ts";
import { type EdgeCorrection, kernelDensity } from "#domain/hotspot/kernel-density.ts";
import { kernelMassInside, type PlanarPolygon } from "#domain/hotspot/kernel-mass.ts";
import type { Kernel } from "#domain/hotspot/radial-kernel.ts";
import { seededRandom } from "#domain/stats/seeded-random.ts";

/** Six points of the fixture T7: v.kernel of GRASS and spatstat agree on them. */
const POINTS = Float64Array.of(0, 0, 100, 50, 250, 300, 400, 310, 420, 300, 430, 330);
const AT = Float64Array.of(0, 0, 100, 0, 400, 300, 250, 200, 1000, 1000);
const WINDOW: PlanarPolygon[] = [
  [
    [
      [0, 0],
      [500, 0],
      [500, 500],
      [0, 500],
    ],
  ],
];
const NONE: EdgeCorrection = { kind: "none" };

function density(kernel: Kernel, bandwidthM: number, at: Float64Array, edge = NONE) {
  return kernelDensity({ eventsXY: POINTS, weights: null, at, kernel, bandwidthM, edge });
}

function expectClose(found: Float64Array, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  expected.forEach((figure, i) => {
    expect(Math.abs((found[i] ?? Number.NaN) - figure)).toBeLessThanOrEqual(1e-6 * Math.abs(figure));
  });
}

describe("kernel density", () => {
  it("quartic of 200 m is that of v.kernel, per km²", () => {
    const { perKm2 } = density("quartic", 200, AT);
    expectClose(perKm2, [35.15707825, 34.41103945, 73.49466909, 13.88184229, 0]);
    const raw = perKm2.map((f) => (f * Math.PI * 200 ** 2) / 3 / 1e6);
    expectClose(raw, [1.47265625, 1.44140625, 3.0785375, 0.58148125, 0]);
  });

  it("gaussian of 100 m, and nothing 6 standard deviations away", () => {
    expectClose(density("gaussian", 100, AT).perKm2, [24.44228929, 23.75881105, 51.15696052, 17.87559211, 0]);
  });

  it("without, with uniform and with Diggle's edge correction it is spatstat's", () => {
    const none = [24.44228929, 24.67302902, 28.05459705, 51.49922298, 50.33354052, 48.98110565];
    const uniform = [97.76926925, 42.41293799, 29.10892386, 63.08555359, 65.44155714, 67.66472283];
    const diggle = [78.31428295, 61.68482041, 32.2706871, 65.62562549, 64.52187513, 63.06567356];
    expectClose(density("gaussian", 100, POINTS).perKm2, none);
    const corrected = density("gaussian", 100, POINTS, { kind: "uniform", area: WINDOW });
    expectClose(corrected.perKm2, uniform);
    expectClose(
      corrected.massInside ?? new Float64Array(),
      [0.2499997, 0.5817336, 0.9637799, 0.8163394, 0.7691373, 0.7238795],
    );
    expectClose(density("gaussian", 100, POINTS, { kind: "diggle", area: WINDOW }).perKm2, diggle);
  });

  it("an event of weight 3 is three events", () => {
    const once = kernelDensity({
      eventsXY: Float64Array.of(0, 0, 90, 0),
      weights: Float64Array.of(3, 1),
      at: AT,
      kernel: "quartic",
      bandwidthM: 200,
      edge: NONE,
    });
    const thrice = kernelDensity({
      eventsXY: Float64Array.of(0, 0, 90, 0, 0, 0, -0, 0),
      weights: null,
      at: AT,
      kernel: "quartic",
      bandwidthM: 200,
      edge: NONE,
    });
    expect(once.perKm2).toEqual(thrice.perKm2);
  });

  it("is not defined where less than 5 % of the kernel is inside, and says for how many places", () => {
    const outside = density("quartic", 200, Float64Array.of(250, 250, 900, 900), {
      kind: "uniform",
      area: WINDOW,
    });
    expect(outside.undefinedAt).toBe(1);
    expect(outside.perKm2[0]).toBeGreaterThan(0);
    expect(outside.perKm2[1]).toBeNaN();
  });

  it("Diggle's correction leaves out events far outside, and says how many", () => {
    const found = kernelDensity({
      eventsXY: Float64Array.of(250, 250, 5000, 5000, 5000, 5000),
      weights: null,
      at: Float64Array.of(250, 250, 5000, 5000),
      kernel: "quartic",
      bandwidthM: 100,
      edge: { kind: "diggle", area: WINDOW },
    });
    expect(found.eventsLeftOut).toBe(2);
    expect(found.perKm2[1]).toBe(0);
  });

  it("no events are a density of 0 everywhere", () => {
    const empty = new Float64Array();
    const { perKm2 } = kernelDensity({
      eventsXY: empty,
      weights: null,
      at: AT,
      kernel: "quartic",
      bandwidthM: 300,
      edge: NONE,
    });
    expect([...perKm2]).toEqual([0, 0, 0, 0, 0]);
  });

  it("refuses what is no position, weight or bandwidth", () => {
    const question = { eventsXY: POINTS, weights: null, at: AT, kernel: "quartic", edge: NONE } as const;
    expect(() => kernelDensity({ ...question, bandwidthM: 0 })).toThrow(RangeError);
    expect(() => kernelDensity({ ...question, bandwidthM: Number.POSITIVE_INFINITY })).toThrow(RangeError);
    expect(() => kernelDensity({ ...question, bandwidthM: 1, at: Float64Array.of(1) })).toThrow(RangeError);
    expect(() => kernelDensity({ ...question, bandwidthM: 1, at: Float64Array.of(Number.NaN, 1) })).toThrow(
      RangeError,
    );
    expect(() => kernelDensity({ ...question, bandwidthM: 1, weights: Float64Array.of(1) })).toThrow(
      RangeError,
    );
    const weights = Float64Array.of(1, 1, 1, 1, 1, -1);
    expect(() => kernelDensity({ ...question, bandwidthM: 1, weights })).toThrow(RangeError);
    expect(() => kernelMassInside([], "quartic", 100)).toThrow(RangeError);
  });
});

describe("share of a kernel inside the study area", () => {
  it("is 1 inside, 0 outside, ½ on a side, ¼ in a right angle and ¾ in a re-entrant one", () => {
    const notched: PlanarPolygon[] = [
      [
        [
          [0, 0],
          [1000, 0],
          [1000, 1000],
          [500, 1000],
          [500, 500],
          [0, 500],
        ],
      ],
    ];
    for (const kernel of ["quartic", "gaussian"] as const) {
      const mass = kernelMassInside(notched, kernel, kernel === "quartic" ? 200 : 200 / 6);
      expect(mass(700, 300)).toBeCloseTo(1, 12);
      expect(mass(250, 900)).toBeCloseTo(0, 12);
      expect(mass(400, 0)).toBeCloseTo(0.5, 7);
      expect(mass(0, 0)).toBeCloseTo(0.25, 7);
      expect(mass(500, 500)).toBeCloseTo(0.75, 7);
    }
  });

  it("does not care which way a ring runs or whether it is closed", () => {
    const [ring = []] = WINDOW[0] ?? [];
    const backwards: PlanarPolygon[] = [[ring.toReversed()]];
    const closed: PlanarPolygon[] = [[[...ring, ...ring.slice(0, 1)]]];
    const forwards = kernelMassInside(WINDOW, "quartic", 200);
    for (const area of [backwards, closed]) {
      expect(kernelMassInside(area, "quartic", 200)(130, 70)).toBeCloseTo(forwards(130, 70), 14);
    }
  });
});

describe("normal reference bandwidth", () => {
  it("is bandwidth.nrd of both axes, averaged: not that of x alone", () => {
    const found = normalReferenceBandwidth(POINTS);
    expect(found).toMatchObject({ ok: true });
    if (!found.ok) return;
    expect(found.xM).toBeCloseTo(541.7290709, 6);
    expect(found.yM).toBeCloseTo(431.1867625, 6);
    expect(found.bandwidthM).toBeCloseTo(486.4579167, 6);
  });

  it("is refused where most events have one easting, and of a single event", () => {
    expect(normalReferenceBandwidth(Float64Array.of(1, 1, 1, 2, 1, 3, 1, 4, 9, 5))).toMatchObject({
      ok: false,
      reason: "one-line",
    });
    expect(normalReferenceBandwidth(Float64Array.of(1, 1))).toMatchObject({
      ok: false,
      reason: "too-few-positions",
    });
  });
});

describe("bandwidth by cross-validation", () => {
  const random = seededRandom(12);
  const clusters = (n: number) =>
    Float64Array.from({ length: 2 * n }, (_, i) => 1000 * (1 + ((i >> 1) % 3)) + 120 * random.normal());

  it("leaves out whole positions: listing every event five times changes nothing", () => {
    const once = clusters(150);
    const fiveTimes = Float64Array.from({ length: 5 * once.length }, (_, i) => once[i % once.length] ?? 0);
    const [single, repeated] = [likelihoodBandwidth(once), likelihoodBandwidth(fiveTimes)];
    expect(single).toMatchObject({ ok: true, atLimit: null, seed: null, positionsUsed: 150 });
    if (single.ok && repeated.ok) expect(repeated.sigmaM).toBeCloseTo(single.sigmaM, 6);
  });

  it("a draw of positions says its seed and gives about the same bandwidth", () => {
    const many = clusters(1500);
    const [all, drawn] = [
      likelihoodBandwidth(many, { sample: 5000 }),
      likelihoodBandwidth(many, { sample: 600, seed: 3 }),
    ];
    expect(drawn).toMatchObject({ ok: true, seed: 3, positionsUsed: 600 });
    if (all.ok && drawn.ok) expect(Math.abs(drawn.sigmaM / all.sigmaM - 1)).toBeLessThan(0.25);
    if (all.ok) expect(all.quarticBandwidthM / all.sigmaM).toBeCloseTo(2.7788, 3);
  });

  it("says when the best lies at an end of the range, and refuses fewer than ten positions", () => {
    expect(likelihoodBandwidth(clusters(60), { leastM: 500, mostM: 900 })).toMatchObject({
      atLimit: "least",
    });
    expect(likelihoodBandwidth(clusters(60), { leastM: 1, mostM: 5 })).toMatchObject({ atLimit: "most" });
    expect(likelihoodBandwidth(clusters(9))).toMatchObject({ ok: false, reason: "too-few-positions" });
    expect(() => likelihoodBandwidth(clusters(60), { leastM: 50, mostM: 50 })).toThrow(RangeError);
  });

  it("leaves out events outside the study area, and says how many", () => {
    const events = Float64Array.from({ length: 80 }, () => 500 * random.uniform());
    const found = likelihoodBandwidth(Float64Array.of(...events, 9000, 9000, 9000, 9000), { area: WINDOW });
    expect(found).toMatchObject({ ok: true, eventsLeftOut: 2, positionsUsed: 40 });
    if (found.ok)
      expect(found.curve.every(({ meanLogDensity }) => Number.isFinite(meanLogDensity))).toBe(true);
  });
});
