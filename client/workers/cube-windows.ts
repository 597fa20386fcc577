/** One cube and the questions it answers while a slider moves. Pure but for the sums it keeps between questions. */
import { type ClassBreaks, classify } from "../map/class-breaks.ts";
import { type MonthWindow, monthTotals, moveWindow, sumWindow } from "./cube-kernel.ts";
import type { WindowCounts } from "./cube-messages.ts";
import { type Denominator, measureValues, scaleForWindows } from "./measure-values.ts";
import type { MergedCube } from "./merge-cubes.ts";
import { topCells } from "./top-cells.ts";

/** How many of the busiest cells are listed. */
const LISTED_CELLS = 200;

export class CubeWindows {
  readonly merged: MergedCube;
  readonly #denominator: Denominator;
  readonly #scales = new Map<number, ClassBreaks>();
  readonly #kept: { window: MonthWindow; sums: Int32Array }[] = [];

  constructor(merged: MergedCube, denominator: Denominator) {
    this.merged = merged;
    this.#denominator = denominator;
  }

  /** Breaks for windows of this many months; worked out once. */
  breaks(months: number): ClassBreaks {
    const known = this.#scales.get(months);
    if (known) return known;
    const { cube, counted } = this.merged;
    const made = scaleForWindows(cube, months, this.#denominator, counted);
    this.#scales.set(months, made);
    return made;
  }

  /** Counts, values and classes of a window. `slot` keeps the sums of two windows apart, each moving by itself. */
  window(slot: number, window: MonthWindow, breaks: ClassBreaks): WindowCounts {
    const { cube, counted, gaps } = this.merged;
    const kept = this.#kept[slot];
    const sums = kept ? moveWindow(cube, kept.sums, kept.window, window) : sumWindow(cube, window);
    this.#kept[slot] = { window, sums };
    const values = measureValues(sums, this.#denominator);
    const known = !isUnknown(gaps, window);
    if (!known) values.fill(Number.NaN);
    return {
      window,
      known,
      counts: sums.slice(),
      values,
      classes: classify(values, breaks, new Uint8Array(sums.length)),
      top: topCells(values, counted, LISTED_CELLS),
      ...totals(sums, counted),
    };
  }

  /** Counts by month inside the areas, and in the buffer. */
  monthTotals(): { inside: Int32Array; buffer: Int32Array } {
    const { cube, counted } = this.merged;
    return {
      inside: monthTotals(cube, counted),
      buffer: monthTotals(
        cube,
        counted.map((one) => 1 - one),
      ),
    };
  }
}

/** True if no source speaks of any month of the window. */
function isUnknown(gaps: Uint8Array, { from, to }: MonthWindow): boolean {
  for (let m = Math.max(0, from); m < Math.min(to, gaps.length); m++) if (gaps[m] === 0) return false;
  return true;
}

function totals(sums: Int32Array, counted: Uint8Array) {
  let total = 0;
  let bufferTotal = 0;
  let occupied = 0;
  let cellsInArea = 0;
  for (let i = 0; i < sums.length; i++) {
    const count = sums[i] as number;
    if (counted[i] === 1) {
      total += count;
      cellsInArea++;
      if (count > 0) occupied++;
    } else bufferTotal += count;
  }
  return { total, bufferTotal, occupied, cellsInArea };
}
