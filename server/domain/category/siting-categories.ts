/**
 * Which kinds of crime should decide where a camera hangs? Some are recorded where police look: siting by them would
 * send cameras to where patrols already are. They are off unless somebody asks for them by name.
 */
import { type CategoryDefinition, withDescendants } from "./scheme.ts";

export type SitingChoice = {
  /** Ids to site by: as asked, or every top-level one but those that are off. */
  categories: string[];
  /** Of the chosen ids those that police activity generates: a note is due. */
  policeGenerated: string[];
  /** Top-level ids left out because nobody asked for them. */
  leftOut: string[];
};

/**
 * @param asked dotted ids, or null where nobody chose.
 * @param off ids that police activity generates; what descends from them is off as well.
 */
export function sitingCategories(
  categories: readonly Pick<CategoryDefinition, "id" | "parent">[],
  asked: readonly string[] | null,
  off: readonly string[],
): SitingChoice {
  const generated = new Set(off.flatMap((id) => withDescendants(categories, id)));
  if (asked) {
    return {
      categories: [...asked],
      policeGenerated: asked.filter((id) => generated.has(id)),
      leftOut: [],
    };
  }
  const tops = categories.filter(({ parent }) => parent === null).map(({ id }) => id);
  return {
    categories: tops.filter((id) => !generated.has(id)),
    policeGenerated: [],
    leftOut: tops.filter((id) => generated.has(id)),
  };
}
