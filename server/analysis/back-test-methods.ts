/** Would these maps have foretold the following months? Gi*, last year's counts and density side by side. */
import type { Neighbourhood } from "#domain/grid/neighbourhood.ts";
import { type BackTestAnswer, backTest, bestByPei, type RankingMethod } from "#domain/hotspot/back-test.ts";
import { kernelDensity } from "#domain/hotspot/kernel-density.ts";
import { sumMonths } from "#domain/hotspot/month-counts.ts";
import { giStarRanking, lastYearsCounts } from "#domain/hotspot/ranking-methods.ts";
import { cellCentresBng } from "./cell-centres.ts";
import { unpackCells } from "./cell-text.ts";

export type BackTestTask = {
  packedCells: Uint8Array;
  /** By month, without jumps; null = nothing known of the month. */
  months: (Int32Array | null)[];
  areaM2: Float64Array;
  neighbourhood: Neighbourhood;
  /** Radius of the quartic kernel, m. */
  bandwidthM: number;
  trainMonths: number;
  testMonths: 1 | 2 | 3;
  origins: number;
  areaShares: number[];
  seed: number;
};

/** Share of land at which the methods are compared in a sentence. */
export const COMPARED_SHARE = 0.02;

/** Back-test of three methods and chance. */
export function backTestMethods(task: BackTestTask): BackTestAnswer & { best?: string | null } {
  const answer = backTest({
    months: task.months,
    areas: task.areaM2,
    methods: [
      giStarRanking(task.neighbourhood),
      lastYearsCounts,
      densityRanking(cellCentresBng(unpackCells(task.packedCells)), task.bandwidthM),
    ],
    baseline: lastYearsCounts.id,
    trainMonths: task.trainMonths,
    testMonths: task.testMonths,
    areaShares: task.areaShares,
    maxOrigins: task.origins,
    seed: task.seed,
  });
  return answer.ok ? { ...answer, best: bestByPei(answer.rows, COMPARED_SHARE) } : answer;
}

/** Cells by the density at their centre of the training months' counts, each taken at the centre of its cell. */
function densityRanking(centres: Float64Array, bandwidthM: number): RankingMethod {
  return {
    id: "density",
    rank: ({ months }) => {
      const counts = sumMonths(months, centres.length / 2);
      const busy = [...counts.keys()].filter((i) => (counts[i] ?? 0) > 0);
      return kernelDensity({
        eventsXY: Float64Array.from(busy.flatMap((i) => [centres[2 * i] ?? 0, centres[2 * i + 1] ?? 0])),
        weights: Float64Array.from(busy, (i) => counts[i] ?? 0),
        at: centres,
        kernel: "quartic",
        bandwidthM,
        edge: { kind: "none" },
      }).perKm2;
    },
  };
}
