/** Which police forces speak for an area, so that a month of which only others speak is a gap and not a zero? */
import type { SelectedSlice } from "#domain/coverage/select-slices.ts";
import { cellAt, cellToBigInt, type LngLat, storageParent } from "#domain/grid/h3.ts";
import type { PairCounts } from "./pair-counts.ts";
import { positionsPerSlice } from "./queries/counts.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Queryable } from "./sql.ts";

const NEWEST_MONTHS = 3;

/** A force with less than this share of an area's incidents works next door. */
const LEAST_SHARE = 0.05;

/** The newest slices of each source and force, with all their offence types. */
export function newestSlices(snapshot: Snapshot): SelectedSlice[] {
  const taken = new Map<string, number>();
  const newest: SelectedSlice[] = [];
  for (const slice of snapshot.slices.toReversed()) {
    const key = `${slice.sourceId}/${slice.forceId}`;
    const n = taken.get(key) ?? 0;
    if (n >= NEWEST_MONTHS) continue;
    taken.set(key, n + 1);
    newest.push({ ...slice, typeIds: [...slice.counts.keys()], located: 0, unlocated: 0 });
  }
  return newest;
}

/** Forces with a fair share of the incidents counted in the area; empty where there are none. */
export function forcesIn(newest: readonly SelectedSlice[], pairs: readonly PairCounts[]): Set<number> {
  const counts = pairs.map(({ sliceId, n }) => ({ sliceId, n: n.reduce((total, each) => total + each, 0) }));
  return fairShares(newest, counts);
}

/** For an area without a single incident: forces with a fair share of the positions within some kilometres. */
export async function forcesNear(
  sql: Queryable,
  newest: readonly SelectedSlice[],
  centre: LngLat,
): Promise<Set<number>> {
  const chunk = cellToBigInt(storageParent(cellAt(centre, 8), 5));
  const ids = newest.map((slice) => slice.id);
  const near = await positionsPerSlice(sql, ids, [chunk]);
  return fairShares(
    newest,
    near.map(({ sliceId, positions }) => ({ sliceId, n: positions })),
  );
}

function fairShares(
  slices: readonly SelectedSlice[],
  counts: readonly { sliceId: number; n: number }[],
): Set<number> {
  const forceOf = new Map(slices.map((slice) => [slice.id, slice.forceId]));
  const byForce = new Map<number, number>();
  let total = 0;
  for (const { sliceId, n } of counts) {
    const force = forceOf.get(sliceId);
    if (force === undefined || n === 0) continue;
    byForce.set(force, (byForce.get(force) ?? 0) + n);
    total += n;
  }
  return new Set([...byForce].filter(([, n]) => n >= LEAST_SHARE * total).map(([force]) => force));
}
