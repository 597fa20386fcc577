/**
 * Which weight does an incident of each category have in a table of harm weights? A table speaks of the categories it
 * lists; a part that it does not list has the weight of what it is part of. A row without a weight says that the
 * table has none, and nothing stands in for it.
 */
import type { CategoryDefinition } from "./scheme.ts";

export type ListedWeight = { category: string; weight: number | null; verified: boolean };

export type CategoryWeight = {
  /** Unit of the table per incident; null = the table says nothing: such incidents are not weighed, not weighed 0. */
  weight: number | null;
  verified: boolean;
  /** Category whose row was used: the category itself or one above it; null = no row. */
  from: string | null;
};

/**
 * Weight of every category. It holds for incidents mapped to the category itself: those of its parts have the weights
 * of the parts. O(categories × depth).
 */
export function weightsByCategory(
  categories: readonly Pick<CategoryDefinition, "id" | "parent">[],
  listed: readonly ListedWeight[],
): Map<string, CategoryWeight> {
  const rows = new Map(listed.map((row) => [row.category, row]));
  const parents = new Map(categories.map(({ id, parent }) => [id, parent]));
  const weightOf = (id: string): CategoryWeight => {
    for (let at: string | null = id; at !== null; at = parents.get(at) ?? null) {
      const row = rows.get(at);
      if (row) return { weight: row.weight, verified: row.verified, from: at };
    }
    return { weight: null, verified: false, from: null };
  };
  return new Map(categories.map(({ id }) => [id, weightOf(id)]));
}
