/** Figures of the whole area that the sentence, the timeline and the tables share, so that they always agree. */
import { type Period, yearBefore } from "../../../state/period.ts";
import type { HarmWeights, LoadedCube } from "../../../workers/cube-messages.ts";
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

function isYearBefore({ shown, data }: Scope, period: Period): boolean {
  const before = yearBefore(shown, data);
  return before !== null && before.from === period.from && before.to === period.to;
}

/** What the period is compared with: the earlier one chosen, or else the same months a year before. */
export function beforeOf(cube: LoadedCube, scope: Scope): Before | null {
  const chosen = scope.earlier ?? scope.changeFrom;
  const period = chosen ?? yearBefore(scope.shown, scope.data);
  if (period === null || gapsIn(cube, period).length > 0) return null;
  const n = totalIn(cube, period);
  return n === null ? null : { n, period, kind: isYearBefore(scope, period) ? "year" : "chosen" };
}

/** Harm inside the areas in a period: incidents of each kind times its weight. */
export function harmIn(
  cube: Pick<LoadedCube, "months" | "ownMonthTotals">,
  period: Period,
  { weights }: HarmWeights,
): number {
  const weightOf = new Map(weights);
  let harm = 0;
  for (const { category, totals } of cube.ownMonthTotals) {
    const weight = weightOf.get(category) ?? 0;
    for (const [m, month] of cube.months.entries()) {
      if (month >= period.from && month <= period.to) harm += weight * (totals[m] ?? 0);
    }
  }
  return harm;
}

/** Mean count per hexagon of the study area; null where there is none. */
export function meanPerHexagon({ study }: Pick<LoadedCube, "study">, counts: Int32Array): number | null {
  let cells = 0;
  let n = 0;
  for (let i = 0; i < study.length; i++) {
    if (study[i] !== 1) continue;
    cells++;
    n += counts[i] ?? 0;
  }
  return cells === 0 ? null : n / cells;
}
