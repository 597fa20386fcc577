/** What every test of hexagons gives back, whatever its method: one column per figure, in the order of the cells. */
import type { Neighbourhood } from "#domain/grid/neighbourhood.ts";
import { localSums } from "#domain/hotspot/local-sums.ts";

/** NaN = not defined. Classes as in gi-star.ts: 3 … −3, or NOT_TESTED. */
export type HotspotColumns = {
  localSum: Float64Array;
  neighbours: Uint8Array;
  expected: Float64Array;
  z: Float64Array;
  p: Float64Array;
  q: Float64Array;
  classes: Int8Array;
};

/** What a neighbourhood of some size could show. */
export type Attainable = { hexagons: number; cells: number; leastLocalSum: number | null; smallestP: number };

export type HotspotFacts = {
  distribution: "exact" | "monte-carlo" | "binomial" | "negative-binomial";
  draws: number | null;
  seed: number | null;
  tested: number;
  islands: number;
  /** Of the counts of the tested study area; sd with 1/n. */
  total: number;
  mean: number;
  sd: number;
  attainable: Attainable[];
};

export type HotspotAnswer =
  | { ok: true; columns: HotspotColumns; facts: HotspotFacts }
  | { ok: false; reason: string; detail: string; columns: Pick<HotspotColumns, "localSum" | "neighbours"> };

/** A refusal that still says what was counted. */
export function refusedTest(
  reason: string,
  detail: string,
  counts: ArrayLike<number>,
  neighbourhood: Neighbourhood,
): HotspotAnswer {
  const { sum, neighbours } = localSums(counts, neighbourhood, null);
  return { ok: false, reason, detail, columns: { localSum: sum, neighbours } };
}
