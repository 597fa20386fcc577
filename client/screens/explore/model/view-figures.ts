/** Figures of the whole area that the sentence, the timeline and the tables share, so that they always agree. */
import { type Period, yearBefore } from "../../../state/period.ts";
import type { LoadedCube } from "../../../workers/cube-messages.ts";
import type { Scope } from "./scope.ts";

/** Incidents inside the areas in a period; null if no source speaks of any month of it. */
export function totalIn(
  cube: Pick<LoadedCube, "months" | "monthTotals" | "gaps">,
  period: Period,
): number | null {
  let total = 0;
  let known = false;
  for (const [m, month] of cube.months.entries()) {
    if (month < period.from || month > period.to || cube.gaps[m] === 1) continue;
    known = true;
    total += cube.monthTotals[m] ?? 0;
  }
  return known ? total : null;
}

/** Months of a period that no source speaks of. */
export function gapsIn(cube: Pick<LoadedCube, "months" | "gaps">, period: Period): string[] {
  return cube.months.filter((month, m) => month >= period.from && month <= period.to && cube.gaps[m] === 1);
}

export type Before = { n: number; period: Period; kind: "year" | "chosen" };

/** What the period is compared with: the earlier one chosen, or else the same months a year before. */
export function beforeOf(cube: LoadedCube, scope: Scope): Before | null {
  const period = scope.earlier ?? yearBefore(scope.shown, scope.data);
  if (period === null || gapsIn(cube, period).length > 0) return null;
  const n = totalIn(cube, period);
  return n === null ? null : { n, period, kind: scope.earlier ? "chosen" : "year" };
}
