import type { Queryable } from "../sql.ts";
import { type ManifestDetails, type ManifestTotals, manifestColumns } from "./imports.ts";

/** Says what a received file was taken for, after its content was looked at; null = it could not be told. */
export async function markDetected(sql: Queryable, id: number, kind: string | null): Promise<void> {
  await sql`
    UPDATE import_batch SET status = 'detected', kind = ${kind}
    WHERE id = ${id} AND status IN ('received', 'detected')`;
}

/** Shows a queued import as running, so that pages follow it. False if it cannot be run from its present status. */
export async function markQueued(sql: Queryable, id: number, kind: string | null): Promise<boolean> {
  const rows = await sql`
    UPDATE import_batch
    SET status = 'running', kind = coalesce(${kind}, kind), progress = '{"phase": "Waiting for its turn"}',
      error = NULL, finished_at = NULL
    WHERE id = ${id} AND status IN ('received', 'detected', 'failed', 'cancelled') AND file_path IS NOT NULL
    RETURNING id`;
  return rows.length === 1;
}

/** Puts an import that no job works on any more back to where a person can start it again. */
export async function markWaiting(
  sql: Queryable,
  id: number,
  status: "detected" | "cancelled" | "failed",
  error: string | null,
): Promise<void> {
  await sql`
    UPDATE import_batch SET status = ${status}, error = ${error}::text::jsonb, progress = '{}',
      finished_at = CASE WHEN ${status}::text = 'detected' THEN NULL ELSE now() END
    WHERE id = ${id} AND status = 'running'`;
}

/** Writes what a dry run found; the import then waits for its commit. */
export async function storeChecked(
  sql: Queryable,
  id: number,
  totals: ManifestTotals,
  details: ManifestDetails,
): Promise<void> {
  await sql`
    UPDATE import_batch SET status = 'detected', progress = '{}',
      ${manifestColumns(sql, totals, details)}
    WHERE id = ${id} AND status = 'running'`;
}

/** Forgets a received file that never became live; gives its path for deletion. Null if it must be kept. */
export async function deleteReceived(
  sql: Queryable,
  id: number,
): Promise<{ filePath: string | null } | null> {
  const [row] = await sql<{ filePath: string | null }[]>`
    DELETE FROM import_batch b
    WHERE id = ${id} AND status IN ('received', 'detected', 'failed', 'cancelled', 'unchanged')
      AND NOT EXISTS (SELECT 1 FROM slice WHERE import_id = b.id OR retired_by = b.id)
      AND NOT EXISTS (SELECT 1 FROM area WHERE import_id = b.id OR retired_by = b.id)
      AND NOT EXISTS (SELECT 1 FROM population WHERE import_id = b.id OR retired_by = b.id)
      AND NOT EXISTS (SELECT 1 FROM map_feature WHERE import_id = b.id OR retired_by = b.id)
      AND NOT EXISTS (SELECT 1 FROM harm_table WHERE import_id = b.id OR retired_by = b.id)
    RETURNING file_path AS "filePath"`;
  return row ?? null;
}

/** Forgets where the file of a finished import was kept. */
export async function forgetFile(sql: Queryable, id: number): Promise<void> {
  await sql`UPDATE import_batch SET file_path = NULL WHERE id = ${id}`;
}

/** Paths of files that some import still needs. */
export async function neededFiles(sql: Queryable): Promise<string[]> {
  const rows = await sql<{ path: string }[]>`
    SELECT file_path AS path FROM import_batch WHERE file_path IS NOT NULL`;
  return rows.map((row) => row.path);
}
