/**
 * Where is one kind of event (or one year) relatively denser than another? The log ratio of two density surfaces,
 * each as a share of its own total, so that a general rise or fall cancels out.
 *
 * log[(f/F + δ)/(g/G + δ)], natural logarithm: 0 = the same share of each, 0.69 = twice the share of the first. The
 * small pseudo-density δ keeps ground where neither has events from deciding the scale; it is part of the answer and
 * is to be stated. Answers a question about shapes, not about volumes. `tolerance` says where the difference is more
 * than relabelling the same events at random would give.
 * References: Bithell 1990, Statistics in Medicine 9, 691–701; Kelsall & Diggle 1995, Bernoulli 1, 3–16.
 */
import type { Kernel } from "./radial-kernel.ts";
import { type RelabelTask, relabelledTails } from "./relabelled-tails.ts";

export type DualQuestion = {
  /** Densities per km² at the same positions, from the same kernel and bandwidth; NaN = not defined. */
  first: Float64Array;
  second: Float64Array;
  /** Events (or weight) behind each, above 0. */
  firstTotal: number;
  secondTotal: number;
  /**
   * Pseudo-density, per km² of a surface that sums to 1 over the plane. Left out: half the smallest share density
   * above 0, but at least a thousandth of the mean, so that the hair-thin rim of a kernel does not set the scale.
   */
  delta?: number;
};

export type DualDensity = {
  /** NaN where either density is not defined. */
  logRatio: Float64Array;
  /** δ used, per km². */
  delta: number;
  deltaRule: "given" | "half the smallest density" | "a thousandth of the mean density";
};

/**
 * Log ratio of two densities.
 * @throws RangeError for arrays of different length, totals not above 0, a δ below 0 (or of 0 where both densities
 *   are 0 somewhere).
 */
export function dualDensity(question: DualQuestion): DualDensity {
  const { first, second, firstTotal, secondTotal } = question;
  if (first.length !== second.length) {
    throw new RangeError(`dualDensity: expected ${first.length} densities, got ${second.length}`);
  }
  if (!(firstTotal > 0 && secondTotal > 0 && Number.isFinite(firstTotal + secondTotal))) {
    throw new RangeError(`dualDensity: expected totals above 0, got ${firstTotal} and ${secondTotal}`);
  }
  const shares = [first.map((f) => f / firstTotal), second.map((g) => g / secondTotal)] as const;
  const { delta, deltaRule } = question.delta === undefined ? defaultDelta(shares) : given(question.delta);
  const logRatio = shares[0].map((f, i) => logRatioOf(f, shares[1][i] ?? Number.NaN, delta));
  return { logRatio, delta, deltaRule };
}

function logRatioOf(first: number, second: number, delta: number): number {
  const ratio = (first + delta) / (second + delta);
  if (Number.isNaN(first) || Number.isNaN(second)) return Number.NaN;
  if (!(ratio > 0 && Number.isFinite(ratio))) {
    throw new RangeError(`dualDensity: expected a δ above 0 where a density is 0, got ${delta}`);
  }
  return Math.log(ratio);
}

function given(delta: number): Pick<DualDensity, "delta" | "deltaRule"> {
  if (!(delta >= 0 && Number.isFinite(delta))) {
    throw new RangeError(`dualDensity: expected a δ of at least 0, got ${delta}`);
  }
  return { delta, deltaRule: "given" };
}

function defaultDelta(shares: readonly Float64Array[]): Pick<DualDensity, "delta" | "deltaRule"> {
  let [least, sum, n] = [Number.POSITIVE_INFINITY, 0, 0];
  for (const surface of shares) {
    for (const density of surface) {
      if (Number.isNaN(density)) continue;
      if (density > 0 && density < least) least = density;
      sum += density;
      n++;
    }
  }
  // Nothing anywhere: every δ gives a ratio of 1.
  if (sum === 0) return { delta: 1, deltaRule: "a thousandth of the mean density" };
  const floor = sum / n / 1000;
  return least / 2 >= floor
    ? { delta: least / 2, deltaRule: "half the smallest density" }
    : { delta: floor, deltaRule: "a thousandth of the mean density" };
}

export type ToleranceQuestion = {
  /** Events of both kinds, metres, x and y in turn. */
  firstXY: Float64Array;
  secondXY: Float64Array;
  /** Positions of the surface, m. */
  at: Float64Array;
  kernel: Kernel;
  bandwidthM: number;
  /** δ of the log ratio, per km². */
  delta: number;
  relabellings?: number;
  seed?: number;
  shouldStop?: () => boolean;
};

export type Tolerance = {
  /** Two-sided p by position: how often events with shuffled kinds differ as much; 1 where there are no events. */
  p: Float64Array;
  relabellings: number;
  seed: number;
};

/**
 * p of the log ratio at each position, by giving the same events their kinds anew at random (Kelsall & Diggle 1995).
 * No edge correction: the same share of the kernel is inside for both kinds, so it cancels but for δ. Positions are
 * tested many at once; correct (false-discovery-rate.ts) before calling any of them different.
 * Cost: O(relabellings × Σ events in reach of each position); 20,000 events, 6,500 positions, 99: 1 s.
 * @returns a refusal if either kind has no event, the table of kernel values would pass 10 million entries, or
 *   `shouldStop` said so.
 * @throws RangeError for coordinates that are not finite pairs, a bandwidth not above 0 or a δ below 0.
 */
export function dualTolerance(
  question: ToleranceQuestion,
):
  | { ok: true; result: Tolerance }
  | { ok: false; reason: "no-events" | "too-many-pairs" | "cancelled"; detail: string } {
  const { firstXY, secondXY, relabellings = 99, seed = 1, shouldStop = () => false } = question;
  given(question.delta);
  if (firstXY.length === 0 || secondXY.length === 0) {
    return { ok: false, reason: "no-events", detail: "both kinds need at least one event" };
  }
  const task: RelabelTask = { ...question, relabellings, seed, shouldStop };
  const answer = relabelledTails(task);
  return answer.ok ? { ok: true, result: { p: answer.p, relabellings, seed } } : answer;
}
