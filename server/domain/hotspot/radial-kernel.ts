/**
 * The two kernels of a density surface: how one event's single unit is spread over the ground around it.
 *
 * - quartic (biweight) with radius h: 3/(πh²)·(1 − d²/h²)² for d < h, else 0. Bounded: an event has no say beyond h.
 * - gaussian with standard deviation σ: 1/(2πσ²)·exp(−d²/2σ²), left out beyond 6σ, where 1.5e-8 of it remains.
 *
 * Both integrate to 1 over the plane. (QGIS up to 3.40 and SpatialKDE with `scaled` have 116/5 for 16/5 in the quartic
 * kernel, which makes their densities 7.25 times too big.)
 * Reference: Silverman 1986, "Density Estimation for Statistics and Data Analysis", section 4.2.
 */
export type Kernel = "quartic" | "gaussian";

/** Standard deviations after which the Gaussian kernel is left out. */
const GAUSSIAN_REACH = 6;

/** Distance from which on the kernel is 0, m. `bandwidthM`: radius of the quartic, standard deviation of the Gaussian. */
export function kernelReachM(kernel: Kernel, bandwidthM: number): number {
  return kernel === "quartic" ? bandwidthM : GAUSSIAN_REACH * bandwidthM;
}

/** Height of the kernel at its own event, per m². */
export function kernelPeakPerM2(kernel: Kernel, bandwidthM: number): number {
  return (kernel === "quartic" ? 3 : 0.5) / (Math.PI * bandwidthM ** 2);
}

/** @throws RangeError unless the bandwidth is finite and above 0. */
export function checkBandwidth(caller: string, bandwidthM: number): void {
  if (!(bandwidthM > 0 && Number.isFinite(bandwidthM))) {
    throw new RangeError(`${caller}: expected a bandwidth above 0 m, got ${bandwidthM}`);
  }
}
