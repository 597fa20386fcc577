/**
 * The rows that imports bring, in every table that has them: staged, live, or retired by a later import, and brought
 * back when that one is undone. How new rows become live is with each kind of import.
 */
import type { PendingQuery, Row } from "postgres";
import type { Queryable, TransactionSql } from "../sql.ts";

/** Every table whose rows have `import_id`, `state` and `retired_by`. */
const TABLES = ["slice", "area", "population", "map_feature", "harm_table"] as const;

/** What a later import has replaced of an import; `id` is its number or, inside a query, its column. */
export function replacedParts(sql: Queryable, id: number | PendingQuery<Row[]>) {
  const parts = TABLES.map(
    (table) => sql`SELECT 1 FROM ${sql(table)} WHERE import_id = ${id} AND state = 'retired'`,
  );
  return parts.reduce((all, part) => sql`${all} UNION ALL ${part}`);
}

/** True if a later import has replaced anything that this one made live. */
export async function isSuperseded(tx: Queryable, id: number): Promise<boolean> {
  const rows = await tx`${replacedParts(tx, id)} LIMIT 1`;
  return rows.length > 0;
}

/** Retires everything that an import made live. */
export async function retireImport(tx: TransactionSql, id: number): Promise<void> {
  for (const table of TABLES) {
    await tx`
      UPDATE ${tx(table)} SET state = 'retired', retired_by = ${id} WHERE import_id = ${id} AND state = 'live'`;
  }
  await tx`UPDATE import_batch SET status = 'undone' WHERE id = ${id}`;
}

/**
 * Rows that an import retired are now held back by another one: by that which has a live row in their place, or,
 * for the demo, by a committed import of real incidents.
 */
export async function handOnRetired(tx: TransactionSql, id: number): Promise<void> {
  await tx`
    UPDATE area o SET retired_by = l.import_id FROM area l
    WHERE o.retired_by = ${id} AND o.import_id <> ${id} AND l.state = 'live' AND l.code = o.code`;
  await tx`
    UPDATE population o SET retired_by = l.import_id FROM population l
    WHERE o.retired_by = ${id} AND o.import_id <> ${id} AND l.state = 'live' AND l.area_code = o.area_code
      AND l.area_name = o.area_name AND l.year = o.year AND l.measure = o.measure`;
  const [other] = await tx<{ id: number }[]>`
    SELECT id FROM import_batch WHERE status = 'committed' AND kind IN ('police-uk', 'force-extract') LIMIT 1`;
  if (!other) return;
  const demo = tx`SELECT id FROM import_batch WHERE kind = 'demo'`;
  for (const table of TABLES) {
    await tx`
      UPDATE ${tx(table)} SET retired_by = ${other.id} WHERE retired_by = ${id} AND import_id IN (${demo})`;
  }
}

/** Brings back what an import retired. */
export async function restoreRetired(tx: TransactionSql, id: number): Promise<void> {
  for (const table of TABLES) {
    await tx`
      UPDATE ${tx(table)} SET state = 'live', retired_by = NULL WHERE retired_by = ${id} AND import_id <> ${id}`;
  }
  await tx`
    UPDATE import_batch b SET status = 'committed' WHERE kind = 'demo' AND status = 'retired' AND EXISTS (
      SELECT 1 FROM slice s WHERE s.import_id = b.id AND s.state = 'live')`;
}

/** Retires the whole demo on behalf of an import of real incidents; true if there was one to retire. */
export async function retireDemo(tx: TransactionSql, id: number): Promise<boolean> {
  const demo = tx`SELECT id FROM import_batch WHERE kind = 'demo' AND status = 'committed'`;
  for (const table of TABLES) {
    await tx`
      UPDATE ${tx(table)} SET state = 'retired', retired_by = ${id}
      WHERE state = 'live' AND import_id IN (${demo})`;
  }
  const retired = await tx`
    UPDATE import_batch SET status = 'retired' WHERE kind = 'demo' AND status = 'committed' RETURNING id`;
  return retired.length > 0;
}

/** Deletes what an import staged, except its slices: those are returned, to be deleted with their incidents. */
export async function deleteStaged(
  sql: Queryable,
  importId: number,
): Promise<{ id: number; month: string }[]> {
  for (const table of TABLES) {
    if (table === "slice") continue;
    await sql`DELETE FROM ${sql(table)} WHERE import_id = ${importId} AND state = 'staged'`;
  }
  return sql<{ id: number; month: string }[]>`
    SELECT id, month FROM slice WHERE import_id = ${importId} AND state = 'staged' ORDER BY month`;
}

/** Ids of imports that say they are running, and of finished ones that still have staged rows. */
export async function unfinishedImports(sql: Queryable): Promise<number[]> {
  const staged = TABLES.map((table) => sql`SELECT import_id FROM ${sql(table)} WHERE state = 'staged'`);
  const rows = await sql<{ id: number }[]>`
    SELECT id FROM import_batch WHERE status = 'running'
    UNION ${staged.reduce((all, part) => sql`${all} UNION ${part}`)}
    ORDER BY 1`;
  return rows.map((row) => row.id);
}

/** Retired slices that no undo can bring back: of undone imports, and older than the last two of the same key. */
export async function slicesToPurge(sql: Queryable): Promise<{ id: number; month: string }[]> {
  return sql<{ id: number; month: string }[]>`
    SELECT id, month FROM (
      SELECT s.id, s.month, s.import_id = s.retired_by AS undone, b.kind = 'demo' AS demo,
        row_number() OVER (PARTITION BY s.source_id, s.force_id, s.month ORDER BY s.id DESC) AS age
      FROM slice s JOIN import_batch b ON b.id = s.import_id
      WHERE s.state = 'retired') t
    WHERE undone OR (age > 2 AND NOT demo)
    ORDER BY month`;
}
