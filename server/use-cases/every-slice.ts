import { type SelectedSlice, selectSlices } from "#domain/coverage/select-slices.ts";
import { type Question, topCategories } from "./question.ts";

/** Slices of every category in the months of a question, so that kinds of crime can be compared with all crime. */
export function everySlice(question: Question): SelectedSlice[] {
  const { snapshot, months, forceIds } = question;
  const topCategoryOf = topCategories(snapshot);
  const wanted = new Set(months);
  const asked = new Map(question.slices.map((slice) => [slice.id, slice]));
  const { slices } = selectSlices({
    slices: snapshot.slices.filter((slice) => wanted.has(slice.month)),
    typeIds: new Set(topCategoryOf.keys()),
    topCategoryOf,
    forceIds,
    rankOf: (id) => question.rankOf(id),
  });
  return slices.map((slice) => ({
    ...slice,
    typeIds: [...new Set([...slice.typeIds, ...(asked.get(slice.id)?.typeIds ?? [])])],
  }));
}
