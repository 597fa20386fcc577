/**
 * Sums of hexagon counts over any window of months, fast enough to follow a slider.
 *
 * Entries are kept sorted by month (as in a compressed sparse matrix), so that a window is one contiguous run.
 * Moving a window adds the months that came in and takes away those that went out, or starts afresh where that
 * touches fewer entries. Pure: no fetching, no DOM, no clock.
 */

/** Counts by cell and month. Entry k of month m lies at start[m] ≤ k < start[m + 1]. */
export type MonthCube = {
  cellCount: number;
  monthCount: number;
  start: Int32Array;
  cellIndex: Int32Array;
  n: Int32Array;
};

/** Months from ≤ m < to, as indexes into the cube's months. */
export type MonthWindow = { from: number; to: number };

export type CubeEntries = {
  cellIndex: ArrayLike<number>;
  monthIndex: ArrayLike<number>;
  n: ArrayLike<number>;
};

/**
 * Sorts entries by month. O(entries + months).
 * @throws RangeError if the columns differ in length or an index is out of range.
 */
export function buildMonthCube(cellCount: number, monthCount: number, entries: CubeEntries): MonthCube {
  const { cellIndex, monthIndex, n } = entries;
  const size = n.length;
  if (cellIndex.length !== size || monthIndex.length !== size) {
    throw new RangeError(
      `buildMonthCube: columns of ${cellIndex.length}, ${monthIndex.length} and ${size} entries`,
    );
  }
  const start = new Int32Array(monthCount + 1);
  for (let k = 0; k < size; k++) {
    const month = indexBelow(monthIndex[k], monthCount, "month");
    start[month + 1] = (start[month + 1] ?? 0) + 1;
  }
  for (let m = 0; m < monthCount; m++) start[m + 1] = (start[m + 1] ?? 0) + (start[m] ?? 0);
  const next = start.slice(0, monthCount);
  const cube: MonthCube = {
    cellCount,
    monthCount,
    start,
    cellIndex: new Int32Array(size),
    n: new Int32Array(size),
  };
  for (let k = 0; k < size; k++) {
    const month = monthIndex[k] ?? 0;
    const at = next[month] ?? 0;
    next[month] = at + 1;
    cube.cellIndex[at] = indexBelow(cellIndex[k], cellCount, "cell");
    cube.n[at] = n[k] ?? 0;
  }
  return cube;
}

function indexBelow(index: number | undefined, limit: number, what: string): number {
  if (index === undefined || !(index >= 0 && index < limit)) {
    throw new RangeError(`buildMonthCube: ${what} index ${index} is not below ${limit}`);
  }
  return index;
}

/** Adds `sign` × the counts of a window to `sums`. O(entries in the window). */
function accumulate(cube: MonthCube, sums: Int32Array, from: number, to: number, sign: 1 | -1): void {
  const { cellIndex, n } = cube;
  const end = cube.start[to] ?? 0;
  for (let k = cube.start[from] ?? 0; k < end; k++) {
    const cell = cellIndex[k] as number;
    sums[cell] = (sums[cell] as number) + sign * (n[k] as number);
  }
}

/** Counts of every cell over a window. O(cells + entries in the window). */
export function sumWindow(cube: MonthCube, window: MonthWindow, out?: Int32Array): Int32Array {
  const sums = out ?? new Int32Array(cube.cellCount);
  if (out) sums.fill(0);
  const { from, to } = clampWindow(window, cube.monthCount);
  accumulate(cube, sums, from, to, 1);
  return sums;
}

/**
 * Turns the sums of one window into the sums of another, in place, by the cheaper of two ways.
 * `sums` must hold exactly the counts of `before`.
 */
export function moveWindow(
  cube: MonthCube,
  sums: Int32Array,
  before: MonthWindow,
  after: MonthWindow,
): Int32Array {
  const a = clampWindow(before, cube.monthCount);
  const b = clampWindow(after, cube.monthCount);
  const entries = (from: number, to: number) =>
    to > from ? (cube.start[to] ?? 0) - (cube.start[from] ?? 0) : 0;
  const overlapFrom = Math.max(a.from, b.from);
  const overlapTo = Math.min(a.to, b.to);
  const shared = entries(overlapFrom, overlapTo);
  const byMoving = entries(a.from, a.to) + entries(b.from, b.to) - 2 * shared;
  if (shared === 0 || byMoving >= entries(b.from, b.to) + cube.cellCount / 4) return sumWindow(cube, b, sums);
  if (a.from < overlapFrom) accumulate(cube, sums, a.from, overlapFrom, -1);
  if (a.to > overlapTo) accumulate(cube, sums, overlapTo, a.to, -1);
  if (b.from < overlapFrom) accumulate(cube, sums, b.from, overlapFrom, 1);
  if (b.to > overlapTo) accumulate(cube, sums, overlapTo, b.to, 1);
  return sums;
}

/** Counts of every month over the cells that `include` marks with 1. */
export function monthTotals(cube: MonthCube, include: Uint8Array): Int32Array {
  const totals = new Int32Array(cube.monthCount);
  for (let m = 0; m < cube.monthCount; m++) {
    let sum = 0;
    const end = cube.start[m + 1] ?? 0;
    for (let k = cube.start[m] ?? 0; k < end; k++) {
      if (include[cube.cellIndex[k] as number] === 1) sum += cube.n[k] as number;
    }
    totals[m] = sum;
  }
  return totals;
}

function clampWindow({ from, to }: MonthWindow, monthCount: number): MonthWindow {
  const start = Math.min(Math.max(0, from), monthCount);
  return { from: start, to: Math.min(Math.max(start, to), monthCount) };
}
