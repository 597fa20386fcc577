/** Writing tables of harm weights: staged by an import, published in one short transaction. */
import type { Queryable, Sql } from "../sql.ts";

export type StagedHarmTable = {
  id: string;
  title: string;
  publisher: string;
  edition: string;
  unit: string;
  priceYear: string | null;
  source: string;
  weights: { category: string; term: string; weight: number | null; verified: boolean; note: string }[];
};

/** Adds tables that no reader sees yet. */
export async function insertStagedHarmTables(
  sql: Sql,
  importId: number,
  tables: readonly StagedHarmTable[],
): Promise<void> {
  await sql.begin(async (tx) => {
    for (const { id, title, publisher, edition, unit, priceYear, source, weights } of tables) {
      const [row] = await tx<{ id: number }[]>`
        INSERT INTO harm_table (import_id, table_id, title, publisher, edition, unit, price_year, source, state)
        VALUES (${importId}, ${id}, ${title}, ${publisher}, ${edition}, ${unit}, ${priceYear}, ${source}, 'staged')
        RETURNING id`;
      if (!row) throw new RangeError("insertStagedHarmTables: no id");
      const stored = await tx`
        INSERT INTO harm_weight (harm_table_id, category, term, weight, verified, note)
        SELECT ${row.id}, w.category, w.term, w.weight, w.verified, w.note
        FROM jsonb_to_recordset(${JSON.stringify(weights)}::text::jsonb)
          AS w (category text, term text, weight float8, verified boolean, note text)`;
      if (stored.count !== weights.length) {
        throw new Error(`harm_weight: ${weights.length} weights were sent, ${stored.count} stored`);
      }
    }
  });
}

/** Live editions that an import will replace. */
export async function editionsReplaced(
  sql: Queryable,
  importId: number,
): Promise<{ title: string; edition: string }[]> {
  return sql<{ title: string; edition: string }[]>`
    SELECT old.title, old.edition FROM harm_table old
    JOIN harm_table new ON new.import_id = ${importId} AND new.state = 'staged'
      AND new.table_id = old.table_id AND new.edition = old.edition
    WHERE old.state = 'live' ORDER BY old.id`;
}

/** Makes the staged tables live and retires earlier loads of the same editions. Caller's transaction. */
export async function publishHarmTables(sql: Queryable, importId: number): Promise<void> {
  await sql`
    UPDATE harm_table AS old SET state = 'retired', retired_by = ${importId}
    FROM harm_table AS new
    WHERE old.state = 'live' AND new.import_id = ${importId} AND new.state = 'staged'
      AND new.table_id = old.table_id AND new.edition = old.edition`;
  await sql`UPDATE harm_table SET state = 'live' WHERE import_id = ${importId} AND state = 'staged'`;
}
