/**
 * Where did incidents rise or fall between two periods, beyond chance? One exact test per cell, corrected for testing
 * every cell. It does not say why, and a borough-wide fall shows as falls in many cells: to ask where the *pattern*
 * shifted, test shares (`shareChanged`).
 *
 * Cells without events in both periods are not tested: they are "no-events", neither a change nor "no change".
 */
import {
  conditionalBinomial,
  eTest,
  type RateRatio,
  rateRatioInterval,
  squareRootZ,
} from "../stats/compare-counts.ts";
import { adjust, type Correction } from "../stats/false-discovery-rate.ts";

/** more, less = later than earlier, q ≤ .05; outside = not in the study area. */
export type ChangeClass = "more" | "less" | "no-clear-change" | "no-events" | "outside";

export type ChangeInput = {
  /** Whole counts by cell. */
  before: ArrayLike<number>;
  after: ArrayLike<number>;
  /** Days of each period. */
  exposureBefore: number;
  exposureAfter: number;
  /** 1 = in the study area; null = all. */
  include?: Uint8Array | null;
  /** Default "bh". */
  correction?: Correction;
};

/** By cell. NaN = not defined: outside, no events, a ratio to zero, or no upper bound. */
export type Change = {
  classes: ChangeClass[];
  p: Float64Array;
  q: Float64Array;
  /** Difference of rates in standard deviations, later less earlier; for display only. */
  z: Float64Array;
  /** After, had the rate of before gone on. */
  expected: Float64Array;
  /** Rate after over rate before, with the exact 95 % interval. */
  rateRatio: Float64Array;
  rateRatioLow: Float64Array;
  rateRatioHigh: Float64Array;
  /** 1 where before is under 30: a percentage would mislead and is shown greyed, if at all. */
  smallBase: Uint8Array;
  tested: number;
  totalBefore: number;
  totalAfter: number;
};

/** Below this earlier count a percentage change is mostly chance. */
const SMALL_BASE = 30;
/** From this sum of both counts on the conditional test is as good and its sums are shorter. */
const E_TEST_LIMIT = 200;
const ALPHA = 0.05;

/**
 * Change of the rate in every cell: E-test, or the conditional binomial test from 200 events on.
 * Cost: O(cells + distinct pairs of counts · counts).
 * @throws RangeError for columns of unequal length, counts that are not whole and ≥ 0, exposures not above 0.
 */
export function changeBetween(input: ChangeInput): Change {
  const { exposureBefore, exposureAfter } = input;
  return compareCells(input, (a, b) =>
    a + b < E_TEST_LIMIT
      ? eTest(a, b, exposureBefore, exposureAfter)
      : conditionalBinomial(a, b, exposureBefore, exposureAfter),
  );
}

export type ShareChangeAnswer =
  | { ok: true; result: Change }
  | { ok: false; reason: "no-incidents-before" | "no-incidents-after" };

/**
 * Change of each cell's share of all incidents: the totals take the place of the days, and the test is the
 * conditional binomial one. `expected` and the ratio are then against the earlier share.
 * @throws RangeError as `changeBetween`.
 */
export function shareChanged(
  input: Omit<ChangeInput, "exposureBefore" | "exposureAfter">,
): ShareChangeAnswer {
  const { before, after, include = null } = input;
  const exposureBefore = sumOf(before, include);
  const exposureAfter = sumOf(after, include);
  if (exposureBefore === 0) return { ok: false, reason: "no-incidents-before" };
  if (exposureAfter === 0) return { ok: false, reason: "no-incidents-after" };
  const result = compareCells({ ...input, exposureBefore, exposureAfter }, (a, b) =>
    conditionalBinomial(a, b, exposureBefore, exposureAfter),
  );
  return { ok: true, result };
}

/** What the test of a pair of counts says; pairs repeat, so that few of them are ever worked out. */
type PairFigures = RateRatio & { p: number; z: number };

function compareCells(input: ChangeInput, test: (a: number, b: number) => number | null): Change {
  const { before, after, exposureBefore, exposureAfter, include = null, correction = "bh" } = input;
  const n = before.length;
  if (after.length !== n || (include && include.length !== n)) {
    throw new RangeError(`changeBetween: columns of ${n} and ${after.length} cells`);
  }
  const change = emptyChange(n);
  const known = new Map<string, PairFigures>();
  for (let i = 0; i < n; i++) {
    if (include && include[i] !== 1) continue;
    const a = before[i] ?? 0;
    const b = after[i] ?? 0;
    change.totalBefore += a;
    change.totalAfter += b;
    change.smallBase[i] = a < SMALL_BASE ? 1 : 0;
    change.expected[i] = (a * exposureAfter) / exposureBefore;
    change.classes[i] = "no-events";
    if (a + b === 0) continue;
    const pair = `${a},${b}`;
    const figures = known.get(pair) ?? pairFigures(a, b, exposureBefore, exposureAfter, test);
    known.set(pair, figures);
    change.tested++;
    change.p[i] = figures.p;
    change.z[i] = figures.z;
    change.rateRatio[i] = figures.ratio ?? Number.NaN;
    change.rateRatioLow[i] = figures.low;
    change.rateRatioHigh[i] = figures.high ?? Number.NaN;
  }
  change.q = adjust(change.p, correction);
  for (let i = 0; i < n; i++) {
    const q = change.q[i] ?? Number.NaN;
    if (!Number.isNaN(q)) change.classes[i] = classOf(q, change.z[i] ?? 0);
  }
  return change;
}

function pairFigures(
  a: number,
  b: number,
  exposureBefore: number,
  exposureAfter: number,
  test: (a: number, b: number) => number | null,
): PairFigures {
  return {
    ...rateRatioInterval(a, b, exposureBefore, exposureAfter),
    p: test(a, b) ?? 1,
    z: squareRootZ(a, b, exposureBefore, exposureAfter),
  };
}

function classOf(q: number, z: number): ChangeClass {
  if (q > ALPHA) return "no-clear-change";
  return z > 0 ? "more" : "less";
}

function emptyChange(n: number): Change {
  const undefinedFigures = () => new Float64Array(n).fill(Number.NaN);
  return {
    classes: new Array<ChangeClass>(n).fill("outside"),
    p: undefinedFigures(),
    q: undefinedFigures(),
    z: undefinedFigures(),
    expected: undefinedFigures(),
    rateRatio: undefinedFigures(),
    rateRatioLow: undefinedFigures(),
    rateRatioHigh: undefinedFigures(),
    smallBase: new Uint8Array(n),
    tested: 0,
    totalBefore: 0,
    totalAfter: 0,
  };
}

function sumOf(counts: ArrayLike<number>, include: Uint8Array | null): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) if (!include || include[i] === 1) sum += counts[i] ?? 0;
  return sum;
}
