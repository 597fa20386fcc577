/**
 * Gi and Gi* as z scores for any weights, in the form of Ord & Getis (1995, Geographical Analysis 27, 286–306).
 *
 * Gi leaves the cell itself out, in its sum and in the moments; Gi* holds it. The sum of squared weights enters the
 * variance, so that weights which all rows share a multiple of (row-standardised ones) give the same z. For maps of
 * counts take p from gi-star.ts, not from z.
 */
import type { Neighbourhood } from "../grid/neighbourhood.ts";

export type LinkWeights = {
  /** One weight per link, in the order of `neighbourhood.index`. */
  links: Float64Array;
  /** Weight of each cell in its own sum, for Gi* only. */
  self: Float64Array;
};

/**
 * z of every cell of the study area; NaN outside it and where a cell has no neighbour, 0 where the sum cannot vary.
 * @param statistic "gi" without the cell itself, "gi-star" with it.
 * @param weights null = 1 for every link and for the cell itself.
 * @param include 1 = in the study area; null = all.
 * O(cells · neighbours).
 */
export function giZ(
  counts: ArrayLike<number>,
  neighbourhood: Neighbourhood,
  statistic: "gi" | "gi-star",
  weights: LinkWeights | null = null,
  include: Uint8Array | null = null,
): Float64Array {
  const inside = (i: number) => !include || include[i] === 1;
  const { n, mean, squares } = centredMoments(counts, inside);
  const z = new Float64Array(neighbourhood.cellCount).fill(Number.NaN);
  for (let i = 0; i < z.length; i++) {
    if (!inside(i)) continue;
    const own = (counts[i] ?? 0) - mean;
    const row = weigh(counts, neighbourhood, weights, i, mean, inside);
    if (row.links === 0) continue;
    if (statistic === "gi-star") {
      const weight = weights ? (weights.self[i] ?? 0) : 1;
      row.sum += weight * own;
      row.weight += weight;
      row.weightSquares += weight * weight;
      z[i] = standardise(row, 0, squares / n, n);
    } else {
      // Without the cell itself the mean moves by −own/(n − 1) and the squares lose its own.
      const shift = -own / (n - 1);
      z[i] = standardise(row, shift, (squares - own * own) / (n - 1) - shift * shift, n - 1);
    }
  }
  return z;
}

type WeightedRow = { sum: number; weight: number; weightSquares: number; links: number };

/** Weighted sum of the neighbours' deviations from the mean. */
function weigh(
  counts: ArrayLike<number>,
  { start, index }: Neighbourhood,
  weights: LinkWeights | null,
  i: number,
  mean: number,
  inside: (i: number) => boolean,
): WeightedRow {
  const row = { sum: 0, weight: 0, weightSquares: 0, links: 0 };
  for (let at = start[i] ?? 0; at < (start[i + 1] ?? 0); at++) {
    const neighbour = index[at] ?? 0;
    if (!inside(neighbour)) continue;
    const weight = weights ? (weights.links[at] ?? 0) : 1;
    row.sum += weight * ((counts[neighbour] ?? 0) - mean);
    row.weight += weight;
    row.weightSquares += weight * weight;
    row.links++;
  }
  return row;
}

/** (Σwx − W·mean) / √(variance · (n·Σw² − W²)/(n − 1)), all in deviations. */
function standardise(row: WeightedRow, mean: number, variance: number, n: number): number {
  const spread = variance * Math.max(0, (n * row.weightSquares - row.weight * row.weight) / (n - 1));
  return spread > ROUNDING * (row.sum * row.sum + mean * mean) && spread > 0
    ? (row.sum - row.weight * mean) / Math.sqrt(spread)
    : 0;
}

/** A variance below this share of the squares is what subtraction leaves of 0. */
const ROUNDING = 1e-14;

function centredMoments(
  counts: ArrayLike<number>,
  inside: (i: number) => boolean,
): { n: number; mean: number; squares: number } {
  let n = 0;
  let total = 0;
  for (let i = 0; i < counts.length; i++) {
    if (!inside(i)) continue;
    n++;
    total += counts[i] ?? 0;
  }
  const mean = n === 0 ? 0 : total / n;
  let squares = 0;
  for (let i = 0; i < counts.length; i++) if (inside(i)) squares += ((counts[i] ?? 0) - mean) ** 2;
  return { n, mean, squares };
}
