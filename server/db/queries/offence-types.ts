import type { Sql } from "../sql.ts";
import { bumpDatasetVersion } from "./slices.ts";

/**
 * Counts a publisher's text in another category, or in none (null). Nothing is rebuilt: counts carry the text, so
 * every period follows at once. The dataset gets a new version if anything changed.
 */
export async function mapOffenceType(
  sql: Sql,
  id: number,
  category: string | null,
): Promise<"mapped" | "unknown-type" | "unknown-category"> {
  return sql.begin(async (tx) => {
    const [type] = await tx<{ category: string | null }[]>`
      SELECT category FROM offence_type WHERE id = ${id} FOR UPDATE`;
    if (!type) return "unknown-type";
    if (category !== null) {
      const [known] = await tx`SELECT 1 FROM category WHERE id = ${category}`;
      if (!known) return "unknown-category";
    }
    await tx`UPDATE offence_type SET category = ${category}, mapped_by = 'person' WHERE id = ${id}`;
    if (type.category !== category) await bumpDatasetVersion(tx);
    return "mapped";
  });
}
