import { planRedeployment } from "#domain/placement/redeployment-schedule.ts";
import { backTestMethods } from "./back-test-methods.ts";
import { measureCameras } from "./camera-coverage.ts";
import { placeAmongColumns } from "./camera-placement.ts";
import { seePoints } from "./camera-points.ts";
import { seeFromCamera } from "./camera-view.ts";
import { measureWorth } from "./camera-worth.ts";
import { changeColumns } from "./change-columns.ts";
import { concentrationFigures } from "./concentration-figures.ts";
import { countedOnly } from "./counted-only.ts";
import { densitySurface } from "./density-surface.ts";
import { emergingRows } from "./emerging-rows.ts";
import { expectedCountColumns } from "./expected-count-columns.ts";
import { giStarColumns } from "./gi-star-columns.ts";
import { hoursOfWeek } from "./hours.ts";
import { hoursByCell } from "./hours-by-cell.ts";
import { localMoranColumns } from "./local-moran-columns.ts";
import { testNearRepeats } from "./near-repeat.ts";
import { placeNearRepeats } from "./place-near-repeats.ts";
import { placePeaks } from "./place-peaks.ts";
import { findPlaces } from "./places.ts";
import { nearFeatures } from "./proximity.ts";
import { sharedNeighbourhood } from "./shared-neighbourhood.ts";
import type { ThreadTools } from "./thread-tools.ts";

/**
 * Everything that may take longer than a few milliseconds: compositions of domain kernels, run in threads so that
 * the server goes on answering. Each is a plain function of plain data, so that a test can call it directly.
 *
 * What an analysis gives back is moved, not copied, out of its thread: it must not hold arrays that the analysis
 * or a kernel keeps for the next run.
 */
export const ANALYSES = {
  neighbourhood: sharedNeighbourhood,
  places: findPlaces,
  "place-near-repeats": placeNearRepeats,
  "place-peaks": placePeaks,
  "local-sums": countedOnly,
  "gi-star": giStarColumns,
  "expected-count": expectedCountColumns,
  "local-moran": localMoranColumns,
  "back-test": backTestMethods,
  emerging: emergingRows,
  change: changeColumns,
  concentration: concentrationFigures,
  density: densitySurface,
  "near-repeat": testNearRepeats,
  hours: hoursOfWeek,
  "hours-by-cell": hoursByCell,
  proximity: nearFeatures,
  "camera-view": seeFromCamera,
  "camera-coverage": measureCameras,
  "camera-placement": placeAmongColumns,
  "camera-worth": measureWorth,
  "camera-points": seePoints,
  redeployment: planRedeployment,
} as const satisfies Record<string, (input: never, tools: ThreadTools) => unknown>;

type Analyses = typeof ANALYSES;
export type AnalysisKind = keyof Analyses;
export type AnalysisInput<K extends AnalysisKind> = Parameters<Analyses[K]>[0];
export type AnalysisOutput<K extends AnalysisKind> = Awaited<ReturnType<Analyses[K]>>;

/** Somebody who does analyses: threads in the server, the function itself in tests. */
export type Analyst = {
  /**
   * @param input is copied to the thread; arrays in shared memory are not.
   * @param signal ends the work; the promise is then rejected with `AnalysisCancelled`.
   */
  run<K extends AnalysisKind>(
    kind: K,
    input: AnalysisInput<K>,
    signal?: AbortSignal,
  ): Promise<AnalysisOutput<K>>;
};

/** The question was withdrawn before its answer was ready. */
export class AnalysisCancelled extends Error {
  override name = "AnalysisCancelled";
}
