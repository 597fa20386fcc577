/**
 * The category scheme: a tree of measures, and for each publisher's vocabulary the texts that mean each of them.
 * Publishers change wording and case between years, so texts are compared in a normalised form.
 */

/** From `month` on figures are not like those before. `force` null = of every force, else of the one named. */
export type SeriesBreak = { month: string; note: string; force: string | null };

export type CategoryDefinition = {
  id: string;
  parent: string | null;
  label: string;
  unit: string;
  definition: string;
  definitionId: string;
  source: string;
  validFrom: string | null;
  additive: boolean;
  breaks: SeriesBreak[];
  sort: number;
};

export type CategoryScheme = {
  version: number;
  categories: CategoryDefinition[];
  vocabularies: Record<string, Record<string, string>>;
};

/** Separates major from minor text in vocabularies that have two levels. */
export const LEVEL_SEPARATOR = " | ";

/** Normal form of a publisher's category text: upper case, "&" as AND, punctuation and runs of space as one space. */
export function normaliseOffence(text: string): string {
  return text
    .split("|")
    .map((level) =>
      level
        .toUpperCase()
        .replaceAll("&", " AND ")
        .replace(/[^A-Z0-9.*]+/g, " ")
        .trim(),
    )
    .join(LEVEL_SEPARATOR);
}

/**
 * Builds the look-up from a vocabulary's texts to category ids. An entry `Major | *` stands for every minor text
 * of that major one that has no entry of its own.
 * @returns function of (vocabulary, text) → category id, or null where the scheme does not know the text.
 */
export function categoryLookup(scheme: CategoryScheme): (vocabulary: string, text: string) => string | null {
  const tables = new Map<string, Map<string, string>>();
  for (const [vocabulary, entries] of Object.entries(scheme.vocabularies)) {
    tables.set(
      vocabulary,
      new Map(Object.entries(entries).map(([text, id]) => [normaliseOffence(text), id])),
    );
  }
  return (vocabulary, text) => {
    const code = normaliseOffence(text);
    const [major] = code.split(LEVEL_SEPARATOR);
    const table = tables.get(vocabulary);
    return table?.get(code) ?? table?.get(`${major}${LEVEL_SEPARATOR}*`) ?? null;
  };
}

/** Ids of a category and all below it. Unknown ids give an empty list. */
export function withDescendants(
  categories: readonly Pick<CategoryDefinition, "id" | "parent">[],
  id: string,
): string[] {
  if (!categories.some((category) => category.id === id)) return [];
  const found = [id];
  for (let i = 0; i < found.length; i++) {
    for (const category of categories) if (category.parent === found[i]) found.push(category.id);
  }
  return found;
}

/** Breaks that concern figures of these forces. */
export function breaksOf(
  { breaks }: Pick<CategoryDefinition, "breaks">,
  forces: readonly string[],
): SeriesBreak[] {
  return breaks.filter(({ force }) => force === null || forces.includes(force));
}
