/**
 * Where are there more incidents than the people, homes or streets there would lead one to expect?
 *
 * Each incident is supposed to fall in a cell with a probability in proportion to its exposure e: E_i = Σx · e_i/Σe.
 * The local sum S over a cell and its neighbours is held against ΣE: p is the tail of Bin(Σx, ΣE/Σx), which is
 * Poisson given the total. Where cells vary more than that (dispersion above 1.5) a negative binomial of the same
 * mean and that dispersion is used instead, or else every busy street would be "significant".
 *
 * It answers another question than Gi*: a town centre with few residents is a hotspot by residents and may not be one
 * by counts. Incidents in cells without exposure cannot be expected anywhere: they are left out and reported.
 */
import type { Neighbourhood } from "../grid/neighbourhood.ts";
import { binomialLowerTail, binomialUpperTail } from "../stats/binomial.ts";
import { adjust, type Correction } from "../stats/false-discovery-rate.ts";
import { negativeBinomialLowerTail, negativeBinomialUpperTail } from "../stats/negative-binomial.ts";
import { poissonInterval } from "../stats/poisson.ts";
import { NOT_TESTED, significanceLevel, type Tail } from "./gi-star.ts";

export type ExpectedCountRequest = {
  /** Incidents by cell or area, whole. */
  counts: Int32Array | Float64Array;
  /** People, households, addresses, metres of road or last year's incidents, by cell; 0 = none. */
  exposure: Float64Array;
  /** null = each cell or area by itself. */
  neighbourhood: Neighbourhood | null;
  /** 1 = in the study area; null = all. */
  include?: Uint8Array | null;
  /** Default "hot". */
  tail?: Tail;
  /** Default "bh". */
  correction?: Correction;
};

/** By cell. NaN = not tested: outside the study area, or without exposure of its own. */
export type ExpectedCount = {
  localSum: Float64Array;
  expected: Float64Array;
  /** S/E, with the exact Poisson interval of S (Garwood) over E at 95 %; too narrow where counts are overdispersed. */
  ratio: Float64Array;
  ratioLower: Float64Array;
  ratioUpper: Float64Array;
  p: Float64Array;
  q: Float64Array;
  /** 3, 2, 1 = above expected at q ≤ .01, .05, .10; negative = below; 0; NOT_TESTED. */
  classes: Int8Array;
  tested: number;
  /** Incidents in tested cells, and per unit of exposure. */
  total: number;
  areaRate: number;
  /** What was left out: cells of the study area without exposure, and the incidents in them. */
  cellsWithoutExposure: number;
  incidentsWithoutExposure: number;
  /** Σ(x − E)²/E over the cells, divided by one less than their number: 1 for Poisson. */
  dispersion: number;
  model: "binomial" | "negative-binomial";
};

export type ExpectedCountRefusal = "no-exposure" | "too-few-cells" | "no-incidents" | "not-whole-numbers";

export type ExpectedCountAnswer =
  | { ok: true; result: ExpectedCount }
  | { ok: false; reason: ExpectedCountRefusal; detail: string };

const DISPERSION_LIMIT = 1.5;
/** A "hot" rate that rests on one or two incidents is an accident of a small denominator. */
const LEAST_INCIDENTS = 3;

/**
 * Local sums against what exposure leads one to expect. A hot class needs q, S > E and at least 3 incidents.
 * O(cells · neighbours + cells · √S).
 * @throws RangeError for arrays of other lengths, or a count or exposure that is negative or not finite.
 */
export function expectedCount(request: ExpectedCountRequest): ExpectedCountAnswer {
  const { counts, tail = "hot", correction = "bh" } = request;
  const exposed = exposedCells(request);
  const refusal = refusalFor(exposed, counts);
  if (refusal) return refusal;
  const { total, totalExposure, used } = exposed;
  const rate = total / totalExposure;
  const dispersion = dispersionOf(request, used, rate);
  const model = dispersion > DISPERSION_LIMIT ? "negative-binomial" : "binomial";
  const { localSum, expected } = sumsOver(request, used, rate);
  const tails = model === "binomial" ? binomialTails(total) : negativeBinomialTails(dispersion);
  const p = localSum.map((sum, i) => (used[i] ? pValue(tails, tail, sum, expected[i] ?? 0) : Number.NaN));
  const q = adjust(p, correction);
  const result: ExpectedCount = {
    localSum,
    expected,
    ...ratios(localSum, expected),
    p,
    q,
    classes: classesOf(q, localSum, expected, tail),
    tested: exposed.cells,
    total,
    areaRate: rate,
    cellsWithoutExposure: exposed.cellsWithout,
    incidentsWithoutExposure: exposed.incidentsWithout,
    dispersion,
    model,
  };
  return { ok: true, result };
}

type ExposedCells = {
  /** 1 = in the study area, with exposure. */
  used: Uint8Array;
  cells: number;
  total: number;
  totalExposure: number;
  cellsWithout: number;
  incidentsWithout: number;
};

function exposedCells({
  counts,
  exposure,
  neighbourhood,
  include = null,
}: ExpectedCountRequest): ExposedCells {
  const n = counts.length;
  if (exposure.length !== n || (include && include.length !== n) || (neighbourhood?.cellCount ?? n) !== n) {
    throw new RangeError(
      `expectedCount: expected ${n} exposures, flags and rows of neighbours, got ${exposure.length}`,
    );
  }
  const found = { cells: 0, total: 0, totalExposure: 0, cellsWithout: 0, incidentsWithout: 0 };
  const used = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const [x, e] = [counts[i] ?? 0, exposure[i] ?? 0];
    if (include && !include[i]) continue;
    if (!(x >= 0 && e >= 0 && x + e < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`expectedCount: expected figures of 0 or more, got ${x} and ${e} at ${i}`);
    }
    if (e === 0) {
      found.cellsWithout++;
      found.incidentsWithout += x;
      continue;
    }
    used[i] = 1;
    found.cells++;
    found.total += x;
    found.totalExposure += e;
  }
  return { used, ...found };
}

function refusalFor(
  { cells, total, used }: ExposedCells,
  counts: Int32Array | Float64Array,
): ExpectedCountAnswer | null {
  const refuse = (reason: ExpectedCountRefusal, detail: string) => ({ ok: false as const, reason, detail });
  if (cells === 0) return refuse("no-exposure", "No cell of the study area has exposure.");
  if (cells < 2) return refuse("too-few-cells", "Only one cell of the study area has exposure.");
  if (total === 0) return refuse("no-incidents", "There is no incident in a cell with exposure.");
  if (!counts.every((x, i) => !used[i] || Number.isInteger(x))) {
    return refuse("not-whole-numbers", "Counts are needed, not weights.");
  }
  return null;
}

/** Pearson's statistic per degree of freedom. */
function dispersionOf({ counts, exposure }: ExpectedCountRequest, used: Uint8Array, rate: number): number {
  let sum = 0;
  let n = 0;
  for (let i = 0; i < used.length; i++) {
    if (!used[i]) continue;
    const expected = rate * (exposure[i] ?? 0);
    sum += ((counts[i] ?? 0) - expected) ** 2 / expected;
    n++;
  }
  return sum / (n - 1);
}

function sumsOver(
  { counts, exposure, neighbourhood }: ExpectedCountRequest,
  used: Uint8Array,
  rate: number,
): { localSum: Float64Array; expected: Float64Array } {
  const localSum = new Float64Array(used.length).fill(Number.NaN);
  const expected = new Float64Array(used.length).fill(Number.NaN);
  for (let i = 0; i < used.length; i++) {
    if (!used[i]) continue;
    let sum = counts[i] ?? 0;
    let exposed = exposure[i] ?? 0;
    for (let at = neighbourhood?.start[i] ?? 0; at < (neighbourhood?.start[i + 1] ?? 0); at++) {
      const neighbour = neighbourhood?.index[at] ?? 0;
      if (!used[neighbour]) continue;
      sum += counts[neighbour] ?? 0;
      exposed += exposure[neighbour] ?? 0;
    }
    localSum[i] = sum;
    expected[i] = rate * exposed;
  }
  return { localSum, expected };
}

type Tails = {
  upper: (count: number, mean: number) => number;
  lower: (count: number, mean: number) => number;
};

function binomialTails(total: number): Tails {
  const share = (mean: number) => Math.min(1, mean / total);
  return {
    upper: (count, mean) => binomialUpperTail(count, total, share(mean)),
    lower: (count, mean) => binomialLowerTail(count, total, share(mean)),
  };
}

function negativeBinomialTails(dispersion: number): Tails {
  return {
    upper: (count, mean) => negativeBinomialUpperTail(count, mean, dispersion),
    lower: (count, mean) => negativeBinomialLowerTail(count, mean, dispersion),
  };
}

function pValue({ upper, lower }: Tails, tail: Tail, count: number, mean: number): number {
  if (tail === "hot") return upper(count, mean);
  if (tail === "cold") return lower(count, mean);
  return Math.min(1, 2 * Math.min(upper(count, mean), lower(count, mean)));
}

function ratios(
  localSum: Float64Array,
  expected: Float64Array,
): Pick<ExpectedCount, "ratio" | "ratioLower" | "ratioUpper"> {
  const intervals = new Map<number, { lower: number; upper: number }>();
  const intervalOf = (count: number) => {
    const known = intervals.get(count);
    if (known) return known;
    const made = poissonInterval(count);
    intervals.set(count, made);
    return made;
  };
  const divide = (of: (count: number) => number) =>
    localSum.map((sum, i) => (Number.isNaN(sum) ? sum : of(sum) / (expected[i] ?? 1)));
  return {
    ratio: divide((sum) => sum),
    ratioLower: divide((sum) => intervalOf(sum).lower),
    ratioUpper: divide((sum) => intervalOf(sum).upper),
  };
}

function classesOf(q: Float64Array, localSum: Float64Array, expected: Float64Array, tail: Tail): Int8Array {
  const classes = new Int8Array(q.length).fill(NOT_TESTED);
  for (let i = 0; i < q.length; i++) {
    const qHere = q[i] ?? Number.NaN;
    if (Number.isNaN(qHere)) continue;
    const sum = localSum[i] ?? 0;
    const excess = sum - (expected[i] ?? 0);
    const isHot = tail !== "cold" && excess > 0 && sum >= LEAST_INCIDENTS;
    const isCold = tail !== "hot" && excess < 0;
    classes[i] = isHot ? significanceLevel(qHere) : isCold ? -significanceLevel(qHere) : 0;
  }
  return classes;
}
