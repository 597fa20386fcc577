/** One test for each method of /hotspots, and what it is called in a sentence. */
import type { Caveat } from "#contract/meta.ts";
import type { Neighbourhood } from "#domain/grid/neighbourhood.ts";
import type { ExpectedCountAnswer } from "../analysis/expected-count-columns.ts";
import type { HotspotAnswer } from "../analysis/hotspot-columns.ts";
import { type ExposedMethod, readExposure } from "./hotspot-exposure.ts";
import type { AnalysisTools, StudyGrid } from "./study-grid.ts";
import type { HotspotInput } from "./test-hotspots.ts";

export type TestTask = {
  grid: StudyGrid;
  counts: Int32Array;
  neighbourhood: Neighbourhood;
  input: HotspotInput;
};

export type MadeTest = {
  answer: HotspotAnswer;
  /** Of local Moran's I only: kind of each finding, see local-moran.ts. */
  clusters: Int8Array | null;
  words: string;
  caveats: Caveat[];
};

export const UNTESTED = "Incidents per hexagon of the study area; not tested.";

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
export function runTest(
  tools: AnalysisTools,
  task: TestTask,
  signal: AbortSignal | undefined,
): Promise<MadeTest> {
  switch (task.input.method) {
    case "gi-star":
      return giStarTest(tools, task, signal);
    case "local-moran":
      return localMoranTest(tools, task, signal);
    default:
      return expectedTest(tools, task, task.input.method, signal);
  }
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
  const words = `Getis–Ord Gi*: incidents of a hexagon and its neighbours within ${rings(ring)} against as many hexagons drawn at random from the study area; ${p}, ${TAILS[tail]}; ${CORRECTIONS[correction]}.`;
  return { answer, clusters: null, words, caveats: [] };
}

async function localMoranTest(
  { analyst }: AnalysisTools,
  { counts, neighbourhood, input }: TestTask,
  signal: AbortSignal | undefined,
): Promise<MadeTest> {
  const { correction, ring } = input;
  const answer = await analyst.run("local-moran", { counts, neighbourhood, correction }, signal);
  const words = `Local Moran's I: each hexagon's own count beside those of its neighbours within ${rings(ring)}, given its own; exact randomisation p, two-sided; ${CORRECTIONS[correction]}. Busy hexagons with a finding are hot, quiet ones cold.`;
  return { answer, clusters: answer.clusters ?? null, words, caveats: [] };
}

async function expectedTest(
  tools: AnalysisTools,
  { grid, counts, neighbourhood, input }: TestTask,
  method: ExposedMethod,
  signal: AbortSignal | undefined,
): Promise<MadeTest> {
  const read = await readExposure(tools, grid, input, method);
  const { tail, correction, ring } = input;
  if (!read.ok) {
    const answer = await tools.analyst.run(
      "local-sums",
      { counts, neighbourhood, refusal: read.reason },
      signal,
    );
    return {
      answer: answer.ok ? answer : { ...answer, detail: read.detail },
      clusters: null,
      words: UNTESTED,
      caveats: [],
    };
  }
  const { exposure } = read;
  const answer = await tools.analyst.run(
    "expected-count",
    { counts, exposure, neighbourhood, tail, correction },
    signal,
  );
  const words = `Incidents of a hexagon and its neighbours within ${rings(ring)} against what ${read.words} lead one to expect; ${modelWords(answer)}, ${TAILS[tail]}; ${CORRECTIONS[correction]}.`;
  return { answer, clusters: null, words, caveats: [...read.caveats, ...withoutExposure(answer)] };
}

function modelWords(answer: ExpectedCountAnswer): string {
  if (!answer.ok || answer.facts.distribution === "binomial") return "binomial p";
  const times = answer.left
    ? ` (hexagons vary ${answer.left.dispersion.toFixed(1)} times as much as chance alone)`
    : "";
  return `negative binomial p${times}`;
}

function withoutExposure({ left }: ExpectedCountAnswer): Caveat[] {
  if (!left || left.cellsWithoutExposure === 0) return [];
  return [
    {
      code: "without-exposure",
      text: `${left.cellsWithoutExposure.toLocaleString("en-GB")} hexagons have no published figure to expect anything of; they and their ${left.incidentsWithoutExposure.toLocaleString("en-GB")} incidents are not tested.`,
    },
  ];
}

function rings(ring: number): string {
  return ring === 1 ? "1 ring" : `${ring} rings`;
}
