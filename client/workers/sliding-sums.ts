import { type MonthCube, type MonthWindow, moveWindow, sumWindow } from "./cube-kernel.ts";

/** Counts by cell of a window that moves: each position is worked out from the one before where that is cheaper. */
export class SlidingSums {
  readonly #cube: MonthCube;
  #kept: { window: MonthWindow; sums: Int32Array } | null = null;

  constructor(cube: MonthCube) {
    this.#cube = cube;
  }

  /** Counts of a window; valid until the next call. */
  at(window: MonthWindow): Int32Array {
    const kept = this.#kept;
    const sums = kept
      ? moveWindow(this.#cube, kept.sums, kept.window, window)
      : sumWindow(this.#cube, window);
    this.#kept = { window, sums };
    return sums;
  }
}
