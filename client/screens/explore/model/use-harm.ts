/** The table of weights that the screen weighs incidents by. */
import { useMemo } from "react";
import type { Category } from "#contract/categories.ts";
import type { HarmTable } from "#contract/harm.ts";
import { weightsByCategory } from "#domain/category/harm-weights.ts";
import { withDescendants } from "#domain/category/scheme.ts";
import { useHarmTables } from "../../../api/harm-tables.ts";
import { canBeWeighed } from "../../../state/surface.ts";
import type { ExploreState } from "../../../state/url-state.ts";
import type { CategoryNode, HarmWeights } from "../../../workers/cube-messages.ts";

/** A table in use for the category looked at. */
export type UsedHarm = {
  table: HarmTable;
  weights: HarmWeights;
  /** True only if somebody has checked every weight in use. */
  verified: boolean;
};

export type Harm = {
  /** Tables there are to choose from. */
  tables: readonly HarmTable[];
  /** null = each incident counts as one. */
  used: UsedHarm | null;
  /** Why what is asked for is not shown. */
  problems: string[];
};

/** The table that the state asks for, as far as it says anything of the category and the surface can be weighed. */
export function useHarm(
  { harm, show }: Pick<ExploreState, "harm" | "show">,
  category: Category | null,
  categories: readonly Category[],
): Harm {
  const { tables, isKnown } = useHarmTables();
  return useMemo(() => {
    const none = { tables, used: null, problems: [] };
    if (harm === null || !category || !isKnown) return none;
    const table = harm === "default" ? tables[0] : tables.find(({ id }) => id === harm);
    if (!table) {
      return { ...none, problems: ["The table of harm weights is not imported; numbers are shown."] };
    }
    const used = weighBy(table, category, categories);
    if (used.weights.weights.length === 0) {
      const what = `“${table.title}” has no weight for ${category.label}`;
      return { ...none, problems: [`${what}; numbers are shown.`] };
    }
    return canBeWeighed(show) ? { ...none, used } : none;
  }, [harm, show, category, categories, tables, isKnown]);
}

function weighBy(table: HarmTable, category: Category, categories: readonly Category[]): UsedHarm {
  const byCategory = weightsByCategory(categories, table.weights);
  const found = withDescendants(categories, category.id).flatMap((id) => {
    const row = byCategory.get(id);
    return row && row.weight !== null ? [{ id, weight: row.weight, verified: row.verified }] : [];
  });
  return {
    table,
    weights: { unit: table.unit, weights: found.map(({ id, weight }) => [id, weight]) },
    verified: found.every(({ verified }) => verified),
  };
}

/** The category and all below it, which harm has to tell apart; the category alone where each incident is one. */
export function toldApart(
  category: Category,
  categories: readonly Category[],
  used: UsedHarm | null,
): CategoryNode[] {
  const ids = used ? withDescendants(categories, category.id) : [category.id];
  return ids.map((id) => ({ id, parent: categories.find((each) => each.id === id)?.parent ?? null }));
}
