/**
 * Which slices answer a question, and which months are known at all?
 *
 * A slice is what one source says of one force in one month. Two sources may speak of the same force, month and
 * kind of crime (police.uk and the force's own extract); then exactly one is counted, never both. A month that no
 * source covers is a gap: nothing is known of it, which is not the same as zero.
 */
import type { Month } from "../time/months.ts";

export type SliceCount = { located: number; unlocated: number };

export type Slice = {
  id: number;
  sourceId: number;
  forceId: number;
  month: Month;
  /** By offence type. */
  counts: ReadonlyMap<number, SliceCount>;
};

export type SelectedSlice = {
  id: number;
  sourceId: number;
  forceId: number;
  month: Month;
  typeIds: number[];
  located: number;
  unlocated: number;
};

export type SliceSelection = {
  slices: SelectedSlice[];
  covered: Set<Month>;
  /** Sources left out in some month because a better one speaks of the same crimes, as source ids. */
  superseded: Set<number>;
};

export type SelectionRequest = {
  slices: readonly Slice[];
  /** Offence types that are asked for. */
  typeIds: ReadonlySet<number>;
  /** Top-level category of each offence type: sources compete within one of these. */
  topCategoryOf: ReadonlyMap<number, string>;
  /** Forces that speak for the area; null = all. */
  forceIds: ReadonlySet<number> | null;
  /** Higher wins where two sources speak of the same crimes. */
  rankOf: (sourceId: number) => number;
};

/**
 * Picks for each force, month and top-level category the one source to count. A source covers a month only if it
 * has a slice for it and has ever recorded a crime of the kind asked for: a file of burglaries alone says nothing
 * about robbery. O(slices × offence types).
 */
export function selectSlices(request: SelectionRequest): SliceSelection {
  const relevant = request.slices.filter((s) => request.forceIds === null || request.forceIds.has(s.forceId));
  const speaks = sourcesThatSpeak(relevant, request.typeIds);
  const winners = winningSources(relevant, request);
  const selection: SliceSelection = { slices: [], covered: new Set(), superseded: new Set() };
  for (const slice of relevant) {
    if (!speaks.has(pairKey(slice))) continue;
    selection.covered.add(slice.month);
    const chosen = pickTypes(slice, request, winners, selection.superseded);
    if (chosen.typeIds.length > 0) selection.slices.push(chosen);
  }
  return selection;
}

function pairKey(slice: Slice): string {
  return `${slice.sourceId}/${slice.forceId}`;
}

function sourcesThatSpeak(slices: readonly Slice[], typeIds: ReadonlySet<number>): Set<string> {
  const speaks = new Set<string>();
  for (const slice of slices) {
    const key = pairKey(slice);
    if (speaks.has(key)) continue;
    for (const typeId of slice.counts.keys()) {
      if (!typeIds.has(typeId)) continue;
      speaks.add(key);
      break;
    }
  }
  return speaks;
}

function contestKey(slice: Slice, topCategory: string): string {
  return `${slice.forceId}/${slice.month}/${topCategory}`;
}

function winningSources(slices: readonly Slice[], request: SelectionRequest): Map<string, number> {
  const winners = new Map<string, number>();
  for (const slice of slices) {
    for (const typeId of slice.counts.keys()) {
      const topCategory = request.topCategoryOf.get(typeId);
      if (topCategory === undefined) continue;
      const key = contestKey(slice, topCategory);
      const holder = winners.get(key);
      if (holder === undefined || request.rankOf(slice.sourceId) > request.rankOf(holder)) {
        winners.set(key, slice.sourceId);
      }
    }
  }
  return winners;
}

function pickTypes(
  slice: Slice,
  request: SelectionRequest,
  winners: ReadonlyMap<string, number>,
  superseded: Set<number>,
): SelectedSlice {
  const chosen: SelectedSlice = {
    id: slice.id,
    sourceId: slice.sourceId,
    forceId: slice.forceId,
    month: slice.month,
    typeIds: [],
    located: 0,
    unlocated: 0,
  };
  for (const [typeId, count] of slice.counts) {
    if (!request.typeIds.has(typeId)) continue;
    const topCategory = request.topCategoryOf.get(typeId);
    if (topCategory !== undefined && winners.get(contestKey(slice, topCategory)) !== slice.sourceId) {
      superseded.add(slice.sourceId);
      continue;
    }
    chosen.typeIds.push(typeId);
    chosen.located += count.located;
    chosen.unlocated += count.unlocated;
  }
  return chosen;
}
