/** Where there are more incidents than chance would place, and where that could have been found at all. */
import { type GiStar, giStar, NOT_TESTED } from "#domain/hotspot/gi-star.ts";
import { CLASS_UNKNOWN } from "../../map/class-breaks.ts";
import { ATTAINABLE, SIGNIFICANCE } from "../../map/class-schemes.ts";
import type { WindowCounts } from "../cube-messages.ts";
import { LISTED_CELLS } from "../cube-windows.ts";
import type { AttainableFigures, SurfaceQuestion, TestSummary } from "../surface-messages.ts";
import { firstCells } from "../top-cells.ts";
import { type RefusedFigures, refused } from "./refusals.ts";
import type { StudyTests } from "./study-tests.ts";

type Test = Pick<Extract<SurfaceQuestion, { kind: "significant" }>, "ring" | "tail" | "correction">;

/** Cells in a full neighbourhood of ring 1, 2, 3. */
const FULL_SIZE = { 1: 7, 2: 19, 3: 37 } as const;
const LEVEL_95 = 2;
const MOST_LISTED = 600;

/** The window with Gi* instead of counts; by harm if the window is weighed. */
export function significantWindow(study: StudyTests, window: WindowCounts, test: Test): WindowCounts {
  const answer = runTest(study, window, test);
  if ("figures" in answer) return { ...window, figures: answer.figures };
  const { result } = answer;
  const { classes: level, q, localSum, neighbours, expected, z, p } = result;
  const summary = summarise(study, window, result, test);
  return {
    ...window,
    values: Float32Array.from(localSum),
    classes: Uint8Array.from(level, (one, i) => classOfLevel(one, window.counts[i] ?? 0)),
    top: mostSignificant(study, result),
    figures: { kind: "significance", localSum, neighbours, expected, z, p, q, level, test: summary },
  };
}

/** The window with what could have been significant: how many incidents around a hexagon it would have taken. */
export function attainableWindow(study: StudyTests, window: WindowCounts, test: Test): WindowCounts {
  const answer = runTest(study, window, test);
  if ("figures" in answer) return { ...window, figures: answer.figures };
  const { result } = answer;
  const needed = neededSums(result, test.tail);
  const figures: AttainableFigures = {
    kind: "attainable",
    needed,
    localSum: result.localSum,
    q: result.q,
    test: summarise(study, window, result, test),
  };
  return {
    ...window,
    values: Float32Array.from(result.localSum),
    classes: Uint8Array.from(result.classes, (level, i) => {
      if (level === NOT_TESTED) return CLASS_UNKNOWN;
      return result.couldBeSignificant[i] === 1 ? ATTAINABLE.could : ATTAINABLE.never;
    }),
    top: mostSignificant(study, result),
    figures,
  };
}

function runTest(
  study: StudyTests,
  { known, counts, harm }: WindowCounts,
  { ring, tail, correction }: Test,
): { result: GiStar } | { figures: RefusedFigures } {
  if (!known) return { figures: refused("no-data") };
  const include = study.merged.study;
  const options = { tail, correction, include };
  const answer = giStar(harm?.byCell ?? counts, study.neighbourhood(ring), options);
  return answer.ok ? { result: answer.result } : { figures: refused(answer.reason, answer.detail) };
}

/** Kernel levels 3 … −3 as classes of the scheme. */
function classOfLevel(level: number, n: number): number {
  if (level === NOT_TESTED) return CLASS_UNKNOWN;
  if (level === 0) return n > 0 ? SIGNIFICANCE.notSignificant : SIGNIFICANCE.none;
  return level > 0 ? level : SIGNIFICANCE.cold90 - 1 - level;
}

/** Tested hexagons inside the areas, surest first; all that are significant, within reason. */
function mostSignificant(study: StudyTests, { q, localSum, expected, classes }: GiStar): Uint32Array {
  const deviation = (i: number) => Math.abs((localSum[i] ?? 0) - (expected[i] ?? 0));
  const significant = classes.reduce((n, level) => (level !== 0 && level !== NOT_TESTED ? n + 1 : n), 0);
  return firstCells(
    q.length,
    (i) => study.inside[i] === 1 && !Number.isNaN(q[i]),
    Math.min(MOST_LISTED, Math.max(LISTED_CELLS, significant)),
    (a, b) => (q[a] ?? 1) > (q[b] ?? 1) || (q[a] === q[b] && deviation(a) < deviation(b)),
  );
}

/** Least sum that would have been significant on this map, by cell; NaN where none would or nothing was tested. */
function neededSums({ attainable, neighbours, classes }: GiStar, tail: Test["tail"]): Float64Array {
  const bySize = new Float64Array(256).fill(Number.NaN);
  for (const { size, hotSumOnMap, coldSumOnMap } of attainable) {
    bySize[size] = (tail === "cold" ? coldSumOnMap : hotSumOnMap) ?? Number.NaN;
  }
  return Float64Array.from(neighbours, (k, i) =>
    classes[i] === NOT_TESTED ? Number.NaN : (bySize[k + 1] ?? Number.NaN),
  );
}

function summarise(
  study: StudyTests,
  { counts, harm }: WindowCounts,
  result: GiStar,
  { ring, tail }: Test,
): TestSummary {
  const { merged, inside } = study;
  const { classes, couldBeSignificant } = result;
  const tally = (isChosen: (i: number) => boolean) => study.tally(counts, harm?.byCell ?? null, isChosen);
  const full = result.attainable.find(({ size }) => size === FULL_SIZE[ring]);
  return {
    tail,
    correction: result.correction,
    ring,
    method: result.method,
    cells: result.cells,
    tested: result.tested,
    islands: result.islands,
    meanPerCell: result.mean,
    sdPerCell: result.sd,
    lost: counts.reduce((sum, n, i) => (merged.counted[i] === 1 && inside[i] !== 1 ? sum + n : sum), 0),
    hot: tally((i) => (classes[i] ?? 0) >= LEVEL_95 && classes[i] !== NOT_TESTED),
    cold: tally((i) => (classes[i] ?? 0) <= -LEVEL_95),
    studyM2: tally(() => true).areaM2,
    leastSumOnMap: (tail === "cold" ? full?.coldSumOnMap : full?.hotSumOnMap) ?? null,
    never: couldBeSignificant.reduce(
      (n, could, i) => (classes[i] !== NOT_TESTED && could === 0 ? n + 1 : n),
      0,
    ),
  };
}
