import type { Neighbourhood } from "#domain/grid/neighbourhood.ts";
import { type HotspotAnswer, refusedTest } from "./hotspot-columns.ts";

/** Local sums without a test, where it is known beforehand that none can be made. */
export function countedOnly({
  counts,
  neighbourhood,
  refusal,
}: {
  counts: Int32Array;
  neighbourhood: Neighbourhood;
  refusal: string;
}): HotspotAnswer {
  return refusedTest(refusal, "", counts, neighbourhood);
}
