import { type Change, changeBetween } from "#domain/hotspot/change.ts";
import type { Correction } from "#domain/stats/false-discovery-rate.ts";

export type ChangeTask = {
  before: Int32Array;
  after: Int32Array;
  daysBefore: number;
  daysAfter: number;
  correction: Correction;
};

/** Change of every cell between two periods. */
export function changeColumns({ before, after, daysBefore, daysAfter, correction }: ChangeTask): Change {
  return changeBetween({ before, after, exposureBefore: daysBefore, exposureAfter: daysAfter, correction });
}
