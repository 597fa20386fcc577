/** Writing residents and households: staged by an import, published in one short transaction. */
import type { Queryable } from "../sql.ts";

export type StagedFigure = { code: string; name: string; year: number; measure: string; n: number };

/** Adds figures that no reader sees yet. `code` or `name` may be empty, not both. */
export async function insertStagedFigures(
  sql: Queryable,
  importId: number,
  figures: readonly StagedFigure[],
): Promise<void> {
  const inserted = await sql<{ id: number }[]>`
    INSERT INTO population (import_id, area_code, area_name, year, measure, n, state)
    SELECT ${importId}, f.code, f.name, f.year, f.measure, f.n, 'staged'
    FROM jsonb_to_recordset(${JSON.stringify(figures)}::text::jsonb)
      AS f (code text, name text, year smallint, measure text, n integer)
    RETURNING id`;
  if (inserted.length !== figures.length) {
    throw new Error(`population: ${figures.length} figures were sent, ${inserted.length} stored`);
  }
}

/** Live figures that an import will replace by another number, by the file they came from. */
export async function figuresReplaced(
  sql: Queryable,
  importId: number,
): Promise<{ fileName: string; n: number }[]> {
  return sql<{ fileName: string; n: number }[]>`
    SELECT b.file_name AS "fileName", count(*)::integer AS n
    FROM population old
    JOIN population new ON new.import_id = ${importId} AND new.state = 'staged'
      AND new.area_code = old.area_code AND new.area_name = old.area_name
      AND new.year = old.year AND new.measure = old.measure AND new.n <> old.n
    JOIN import_batch b ON b.id = old.import_id
    WHERE old.state = 'live'
    GROUP BY b.id, b.file_name
    ORDER BY b.id`;
}

/** Makes the staged figures live and retires those of the same area, year and measure. Caller's transaction. */
export async function publishFigures(sql: Queryable, importId: number): Promise<void> {
  await sql`
    UPDATE population AS old SET state = 'retired', retired_by = ${importId}
    FROM population AS new
    WHERE old.state = 'live' AND new.import_id = ${importId} AND new.state = 'staged'
      AND new.area_code = old.area_code AND new.area_name = old.area_name
      AND new.year = old.year AND new.measure = old.measure`;
  await sql`UPDATE population SET state = 'live' WHERE import_id = ${importId} AND state = 'staged'`;
}
