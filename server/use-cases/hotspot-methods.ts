/** One test for each method of /hotspots, and what it is called in a sentence. */
import type { Caveat } from "#contract/meta.ts";
import type { Neighbourhood } from "#domain/grid/neighbourhood.ts";
import type { HotspotAnswer } from "../analysis/hotspot-columns.ts";
import type { AnalysisTools, StudyGrid } from "./study-grid.ts";
import type { HotspotInput } from "./test-hotspots.ts";

export type TestTask = {
  grid: StudyGrid;
  counts: Int32Array;
  neighbourhood: Neighbourhood;
  input: HotspotInput;
};

export type MadeTest = { answer: HotspotAnswer; words: string; caveats: Caveat[] };

const CORRECTIONS = {
  bh: "q by Benjamini and Hochberg over all tested hexagons",
  by: "q by Benjamini and Yekutieli over all tested hexagons",
  holm: "q by Holm over all tested hexagons",
  none: "no correction for testing many hexagons",
} as const;

const TAILS = {
  hot: "one-sided, more than chance",
  cold: "one-sided, fewer than chance",
  "two-sided": "two-sided",
};

/** Makes the test that was asked for. */
export async function runTest(
  tools: AnalysisTools,
  task: TestTask,
  signal: AbortSignal | undefined,
): Promise<MadeTest> {
  return giStarTest(tools, task, signal);
}

async function giStarTest(
  { analyst }: AnalysisTools,
  { counts, neighbourhood, input }: TestTask,
  signal: AbortSignal | undefined,
): Promise<MadeTest> {
  const { tail, correction, ring } = input;
  const answer = await analyst.run("gi-star", { counts, neighbourhood, tail, correction }, signal);
  const p =
    answer.ok && answer.facts.distribution === "monte-carlo"
      ? `p from ${answer.facts.draws} draws`
      : "exact randomisation p";
  const words = `Getis–Ord Gi*: incidents of a hexagon and its neighbours within ${ring === 1 ? "1 ring" : `${ring} rings`} against as many hexagons drawn at random from the study area; ${p}, ${TAILS[tail]}; ${CORRECTIONS[correction]}.`;
  return { answer, words, caveats: [] };
}
