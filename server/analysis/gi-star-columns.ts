import type { Neighbourhood } from "#domain/grid/neighbourhood.ts";
import type { AttainableBySize } from "#domain/hotspot/attainable.ts";
import { giStar, type Tail } from "#domain/hotspot/gi-star.ts";
import type { Correction } from "#domain/stats/false-discovery-rate.ts";
import { type Attainable, type HotspotAnswer, refusedTest } from "./hotspot-columns.ts";

export type GiStarTask = {
  counts: Int32Array | Float64Array;
  neighbourhood: Neighbourhood;
  tail: Tail;
  correction: Correction;
};

/** Getis–Ord Gi* of every cell, or why it cannot be made. */
export function giStarColumns({ counts, neighbourhood, tail, correction }: GiStarTask): HotspotAnswer {
  const answer = giStar(counts, neighbourhood, { tail, correction });
  if (!answer.ok) return refusedTest(answer.reason, answer.detail, counts, neighbourhood);
  const { result } = answer;
  const { localSum, neighbours, expected, z, p, q, classes, method } = result;
  return {
    ok: true,
    columns: { localSum, neighbours, expected, z, p, q, classes },
    facts: {
      distribution: method.kind,
      draws: method.kind === "exact" ? null : method.draws,
      seed: method.kind === "exact" ? null : method.seed,
      tested: result.tested,
      islands: result.islands,
      total: result.total,
      mean: result.mean,
      sd: result.sd,
      attainable: result.attainable.map((row) => attainableRow(row, tail)),
    },
  };
}

/** For cold tests the sum is the largest that is low enough; for two-sided ones the hot side is told. */
function attainableRow(row: AttainableBySize, tail: Tail): Attainable {
  const cold = tail === "cold";
  return {
    hexagons: row.size,
    cells: row.cells,
    leastLocalSum: cold ? row.coldSumAtP05 : row.hotSumAtP05,
    smallestP: cold ? row.smallestColdP : row.smallestHotP,
  };
}
