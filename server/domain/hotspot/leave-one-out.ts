/** How well each event is foretold by the events elsewhere, at one bandwidth: the criterion of cross-validation. */
import type { DistinctPositions } from "../grid/distinct-positions.ts";
import { bucketPoints } from "../grid/point-buckets.ts";
import { kernelPeakPerM2, kernelReachM } from "./radial-kernel.ts";

/** Per event, a thousand times what the kernel is at six standard deviations. */
const NEGLIGIBLE = 1000 * Math.exp(-18);

/**
 * Mean over events of log f₋ₚ(p), with f₋ₚ the density per m² (Gaussian kernel, integrating to 1) of all events that
 * are not at position p. Events beyond six standard deviations are left out where that changes the density by less
 * than a thousandth; for lonely positions, where it can, all events are summed.
 * @param drawn numbers of the positions at which to take it; each counts with the number of events there.
 * @param mass share of the kernel inside the study area at (x, y), to divide by: above 0 at every position drawn;
 *   null = no edge correction.
 */
export function leaveOneOutLikelihood(
  events: DistinctPositions,
  drawn: Int32Array,
  sigmaM: number,
  mass: ((x: number, y: number) => number) | null,
): number {
  const reachM = kernelReachM("gaussian", sigmaM);
  const buckets = bucketPoints(events.xy, reachM / 2);
  const stretches = new Int32Array(buckets.stretchesFor(reachM));
  const weight = Float64Array.from(buckets.order, (j) => events.weight[j] ?? 0);
  const total = weight.reduce((sum, w) => sum + w, 0);
  const perM2 = -0.5 / (sigmaM * sigmaM);
  const peak = kernelPeakPerM2("gaussian", sigmaM);
  let sumOfLogs = 0;
  let counted = 0;
  for (const p of drawn) {
    const x = events.xy[2 * p] ?? 0;
    const y = events.xy[2 * p + 1] ?? 0;
    const own = events.weight[p] ?? 0;
    const found = buckets.near(x, y, reachM, stretches);
    let sum = 0;
    for (let s = 0; s < found; s++) {
      const end = stretches[2 * s + 1] ?? 0;
      for (let j = stretches[2 * s] ?? 0; j < end; j++) {
        const dx = (buckets.x[j] ?? 0) - x;
        const dy = (buckets.y[j] ?? 0) - y;
        const d2 = dx * dx + dy * dy;
        if (d2 > 0 && d2 <= reachM * reachM) sum += (weight[j] ?? 0) * Math.exp(d2 * perM2);
      }
    }
    const logSum = sum > total * NEGLIGIBLE ? Math.log(sum) : logSumOfAll(events, p, perM2);
    sumOfLogs += own * (logSum + Math.log(peak / ((total - own) * (mass ? mass(x, y) : 1))));
    counted += own;
  }
  return sumOfLogs / counted;
}

/** log Σ over all other positions of weight × kernel ÷ peak, without underflow. */
function logSumOfAll({ xy, weight }: DistinctPositions, p: number, perM2: number): number {
  const exponents = new Float64Array(weight.length).fill(Number.NEGATIVE_INFINITY);
  let largest = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < weight.length; j++) {
    if (j === p) continue;
    const dx = (xy[2 * j] ?? 0) - (xy[2 * p] ?? 0);
    const dy = (xy[2 * j + 1] ?? 0) - (xy[2 * p + 1] ?? 0);
    const exponent = (dx * dx + dy * dy) * perM2;
    exponents[j] = exponent;
    if (exponent > largest) largest = exponent;
  }
  const sum = exponents.reduce(
    (all, exponent, j) => all + (weight[j] ?? 0) * Math.exp(exponent - largest),
    0,
  );
  return largest + Math.log(sum);
}
