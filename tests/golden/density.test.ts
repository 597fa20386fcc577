import { describe, expect, it } from "vitest";
import type { EastingNorthing } from "#domain/grid/osgb.ts";
import { likelihoodBandwidth, normalReferenceBandwidth } from "#domain/hotspot/bandwidth.ts";
import { type EdgeCorrection, kernelDensity } from "#domain/hotspot/kernel-density.ts";
import { kernelMassInside, type PlanarPolygon } from "#domain/hotspot/kernel-mass.ts";
import reference from "./density.json";

const events = Float64Array.from(reference.events.flat());
const side = reference.side;
const square: PlanarPolygon[] = [
  [
    [
      [0, 0],
      [side, 0],
      [side, side],
      [0, side],
    ],
  ],
];
const ring = (corners: readonly (readonly number[])[]) =>
  corners.map(([x = 0, y = 0]): EastingNorthing => [x, y]);
const bay: PlanarPolygon[] = [[ring(reference.outer), ring(reference.hole)]];

function expectWithin(found: ArrayLike<number>, expected: readonly number[], relative: number): void {
  expect(found.length).toBe(expected.length);
  expected.forEach((figure, i) => {
    expect(Math.abs((found[i] ?? Number.NaN) - figure)).toBeLessThanOrEqual(relative * Math.abs(figure));
  });
}

function gaussian(edge: EdgeCorrection): Float64Array {
  const bandwidthM = reference.gaussianSigma;
  return kernelDensity({ eventsXY: events, weights: null, at: events, kernel: "gaussian", bandwidthM, edge })
    .perKm2;
}

describe("density of 150 events, against spatstat", () => {
  it("gaussian, with and without edge correction", () => {
    expectWithin(gaussian({ kind: "none" }), reference.gaussian, 2e-6);
    expectWithin(gaussian({ kind: "uniform", area: square }), reference.gaussianUniform, 2e-6);
    expectWithin(gaussian({ kind: "diggle", area: square }), reference.gaussianDiggle, 2e-6);
  });

  it("quartic", () => {
    const { perKm2 } = kernelDensity({
      eventsXY: events,
      weights: null,
      at: events,
      kernel: "quartic",
      bandwidthM: reference.quarticRadius,
      edge: { kind: "none" },
    });
    expectWithin(perKm2, reference.quartic, 1e-9);
  });
});

describe("kernel mass in a polygon with a bay and a hole, against polyCub", () => {
  it("quartic and gaussian, inside, in the hole, in the bay and outside", () => {
    const at = reference.massAt;
    const quartic = kernelMassInside(bay, "quartic", reference.massQuarticRadius);
    expectWithin(
      at.map(([x = 0, y = 0]) => quartic(x, y)),
      reference.massQuartic,
      1e-9,
    );
    const gauss = kernelMassInside(bay, "gaussian", reference.massGaussianSigma);
    expectWithin(
      at.map(([x = 0, y = 0]) => gauss(x, y)),
      reference.massGaussian,
      2e-7,
    );
  });
});

describe("bandwidths, against MASS and spatstat", () => {
  it("normal reference is bandwidth.nrd", () => {
    const found = normalReferenceBandwidth(events);
    expectWithin(found.ok ? [found.xM, found.yM] : [], reference.normalReference, 1e-12);
  });

  it("cross-validation ranks bandwidths as bw.ppl does and picks the same", () => {
    const n = events.length / 2;
    for (const [area, logLikelihood, chosen] of [
      [null, reference.logLikelihood, reference.chosenSigma],
      [square, reference.logLikelihoodEdge, reference.chosenSigmaEdge],
    ] as const) {
      reference.sigmas.forEach((sigma, i) => {
        const found = likelihoodBandwidth(events, { leastM: sigma * 0.999, mostM: sigma * 1.001, area });
        const curve = found.ok ? found.curve : [];
        const mean = curve.reduce((sum, { meanLogDensity }) => sum + meanLogDensity, 0) / curve.length;
        // bw.ppl sums log intensities, this takes the mean log density: n − 1 events in the rest.
        expect((mean + Math.log(n - 1)) * n).toBeCloseTo(logLikelihood[i] ?? 0, 0);
      });
      const best = likelihoodBandwidth(events, { area });
      expect(best.ok && best.atLimit === null && best.seed === null).toBe(true);
      if (best.ok) expect(Math.abs(best.sigmaM / chosen - 1)).toBeLessThan(0.004);
    }
  });
});
