/** Beyond the boundary other forces may speak: their incidents there, and the months they say nothing of. */
import { type SelectedSlice, selectSlices } from "#domain/coverage/select-slices.ts";
import { INSIDE } from "#domain/grid/area-cells.ts";
import type { Month } from "#domain/time/months.ts";
import type { CellIndex } from "../db/area-index.ts";
import type { PairCounts } from "../db/pair-counts.ts";
import { type Question, topCategories } from "./question.ts";

/** A force that speaks for part of the buffer, and the covered months that it says nothing of. */
export type NeighbouringForce = { force: string; missing: readonly Month[] };

/** Slices of other forces than those that speak for the area: in the months of the period, and their newest. */
export function neighbouringSlices(question: Question): SelectedSlice[] {
  const { snapshot, forceIds, months, typesOf, rankOf } = question;
  const others = new Set([...snapshot.forces.keys()].filter((id) => !forceIds.has(id)));
  if (others.size === 0) return [];
  const { slices } = selectSlices({
    slices: snapshot.slices,
    typeIds: new Set([...typesOf.values()].flatMap((ids) => [...ids])),
    topCategoryOf: topCategories(snapshot),
    forceIds: others,
    rankOf,
  });
  const wanted = new Set(months);
  const newest = new Map<number, Month>();
  for (const { forceId, month } of slices) {
    if (month > (newest.get(forceId) ?? "")) newest.set(forceId, month);
  }
  return slices.filter(({ forceId, month }) => wanted.has(month) || newest.get(forceId) === month);
}

/**
 * Leaves only what lies beyond the boundary or in hexagons that it crosses: in those wholly inside, the area's own
 * forces are counted and no other.
 */
export function beyondBoundary(pairs: readonly PairCounts[], { flags }: CellIndex): PairCounts[] {
  return pairs.map((pair) => {
    const kept = pair.index.map((_, k) => k).filter((k) => flags[pair.index[k] ?? -1] !== INSIDE);
    return {
      ...pair,
      index: kept.map((k) => pair.index[k] ?? 0),
      n: kept.map((k) => pair.n[k] ?? 0),
    };
  });
}

/** Forces with an incident beyond the boundary. @param pairs of these slices, there. */
export function neighbouringForces(
  { snapshot }: Question,
  slices: readonly SelectedSlice[],
  pairs: readonly PairCounts[],
  months: readonly Month[],
): NeighbouringForce[] {
  const forceOf = new Map(slices.map((slice) => [slice.id, slice.forceId]));
  const present = new Set(
    pairs.filter((pair) => pair.index.length > 0).map((pair) => forceOf.get(pair.sliceId)),
  );
  return [...present].flatMap((forceId) => {
    if (forceId === undefined) return [];
    const known = new Set(slices.filter((slice) => slice.forceId === forceId).map((slice) => slice.month));
    const force = snapshot.forces.get(forceId)?.name ?? "A neighbouring force";
    return [{ force, missing: months.filter((month) => !known.has(month)) }];
  });
}
