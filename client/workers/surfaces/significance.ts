/** Where there are more incidents than chance would place, and where that could have been found at all. */
import type { Neighbourhood } from "#domain/grid/neighbourhood.ts";
import { type GiStar, giStar, NOT_TESTED } from "#domain/hotspot/gi-star.ts";
import { CLASS_UNKNOWN } from "../../map/class-breaks.ts";
import { ATTAINABLE, SIGNIFICANCE } from "../../map/class-schemes.ts";
import type { WindowCounts } from "../cube-messages.ts";
import { LISTED_CELLS } from "../cube-windows.ts";
import type { AttainableFigures, SurfaceQuestion, TestSummary } from "../surface-messages.ts";
import { firstCells } from "../top-cells.ts";
import { refused } from "./refusals.ts";
import type { StudyTests } from "./study-tests.ts";

export type TestQuestion = Extract<SurfaceQuestion, { kind: "significant" | "could-be-significant" }>;
type Test = Pick<TestQuestion, "ring" | "tail" | "correction">;

/** Cells in a full neighbourhood of ring 1, 2, 3. */
const FULL_SIZE = { 1: 7, 2: 19, 3: 37 } as const;
const LEVEL_95 = 2;
const MOST_LISTED = 600;

/**
 * The window with Gi* instead of counts, or with what could have been significant.
 * @param tested counts or harm by cell, asked for only where there is something to test.
 */
export function testWindow(
  study: StudyTests,
  window: WindowCounts,
  test: TestQuestion,
  tested: () => Int32Array | Float64Array,
): WindowCounts {
  if (!window.known) return { ...window, figures: refused("no-data") };
  const { tail, correction, ring } = test;
  const options = { tail, correction, include: study.merged.study };
  const answer = giStar(tested(), study.neighbourhood(ring), options);
  if (!answer.ok) return { ...window, figures: refused(answer.reason, answer.detail) };
  const show = test.kind === "significant" ? significantWindow : attainableWindow;
  return show(study, window, test, answer.result);
}

function significantWindow(
  study: StudyTests,
  window: WindowCounts,
  test: Test,
  result: GiStar,
): WindowCounts {
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

/** How many incidents around each hexagon it would have taken. */
function attainableWindow(study: StudyTests, window: WindowCounts, test: Test, result: GiStar): WindowCounts {
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
  const isHot = (i: number) => (classes[i] ?? 0) >= LEVEL_95 && classes[i] !== NOT_TESTED;
  const isCold = (i: number) => (classes[i] ?? 0) <= -LEVEL_95;
  const around = (isFound: (i: number) => boolean) => {
    const within = withNeighbours(study.neighbourhood(ring), isFound);
    return tally((i) => within[i] === 1);
  };
  const full = result.attainable.find(({ size }) => size === FULL_SIZE[ring]);
  return {
    tail,
    correction: result.correction,
    ring,
    method: result.method,
    cells: result.cells,
    tested: result.tested,
    testedInside: result.q.reduce((n, q, i) => (inside[i] === 1 && !Number.isNaN(q) ? n + 1 : n), 0),
    islands: result.islands,
    meanPerCell: result.mean,
    sdPerCell: result.sd,
    lost: counts.reduce((sum, n, i) => (merged.counted[i] === 1 && inside[i] !== 1 ? sum + n : sum), 0),
    hot: tally(isHot),
    cold: tally(isCold),
    hotAround: around(isHot),
    coldAround: around(isCold),
    studyM2: tally(() => true).areaM2,
    leastSumOnMap: (tail === "cold" ? full?.coldSumOnMap : full?.hotSumOnMap) ?? null,
    never: couldBeSignificant.reduce(
      (n, could, i) => (classes[i] !== NOT_TESTED && could === 0 ? n + 1 : n),
      0,
    ),
  };
}

/** 1 for cells that were found or are neighbours of one that was. */
function withNeighbours({ start, index }: Neighbourhood, isFound: (cell: number) => boolean): Uint8Array {
  const within = new Uint8Array(start.length - 1);
  for (let i = 0; i < within.length; i++) {
    if (!isFound(i)) continue;
    within[i] = 1;
    for (let at = start[i] ?? 0; at < (start[i + 1] ?? 0); at++) within[index[at] ?? i] = 1;
  }
  return within;
}
