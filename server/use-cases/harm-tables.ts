/** Which tables of harm weights are there, and what does an incident of each kind weigh? */
import { z } from "zod";
import type { HarmTable } from "#contract/harm.ts";
import { type CategoryWeight, weightsByCategory } from "#domain/category/harm-weights.ts";
import type { CategoryDefinition } from "#domain/category/scheme.ts";
import cambridgeJson from "../../data/harm/cambridge-2020.json" with { type: "json" };
import homeOfficeJson from "../../data/harm/home-office-2018.json" with { type: "json" };
import onsJson from "../../data/harm/ons-severity.json" with { type: "json" };
import type { HarmTableRow, Reader } from "../db/read-model.ts";
import { type Answer, answer, refuse } from "./answer.ts";

const text = z.string().min(1);
const publishedTable = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: text,
  publisher: text,
  edition: text,
  unit: text,
  priceYear: text.nullable(),
  source: text,
  weights: z.array(
    z.object({
      category: text,
      publisherTerm: text,
      weight: z.number().min(0).nullable(),
      verified: z.boolean(),
      note: z.string(),
    }),
  ),
});
type PublishedTable = z.infer<typeof publishedTable>;

/** Tables that come with the app, checked when the server starts. */
export const PUBLISHED_HARM_TABLES: readonly PublishedTable[] = [cambridgeJson, onsJson, homeOfficeJson].map(
  (table) => publishedTable.parse(table),
);

/** Every table, those that come with the app first. An imported one with the same id takes the other's place. */
export async function listHarmTables(reader: Reader): Promise<HarmTable[]> {
  const { categories } = await reader.snapshot();
  const imported = (await reader.harmTables()).map(publishedForm);
  const ids = new Set(imported.map(({ id }) => id));
  const tables = [...PUBLISHED_HARM_TABLES.filter(({ id }) => !ids.has(id)), ...imported];
  return tables.map((table) => shown(table, categories));
}

/** The table with an id. */
export async function findHarmTable(reader: Reader, id: string): Promise<Answer<HarmTable>> {
  const tables = await listHarmTables(reader);
  const found = tables.find((table) => table.id === id);
  if (found) return answer(found);
  return refuse({
    code: "unknown-harm-table",
    title: "There is no table of harm weights with this id",
    detail: `Got harm=${id}; there are ${tables.map((table) => table.id).join(", ")}.`,
    next: "Choose an id from /api/v1/harm/tables, or import the table on the Data screen.",
    where: "harm",
  });
}

/**
 * Weight of an incident of each category, by category id. Weigh incidents by the category they are mapped to, not by
 * one above it, or parts are counted at their parent's weight.
 */
export function harmWeights(
  categories: readonly CategoryDefinition[],
  table: Pick<HarmTable, "weights">,
): Map<string, CategoryWeight> {
  return weightsByCategory(categories, table.weights);
}

function shown(table: PublishedTable, categories: readonly CategoryDefinition[]): HarmTable {
  const labels = new Map(categories.map(({ id, label }) => [id, label]));
  const weights = table.weights
    .filter(({ category }) => labels.has(category))
    .map((row) => ({ ...row, categoryLabel: labels.get(row.category) ?? row.category }));
  const weighed = weights.filter(({ weight }) => weight !== null);
  return { ...table, weights, verified: weighed.length > 0 && weighed.every(({ verified }) => verified) };
}

function publishedForm({ tableId, weights, ...row }: HarmTableRow): PublishedTable {
  return {
    ...row,
    id: slugOf(`${tableId} ${row.edition}`),
    weights: weights.map(({ term, ...weight }) => ({ ...weight, publisherTerm: term })),
  };
}

/** "ONS CSS, 2024" → `ons-css-2024`. */
function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
