/** How well each event is foretold by the events elsewhere, at one bandwidth: the criterion of cross-validation. */
import type { DistinctPositions } from "../grid/distinct-positions.ts";
import { bucketPoints } from "../grid/point-buckets.ts";
import { kernelPeakPerM2, kernelReachM } from "./radial-kernel.ts";

/**
 * Mean over events of log f₋ₚ(p), with f₋ₚ the density per m² (Gaussian kernel, integrating to 1) of all events that
 * are not at position p. −Infinity if an event has no other within six standard deviations.
 * @param drawn numbers of the positions at which to take it; each counts with the number of events there.
 * @param mass share of the kernel inside the study area at (x, y), to divide by; null = no edge correction.
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
    sumOfLogs += own * Math.log((peak * sum) / ((total - own) * (mass ? mass(x, y) : 1)));
    counted += own;
  }
  return sumOfLogs / counted;
}
