/**
 * Randomisation distribution of the sum of some of the *other* cells, for every count that a cell may have itself.
 *
 * With the cell's own factor (1 + y z^v) taken out of the product of all. Dividing it out would subtract nearly
 * equal numbers where the cell's count is rare, which is just where outliers are; instead the product of the others
 * is built by halving: each half of the distinct counts is finished on top of a copy that holds the other half.
 * All terms stay positive, at log₂(distinct counts) times the work of one table.
 */
import type { CountHistogram } from "./count-histogram.ts";
import { SumDistribution, type SumTable, tableCost, tailTable } from "./exact-sum-table.ts";

/** Additions allowed for all tables together. */
const OPERATIONS_LIMIT = 4e9;

/**
 * Calls `visit` once per distinct count with the table of sums of 1 … `largestSize` of the other n − 1 cells.
 * @returns false, without a visit, where the tables would take too long.
 * @throws RangeError if there are not more cells than `largestSize`.
 */
export function visitLeftOutSums(
  histogram: CountHistogram,
  largestSize: number,
  visit: (count: number, othersSums: SumTable) => void,
): boolean {
  if (!(largestSize >= 1 && largestSize < histogram.n)) {
    throw new RangeError(
      `visitLeftOutSums: expected a size from 1 to ${histogram.n - 1}, got ${largestSize}`,
    );
  }
  const { steps, cells, origin, unit } = histogram;
  const rounds = Math.max(1, Math.log2(steps.length));
  if (tableCost(histogram, largestSize) * rounds > OPERATIONS_LIMIT) return false;
  const withRange = (urn: SumDistribution, from: number, to: number): SumDistribution => {
    for (let d = from; d < to; d++) urn.add(steps[d] ?? 0, cells[d] ?? 0);
    return urn;
  };
  /** `urn` holds every cell but those of the distinct counts from … to − 1. */
  const finish = (urn: SumDistribution, from: number, to: number): void => {
    if (to - from === 1) {
      urn.add(steps[from] ?? 0, (cells[from] ?? 0) - 1);
      visit(origin + unit * (steps[from] ?? 0), tailTable(urn, histogram, largestSize));
      return;
    }
    const middle = (from + to) >> 1;
    finish(withRange(urn.copy(), middle, to), from, middle);
    finish(withRange(urn, from, middle), middle, to);
  };
  finish(SumDistribution.empty(histogram, largestSize), 0, steps.length);
  return true;
}
