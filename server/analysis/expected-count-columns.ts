import type { Neighbourhood } from "#domain/grid/neighbourhood.ts";
import { type ExpectedCount, expectedCount } from "#domain/hotspot/expected-count.ts";
import type { Tail } from "#domain/hotspot/gi-star.ts";
import { studyArea } from "#domain/hotspot/local-sums.ts";
import type { Correction } from "#domain/stats/false-discovery-rate.ts";
import { type HotspotAnswer, refusedTest } from "./hotspot-columns.ts";

export type ExpectedCountTask = {
  counts: Int32Array;
  /** 0 = nothing is known of the cell: it is not tested. */
  exposure: Float64Array;
  neighbourhood: Neighbourhood;
  tail: Tail;
  correction: Correction;
};

export type ExpectedCountAnswer = HotspotAnswer & {
  left?: Pick<ExpectedCount, "cellsWithoutExposure" | "incidentsWithoutExposure" | "dispersion" | "areaRate">;
};

/** Local sums against what exposure leads one to expect; z by the variance of the model used. */
export function expectedCountColumns(task: ExpectedCountTask): ExpectedCountAnswer {
  const { counts, neighbourhood } = task;
  const answer = expectedCount(task);
  if (!answer.ok) return refusedTest(answer.reason, answer.detail, counts, neighbourhood);
  const { result } = answer;
  const isTested = Uint8Array.from(result.p, (p) => (Number.isNaN(p) ? 0 : 1));
  const { localSum, neighbours } = sumsOverTested(counts, neighbourhood, isTested);
  const { mean, sd } = studyArea(counts, neighbourhood, isTested);
  return {
    ok: true,
    columns: {
      localSum,
      neighbours,
      expected: result.expected,
      z: result.expected.map(
        (expected, i) => ((localSum[i] ?? 0) - expected) / Math.sqrt(variance(result, expected)),
      ),
      p: result.p,
      q: result.q,
      classes: result.classes,
    },
    facts: {
      distribution: result.model,
      draws: null,
      seed: null,
      tested: result.tested,
      islands: result.cellsWithoutExposure,
      total: result.total,
      mean,
      sd,
      attainable: [],
    },
    left: {
      cellsWithoutExposure: result.cellsWithoutExposure,
      incidentsWithoutExposure: result.incidentsWithoutExposure,
      dispersion: result.dispersion,
      areaRate: result.areaRate,
    },
  };
}

/** Binomial: E(1 − E/Σx); negative binomial: E times the dispersion. */
function variance({ model, dispersion, total }: ExpectedCount, expected: number): number {
  return model === "binomial" ? Math.max(expected * (1 - expected / total), 1e-12) : expected * dispersion;
}

/** A cell that is not tested has a sum too, so that it can be shown, but is in nobody else's. */
function sumsOverTested(counts: Int32Array, { start, index }: Neighbourhood, isTested: Uint8Array) {
  const localSum = new Float64Array(counts.length);
  const neighbours = new Uint8Array(counts.length);
  for (let i = 0; i < counts.length; i++) {
    localSum[i] = counts[i] ?? 0;
    for (let at = start[i] ?? 0; at < (start[i + 1] ?? 0); at++) {
      const neighbour = index[at] ?? 0;
      if (!isTested[neighbour]) continue;
      localSum[i] = (localSum[i] ?? 0) + (counts[neighbour] ?? 0);
      neighbours[i] = (neighbours[i] ?? 0) + 1;
    }
  }
  return { localSum, neighbours };
}
