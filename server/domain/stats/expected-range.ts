/**
 * What range of counts would be ordinary for a week or month, going by earlier ones? Points outside it deserve a look;
 * inside it, talk of rises and falls is talk of chance. It does not forecast: a lasting change of level shows as
 * points outside until the earlier steps have changed too.
 *
 * Band of r earlier counts with mean μ: (max(0, √μ ± (z/2)·√φ·√(1 + 1/r)))², from the square root of a Poisson count
 * having a standard deviation of ½ whatever its mean; 1/r because the mean is itself uncertain; φ > 1 widens it where
 * earlier counts vary more than chance. As r grows it becomes Wheeler's (2016) band.
 */
import { normalUpperTail } from "./normal.ts";

export type ExpectedRange = { expected: number; low: number; high: number };

/** unknown = no count, or too few earlier ones. */
export type RangePosition = "above" | "below" | "within" | "unknown";

/** Standard deviations each way: about one ordinary point in 300 lies outside. */
const DEFAULT_Z = 3;

/**
 * Range that a count should fall in, going by earlier counts of as long a step: the band's formula as it stands. For
 * small counts its lower end is too high (with 3 expected it calls 0 unusual, which happens in one step of 20): the
 * functions below leave it out there.
 * @param prior at least one count. @param dispersion φ, 1 for independent events.
 * @throws RangeError without prior counts, for counts below 0, z not above 0 or φ below 1.
 */
export function expectedRange(prior: ArrayLike<number>, z = DEFAULT_Z, dispersion = 1): ExpectedRange {
  if (prior.length === 0 || !(z > 0) || !(dispersion >= 1)) {
    throw new RangeError(
      `expectedRange: expected earlier counts, z above 0 and φ of 1 or more, got ${prior.length}, ${z}, ${dispersion}`,
    );
  }
  const expected = meanOf(prior);
  const reach = (z / 2) * Math.sqrt(dispersion) * Math.sqrt(1 + 1 / prior.length);
  const root = Math.sqrt(expected);
  return { expected, low: Math.max(0, root - reach) ** 2, high: (root + reach) ** 2 };
}

export type RangePoint = {
  n: number | null;
  /** null where fewer than three earlier counts can be used. */
  expected: number | null;
  low: number | null;
  high: number | null;
  outside: RangePosition;
  /** Indexes of the earlier steps used. */
  prior: number[];
};

export type RangeSeries = {
  points: RangePoint[];
  /** Variance over mean of the earlier counts about their means, pooled over the points. */
  dispersion: number;
  /** True where it was above 1.5 and the band was widened for it. */
  widened: boolean;
};

export type RangeOptions = {
  /** 1 = never used as an earlier step (a lockdown, say); still judged itself. null = none. */
  excluded?: Uint8Array | null;
  z?: number;
};

/** Above this ratio of variance to mean the band is widened. */
const DISPERSION_LIMIT = 1.5;
const LEAST_PRIOR = 3;

/**
 * Every step against the `priorSteps` steps before it (those excluded or without a count are left out, not replaced).
 * Blind to seasons.
 * @param counts equal steps, oldest first; null = no data.
 */
export function rangeFromLatest(
  counts: readonly (number | null)[],
  priorSteps = 8,
  options: RangeOptions = {},
): RangeSeries {
  const latest = (at: number) => usable(counts, at - priorSteps, at, options.excluded ?? null);
  return rangeSeries(counts, 0, counts.length, latest, options);
}

export type SeasonalOptions = RangeOptions & {
  /** 52 for weeks, 12 for months. */
  stepsPerYear: number;
  /** Judge the steps from ≤ i < to. */
  from: number;
  to: number;
  /** How many earlier years to use: the latest that have a usable step near this time of year. Default 3. */
  years?: number;
  /** Steps either side of the same step of an earlier year. Default 3 for weeks, 1 for coarser steps. */
  halfWidth?: number;
};

/**
 * Every step against the same time of earlier years. Years whose steps are all excluded are passed over and older
 * ones used instead, as far back as the data go; `prior` says which steps were used.
 *
 * Steps are taken `stepsPerYear` apart. For weeks this keeps dates only if a year is cut into 52 (`year-steps.ts`);
 * calendar weeks drift from the dates by 1¼ days a year.
 * @param counts equal steps, oldest first; null = no data.
 * @throws RangeError for a step, width or number of years that makes no sense.
 */
export function rangeFromEarlierYears(
  counts: readonly (number | null)[],
  options: SeasonalOptions,
): RangeSeries {
  const { stepsPerYear, from, to, years = 3, excluded = null } = options;
  const halfWidth = options.halfWidth ?? (stepsPerYear >= 52 ? 3 : 1);
  if (!(stepsPerYear > 2 * halfWidth && halfWidth >= 0 && years >= 1 && from >= 0 && to <= counts.length)) {
    throw new RangeError(
      `rangeFromEarlierYears: cannot take ±${halfWidth} of ${stepsPerYear} steps, ${years} years, steps ${from}–${to}`,
    );
  }
  const earlierYears = (at: number): number[] => {
    const found: number[] = [];
    let yearsFound = 0;
    for (let centre = at - stepsPerYear; centre + halfWidth >= 0; centre -= stepsPerYear) {
      const near = usable(counts, centre - halfWidth, centre + halfWidth + 1, excluded);
      found.unshift(...near);
      if (near.length > 0 && ++yearsFound === years) break;
    }
    return found;
  };
  return rangeSeries(counts, from, to, earlierYears, options);
}

/** Indexes from ≤ i < to that have a count and are not excluded. */
function usable(
  counts: readonly (number | null)[],
  from: number,
  to: number,
  excluded: Uint8Array | null,
): number[] {
  const indexes: number[] = [];
  for (let i = Math.max(0, from); i < to; i++) {
    if (counts[i] !== null && counts[i] !== undefined && excluded?.[i] !== 1) indexes.push(i);
  }
  return indexes;
}

function rangeSeries(
  counts: readonly (number | null)[],
  from: number,
  to: number,
  priorOf: (at: number) => number[],
  { z = DEFAULT_Z }: RangeOptions,
): RangeSeries {
  const priors = Array.from({ length: to - from }, (_, k) => priorOf(from + k));
  const countsOf = (prior: readonly number[]) => Float64Array.from(prior, (i) => counts[i] ?? 0);
  const dispersion = pooledDispersion(priors.map(countsOf));
  const widened = dispersion > DISPERSION_LIMIT;
  const points = priors.map((prior, k): RangePoint => {
    const n = counts[from + k] ?? null;
    if (prior.length < LEAST_PRIOR) {
      return { n, expected: null, low: null, high: null, outside: "unknown", prior };
    }
    const range = withoutIdleLowerEnd(expectedRange(countsOf(prior), z, widened ? dispersion : 1), z);
    return { n, ...range, outside: position(n, range), prior };
  });
  return { points, dispersion, widened };
}

/** Where even no event at all would not be rare enough to speak of, nothing is too low. */
function withoutIdleLowerEnd(range: ExpectedRange, z: number): ExpectedRange {
  return Math.exp(-range.expected) > normalUpperTail(z) ? { ...range, low: 0 } : range;
}

function position(n: number | null, { low, high }: ExpectedRange): RangePosition {
  if (n === null) return "unknown";
  if (n > high) return "above";
  return n < low ? "below" : "within";
}

/** Σ (x − mean)²/mean over groups ÷ Σ (size − 1); 1 where nothing can be said. */
function pooledDispersion(groups: readonly Float64Array[]): number {
  let squares = 0;
  let freedom = 0;
  for (const group of groups) {
    const mean = group.length === 0 ? 0 : meanOf(group);
    if (mean === 0) continue;
    for (const n of group) squares += (n - mean) ** 2 / mean;
    freedom += group.length - 1;
  }
  return freedom > 0 ? squares / freedom : 1;
}

function meanOf(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const n = counts[i] ?? Number.NaN;
    if (!(n >= 0 && Number.isFinite(n))) {
      throw new RangeError(`expectedRange: expected counts of 0 or more, got ${n}`);
    }
    sum += n;
  }
  return sum / counts.length;
}
