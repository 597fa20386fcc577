import { locationPosition } from "#domain/grid/location-id.ts";
import type { EastingNorthing } from "#domain/grid/osgb.ts";
import { wgs84ToBng } from "#domain/grid/osgb.ts";
import { likelihoodBandwidth } from "#domain/hotspot/bandwidth.ts";
import { type DualDensity, dualDensity } from "#domain/hotspot/dual-density.ts";
import { kernelDensity } from "#domain/hotspot/kernel-density.ts";
import type { PlanarPolygon } from "#domain/hotspot/kernel-mass.ts";
import type { Kernel } from "#domain/hotspot/radial-kernel.ts";
import { cellCentresBng } from "./cell-centres.ts";
import { unpackCells } from "./cell-text.ts";

export type DensityTask = {
  packedCells: Uint8Array;
  /** Positions by their location id, each once, and the incidents at each. */
  locationIds: BigInt64Array;
  weights: Float64Array;
  /** Outline of the study area, rings of [lng, lat]. */
  polygons: readonly (readonly (readonly (readonly number[])[])[])[];
  kernel: Kernel;
  bandwidthM: number;
  /** What to hold it against: other positions, or people by cell; null = nothing. */
  against:
    | { kind: "positions"; locationIds: BigInt64Array; weights: Float64Array }
    | { kind: "cells"; weights: Float64Array }
    | null;
  /** Look for the bandwidth that foretells the positions best: some seconds. */
  suggest: boolean;
};

export type DensitySurface = {
  /** Incidents per km² over the whole period; NaN = not defined. */
  perKm2: Float64Array;
  suggestedBandwidthM: number | null;
  against: (DualDensity & { total: number }) | null;
};

/** Density at the centres of cells from positions inside the area, corrected for what lies beyond its edge. */
export function densitySurface(task: DensityTask): DensitySurface {
  const { kernel, bandwidthM, weights, against } = task;
  const eventsXY = positionsBng(task.locationIds);
  const area = planar(task.polygons);
  const at = cellCentresBng(unpackCells(task.packedCells));
  const densityOf = (xy: Float64Array, ofEach: Float64Array) =>
    kernelDensity({
      eventsXY: xy,
      weights: ofEach,
      at,
      kernel,
      bandwidthM,
      edge: { kind: "uniform", area },
    }).perKm2;
  const perKm2 = densityOf(eventsXY, weights);
  const total = sumOf(against?.weights ?? new Float64Array(0));
  const second =
    against && total > 0
      ? densityOf(against.kind === "cells" ? at : positionsBng(against.locationIds), against.weights)
      : null;
  const dual = second
    ? dualDensity({ first: perKm2, second, firstTotal: sumOf(weights), secondTotal: total })
    : null;
  return {
    perKm2,
    suggestedBandwidthM: task.suggest ? suggestion(eventsXY, weights, kernel, area) : null,
    against: dual ? { ...dual, total } : null,
  };
}

function sumOf(weights: Float64Array): number {
  return weights.reduce((sum, n) => sum + n, 0);
}

/** Positions on the British National Grid, metres, x and y in turn. */
function positionsBng(ids: BigInt64Array): Float64Array {
  const xy = new Float64Array(2 * ids.length);
  for (const [i, id] of ids.entries()) {
    const [easting, northing] = wgs84ToBng(...locationPosition(id));
    xy[2 * i] = easting;
    xy[2 * i + 1] = northing;
  }
  return xy;
}

function planar(polygons: DensityTask["polygons"]): PlanarPolygon[] {
  return polygons.map((rings) =>
    rings.map((ring) => ring.map(([lng = 0, lat = 0]): EastingNorthing => wgs84ToBng(lng, lat))),
  );
}

function suggestion(
  eventsXY: Float64Array,
  weights: Float64Array,
  kernel: Kernel,
  area: readonly PlanarPolygon[],
): number | null {
  const events = new Float64Array(2 * sumOf(weights));
  let at = 0;
  for (const [i, n] of weights.entries()) {
    for (let k = 0; k < n; k++) {
      events[at++] = eventsXY[2 * i] ?? 0;
      events[at++] = eventsXY[2 * i + 1] ?? 0;
    }
  }
  const found = likelihoodBandwidth(events, { area });
  if (!found.ok) return null;
  return kernel === "quartic" ? found.quarticBandwidthM : found.sigmaM;
}
