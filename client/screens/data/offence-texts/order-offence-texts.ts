import type { OffenceType } from "#contract/categories.ts";

export type OffenceTextFilter = "all" | "unmapped" | "mapped";

/** Publishers' texts: not mapped first, then the most incidents, then by name. */
export function orderOffenceTexts(texts: readonly OffenceType[]): OffenceType[] {
  return [...texts].sort(
    (a, b) =>
      Number(a.category !== null) - Number(b.category !== null) ||
      b.n - a.n ||
      a.label.localeCompare(b.label) ||
      a.vocabulary.localeCompare(b.vocabulary),
  );
}

/** Texts that contain the words typed (in text or vocabulary, any case) and are in the wanted state. */
export function filterOffenceTexts(
  texts: readonly OffenceType[],
  filter: OffenceTextFilter,
  words: string,
): OffenceType[] {
  const wanted = words.toLocaleLowerCase("en-GB").split(/\s+/).filter(Boolean);
  return texts.filter((text) => {
    if (filter === "unmapped" && text.category !== null) return false;
    if (filter === "mapped" && text.category === null) return false;
    const haystack = `${text.label} ${text.vocabulary}`.toLocaleLowerCase("en-GB");
    return wanted.every((word) => haystack.includes(word));
  });
}

/** Incidents that are in no category yet, and in how many texts. */
export function unmappedTotals(texts: readonly OffenceType[]): { texts: number; n: number } {
  const unmapped = texts.filter((text) => text.category === null);
  return { texts: unmapped.length, n: unmapped.reduce((sum, text) => sum + text.n, 0) };
}
