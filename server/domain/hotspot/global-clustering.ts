/**
 * Do incidents cluster at all, over the study area as a whole? Moran's I: are neighbours alike, high or low? General
 * G: do high counts lie beside high counts? Neither says where.
 *
 * Moments under randomisation (the counts dealt out to the cells at random); p by the normal approximation, which
 * holds for a sum over all links. References: Cliff & Ord 1981, Spatial Processes, 42–46; Getis & Ord 1992,
 * Geographical Analysis 24, 189–206. Cells without neighbours are left out, as in spdep.
 */
import type { Neighbourhood } from "../grid/neighbourhood.ts";
import { normalUpperTail, twoSidedNormalP } from "../stats/normal.ts";

export type GlobalStatistic = {
  statistic: number;
  expected: number;
  variance: number;
  z: number;
  /** P(Z ≥ z): more clustering than chance. */
  pClustered: number;
  pTwoSided: number;
  /** Cells with at least one neighbour. */
  cells: number;
};

export type GlobalAnswer =
  | { ok: true; result: GlobalStatistic }
  | { ok: false; reason: "too-few-cells" | "no-incidents" | "all-equal" };

/** binary: 1 for each link. row-standardised: 1/neighbours, so that every cell weighs the same (spdep's default). */
export type WeightStyle = "binary" | "row-standardised";

/** Fewer linked cells than this and the variance is not defined. */
const LEAST_CELLS = 4;

/**
 * Moran's I = (n/S₀) Σ w (xᵢ−x̄)(xⱼ−x̄) / Σ(xᵢ−x̄)². O(links).
 * @param include 1 = in the study area; null = all.
 */
export function moranI(
  counts: ArrayLike<number>,
  neighbourhood: Neighbourhood,
  style: WeightStyle = "row-standardised",
  include: Uint8Array | null = null,
): GlobalAnswer {
  const linked = linkedCells(counts, neighbourhood, style, include);
  const refusal = refusalFor(linked);
  if (refusal) return refusal;
  const { n, x, pairs, s0, s1, s2 } = linked;
  const mean = sumOf(x, 1) / n;
  const deviations = x.map((count) => count - mean);
  const squares = sumOf(deviations, 2);
  const kurtosis = (n * sumOf(deviations, 4)) / squares ** 2;
  const statistic = (n / s0) * (pairs((i, j) => (deviations[i] ?? 0) * (deviations[j] ?? 0)) / squares);
  const expected = -1 / (n - 1);
  const plain = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0);
  const skewed = kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0);
  const variance = (plain - skewed) / ((n - 1) * (n - 2) * (n - 3) * s0 * s0) - expected ** 2;
  return conclude(statistic, expected, variance, n);
}

/**
 * General G = Σ w xᵢxⱼ / Σ_{i≠j} xᵢxⱼ: the share of all pairs of incidents in different cells that lie in
 * neighbouring ones. O(links).
 * @param include 1 = in the study area; null = all.
 */
export function generalG(
  counts: ArrayLike<number>,
  neighbourhood: Neighbourhood,
  include: Uint8Array | null = null,
): GlobalAnswer {
  const linked = linkedCells(counts, neighbourhood, "binary", include);
  const refusal = refusalFor(linked);
  if (refusal) return refusal;
  const { n, x, pairs, s0, s1, s2 } = linked;
  const [m1, m2, m3, m4] = [sumOf(x, 1), sumOf(x, 2), sumOf(x, 3), sumOf(x, 4)];
  const allPairs = m1 * m1 - m2;
  // All incidents in one cell: there is no pair in different cells.
  if (allPairs <= 0) return { ok: false, reason: "no-incidents" };
  const b0 = (n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0;
  const b1 = -((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0);
  const b2 = -(2 * n * s1 - (n + 3) * s2 + 6 * s0 * s0);
  const b3 = 4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * s0 * s0;
  const b4 = s1 - s2 + s0 * s0;
  const secondMoment =
    (b0 * m2 * m2 + b1 * m4 + b2 * m1 * m1 * m2 + b3 * m1 * m3 + b4 * m1 ** 4) /
    (allPairs ** 2 * n * (n - 1) * (n - 2) * (n - 3));
  const expected = s0 / (n * (n - 1));
  const statistic = pairs((i, j) => (x[i] ?? 0) * (x[j] ?? 0)) / allPairs;
  return conclude(statistic, expected, secondMoment - expected ** 2, n);
}

function conclude(statistic: number, expected: number, variance: number, cells: number): GlobalAnswer {
  // Every cell next to every other: the statistic cannot vary.
  const z = variance > 0 ? (statistic - expected) / Math.sqrt(variance) : 0;
  const result = { statistic, expected, variance: Math.max(0, variance), z, cells };
  return { ok: true, result: { ...result, pClustered: normalUpperTail(z), pTwoSided: twoSidedNormalP(z) } };
}

type LinkedCells = {
  n: number;
  /** Counts of the cells that have neighbours. */
  x: Float64Array;
  /** Sum over all directed links of weight times a function of the two positions in `x`. */
  pairs: (of: (i: number, j: number) => number) => number;
  /** Σw, ½Σ(w_ij + w_ji)², Σ(row + column sums)². */
  s0: number;
  s1: number;
  s2: number;
};

function linkedCells(
  counts: ArrayLike<number>,
  neighbourhood: Neighbourhood,
  style: WeightStyle,
  include: Uint8Array | null,
): LinkedCells {
  if (counts.length !== neighbourhood.cellCount) {
    throw new RangeError(
      `global clustering: expected ${neighbourhood.cellCount} counts, got ${counts.length}`,
    );
  }
  const rows = linkedRows(neighbourhood, include);
  const weights = rows.map((row) => (style === "binary" ? 1 : 1 / row.neighbours.length));
  const columnSums = new Float64Array(rows.length);
  let [s0, s1, s2] = [0, 0, 0];
  for (const [i, { neighbours }] of rows.entries()) {
    const weight = weights[i] ?? 0;
    for (const j of neighbours) {
      s0 += weight;
      s1 += (weight + (weights[j] ?? 0)) ** 2 / 2;
      columnSums[j] = (columnSums[j] ?? 0) + weight;
    }
  }
  for (const [i, { neighbours }] of rows.entries()) {
    s2 += ((weights[i] ?? 0) * neighbours.length + (columnSums[i] ?? 0)) ** 2;
  }
  const pairs = (of: (i: number, j: number) => number) =>
    rows.reduce((sum, { neighbours }, i) => {
      const row = neighbours.reduce((rowSum, j) => rowSum + of(i, j), 0);
      return sum + (weights[i] ?? 0) * row;
    }, 0);
  return { n: rows.length, x: Float64Array.from(rows, ({ cell }) => counts[cell] ?? 0), pairs, s0, s1, s2 };
}

/** Included cells with at least one included neighbour; neighbours by their position in the list. */
function linkedRows(
  { cellCount, start, index }: Neighbourhood,
  include: Uint8Array | null,
): { cell: number; neighbours: Int32Array }[] {
  const rows: { cell: number; neighbours: Int32Array }[] = [];
  const position = new Int32Array(cellCount);
  for (let cell = 0; cell < cellCount; cell++) {
    if (include && !include[cell]) continue;
    const row = index.subarray(start[cell] ?? 0, start[cell + 1] ?? 0);
    const neighbours = include ? row.filter((neighbour) => include[neighbour] === 1) : row;
    if (neighbours.length === 0) continue;
    position[cell] = rows.length;
    rows.push({ cell, neighbours });
  }
  return rows.map(({ cell, neighbours }) => ({ cell, neighbours: neighbours.map((j) => position[j] ?? 0) }));
}

function refusalFor({ n, x }: LinkedCells): GlobalAnswer | null {
  if (n < LEAST_CELLS) return { ok: false, reason: "too-few-cells" };
  if (x.every((count) => count === 0)) return { ok: false, reason: "no-incidents" };
  if (x.every((count) => count === x[0])) return { ok: false, reason: "all-equal" };
  return null;
}

function sumOf(numbers: Float64Array, power: number): number {
  return numbers.reduce((sum, number) => sum + number ** power, 0);
}
