/**
 * How wide should the kernel of a density surface be? Two answers from the data, and two defaults that keep maps
 * comparable from month to month. A bandwidth is a choice: state it on the map.
 */
import { distinctPositions } from "../grid/distinct-positions.ts";
import { checkPositions } from "../grid/point-buckets.ts";
import { seededRandom } from "../stats/seeded-random.ts";
import { kernelMassInside, LEAST_MASS, type PlanarPolygon } from "./kernel-mass.ts";
import { leaveOneOutLikelihood } from "./leave-one-out.ts";

/** Quartic radius for a resolution, m: 300 at 10 (patrol, cameras), 600 at 9 (district), doubling per step. */
export function defaultBandwidthM(resolution: number): number {
  return 300 * 2 ** (10 - resolution);
}

/**
 * Radius of the quartic kernel that smooths as much as a Gaussian of this standard deviation, in two dimensions:
 * (64·36/5)^(1/6) = 2.7788 times (canonical kernels, Marron & Nolan 1988, Statistics & Probability Letters 7).
 */
function quarticBandwidthFor(sigmaM: number): number {
  return sigmaM * ((64 * 36) / 5) ** (1 / 6);
}

export type BandwidthRefusal = { ok: false; reason: "too-few-positions" | "one-line"; detail: string };

/**
 * Normal reference bandwidth, m: 4·1.06·min(sd, IQR/1.34)·n^(−1/5) by axis, then the mean of both axes. The formula
 * of R's `MASS::bandwidth.nrd` (Venables & Ripley 2002, section 5.6). Right for one round cluster; towns have many,
 * so it smooths too much there: an upper bound more than a recommendation.
 * @param xy events, metres, x and y in turn.
 */
export function normalReferenceBandwidth(
  xy: Float64Array,
): { ok: true; bandwidthM: number; xM: number; yM: number } | BandwidthRefusal {
  checkPositions("normalReferenceBandwidth", xy);
  const n = xy.length >> 1;
  if (n < 2) return tooFew(n, 2);
  const axis = (offset: number) => Float64Array.from({ length: n }, (_, i) => xy[2 * i + offset] ?? 0).sort();
  const xM = axisReference(axis(0));
  const yM = axisReference(axis(1));
  if (xM === 0 || yM === 0) {
    return {
      ok: false,
      reason: "one-line",
      detail: "the middle half of the events has one easting or northing",
    };
  }
  return { ok: true, bandwidthM: (xM + yM) / 2, xM, yM };
}

function axisReference(sorted: Float64Array): number {
  const n = sorted.length;
  const mean = sorted.reduce((sum, x) => sum + x, 0) / n;
  const sd = Math.sqrt(sorted.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1));
  const robust = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 1.34;
  return 4 * 1.06 * Math.min(sd, robust) * n ** -0.2;
}

/** Quantile by linear interpolation between order statistics (R's type 7). */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? 0;
  return below + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? 0) - below);
}

export type LikelihoodSearch = {
  /** Standard deviations between which to look, m. */
  leastM?: number;
  mostM?: number;
  /** Study area for the uniform edge correction; events outside it are then left out. null = none. */
  area?: readonly PlanarPolygon[] | null;
  /** Positions at which the likelihood is taken, at most; drawn with the seed if there are more. */
  sample?: number;
  seed?: number;
};

export type LikelihoodBandwidth = {
  ok: true;
  /** Standard deviation of the Gaussian kernel, m. */
  sigmaM: number;
  /** Radius of the quartic kernel that smooths as much, m. */
  quarticBandwidthM: number;
  /** Likelihood tried, mean log density (per m²) of the events left out, by standard deviation. */
  curve: { sigmaM: number; meanLogDensity: number }[];
  /** The best lies at an end of the range searched: the data do not choose a bandwidth inside it. */
  atLimit: "least" | "most" | null;
  positionsUsed: number;
  /** Events outside the study area. */
  eventsLeftOut: number;
  /** Null where every position was used and nothing was drawn. */
  seed: number | null;
};

/**
 * Bandwidth by likelihood cross-validation: the one under which each event is best foretold by all the others.
 *
 * As spatstat's `bw.ppl(shortcut = TRUE)`, with one difference: left out is the whole position, not the single event.
 * Events that share a snap point foretell each other perfectly at σ → 0, so leaving out single events picks the least
 * bandwidth allowed on every public data set. Without repeated positions the two are the same.
 * The search goes from narrow to wide and ends after four widths in a row that are worse than the best.
 * Cost: about 25 × sample × events in reach; 50,000 distinct positions: 5 s, 10,000: 1 s.
 * @param xy events, metres, x and y in turn.
 * @throws RangeError for a range that is not 0 < least < most, or coordinates that are not finite pairs.
 */
export function likelihoodBandwidth(
  xy: Float64Array,
  { leastM = 25, mostM = 1500, area = null, sample = 1000, seed = 1 }: LikelihoodSearch = {},
): LikelihoodBandwidth | BandwidthRefusal {
  if (!(leastM > 0 && leastM < mostM && Number.isFinite(mostM))) {
    throw new RangeError(`likelihoodBandwidth: expected 0 < leastM < mostM, got ${leastM} and ${mostM}`);
  }
  checkPositions("likelihoodBandwidth", xy);
  const inside = area ? eventsInside(xy, area, leastM) : xy;
  const events = distinctPositions(inside);
  const positions = events.weight.length;
  if (positions < 10) return tooFew(positions, 10);
  const drawn = drawPositions(positions, sample, seed);
  const curve: LikelihoodBandwidth["curve"] = [];
  const likelihood = (logSigma: number): number => {
    const sigmaM = Math.exp(logSigma);
    const mass = area ? kernelMassInside(area, "gaussian", sigmaM) : null;
    const meanLogDensity = leaveOneOutLikelihood(events, drawn, sigmaM, mass);
    curve.push({ sigmaM, meanLogDensity });
    return meanLogDensity;
  };
  const best = maximise(likelihood, Math.log(leastM), Math.log(mostM));
  const sigmaM = Math.exp(best.at);
  return {
    ok: true,
    sigmaM,
    quarticBandwidthM: quarticBandwidthFor(sigmaM),
    curve: curve.sort((a, b) => a.sigmaM - b.sigmaM),
    atLimit: best.atLimit,
    positionsUsed: drawn.length,
    eventsLeftOut: (xy.length - inside.length) >> 1,
    seed: drawn.length < positions ? seed : null,
  };
}

/** Events that have a fair part of the narrowest kernel inside the area: on its boundary or within. */
function eventsInside(xy: Float64Array, area: readonly PlanarPolygon[], leastM: number): Float64Array {
  const mass = kernelMassInside(area, "gaussian", leastM);
  const isInside = Uint8Array.from({ length: xy.length >> 1 }, (_, i) =>
    mass(xy[2 * i] ?? 0, xy[2 * i + 1] ?? 0) >= LEAST_MASS ? 1 : 0,
  );
  return xy.filter((_, k) => isInside[k >> 1] === 1);
}

function tooFew(got: number, needed: number): BandwidthRefusal {
  return {
    ok: false,
    reason: "too-few-positions",
    detail: `${got} positions; at least ${needed} are needed`,
  };
}

/** All positions, or a seeded draw without repeats. */
function drawPositions(positions: number, sample: number, seed: number): Int32Array {
  const order = Int32Array.from({ length: positions }, (_, i) => i);
  if (positions <= sample) return order;
  const random = seededRandom(seed);
  for (let i = 0; i < sample; i++) {
    const j = i + random.integerBelow(positions - i);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order.slice(0, sample);
}

const COARSE_STEPS = 16;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** Golden sections: each shortens the stretch to 62 %; twelve leave 0.1 % of σ from a step of the coarse search. */
const REFINEMENTS = 12;

/** So many trials in a row below the best end the coarse search: wide kernels cost most and are seldom wanted. */
const WORSE_IN_A_ROW = 4;

/** Highest of evenly spaced trials from the low end on, then golden section between its neighbours. */
function maximise(
  f: (x: number) => number,
  from: number,
  to: number,
): { at: number; atLimit: "least" | "most" | null } {
  const step = (to - from) / (COARSE_STEPS - 1);
  let best = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < COARSE_STEPS && k - best <= WORSE_IN_A_ROW; k++) {
    const height = f(from + k * step);
    if (height > highest) [best, highest] = [k, height];
  }
  if (best === 0) return { at: from, atLimit: "least" };
  if (best === COARSE_STEPS - 1) return { at: to, atLimit: "most" };
  let [low, high] = [from + (best - 1) * step, from + (best + 1) * step];
  let [a, b] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [fa, fb] = [f(a), f(b)];
  for (let k = 0; k < REFINEMENTS; k++) {
    if (fa >= fb) {
      [high, b, fb] = [b, a, fa];
      a = high - GOLDEN * (high - low);
      fa = f(a);
    } else {
      [low, a, fa] = [a, b, fb];
      b = low + GOLDEN * (high - low);
      fb = f(b);
    }
  }
  return { at: fa >= fb ? a : b, atLimit: null };
}
