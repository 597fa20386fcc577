/**
 * Where do incidents cluster more than chance would have them? Getis–Ord Gi* with exact significance.
 *
 * For every cell the local sum S (its own count and its neighbours') is held against what sums of as many cells
 * would be if the counts of the study area were dealt out to its cells at random. z is Ord & Getis's (1995,
 * Geographical Analysis 27, 286–306), the same as in ArcGIS and spdep; p is not read from z but from the exact
 * randomisation distribution, since the normal approximation flags innocent cells on nearly every map of sparse
 * counts. Correction for testing everywhere: Benjamini & Hochberg 1995 over all tested cells.
 *
 * It does not say why there are many incidents, nor allow for how many people or homes there are: see
 * expected-count.ts for rates.
 */
import type { Neighbourhood } from "../grid/neighbourhood.ts";
import { adjust, type Correction, sortedTested } from "../stats/false-discovery-rate.ts";
import {
  type AttainableBySize,
  attainableBySize,
  couldBeSignificant,
  significanceThreshold,
} from "./attainable.ts";
import { countHistogram } from "./count-histogram.ts";
import { exactSumTable, type SumTable } from "./exact-sum-table.ts";
import { type LocalSums, localSums, type StudyArea, studyArea } from "./local-sums.ts";
import { sampledSumTable } from "./sampled-sum-table.ts";

export type Tail = "hot" | "cold" | "two-sided";

export type GiStarOptions = {
  /** Default "hot": only clusters of many incidents are looked for. */
  tail?: Tail;
  /** Default "bh". */
  correction?: Correction;
  /** 1 = in the study area, by cell; null = all. The same as the neighbourhood was built with, or a part of it. */
  include?: Uint8Array | null;
  /** Seed of the draws where p cannot be exact. Default 1. */
  seed?: number;
};

/** Class of a cell that was not tested: outside the study area, or an island without neighbours. */
export const NOT_TESTED = 127;

/** Draws where p cannot be exact. */
const DRAWS = 99_999;
const LEAST_CELLS = 30;

/** By cell, in the order of the neighbourhood. NaN = not defined: z, p and q where not tested, all outside the area. */
export type GiStar = {
  /** S: incidents in the cell and its neighbours. */
  localSum: Float64Array;
  /** Neighbours in the study area; the neighbourhood's size m is one more. */
  neighbours: Uint8Array;
  /** m times the mean count per cell. */
  expected: Float64Array;
  z: Float64Array;
  p: Float64Array;
  q: Float64Array;
  /** 3, 2, 1 = hot at q ≤ .01, .05, .10; −1, −2, −3 cold at .10, .05, .01; 0 not significant; NOT_TESTED. */
  classes: Int8Array;
  /** 1 where the cell could have been significant (q ≤ .05) on this map; see attainable.ts. */
  couldBeSignificant: Uint8Array;
  /** Cells in the study area, those among them that were tested, and those that have no neighbour. */
  cells: number;
  tested: number;
  islands: number;
  /** Of the counts in the study area; sd with 1/n. */
  total: number;
  mean: number;
  sd: number;
  tail: Tail;
  correction: Correction;
  method: { kind: "exact" } | { kind: "monte-carlo"; draws: number; seed: number };
  /** By neighbourhood size, ascending. */
  attainable: AttainableBySize[];
};

export type GiStarRefusal = "no-cells" | "too-few-cells" | "no-incidents" | "all-equal" | "no-neighbours";

export type GiStarAnswer =
  | { ok: true; result: GiStar }
  | { ok: false; reason: GiStarRefusal; detail: string };

/**
 * Gi* of every cell of the study area.
 *
 * p is exact for whole counts (and for weights with a common step, while their table is small enough); else it comes
 * from 99,999 seeded draws shared by all cells. One-sided p: P(T ≥ S) for hot, P(T ≤ S) for cold; two-sided: twice
 * the smaller, at most 1. A class claims more than a small q: a hot cell also has S above the expected sum, and cold
 * is offered only for neighbourhood sizes at which some sum could have p ≤ .05.
 * @param counts incidents, or weights of 0 and more, by cell.
 * Cost: O(cells · neighbours + table); 430,000 cells of ring 1: 0.3 s.
 * @throws RangeError for arrays of other lengths and for counts that are negative or not finite.
 */
export function giStar(
  counts: Int32Array | Float64Array,
  neighbourhood: Neighbourhood,
  options: GiStarOptions = {},
): GiStarAnswer {
  const { tail = "hot", correction = "bh", include = null, seed = 1 } = options;
  const area = studyArea(counts, neighbourhood, include);
  const sums = localSums(counts, neighbourhood, include);
  const refusal = refusalFor(area, sums);
  if (refusal) return refusal;
  const { table, method } = chooseTable(counts, include, area, sums, seed);
  const expected = sums.sum.map((sum, i) => (Number.isNaN(sum) ? sum : sizeAt(sums, i) * area.mean));
  const { p, side } = pValues(sums, expected, table, tail);
  const q = adjust(p, correction);
  const attainable = attainableBySize({
    table,
    ascendingCounts: area.ascending,
    cellsBySize: sums.testedBySize,
    tail,
    pThreshold: significanceThreshold(sortedTested(p), correction),
  });
  const result: GiStar = {
    localSum: sums.sum,
    neighbours: sums.neighbours,
    expected,
    z: zScores(sums, expected, area),
    p,
    q,
    classes: classesOf(q, side, sums, attainable),
    couldBeSignificant: couldBeSignificant(attainable, sums.neighbours, q),
    cells: area.n,
    tested: sums.tested,
    islands: area.n - sums.tested,
    total: area.total,
    mean: area.mean,
    sd: area.sd,
    tail,
    correction,
    method,
    attainable,
  };
  return { ok: true, result };
}

function refusalFor(area: StudyArea, sums: LocalSums): GiStarAnswer | null {
  const refuse = (reason: GiStarRefusal, detail: string) => ({ ok: false as const, reason, detail });
  if (area.n === 0) return refuse("no-cells", "The study area holds no cell.");
  if (area.n < LEAST_CELLS) {
    return refuse("too-few-cells", `The study area holds ${area.n} cells; ${LEAST_CELLS} are needed.`);
  }
  if (area.total === 0) return refuse("no-incidents", "There is no incident in the study area.");
  if (area.sd === 0) return refuse("all-equal", `Every cell holds the same: ${area.mean}.`);
  if (sums.tested === 0) return refuse("no-neighbours", "No cell of the study area has a neighbour in it.");
  return null;
}

function chooseTable(
  counts: Int32Array | Float64Array,
  include: Uint8Array | null,
  area: StudyArea,
  sums: LocalSums,
  seed: number,
): { table: SumTable; method: GiStar["method"] } {
  const histogram = countHistogram(counts, include);
  const exact = histogram ? exactSumTable(histogram, sums.testedBySize.length - 1) : null;
  if (exact) return { table: exact, method: { kind: "exact" } };
  const sizes = [...sums.testedBySize.keys()].filter((size) => sums.testedBySize[size]);
  const table = sampledSumTable(area.ascending, sizes, DRAWS, seed);
  return { table, method: { kind: "monte-carlo", draws: DRAWS, seed } };
}

function sizeAt(sums: LocalSums, i: number): number {
  return (sums.neighbours[i] ?? 0) + 1;
}

/** p by cell, and which way S deviates if the p is that tail's: 1 more than expected, −1 fewer, 0 neither. */
function pValues(
  sums: LocalSums,
  expected: Float64Array,
  table: SumTable,
  tail: Tail,
): { p: Float64Array; side: Int8Array } {
  const p = new Float64Array(expected.length).fill(Number.NaN);
  const side = new Int8Array(expected.length);
  for (let i = 0; i < p.length; i++) {
    if (!sums.neighbours[i]) continue;
    const sum = sums.sum[i] ?? 0;
    const size = sizeAt(sums, i);
    const hot = tail === "cold" ? 2 : table.upperTail(size, sum);
    const cold = tail === "hot" ? 2 : table.lowerTail(size, sum);
    p[i] = tail === "two-sided" ? Math.min(1, 2 * Math.min(hot, cold)) : Math.min(hot, cold);
    const excess = sum - (expected[i] ?? 0);
    if (excess > 0 && hot <= cold) side[i] = 1;
    else if (excess < 0 && cold <= hot) side[i] = -1;
  }
  return { p, side };
}

function zScores(sums: LocalSums, expected: Float64Array, { n, sd }: StudyArea): Float64Array {
  const spread = sums.testedBySize.map((_, size) => sd * Math.sqrt((size * (n - size)) / (n - 1)));
  return expected.map((sum, i) => {
    if (!sums.neighbours[i]) return Number.NaN;
    const spreadHere = spread[sizeAt(sums, i)] ?? 0;
    // A neighbourhood that is the whole study area holds what is expected, always.
    return spreadHere === 0 ? 0 : ((sums.sum[i] ?? 0) - sum) / spreadHere;
  });
}

function classesOf(
  q: Float64Array,
  side: Int8Array,
  sums: LocalSums,
  attainable: readonly AttainableBySize[],
): Int8Array {
  const offersCold = new Uint8Array(256);
  for (const { size, coldSumAtP05 } of attainable) offersCold[size] = coldSumAtP05 === null ? 0 : 1;
  return side.map((sideHere, i) => {
    const qHere = q[i] ?? Number.NaN;
    if (Number.isNaN(qHere)) return NOT_TESTED;
    if (sideHere < 0 && !offersCold[sizeAt(sums, i)]) return 0;
    return sideHere * significanceLevel(qHere);
  });
}

/** 3, 2, 1 for q ≤ .01, .05, .10; else 0. */
export function significanceLevel(q: number): number {
  if (q <= 0.01) return 3;
  if (q <= 0.05) return 2;
  return q <= 0.1 ? 1 : 0;
}
