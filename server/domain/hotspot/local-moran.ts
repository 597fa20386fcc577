/**
 * Which cells stand out from their surroundings? Local Moran's I (Anselin 1995, Geographical Analysis 27, 93–115)
 * with exact significance. It finds what Gi* cannot: a single bad venue among quiet cells (high-low) and a hole in a
 * hot district (low-high).
 *
 * Given the cell's own count, its neighbours are k cells drawn from the n − 1 others: I_i is then a multiple of
 * their sum, z(I_i) = sign(x_i − x̄)·z(G_i) exactly, and p is that of the sum in its exact randomisation
 * distribution, two-sided (twice the smaller tail). On a map of mostly empty cells a quiet cell among quiet ones is
 * what chance brings: low-low is a finding only where incidents abound.
 */
import type { Neighbourhood } from "../grid/neighbourhood.ts";
import { adjust, type Correction } from "../stats/false-discovery-rate.ts";
import { type CountHistogram, countHistogram } from "./count-histogram.ts";
import type { SumTable } from "./exact-sum-table.ts";
import { NOT_TESTED } from "./gi-star.ts";
import { giZ } from "./gi-z.ts";
import { visitLeftOutSums } from "./left-out-sums.ts";
import { type LocalSums, localSums, type StudyArea, studyArea } from "./local-sums.ts";

/** Own count first, then the neighbours' mean, each against the mean of the study area. */
export const HIGH_HIGH = 1;
export const LOW_LOW = 2;
export const HIGH_LOW = 3;
export const LOW_HIGH = 4;

/** By cell. NaN = not tested: outside the study area, or without neighbours. */
export type LocalMoran = {
  /** I_i = (x_i − x̄)/s² · (mean of the neighbours − x̄), s² with 1/n. */
  localI: Float64Array;
  z: Float64Array;
  p: Float64Array;
  q: Float64Array;
  /** HIGH_HIGH … LOW_HIGH by sign alone; 0 where one side equals the mean; NOT_TESTED. */
  quadrants: Int8Array;
  /** The quadrant where q ≤ .05, else 0; NOT_TESTED. */
  clusters: Int8Array;
  /** Sum of the neighbours' counts, and how many they are. */
  neighbourSum: Float64Array;
  neighbours: Uint8Array;
  cells: number;
  tested: number;
  mean: number;
  sd: number;
};

export type LocalMoranRefusal =
  | "too-few-cells"
  | "all-equal"
  | "no-neighbours"
  | "not-whole-numbers"
  | "too-many-sums";

export type LocalMoranAnswer =
  | { ok: true; result: LocalMoran }
  | { ok: false; reason: LocalMoranRefusal; detail: string };

const LEAST_CELLS = 30;
const LEVEL = 0.05;

/**
 * Local Moran's I of every cell of the study area, for whole counts.
 * @param options.correction default "bh". `include`: 1 = in the study area, by cell; null = all.
 * Cost: O(cells · neighbours) plus about log₂(distinct counts) tables; 6,500 cells: 15 ms.
 * @throws RangeError for arrays of other lengths and for counts that are negative or not finite.
 */
export function localMoran(
  counts: Int32Array | Float64Array,
  neighbourhood: Neighbourhood,
  options: { correction?: Correction; include?: Uint8Array | null } = {},
): LocalMoranAnswer {
  const { correction = "bh", include = null } = options;
  const area = studyArea(counts, neighbourhood, include);
  const sums = localSums(counts, neighbourhood, include);
  const histogram = countHistogram(counts, include);
  if (area.n < LEAST_CELLS) {
    return refuse("too-few-cells", `The study area holds ${area.n} cells; ${LEAST_CELLS} are needed.`);
  }
  if (area.sd === 0) return refuse("all-equal", `Every cell holds the same: ${area.mean}.`);
  if (sums.tested === 0) return refuse("no-neighbours", "No cell of the study area has a neighbour in it.");
  if (!histogram) return refuse("not-whole-numbers", "Exact p values need whole counts.");
  const neighbourSum = sums.sum.map((sum, i) => sum - (counts[i] ?? 0));
  const tested = exactTails(counts, sums, neighbourSum, histogram);
  if (!tested) return refuse("too-many-sums", "The counts differ too much for exact p values.");
  const localI = deviationProducts(counts, sums, neighbourSum, area);
  const quadrants = quadrantsOf(counts, sums, neighbourSum, area);
  const q = adjust(tested.p, correction);
  const result: LocalMoran = {
    localI,
    z: zScores(counts, neighbourhood, include, area),
    p: tested.p,
    q,
    quadrants,
    clusters: clustersOf(quadrants, q, tested.side),
    neighbourSum,
    neighbours: sums.neighbours,
    cells: area.n,
    tested: sums.tested,
    mean: area.mean,
    sd: area.sd,
  };
  return { ok: true, result };
}

function refuse(reason: LocalMoranRefusal, detail: string): LocalMoranAnswer {
  return { ok: false, reason, detail };
}

/** Exact two-sided p of the neighbours' sum given the cell's own count, and its side: 1 more, −1 fewer. */
function exactTails(
  counts: ArrayLike<number>,
  { neighbours, testedBySize }: LocalSums,
  neighbourSum: Float64Array,
  histogram: CountHistogram,
): { p: Float64Array; side: Int8Array } | null {
  const p = new Float64Array(counts.length).fill(Number.NaN);
  const side = new Int8Array(counts.length);
  const cellsOf = new Map<number, number[]>();
  for (const [i, k] of neighbours.entries()) {
    if (k === 0) continue;
    const count = counts[i] ?? 0;
    const list = cellsOf.get(count);
    if (list) list.push(i);
    else cellsOf.set(count, [i]);
  }
  const visit = (count: number, others: SumTable) => {
    for (const i of cellsOf.get(count) ?? []) {
      const more = others.upperTail(neighbours[i] ?? 0, neighbourSum[i] ?? 0);
      const fewer = others.lowerTail(neighbours[i] ?? 0, neighbourSum[i] ?? 0);
      p[i] = Math.min(1, 2 * Math.min(more, fewer));
      side[i] = Math.sign(fewer - more);
    }
  };
  // Sizes in `testedBySize` count the cell itself, which is given here.
  return visitLeftOutSums(histogram, testedBySize.length - 2, visit) ? { p, side } : null;
}

function deviationProducts(
  counts: ArrayLike<number>,
  { neighbours }: LocalSums,
  neighbourSum: Float64Array,
  { mean, sd }: StudyArea,
): Float64Array {
  return neighbourSum.map((sum, i) => {
    const k = neighbours[i] ?? 0;
    return k === 0 ? Number.NaN : (((counts[i] ?? 0) - mean) / (sd * sd)) * (sum / k - mean);
  });
}

function zScores(
  counts: ArrayLike<number>,
  neighbourhood: Neighbourhood,
  include: Uint8Array | null,
  { mean }: StudyArea,
): Float64Array {
  const z = giZ(counts, neighbourhood, "gi", null, include);
  return z.map((zHere, i) => Math.sign((counts[i] ?? 0) - mean) * zHere);
}

function quadrantsOf(
  counts: ArrayLike<number>,
  { neighbours }: LocalSums,
  neighbourSum: Float64Array,
  { mean }: StudyArea,
): Int8Array {
  const quadrants = new Int8Array(counts.length).fill(NOT_TESTED);
  for (const [i, k] of neighbours.entries()) {
    if (k === 0) continue;
    const own = (counts[i] ?? 0) - mean;
    const around = (neighbourSum[i] ?? 0) - k * mean;
    if (own === 0 || around === 0) quadrants[i] = 0;
    else if (own > 0) quadrants[i] = around > 0 ? HIGH_HIGH : HIGH_LOW;
    else quadrants[i] = around > 0 ? LOW_HIGH : LOW_LOW;
  }
  return quadrants;
}

/** A cluster needs q ≤ .05 on the side that its quadrant names. */
function clustersOf(quadrants: Int8Array, q: Float64Array, side: Int8Array): Int8Array {
  return quadrants.map((quadrant, i) => {
    if (quadrant === NOT_TESTED) return NOT_TESTED;
    const claimed = quadrant === HIGH_HIGH || quadrant === LOW_HIGH ? 1 : -1;
    return (q[i] ?? 1) <= LEVEL && side[i] === claimed ? quadrant : 0;
  });
}
