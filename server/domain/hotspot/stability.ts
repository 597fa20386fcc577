/**
 * Do the same places stay on top? Of the cells with most incidents in one period, how many are on top again in the
 * next, against what chance alone would leave. It says nothing about how much crime they hold.
 *
 * Counts are small, so the last place on top is often shared by many cells with the same count. Choosing among them
 * by any fixed rule would choose the same ones in both periods and invent stability. Each of them is therefore
 * taken in part (3 places for 12 cells = ¼ each), which gives the mean over all ways of choosing.
 */

export type StabilityInput = {
  earlier: ArrayLike<number>;
  later: ArrayLike<number>;
  /** 0.01 = the top 1 % of cells; at least one cell. */
  topShare: number;
  include?: Uint8Array | null;
};

export type Stability = {
  /** Cells that make up the top share, or fewer where fewer have any incident. */
  topEarlier: number;
  topLater: number;
  /** Cells on top in both periods; not whole where places are shared. */
  stayed: number;
  /** The same if the later top were drawn by lot from all cells. */
  expectedByChance: number;
  /** stayed ÷ topEarlier; null if nothing was on top. */
  stayedShare: number | null;
  /** expectedByChance ÷ topEarlier. */
  expectedShare: number | null;
};

/**
 * Cells that stay on top from one period to the next. O(n log n).
 * @throws RangeError for columns of unequal length or a share outside (0, 1].
 */
export function stability({ earlier, later, topShare, include = null }: StabilityInput): Stability {
  if (earlier.length !== later.length || (include && include.length !== earlier.length)) {
    throw new RangeError(`stability: columns of ${earlier.length} and ${later.length} cells`);
  }
  if (!(topShare > 0 && topShare <= 1)) {
    throw new RangeError(`stability: expected a share above 0 and at most 1, got ${topShare}`);
  }
  const cells: number[] = [];
  for (let i = 0; i < earlier.length; i++) if (!include || include[i] === 1) cells.push(i);
  const places = cells.length === 0 ? 0 : Math.max(1, Math.round(topShare * cells.length));
  const before = topMembership(earlier, cells, places);
  const after = topMembership(later, cells, places);
  let stayed = 0;
  for (const i of cells) stayed += before.membership(i) * after.membership(i);
  const expectedByChance = cells.length === 0 ? 0 : (before.size * after.size) / cells.length;
  return {
    topEarlier: before.size,
    topLater: after.size,
    stayed,
    expectedByChance,
    stayedShare: before.size === 0 ? null : stayed / before.size,
    expectedShare: before.size === 0 ? null : expectedByChance / before.size,
  };
}

/** Part, 0 to 1, with which a cell is among the `places` highest counts above 0. */
function topMembership(
  counts: ArrayLike<number>,
  cells: readonly number[],
  places: number,
): { size: number; membership: (cell: number) => number } {
  const sorted = Float64Array.from(cells, (i) => counts[i] ?? 0)
    .filter((n) => n > 0)
    .sort()
    .reverse();
  const size = Math.min(places, sorted.length);
  const lastOnTop = sorted[size - 1] ?? Number.POSITIVE_INFINITY;
  const above = sorted.filter((n) => n > lastOnTop).length;
  const tied = sorted.filter((n) => n === lastOnTop).length;
  const partOfTied = tied > 0 ? (size - above) / tied : 0;
  return {
    size,
    membership: (cell) => {
      const n = counts[cell] ?? 0;
      if (n > lastOnTop) return 1;
      return n === lastOnTop ? partOfTied : 0;
    },
  };
}
