/**
 * How many events per km² are there around a position, smoothed over a stated bandwidth?
 *
 * Answers: intensity of recorded events at any positions (as a rule the centres of hexagons), from the events' own
 * coordinates and not from cell counts. Does not answer whether a peak is more than chance (that is Gi*), and says
 * nothing of risk per person. Divide by years for a rate per year.
 *
 * Near the edge of the study area the kernel hangs over ground where nothing was recorded. Two corrections, the same
 * as in R's spatstat: "uniform" divides each result by the share of its kernel inside (`density.ppp(edge=TRUE)`),
 * "diggle" divides each event by the share of the event's own kernel inside, which preserves the total
 * (`diggle=TRUE`). Use them only where nothing outside was recorded: with events of a buffer around the area at
 * hand, no correction is the better one.
 * References: Silverman 1986; Diggle 1985, Applied Statistics 34, 138–147; Chainey & Ratcliffe 2005, chapter 6.
 */
import { checkWeights, type DistinctPositions, distinctPositions } from "../grid/distinct-positions.ts";
import { bucketPoints, checkPositions, type PointBuckets } from "../grid/point-buckets.ts";
import { kernelMassInside, LEAST_MASS, type PlanarPolygon } from "./kernel-mass.ts";
import { checkBandwidth, type Kernel, kernelPeakPerM2, kernelReachM } from "./radial-kernel.ts";

export type EdgeCorrection =
  | { kind: "none" }
  | { kind: "uniform" | "diggle"; area: readonly PlanarPolygon[] };

export type DensityQuestion = {
  /** Events, metres, x and y in turn (British National Grid). */
  eventsXY: Float64Array;
  /** One per event, at least 0; null = 1 each. */
  weights: Float64Array | null;
  /** Where to evaluate, metres, x and y in turn. */
  at: Float64Array;
  kernel: Kernel;
  /** Radius of the quartic kernel, standard deviation of the Gaussian one, m. */
  bandwidthM: number;
  edge: EdgeCorrection;
};

export type Density = {
  /** Weight per km² at each position of `at`; NaN = not defined: less than 5 % of the kernel is in the area. */
  perKm2: Float64Array;
  /** Positions with NaN. */
  undefinedAt: number;
  /** Events left out because less than 5 % of their own kernel is in the area (diggle only). */
  eventsLeftOut: number;
  /** Share of the kernel inside the area at each position of `at` (uniform only). */
  massInside: Float64Array | null;
};

const M2_PER_KM2 = 1e6;

/**
 * Density at positions.
 * Cost: O(events + Σ events in reach of each position); 50,000 events, 6,500 positions, quartic 300 m: 0.1 s.
 * @throws RangeError for coordinates that are not finite pairs, weights of another length or sign, or a bandwidth
 *   that is not above 0.
 */
export function kernelDensity(question: DensityQuestion): Density {
  const { eventsXY, weights, at, kernel, bandwidthM, edge } = question;
  checkBandwidth("kernelDensity", bandwidthM);
  checkPositions("kernelDensity", at);
  if (weights) checkWeights("kernelDensity", weights, eventsXY.length >> 1);
  const events = distinctPositions(eventsXY, weights);
  const mass = edge.kind === "none" ? null : kernelMassInside(edge.area, kernel, bandwidthM);
  const eventsLeftOut = edge.kind === "diggle" && mass ? divideByOwnMass(events, mass) : 0;
  const perKm2 = kernelSums(events, at, kernel, bandwidthM);
  const toDensity = kernelPeakPerM2(kernel, bandwidthM) * M2_PER_KM2;
  for (let i = 0; i < perKm2.length; i++) perKm2[i] = (perKm2[i] ?? 0) * toDensity;
  if (edge.kind !== "uniform" || !mass) return { perKm2, undefinedAt: 0, eventsLeftOut, massInside: null };
  const massInside = massAt(at, mass);
  return { perKm2, undefinedAt: divideByMass(perKm2, massInside), eventsLeftOut, massInside };
}

function massAt(at: Float64Array, mass: (x: number, y: number) => number): Float64Array {
  return Float64Array.from({ length: at.length >> 1 }, (_, i) => mass(at[2 * i] ?? 0, at[2 * i + 1] ?? 0));
}

/** Divides in place; NaN where too little of the kernel is inside. Returns how many of those there are. */
function divideByMass(perKm2: Float64Array, massInside: Float64Array): number {
  let undefinedAt = 0;
  for (let i = 0; i < perKm2.length; i++) {
    const inside = massInside[i] ?? 0;
    if (inside < LEAST_MASS) undefinedAt++;
    perKm2[i] = inside < LEAST_MASS ? Number.NaN : (perKm2[i] ?? 0) / inside;
  }
  return undefinedAt;
}

/** Divides the weight of each position in place; 0 where too little is inside. Returns events (not weight) lost. */
function divideByOwnMass(events: DistinctPositions, mass: (x: number, y: number) => number): number {
  const inside = massAt(events.xy, mass);
  for (let j = 0; j < inside.length; j++) {
    const share = inside[j] ?? 0;
    events.weight[j] = share < LEAST_MASS ? 0 : (events.weight[j] ?? 0) / share;
  }
  return events.positionOf.reduce((lost, j) => lost + ((inside[j] ?? 0) < LEAST_MASS ? 1 : 0), 0);
}

/** Σ weight × kernel ÷ the kernel's peak, at each position. */
function kernelSums(
  events: DistinctPositions,
  at: Float64Array,
  kernel: Kernel,
  bandwidthM: number,
): Float64Array {
  const reachM = kernelReachM(kernel, bandwidthM);
  const buckets = bucketPoints(events.xy, reachM);
  const weight = Float64Array.from(buckets.order, (j) => events.weight[j] ?? 0);
  const stretches = new Int32Array(buckets.stretchesFor(reachM));
  const sums = new Float64Array(at.length >> 1);
  const sumOver = kernel === "quartic" ? quarticSum : gaussianSum;
  for (let i = 0; i < sums.length; i++) {
    const x = at[2 * i] ?? 0;
    const y = at[2 * i + 1] ?? 0;
    const found = buckets.near(x, y, reachM, stretches);
    let sum = 0;
    for (let s = 0; s < found; s++) {
      sum += sumOver(buckets, weight, stretches[2 * s] ?? 0, stretches[2 * s + 1] ?? 0, x, y, bandwidthM);
    }
    sums[i] = sum;
  }
  return sums;
}

function quarticSum(
  { x: xs, y: ys }: PointBuckets,
  weight: Float64Array,
  first: number,
  end: number,
  x: number,
  y: number,
  bandwidthM: number,
): number {
  const perM2 = 1 / (bandwidthM * bandwidthM);
  let sum = 0;
  for (let j = first; j < end; j++) {
    const dx = (xs[j] ?? 0) - x;
    const dy = (ys[j] ?? 0) - y;
    const left = 1 - (dx * dx + dy * dy) * perM2;
    if (left > 0) sum += (weight[j] ?? 0) * left * left;
  }
  return sum;
}

function gaussianSum(
  { x: xs, y: ys }: PointBuckets,
  weight: Float64Array,
  first: number,
  end: number,
  x: number,
  y: number,
  bandwidthM: number,
): number {
  const perM2 = -0.5 / (bandwidthM * bandwidthM);
  const least = perM2 * kernelReachM("gaussian", bandwidthM) ** 2;
  let sum = 0;
  for (let j = first; j < end; j++) {
    const dx = (xs[j] ?? 0) - x;
    const dy = (ys[j] ?? 0) - y;
    const exponent = (dx * dx + dy * dy) * perM2;
    if (exponent > least) sum += (weight[j] ?? 0) * Math.exp(exponent);
  }
  return sum;
}
