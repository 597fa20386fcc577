import { type NearRepeatAnswer, nearRepeat } from "#domain/hotspot/near-repeat.ts";
import { gridPositions } from "./grid-positions.ts";

export type NearRepeatTask = {
  /** Ids of the events' positions. */
  locationIds: BigInt64Array;
  /** Whole day of each event. */
  day: Int32Array;
  /** Calendar month of each event: dates are exchanged within months only; null = over the whole period. */
  month: Int32Array | null;
  permutations: number;
  seed: number;
};

/** The near-repeat test with the usual bands; see the kernel. Cancelled by ending its thread. */
export function testNearRepeats({ locationIds, ...task }: NearRepeatTask): NearRepeatAnswer {
  return nearRepeat({ ...task, xy: gridPositions(locationIds) });
}
