/**
 * Which parts of a table with a known total must be hidden so that no small count can be read off or worked out by
 * subtracting the others from the total?
 *
 * Counts below the threshold are hidden first. Then, smallest first, further counts are hidden until for each small
 * one at least three values remain possible, given the total, the counts shown and which of the hidden ones are small.
 * Zero is shown: it speaks of nobody. What other questions reveal (a smaller area, a shorter period) is not looked at.
 */
export type Suppressed = {
  /** The count, or null where it is hidden. */
  n: number | null;
  hidden: "no" | "small" | "to-protect-another";
};

const LEAST_POSSIBLE_VALUES = 3;

/**
 * @param counts parts that add up to a total which is shown; whole numbers of 0 or more.
 * @param threshold counts from 1 to threshold − 1 are small.
 * @returns null where nothing protects the small counts as long as the total is shown.
 */
export function suppressSmallCounts(counts: readonly number[], threshold: number): Suppressed[] | null {
  for (const n of counts) {
    if (!Number.isInteger(n) || n < 0) throw new RangeError(`suppressSmallCounts: expected counts, got ${n}`);
  }
  const indexes = counts.map((_, i) => i);
  const of = (i: number): number => counts[i] ?? 0;
  const small = indexes.filter((i) => of(i) > 0 && of(i) < threshold);
  const large = indexes.filter((i) => of(i) >= threshold).sort((a, b) => of(a) - of(b) || a - b);
  const smallSum = small.reduce((sum, i) => sum + of(i), 0);
  for (let hidden = 0; hidden <= large.length; hidden++) {
    const protecting = large.slice(0, hidden);
    const sum = smallSum + protecting.reduce((total, i) => total + of(i), 0);
    const next = large[hidden];
    const facts = { small: small.length, protecting: hidden, sum, threshold };
    if (!isProtected({ ...facts, largest: next === undefined ? sum : of(next) })) continue;
    return counts.map((n, i) => {
      if (small.includes(i)) return { n: null, hidden: "small" };
      return protecting.includes(i) ? { n: null, hidden: "to-protect-another" } : { n, hidden: "no" };
    });
  }
  return null;
}

type Hidden = {
  /** How many small counts there are, how many larger ones hide them, and what all of them add up to. */
  small: number;
  protecting: number;
  sum: number;
  threshold: number;
  /** A protecting count is known to be no more than this: the smallest are hidden first. */
  largest: number;
};

/** True if every small count could have several values, as far as a reader can tell. */
function isProtected({ small, protecting, sum, threshold, largest }: Hidden): boolean {
  if (small === 0) return true;
  const leastOthers = small - 1 + protecting * threshold;
  const mostOthers = (small - 1) * (threshold - 1) + protecting * largest;
  const least = Math.max(1, sum - mostOthers);
  const most = Math.min(threshold - 1, sum - leastOthers);
  return most - least + 1 >= Math.min(LEAST_POSSIBLE_VALUES, threshold - 1);
}
