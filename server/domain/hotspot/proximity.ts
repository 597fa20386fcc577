/**
 * Do incidents happen near schools, stations, bus stops or licensed premises more than chance would have it?
 *
 * Compares the share of incidents within a distance of any feature with the share of a set of comparison positions
 * within the same distance. What "chance" means is that set, and it decides the answer: against open ground every
 * feature in a town looks risky, against all addresses or all positions with any recorded crime far fewer do. The
 * result therefore carries the meaning of its comparison, to be shown beside the ratio. It does not show that the
 * feature causes anything: features of many kinds stand in the same busy streets.
 *
 * p (binomial, two-sided) takes incidents as independent and the comparison share as known. Incidents come in
 * clusters, so it is too small where a few positions hold most of them: see `busiestPositionShare`.
 */
import { checkWeights, distinctPositions } from "../grid/distinct-positions.ts";
import { bucketPoints, checkPositions } from "../grid/point-buckets.ts";
import { binomialLowerTail, binomialUpperTail } from "../stats/binomial.ts";
import { shareInterval } from "../stats/share-interval.ts";
import { aoristic } from "./aoristic.ts";

/** Positions that stand for where an incident could have been. */
export type Comparison = {
  /** Metres, x and y in turn. */
  xy: Float64Array;
  /** Land, people or incidents that each stands for; null = the same for all. */
  weights: Float64Array | null;
  /** In words, for the reader: "all positions with any recorded crime", "all addresses", "the borough's land". */
  meaning: string;
};

export type ProximityQuestion = {
  /** Metres, x and y in turn. */
  incidentsXY: Float64Array;
  featuresXY: Float64Array;
  /** Up to this distance counts as near, m; the distance itself included. */
  withinM: number;
  comparison: Comparison;
  /** Times of the incidents, epoch ms, for the profile by hour; see aoristic.ts. */
  times?: { fromMs: Float64Array; toMs: Float64Array } | null;
};

export type Proximity = {
  near: number;
  total: number;
  share: number;
  /** 95 %, Clopper–Pearson. */
  shareLow: number;
  shareHigh: number;
  expectedShare: number;
  comparison: { meaning: string; positions: number; near: number };
  /** Share over expected share; null where the comparison has nothing near. */
  ratio: number | null;
  /** Null where the comparison has nothing near, or everything. */
  p: number | null;
  /** Incidents on the busiest position near a feature, as a share of all that are near; 0 if none is. */
  busiestPositionShare: number;
  /** 1 = near, by incident. */
  isNear: Uint8Array;
  /** Incidents by hour of day, London time, spans shared over their hours; null without times. */
  byHour: { near: Float64Array; total: Float64Array; used: number } | null;
};

export type ProximityAnswer =
  | { ok: true; result: Proximity }
  | { ok: false; reason: "no-incidents" | "no-features" | "no-comparison"; detail: string };

/**
 * Share near features against a comparison.
 * Cost: O(incidents + comparison positions + features in reach).
 * @throws RangeError for coordinates that are not finite pairs, a distance not above 0, or arrays of other lengths.
 */
export function proximity(question: ProximityQuestion): ProximityAnswer {
  const { incidentsXY, featuresXY, withinM, comparison, times = null } = question;
  checkPositions("proximity", incidentsXY);
  const total = incidentsXY.length >> 1;
  const weights = comparison.weights ?? new Float64Array(comparison.xy.length >> 1).fill(1);
  checkWeights("proximity", weights, comparison.xy.length >> 1);
  const isNear = nearAny(incidentsXY, featuresXY, withinM);
  const isComparisonNear = nearAny(comparison.xy, featuresXY, withinM);
  if (total === 0) return { ok: false, reason: "no-incidents", detail: "there is no incident to compare" };
  if (featuresXY.length === 0) return { ok: false, reason: "no-features", detail: "there is no feature" };
  const weight = sum(weights);
  if (!(weight > 0)) {
    return { ok: false, reason: "no-comparison", detail: `${comparison.meaning}: no position with a weight` };
  }
  const near = sum(isNear);
  const expectedShare = sum(weights.map((w, i) => (isComparisonNear[i] === 1 ? w : 0))) / weight;
  const { lower, upper } = shareInterval(near, total);
  const share = near / total;
  const result: Proximity = {
    near,
    total,
    share,
    shareLow: lower,
    shareHigh: upper,
    expectedShare,
    comparison: { meaning: comparison.meaning, positions: weights.length, near: sum(isComparisonNear) },
    ratio: expectedShare > 0 ? share / expectedShare : null,
    p: expectedShare > 0 && expectedShare < 1 ? twoSidedP(near, total, expectedShare) : null,
    busiestPositionShare: near === 0 ? 0 : busiestNear(incidentsXY, isNear) / near,
    isNear,
    byHour: times && hourProfile(times, isNear),
  };
  return { ok: true, result };
}

/**
 * 1 for each position that has a feature within the distance.
 * @throws RangeError for coordinates that are not finite pairs or a distance not above 0.
 */
export function nearAny(xy: Float64Array, featuresXY: Float64Array, withinM: number): Uint8Array {
  checkPositions("nearAny", xy);
  const features = bucketPoints(featuresXY, withinM);
  const stretches = new Int32Array(features.stretchesFor(withinM));
  const most = withinM * withinM;
  return Uint8Array.from({ length: xy.length >> 1 }, (_, i) => {
    const x = xy[2 * i] ?? 0;
    const y = xy[2 * i + 1] ?? 0;
    const found = features.near(x, y, withinM, stretches);
    for (let s = 0; s < found; s++) {
      for (let at = stretches[2 * s] ?? 0; at < (stretches[2 * s + 1] ?? 0); at++) {
        const dx = (features.x[at] ?? 0) - x;
        const dy = (features.y[at] ?? 0) - y;
        if (dx * dx + dy * dy <= most) return 1;
      }
    }
    return 0;
  });
}

function twoSidedP(near: number, total: number, expectedShare: number): number {
  const above = binomialUpperTail(near, total, expectedShare);
  const below = binomialLowerTail(near, total, expectedShare);
  return Math.min(1, 2 * Math.min(above, below));
}

function busiestNear(incidentsXY: Float64Array, isNear: Uint8Array): number {
  const { weight } = distinctPositions(incidentsXY, Float64Array.from(isNear));
  return weight.reduce((most, n) => Math.max(most, n), 0);
}

function hourProfile(times: { fromMs: Float64Array; toMs: Float64Array }, isNear: Uint8Array) {
  const { weights, used } = aoristic({ ...times, group: Int32Array.from(isNear), groups: 2 });
  const near = new Float64Array(24);
  const total = new Float64Array(24);
  weights.forEach((weight, at) => {
    const hour = at % 24;
    total[hour] = (total[hour] ?? 0) + weight;
    if (at >= 168) near[hour] = (near[hour] ?? 0) + weight;
  });
  return { near, total, used };
}

function sum(figures: Float64Array | Uint8Array): number {
  let total = 0;
  for (const figure of figures) total += figure;
  return total;
}
