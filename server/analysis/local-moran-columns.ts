import type { Neighbourhood } from "#domain/grid/neighbourhood.ts";
import { NOT_TESTED, significanceLevel } from "#domain/hotspot/gi-star.ts";
import { HIGH_HIGH, HIGH_LOW, localMoran } from "#domain/hotspot/local-moran.ts";
import type { Correction } from "#domain/stats/false-discovery-rate.ts";
import { type HotspotAnswer, refusedTest } from "./hotspot-columns.ts";

export type LocalMoranTask = { counts: Int32Array; neighbourhood: Neighbourhood; correction: Correction };

export type LocalMoranAnswer = HotspotAnswer & {
  /** By cell, as in local-moran.ts, where q ≤ .05. */
  clusters?: Int8Array;
};

/** Local Moran's I: the sum is the cell's own count; busy cells with a finding are hot, quiet ones cold. */
export function localMoranColumns({ counts, neighbourhood, correction }: LocalMoranTask): LocalMoranAnswer {
  const answer = localMoran(counts, neighbourhood, { correction });
  if (!answer.ok) return refusedTest(answer.reason, answer.detail, counts, neighbourhood);
  const { result } = answer;
  const classes = result.clusters.map((cluster, i) => {
    if (cluster === NOT_TESTED || cluster === 0) return cluster;
    const level = significanceLevel(result.q[i] ?? 1);
    return cluster === HIGH_HIGH || cluster === HIGH_LOW ? level : -level;
  });
  return {
    ok: true,
    columns: {
      localSum: Float64Array.from(counts),
      neighbours: result.neighbours,
      expected: new Float64Array(counts.length).fill(result.mean),
      z: result.z,
      p: result.p,
      q: result.q,
      classes,
    },
    facts: {
      distribution: "exact",
      draws: null,
      seed: null,
      tested: result.tested,
      islands: result.cells - result.tested,
      total: result.mean * result.cells,
      mean: result.mean,
      sd: result.sd,
      attainable: [],
    },
    clusters: result.clusters,
  };
}
