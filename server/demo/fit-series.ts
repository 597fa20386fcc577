/**
 * Fits a series of expected counts to totals of given windows, exactly and in whole numbers.
 *
 * The fit multiplies each expected count p by a factor f, chosen to be smooth and near 1: it minimises
 * Σ p(f − 1)² + κ p̄ Σ (f[t+1] − f[t])² subject to Σ p f = n over every window (Lagrange; the matrix is
 * tridiagonal, so each window costs O(length)).
 *
 * Whole numbers without losing a total: a window's total is the difference of the running total at its two ends,
 * and those two differ by a whole number, so they have the same fraction. Rounding the *running total* therefore
 * moves both by the same amount, and every window keeps its total.
 */

/** `n` events from position `from` up to but not including `to`. */
export type Window = { label: string; from: number; to: number; n: number };

/**
 * Whole counts ≥ 0, one per entry of `expected`, whose sums over the windows are exactly as demanded.
 * @param stiffness κ: 0 spreads each correction evenly in its window, larger values make it run over smoothly.
 * @throws RangeError if two windows contradict each other, if a window lies outside the series, or if the
 *   demands can only be met with a negative count.
 */
export function fitSeries(
  expected: readonly number[],
  windows: readonly Window[],
  stiffness: number,
): number[] {
  const independent = independentWindows(expected.length, windows);
  const fitted = smoothFactors(expected, independent, stiffness).map((f, t) => f * (expected[t] ?? 0));
  const counts = roundRunningTotal(fitted);
  for (const { label, from, to, n } of windows) {
    const got = sum(counts, from, to);
    if (got !== n) throw new RangeError(`fitSeries: ${label}: expected ${n}, fitted ${got}`);
  }
  const negative = counts.findIndex((n) => n < 0);
  if (negative >= 0) throw new RangeError(`fitSeries: count ${negative} would be ${counts[negative]}`);
  return counts;
}

/**
 * Windows that say something new. Ends of windows are joined by their totals; a window between ends that are
 * already joined either follows from the others (left out) or contradicts them.
 */
function independentWindows(length: number, windows: readonly Window[]): Window[] {
  const root = new Int32Array(length + 1).map((_, i) => i);
  const offset = new Float64Array(length + 1);
  const find = (node: number): { root: number; offset: number } => {
    let at = node;
    let total = 0;
    while (root[at] !== at) {
      total += offset[at] ?? 0;
      at = root[at] ?? 0;
    }
    return { root: at, offset: total };
  };
  return windows.filter(({ label, from, to, n }) => {
    if (!(from >= 0 && from < to && to <= length)) {
      throw new RangeError(`fitSeries: ${label}: expected a window in 0 to ${length}, got ${from} to ${to}`);
    }
    const a = find(from);
    const b = find(to);
    if (a.root === b.root) {
      if (b.offset - a.offset === n) return false;
      throw new RangeError(`fitSeries: ${label}: the other windows give ${b.offset - a.offset}, not ${n}`);
    }
    root[b.root] = a.root;
    offset[b.root] = a.offset + n - b.offset;
    return true;
  });
}

function smoothFactors(expected: readonly number[], windows: readonly Window[], stiffness: number): number[] {
  const kappa = (stiffness * sum(expected, 0, expected.length)) / expected.length;
  const solve = tridiagonalSolver(expected, kappa);
  const responses = windows.map(({ from, to }) =>
    solve(expected.map((p, t) => (t >= from && t < to ? p : 0))),
  );
  const gram = windows.map((row) =>
    responses.map((response) => {
      let total = 0;
      for (let t = row.from; t < row.to; t++) total += (expected[t] ?? 0) * (response[t] ?? 0);
      return total;
    }),
  );
  const lambda = solveDense(
    gram,
    windows.map(({ from, to, n }) => n - sum(expected, from, to)),
  );
  return expected.map((_, t) => lambda.reduce((f, l, k) => f + l * (responses[k]?.[t] ?? 0), 1));
}

/** Solver of (diag(p) + κ·path Laplacian) x = b (Thomas algorithm). */
function tridiagonalSolver(p: readonly number[], kappa: number): (b: readonly number[]) => number[] {
  const n = p.length;
  const diagonal = p.map((value, t) => value + kappa * (t === 0 || t === n - 1 ? 1 : 2));
  const ratio = new Float64Array(n);
  for (let t = 1; t < n; t++) {
    const before = diagonal[t - 1] ?? 1;
    ratio[t] = -kappa / before;
    diagonal[t] = (diagonal[t] ?? 1) + (ratio[t] ?? 0) * kappa;
  }
  return (b) => {
    const x = [...b];
    for (let t = 1; t < n; t++) x[t] = (x[t] ?? 0) - (ratio[t] ?? 0) * (x[t - 1] ?? 0);
    for (let t = n - 1; t >= 0; t--) {
      x[t] = ((x[t] ?? 0) + (t + 1 < n ? kappa * (x[t + 1] ?? 0) : 0)) / (diagonal[t] ?? 1);
    }
    return x;
  };
}

/** Gaussian elimination with partial pivoting; a is square, positive definite and small. */
function solveDense(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const rows = a.map((row, i) => [...row, b[i] ?? 0]);
  const n = rows.length;
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column + 1; i < n; i++) if (Math.abs(at(i, column)) > Math.abs(at(pivot, column))) pivot = i;
    const top = rows[pivot] ?? [];
    rows[pivot] = rows[column] ?? [];
    rows[column] = top;
    for (let i = column + 1; i < n; i++) {
      const factor = at(i, column) / at(column, column);
      rows[i] = (rows[i] ?? []).map((value, j) => value - factor * at(column, j));
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let total = at(i, n);
    for (let j = i + 1; j < n; j++) total -= at(i, j) * (x[j] ?? 0);
    x[i] = total / at(i, i);
  }
  return x;
}

/** Differences of the rounded running total. The small shift keeps shared fractions away from the rounding edge. */
function roundRunningTotal(values: readonly number[]): number[] {
  const shift = 0.137;
  let total = 0;
  let before = 0;
  return values.map((value) => {
    total += value;
    const rounded = Math.round(total + shift) - Math.round(shift);
    const count = rounded - before;
    before = rounded;
    return count;
  });
}

function sum(values: readonly number[], from: number, to: number): number {
  let total = 0;
  for (let t = from; t < to; t++) total += values[t] ?? 0;
  return total;
}
