/** One cube and the questions it answers while a slider moves. Pure but for the sums it keeps between questions. */
import { type ClassBreaks, classify } from "../map/class-breaks.ts";
import { type MonthWindow, monthTotals } from "./cube-kernel.ts";
import type { HarmWeights, WindowCounts } from "./cube-messages.ts";
import { HarmSums } from "./harm-sums.ts";
import { type Denominator, measureValues, scaleForWindows } from "./measure-values.ts";
import type { MergedCube } from "./merge-cubes.ts";
import { SlidingSums } from "./sliding-sums.ts";
import { topCells } from "./top-cells.ts";

/** How many of the first cells are listed. */
export const LISTED_CELLS = 200;

/** Slot of the sums that the scale is made with, beside those of the later and the earlier window. */
const SCALE_SLOT = 2;

type Harm = { key: string; slots: HarmSums[]; scales: Map<number, ClassBreaks> };

export class CubeWindows {
  readonly merged: MergedCube;
  readonly #denominator: Denominator;
  readonly #scales = new Map<number, ClassBreaks>();
  readonly #slots: SlidingSums[];
  #harm: Harm | null = null;

  constructor(merged: MergedCube, denominator: Denominator) {
    this.merged = merged;
    this.#denominator = denominator;
    this.#slots = [0, 1, SCALE_SLOT].map(() => new SlidingSums(merged.cube));
  }

  /** Breaks for windows of this many months; worked out once. */
  breaks(months: number, weights: HarmWeights | null = null): ClassBreaks {
    const harm = weights ? this.#harmOf(weights) : null;
    const scales = harm?.scales ?? this.#scales;
    const known = scales.get(months);
    if (known) return known;
    const made = scaleForWindows({
      figuresOf: (window) => harm?.slots[SCALE_SLOT]?.at(window) ?? this.#slots[SCALE_SLOT]?.at(window) ?? [],
      monthCount: this.merged.cube.monthCount,
      length: months,
      denominator: this.#denominator,
      include: this.merged.counted,
      whole: this.#denominator === null && harm === null,
    });
    scales.set(months, made);
    return made;
  }

  /** Counts by cell of a window. */
  counts(slot: number, window: MonthWindow): Int32Array {
    return (this.#slots[slot] ?? new SlidingSums(this.merged.cube)).at(window).slice();
  }

  /**
   * Counts, values and classes of a window. `slot` 0 is the later window, 1 the earlier one of a comparison: each
   * moves by itself.
   */
  window(
    slot: number,
    window: MonthWindow,
    breaks: ClassBreaks,
    weights: HarmWeights | null = null,
  ): WindowCounts {
    const { counted, gaps } = this.merged;
    const counts = this.counts(slot, window);
    const harm = weights ? (this.#harmOf(weights).slots[slot]?.figures(window, counted) ?? null) : null;
    const values = measureValues(harm?.byCell ?? counts, this.#denominator);
    const known = !isUnknown(gaps, window);
    if (!known) values.fill(Number.NaN);
    return {
      window,
      known,
      counts,
      values,
      classes: classify(values, breaks, new Uint8Array(counts.length)),
      top: topCells(values, counted, LISTED_CELLS),
      ...totals(counts, counted),
      harm,
      figures: { kind: "measure" },
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

  /** Sums by harm; made anew when the weights change. */
  #harmOf(weights: HarmWeights): Harm {
    const key = JSON.stringify(weights);
    if (this.#harm?.key !== key) {
      const slots = this.#slots.map(() => new HarmSums(this.merged.own, weights));
      this.#harm = { key, slots, scales: new Map() };
    }
    return this.#harm;
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
