/** What is counted, how is it defined, and do the parts add up? */
import type { Category, OffenceType } from "#contract/categories.ts";
import { withDescendants } from "#domain/category/scheme.ts";
import type { Reader } from "../db/read-model.ts";
import type { Snapshot } from "../db/snapshot.ts";

export type SumCheck = {
  parent: string;
  parentN: number;
  childrenN: number;
  unspecified: number;
  text: string;
};
export type CategoryList = { data: Category[]; offenceTypes: OffenceType[]; sumChecks: SumCheck[] };

type TypeTotal = { n: number; from: string; to: string };

/** The category tree with live totals, the publishers' texts behind it, and one sum check per parent. */
export async function listCategories(reader: Reader): Promise<CategoryList> {
  const snapshot = await reader.snapshot();
  const totals = typeTotals(snapshot);
  const data = snapshot.categories.map((definition): Category => {
    const { sort: _, ...shown } = definition;
    const found = typesBelow(snapshot, definition.id).flatMap((id) => totals.get(id) ?? []);
    return {
      ...shown,
      n: found.reduce((sum, total) => sum + total.n, 0),
      from: found.map((total) => total.from).sort()[0] ?? null,
      to:
        found
          .map((total) => total.to)
          .sort()
          .at(-1) ?? null,
    };
  });
  const offenceTypes = [...snapshot.offenceTypes.values()].map((type) => ({
    ...type,
    n: totals.get(type.id)?.n ?? 0,
  }));
  return { data, offenceTypes, sumChecks: sumChecks(snapshot, data, totals) };
}

function typesBelow(snapshot: Snapshot, id: string): number[] {
  const ids = new Set(withDescendants(snapshot.categories, id));
  const types = [...snapshot.offenceTypes.values()];
  return types.filter((type) => type.category !== null && ids.has(type.category)).map((type) => type.id);
}

function typeTotals(snapshot: Snapshot): Map<number, TypeTotal> {
  const totals = new Map<number, TypeTotal>();
  for (const slice of snapshot.slices) {
    for (const [typeId, count] of slice.counts) {
      const n = count.located + count.unlocated;
      const total = totals.get(typeId);
      if (!total) totals.set(typeId, { n, from: slice.month, to: slice.month });
      else {
        total.n += n;
        if (slice.month > total.to) total.to = slice.month;
        if (slice.month < total.from) total.from = slice.month;
      }
    }
  }
  return totals;
}

/** Parent = children + what the publisher did not specify further. Children are never more than the parent. */
function sumChecks(
  snapshot: Snapshot,
  data: readonly Category[],
  totals: ReadonlyMap<number, TypeTotal>,
): SumCheck[] {
  return data.flatMap((parent) => {
    const children = data.filter((category) => category.parent === parent.id);
    if (children.length === 0 || parent.n === 0) return [];
    const childrenN = children.reduce((sum, child) => sum + child.n, 0);
    const own = [...snapshot.offenceTypes.values()].filter((type) => type.category === parent.id);
    const unspecified = own.reduce((sum, type) => sum + (totals.get(type.id)?.n ?? 0), 0);
    const text = (n: number) => n.toLocaleString("en-GB");
    const adds = childrenN + unspecified === parent.n ? "adds up" : "does not add up";
    return {
      parent: parent.id,
      parentN: parent.n,
      childrenN,
      unspecified,
      text: `${parent.label}: ${text(parent.n)} = ${text(childrenN)} in its parts + ${text(unspecified)} that the publisher does not divide further (${adds}).`,
    };
  });
}
