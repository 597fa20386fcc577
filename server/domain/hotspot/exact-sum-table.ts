/**
 * If the counts of the study area were dealt out to its cells at random, how likely would m cells hold that many
 * incidents together? The exact answer for every m and every sum, by dynamic programming.
 *
 * T_m is the sum of m cells drawn without replacement from all n, the one tested included: the same null as the
 * moments of Gi* assume, without their normal approximation, which on sparse crime counts draws false hotspots on
 * almost every map. With c_v = number of cells that hold v, P(T_m = s) = [y^m z^s] Π_v (1 + y z^v)^{c_v} / C(n, m)
 * (Caldas de Castro & Singer 2006 state the need; the generating function is the usual one for a permutation test
 * of a sum, Pagano & Tritchler 1983, JASA 78, 435–440). On a hexagon grid at most 7 (ring 1), 19 or 37 sizes
 * occur, so that one table serves every cell.
 *
 * Every term is positive and tails are summed from their far end: p keeps its relative precision however small.
 */
import { type CountHistogram, largestSums } from "./count-histogram.ts";

/** Tails of the randomisation distribution of the sum of `size` cells, in units of counts. */
export type SumTable = {
  /** P(T ≥ sum). */
  upperTail(size: number, sum: number): number;
  /** P(T ≤ sum). */
  lowerTail(size: number, sum: number): number;
  /** Smallest sum that can occur with upper tail ≤ p; null = none. */
  smallestSumWithUpperTail(size: number, p: number): number | null;
  /** Largest sum that can occur with lower tail ≤ p; null = none. */
  largestSumWithLowerTail(size: number, p: number): number | null;
};

/** Longest row of a table. Beyond it sums are sampled instead. */
const STATES_LIMIT = 300_000;
/** Additions for a table; 10⁹ are about a second. Beyond it sums are sampled instead. */
const OPERATIONS_LIMIT = 1e9;
const MASS_TOLERANCE = 1e-9;

/**
 * Unnormalised distribution of the sums of 0 … `largestSize` cells, grown by adding cells to the urn.
 *
 * weights[m][s] = θ^m · (number of ways to choose m of the cells added so far with the sum s, in steps). The factor
 * θ keeps the numbers of ways, up to C(500,000, 37), near 1 and cancels against the same factor in the total.
 */
export class SumDistribution {
  readonly #weights: Float64Array[];
  /** Largest sum that the cells added so far can make, by size; −1 = not that many cells yet. */
  readonly #reach: Int32Array;
  readonly #theta: number;
  #cells = 0;

  private constructor(weights: Float64Array[], reach: Int32Array, theta: number, cells: number) {
    this.#weights = weights;
    this.#reach = reach;
    this.#theta = theta;
    this.#cells = cells;
  }

  /** An urn without cells, with room for all of the histogram's. */
  static empty(histogram: CountHistogram, largestSize: number): SumDistribution {
    const rows = largestSums(histogram, largestSize);
    const weights = Array.from(rows, (largest) => new Float64Array(largest + 1));
    const none = weights[0];
    if (none) none[0] = 1;
    const reach = new Int32Array(largestSize + 1).fill(-1);
    reach[0] = 0;
    return new SumDistribution(weights, reach, Math.max(1, largestSize) / histogram.n, 0);
  }

  copy(): SumDistribution {
    const weights = this.#weights.map((row) => row.slice());
    return new SumDistribution(weights, this.#reach.slice(), this.#theta, this.#cells);
  }

  /** Adds `cells` cells that hold `step` each: one factor (1 + y z^step)^cells. */
  add(step: number, cells: number): void {
    for (let size = this.#weights.length - 1; size >= 1; size--) {
      let ways = 1;
      for (let taken = 1; taken <= Math.min(size, cells); taken++) {
        ways *= ((cells - taken + 1) / taken) * this.#theta;
        this.#shift(size - taken, size, taken * step, ways);
      }
    }
    this.#cells += cells;
  }

  /** weights[to][s + by] += ways · weights[from][s]. */
  #shift(from: number, to: number, by: number, ways: number): void {
    const last = this.#reach[from] ?? -1;
    const source = this.#weights[from];
    const target = this.#weights[to];
    if (last < 0 || !source || !target) return;
    for (let s = 0; s <= last; s++) target[s + by] = (target[s + by] ?? 0) + ways * (source[s] ?? 0);
    if (last + by > (this.#reach[to] ?? -1)) this.#reach[to] = last + by;
  }

  /** P(T = s), s in steps, for the cells added so far. @throws RangeError if the parts do not add up to 1. */
  probabilities(size: number): Float64Array {
    let total = 1;
    for (let i = 0; i < size; i++) total *= ((this.#cells - i) * this.#theta) / (i + 1);
    const row = (this.#weights[size] ?? new Float64Array(0)).map((weight) => weight / total);
    const mass = row.reduce((sum, share) => sum + share, 0);
    if (!(Math.abs(mass - 1) <= MASS_TOLERANCE)) {
      throw new RangeError(`SumDistribution: expected a mass of 1 for ${size} cells, got ${mass}`);
    }
    return row;
  }
}

/**
 * Table of the sums of 1 … `largestSize` cells; null where it would be too large or take too long, which is so for
 * weights of many different sizes only.
 * @throws RangeError if there are fewer cells than `largestSize`.
 */
export function exactSumTable(histogram: CountHistogram, largestSize: number): SumTable | null {
  if (!(largestSize >= 1 && largestSize <= histogram.n)) {
    throw new RangeError(`exactSumTable: expected a size from 1 to ${histogram.n}, got ${largestSize}`);
  }
  if (tableCost(histogram, largestSize) > OPERATIONS_LIMIT) return null;
  const distribution = SumDistribution.empty(histogram, largestSize);
  for (const [d, step] of histogram.steps.entries()) distribution.add(step, histogram.cells[d] ?? 0);
  return tailTable(distribution, histogram, largestSize);
}

/** Additions that a table takes; Infinity if a row would be too long. */
export function tableCost(histogram: CountHistogram, largestSize: number): number {
  const longest = largestSums(histogram, largestSize)[largestSize] ?? 0;
  if (longest > STATES_LIMIT) return Number.POSITIVE_INFINITY;
  let cost = 0;
  for (const [d, step] of histogram.steps.entries()) {
    // Counts are added in ascending order, so m − t of them reach at most (m − t)·step so far.
    for (let size = 1; size <= largestSize; size++) {
      const most = Math.min(size, histogram.cells[d] ?? 0);
      cost += most * Math.min(longest, (size - (most + 1) / 2) * step + 1);
    }
  }
  return cost;
}

type Tails = { ways: Float64Array; upper: Float64Array; lower: Float64Array };

/** Tails of a finished distribution, made for a size when it is first asked for. */
export function tailTable(
  distribution: SumDistribution,
  { origin, unit }: Pick<CountHistogram, "origin" | "unit">,
  largestSize: number,
): SumTable {
  const bySize: (Tails | undefined)[] = new Array(largestSize + 1).fill(undefined);
  const tails = (size: number): Tails => {
    const known = bySize[size];
    if (known) return known;
    const made = makeTails(distribution.probabilities(size));
    bySize[size] = made;
    return made;
  };
  const stepOf = (size: number, sum: number) => (sum - size * origin) / unit;
  const sumAt = (size: number, step: number) => size * origin + unit * step;
  return {
    upperTail: (size, sum) => {
      const { upper } = tails(size);
      const step = Math.max(0, Math.ceil(stepOf(size, sum)));
      return upper[step] ?? 0;
    },
    lowerTail: (size, sum) => {
      const { lower } = tails(size);
      const step = Math.min(lower.length - 1, Math.floor(stepOf(size, sum)));
      return lower[step] ?? 0;
    },
    smallestSumWithUpperTail: (size, p) => {
      const { ways, upper } = tails(size);
      let found: number | null = null;
      for (let s = upper.length - 1; s >= 0 && (upper[s] ?? 1) <= p; s--) if (ways[s]) found = s;
      return found === null ? null : sumAt(size, found);
    },
    largestSumWithLowerTail: (size, p) => {
      const { ways, lower } = tails(size);
      let found: number | null = null;
      for (let s = 0; s < lower.length && (lower[s] ?? 1) <= p; s++) if (ways[s]) found = s;
      return found === null ? null : sumAt(size, found);
    },
  };
}

function makeTails(ways: Float64Array): Tails {
  const upper = new Float64Array(ways.length);
  const lower = new Float64Array(ways.length);
  let sum = 0;
  for (let s = ways.length - 1; s >= 0; s--) {
    sum += ways[s] ?? 0;
    upper[s] = Math.min(1, sum);
  }
  sum = 0;
  for (let s = 0; s < ways.length; s++) {
    sum += ways[s] ?? 0;
    lower[s] = Math.min(1, sum);
  }
  return { ways, upper, lower };
}
