/**
 * Significant cells that touch, merged into places that people can name and act on, most surplus incidents first.
 *
 * The interval of the surplus is that of the incidents counted, as if the cells had been chosen beforehand. They were
 * chosen because their counts are high, so it errs upwards: next year's surplus will on average be smaller
 * (regression to the mean). It ranks places and tells small from large; it does not forecast.
 */
import type { Neighbourhood } from "../grid/neighbourhood.ts";
import { poissonInterval } from "../stats/poisson.ts";

export type MergeQuestion = {
  /** 1 = significant, by cell. */
  significant: Uint8Array;
  /** Ring 1: cells merge where they share a side. */
  neighbourhood: Neighbourhood;
  /** Incidents in the cell itself, by cell. */
  counts: Int32Array;
  /** Incidents expected in the cell itself (the study area's mean, or its share by exposure), by cell. */
  expected: Float64Array;
  /** What makes a cell the hottest of its place, by cell: the local sum, as a rule. */
  heat: Float64Array;
};

export type MergedPlace = {
  /** Cell numbers, ascending. */
  cells: Int32Array;
  /** The one with the most heat; of equals the first. */
  hottest: number;
  n: number;
  expected: number;
  /** n − expected, with the exact 95 % interval of the mean behind n (Garwood 1936). */
  excess: number;
  excessLow: number;
  excessHigh: number;
};

/**
 * Connected components of the significant cells, by excess from the highest; of equals the one with the lowest cell
 * number first.
 * Cost: O(cells + neighbours of significant cells).
 * @throws RangeError for arrays of another length than the neighbourhood, or a neighbourhood of ring 2 or 3.
 */
export function mergeCells(question: MergeQuestion): MergedPlace[] {
  check(question);
  const { significant, neighbourhood } = question;
  const seen = new Uint8Array(neighbourhood.cellCount);
  const places: MergedPlace[] = [];
  for (let cell = 0; cell < neighbourhood.cellCount; cell++) {
    if (significant[cell] !== 1 || seen[cell] === 1) continue;
    places.push(placeOf(componentAt(cell, significant, neighbourhood, seen), question));
  }
  return places.sort((a, b) => b.excess - a.excess || (a.cells[0] ?? 0) - (b.cells[0] ?? 0));
}

/** Significant cells that can be reached from one, ascending; marks them as seen. */
function componentAt(
  first: number,
  significant: Uint8Array,
  { start, index }: Neighbourhood,
  seen: Uint8Array,
): Int32Array {
  const component = [first];
  seen[first] = 1;
  for (const cell of component) {
    for (let at = start[cell] ?? 0; at < (start[cell + 1] ?? 0); at++) {
      const next = index[at] ?? 0;
      if (significant[next] !== 1 || seen[next] === 1) continue;
      seen[next] = 1;
      component.push(next);
    }
  }
  return Int32Array.from(component).sort();
}

function placeOf(cells: Int32Array, { counts, expected, heat }: MergeQuestion): MergedPlace {
  let hottest = cells[0] ?? 0;
  let [n, expectedHere] = [0, 0];
  for (const cell of cells) {
    n += counts[cell] ?? 0;
    expectedHere += expected[cell] ?? 0;
    if ((heat[cell] ?? 0) > (heat[hottest] ?? 0)) hottest = cell;
  }
  const { lower, upper } = poissonInterval(n);
  return {
    cells,
    hottest,
    n,
    expected: expectedHere,
    excess: n - expectedHere,
    excessLow: lower - expectedHere,
    excessHigh: upper - expectedHere,
  };
}

function check({ significant, neighbourhood, counts, expected, heat }: MergeQuestion): void {
  const { cellCount, ring } = neighbourhood;
  if (ring !== 1) throw new RangeError(`mergeCells: expected a neighbourhood of ring 1, got ${ring}`);
  for (const [name, array] of Object.entries({ significant, counts, expected, heat })) {
    if (array.length !== cellCount) {
      throw new RangeError(`mergeCells: expected ${cellCount} entries of ${name}, got ${array.length}`);
    }
  }
}
