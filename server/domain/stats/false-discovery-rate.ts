/**
 * Adjusts p values for having tested many places at once.
 *
 * - bh: Benjamini & Hochberg (1995, JRSS B 57, 289–300). Of the places called significant at q ≤ α, at most a share
 *   α is expected to be false, for independent and positively dependent tests, which neighbouring local sums are.
 * - by: Benjamini & Yekutieli (2001, Annals of Statistics 29, 1165–1188). The same under any dependence.
 * - holm: Holm (1979, Scandinavian Journal of Statistics 6, 65–70). The chance of even one false place is at most α.
 * - none: p itself. With thousands of places, 5 % of the innocent ones pass.
 *
 * Same figures as R's `p.adjust`, not those of spdep's `p.adjustSP`, which corrects for the neighbours only.
 */
export type Correction = "bh" | "by" | "holm" | "none";

/**
 * Adjusted p values (q). Equal p get equal q, and q never falls as p rises.
 * @param p one p value per place; NaN = not tested: it stays NaN and does not count as a test.
 * @param include 1 = tested, by place; null = all that are not NaN.
 * Cost: O(n log n); 430,000 places: 0.1 s.
 * @throws RangeError for a p outside 0–1 or flags of another length.
 */
export function adjust(
  p: Float64Array,
  correction: Correction,
  include: Uint8Array | null = null,
): Float64Array {
  if (include && include.length !== p.length) {
    throw new RangeError(`adjust: expected ${p.length} flags, got ${include.length}`);
  }
  const steps = stepUp(sortedTested(p, include), correction);
  const q = new Float64Array(p.length).fill(Number.NaN);
  for (let i = 0; i < p.length; i++) {
    const pHere = p[i] ?? Number.NaN;
    if (Number.isNaN(pHere) || (include && !include[i])) continue;
    q[i] = steps.q[indexOf(steps.p, pHere)] ?? Number.NaN;
  }
  return q;
}

/** The tested p values in ascending order. */
export function sortedTested(p: Float64Array, include: Uint8Array | null = null): Float64Array {
  const tested = new Float64Array(p.length);
  let n = 0;
  for (let i = 0; i < p.length; i++) {
    const pHere = p[i] ?? Number.NaN;
    if (Number.isNaN(pHere) || (include && !include[i])) continue;
    if (pHere < 0 || pHere > 1) throw new RangeError(`adjust: expected p from 0 to 1, got ${pHere}`);
    tested[n++] = pHere;
  }
  return tested.subarray(0, n).sort();
}

/** Distinct p, ascending, with the q of each. */
type Steps = { p: Float64Array; q: Float64Array };

function stepUp(sorted: Float64Array, correction: Correction): Steps {
  const n = sorted.length;
  const p = new Float64Array(n);
  /** How many p values are at most this one. */
  const rank = new Int32Array(n);
  let distinct = 0;
  for (let i = 0; i < n; i++) {
    const pHere = sorted[i] ?? 0;
    if (i > 0 && pHere !== sorted[i - 1]) distinct++;
    p[distinct] = pHere;
    rank[distinct] = i + 1;
  }
  const size = n === 0 ? 0 : distinct + 1;
  const steps = { p: p.subarray(0, size), q: new Float64Array(size) };
  if (correction === "holm") fillHolm(steps, rank, n);
  else if (correction === "none") steps.q.set(steps.p);
  else fillFalseDiscoveryRate(steps, rank, n, correction === "by" ? harmonicSum(n) : 1);
  return steps;
}

/** From the largest p down: q is the least of n·c·p/rank so far. */
function fillFalseDiscoveryRate({ p, q }: Steps, rank: Int32Array, n: number, factor: number): void {
  let least = 1;
  for (let i = p.length - 1; i >= 0; i--) {
    least = Math.min(least, ((n * factor) / (rank[i] ?? n)) * (p[i] ?? 1));
    q[i] = least;
  }
}

/** From the smallest p up: q is the most of (n − number of smaller p)·p so far. */
function fillHolm({ p, q }: Steps, rank: Int32Array, n: number): void {
  let most = 0;
  for (let i = 0; i < p.length; i++) {
    const smaller = i === 0 ? 0 : (rank[i - 1] ?? 0);
    most = Math.max(most, (n - smaller) * (p[i] ?? 1));
    q[i] = Math.min(1, most);
  }
}

/** 1 + 1/2 + … + 1/n. */
export function harmonicSum(n: number): number {
  let sum = 0;
  for (let i = n; i >= 1; i--) sum += 1 / i;
  return sum;
}

/** Position of a number that is in the ascending list. */
function indexOf(ascending: Float64Array, wanted: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
