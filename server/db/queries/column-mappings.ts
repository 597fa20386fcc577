/** Saved column mappings of forces' own extracts. */
import { type ColumnMapping, columnMappingSchema } from "#contract/imports.ts";
import type { Queryable } from "../sql.ts";

/** The mapping saved last for exactly these columns, or null. */
export async function mappingForHeader(sql: Queryable, signature: string): Promise<ColumnMapping | null> {
  const [row] = await sql<{ mapping: unknown }[]>`
    SELECT mapping FROM column_mapping WHERE header_signature = ${signature} ORDER BY created_at DESC, id DESC LIMIT 1`;
  const parsed = columnMappingSchema.safeParse(row?.mapping);
  return parsed.success ? parsed.data : null;
}

/** Saves a mapping under its name, replacing one of the same name. */
export async function saveMapping(sql: Queryable, mapping: ColumnMapping, signature: string): Promise<void> {
  await sql`
    INSERT INTO column_mapping (name, header_signature, mapping)
    VALUES (${mapping.name}, ${signature}, ${JSON.stringify(mapping)}::text::jsonb)
    ON CONFLICT (name) DO UPDATE
      SET header_signature = excluded.header_signature, mapping = excluded.mapping, created_at = now()`;
}
