import type { Neighbourhood } from "#domain/grid/neighbourhood.ts";
import { type EmergingAnswer, emergingHotspots } from "#domain/hotspot/emerging.ts";
import type { EmergingClass } from "#domain/hotspot/emerging-class.ts";

export type EmergingTask = { counts: Int32Array[]; stepDays: Float64Array; neighbourhood: Neighbourhood };

/** One cell that was hot in at least one step. NaN never: null = not defined. */
export type EmergingCell = {
  at: number;
  class: EmergingClass;
  hotSteps: number;
  lastHot: boolean;
  trendP: number | null;
  /** Change of the local sum, incidents per step and year. */
  senSlope: number | null;
  byStep: number[];
  hotByStep: number[];
};

export type EmergingRows =
  | { ok: true; rows: EmergingCell[]; tested: number; emptySteps: number[] }
  | Extract<EmergingAnswer, { ok: false }>;

/** History of every cell that was ever hot. */
export function emergingRows({ counts, stepDays, neighbourhood }: EmergingTask): EmergingRows {
  const answer = emergingHotspots({ counts, stepDays, neighbourhood });
  if (!answer.ok) return answer;
  const { result } = answer;
  const rows: EmergingCell[] = [];
  let tested = 0;
  for (const [at, hotSteps] of result.hotSteps.entries()) {
    tested += result.tested[at] ?? 0;
    if (hotSteps === 0) continue;
    rows.push({
      at,
      class: result.classes[at] ?? "none",
      hotSteps,
      lastHot: result.lastHot[at] === 1,
      trendP: defined(result.trendP[at]),
      senSlope: defined((result.senSlope[at] ?? Number.NaN) * (result.stepsPerYear ?? Number.NaN)),
      byStep: result.localSums.map((sums) => sums[at] ?? 0),
      hotByStep: result.states.map((states) => (states[at] === 1 ? 1 : 0)),
    });
  }
  return { ok: true, rows, tested, emptySteps: result.emptySteps };
}

function defined(figure: number | undefined): number | null {
  return figure === undefined || Number.isNaN(figure) ? null : figure;
}
