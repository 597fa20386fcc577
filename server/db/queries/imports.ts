/** The manifest row of an import, from received to committed, failed or undone, and what an undo needs to know. */
import type { PendingQuery, Row } from "postgres";
import { arrayLiteral, type Queryable, type Sql, type TransactionSql } from "../sql.ts";
import { textArrayLiteral } from "./load.ts";

/** First half of the key of the lock that a running import holds; the second is its id. */
const RUNNING_LOCK = 731_004_032;

export type ReceivedFile = {
  fileName: string;
  filePath: string | null;
  bytes: number;
  sha256: string;
  kind: string | null;
};

/** Adds the manifest row of a received file. */
export async function insertImport(sql: Queryable, file: ReceivedFile): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    INSERT INTO import_batch (status, kind, file_name, file_path, file_bytes, file_sha256)
    VALUES (${file.kind === null ? "received" : "detected"}, ${file.kind}, ${file.fileName}, ${file.filePath},
      ${file.bytes}, ${file.sha256})
    RETURNING id`;
  if (!row) throw new RangeError("insertImport: no id");
  return row.id;
}

export type ImportRow = {
  id: number;
  status: string;
  kind: string | null;
  fileName: string;
  filePath: string | null;
  bytes: number;
  sha256: string;
};

/** What is needed to run an import, or null for an unknown id. */
export async function readImport(sql: Queryable, id: number): Promise<ImportRow | null> {
  const [row] = await sql<ImportRow[]>`
    SELECT id, status, kind, file_name AS "fileName", file_path AS "filePath", file_bytes::float8 AS bytes,
      file_sha256 AS sha256
    FROM import_batch WHERE id = ${id}`;
  return row ?? null;
}

/** Sets an import running; forgets what an earlier attempt at it left. */
export async function startImport(sql: Sql, id: number, kind: string, options: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`
      UPDATE import_batch SET status = 'running', kind = ${kind}, options = ${options}::text::jsonb, error = NULL,
        progress = '{}', warnings = '[]', rejected_by_reason = '{}', finished_at = NULL, read_rows = 0,
        accepted_rows = 0, rejected_rows = 0, unlocated_rows = 0, replaced_slices = '[]'
      WHERE id = ${id}`;
    await tx`DELETE FROM import_rejection WHERE import_id = ${id}`;
  });
}

/** Stores how far a running import has come. */
export async function storeProgress(sql: Queryable, id: number, progress: string): Promise<void> {
  await sql`
    UPDATE import_batch SET progress = ${progress}::text::jsonb WHERE id = ${id} AND status = 'running'`;
}

export type StoredRejection = {
  seq: number;
  entry: string;
  line: number;
  reason: string;
  detail: string;
  excerpt: string;
};

/** Stores rejected rows. */
export async function insertRejections(
  sql: Queryable,
  importId: number,
  rows: readonly StoredRejection[],
): Promise<void> {
  const texts = (of: (row: StoredRejection) => string): string => textArrayLiteral(rows.map(of));
  await sql`
    INSERT INTO import_rejection (import_id, seq, entry, line, reason, detail, excerpt)
    SELECT ${importId}, * FROM unnest(${arrayLiteral(rows.map((row) => row.seq))}::integer[],
      ${texts((row) => row.entry)}::text[], ${arrayLiteral(rows.map((row) => row.line))}::bigint[],
      ${texts((row) => row.reason)}::text[], ${texts((row) => row.detail)}::text[],
      ${texts((row) => row.excerpt)}::text[])`;
}

/** What reading a whole file came to. */
export type ManifestTotals = {
  read: number;
  accepted: number;
  rejected: number;
  /** Accepted rows without coordinates. */
  unlocated: number;
  /** First and last month the file speaks of, `YYYY-MM`, or null where that makes no sense. */
  period: { from: string; to: string } | null;
  publisher: string | null;
  licence: string | null;
  /** Slug of a row in `source`, or null. */
  sourceSlug: string | null;
  /** How coordinates were converted ("OSTN15 grid", "Helmert, ±5 m"), null if they were not. */
  transformMethod: string | null;
};

/** JSON texts of the manifest's lists. */
export type ManifestDetails = { rejectedByReason: string; replacedSlices: string; warnings: string };

/** `column = value, …` for everything a read of the whole file says, of a dry run and of an import alike. */
export function manifestColumns(sql: Queryable, totals: ManifestTotals, details: ManifestDetails) {
  const { period } = totals;
  return sql`source_id = (SELECT id FROM source WHERE slug = ${totals.sourceSlug}),
    publisher = ${totals.publisher}, licence = ${totals.licence},
    period_from = ${period ? `${period.from}-01` : null}, period_to = ${period ? `${period.to}-01` : null},
    read_rows = ${totals.read}, accepted_rows = ${totals.accepted}, rejected_rows = ${totals.rejected},
    unlocated_rows = ${totals.unlocated}, rejected_by_reason = ${details.rejectedByReason}::text::jsonb,
    replaced_slices = ${details.replacedSlices}::text::jsonb, warnings = ${details.warnings}::text::jsonb,
    transform_method = ${totals.transformMethod}`;
}

/** Writes the final manifest of an import inside the flip. Throws if it is not running any more. */
export async function commitManifest(
  tx: TransactionSql,
  id: number,
  totals: ManifestTotals,
  details: ManifestDetails,
): Promise<void> {
  const rows = await tx`
    UPDATE import_batch SET status = 'committed', finished_at = now(), progress = '{}',
      ${manifestColumns(tx, totals, details)}
    WHERE id = ${id} AND status = 'running'
    RETURNING id`;
  if (rows.length !== 1) throw new RangeError(`commitManifest: import ${id} is not running`);
}

/** Ends an import that changed nothing: failed, or cancelled. */
export async function endImport(
  sql: Queryable,
  id: number,
  end: {
    status: "failed" | "cancelled";
    error: string | null;
    warnings: string;
    rejectedByReason: string;
  },
): Promise<void> {
  await sql`
    UPDATE import_batch SET status = ${end.status}, finished_at = now(), error = ${end.error}::text::jsonb,
      warnings = ${end.warnings}::text::jsonb, rejected_by_reason = ${end.rejectedByReason}::text::jsonb,
      progress = '{}'
    WHERE id = ${id} AND status NOT IN ('committed', 'undone', 'retired', 'unchanged')`;
}

/** The committed import of the very same file with the same options, or null. */
export async function sameImport(
  sql: Queryable,
  id: number,
  file: { sha256: string; kind: string; options: string },
): Promise<{ id: number } | null> {
  const [row] = await sql<{ id: number }[]>`
    SELECT id FROM import_batch
    WHERE file_sha256 = ${file.sha256} AND kind = ${file.kind} AND options = ${file.options}::text::jsonb
      AND status = 'committed' AND id <> ${id}
    ORDER BY id DESC LIMIT 1`;
  return row ?? null;
}

/** Marks an import as the repeat of an earlier one, whose totals it takes over. */
export async function markUnchanged(
  sql: Queryable,
  id: number,
  earlier: number,
  kind: string,
  warnings: string,
): Promise<void> {
  await sql`
    UPDATE import_batch b SET status = 'unchanged', finished_at = now(), kind = ${kind}, progress = '{}', error = NULL,
      warnings = ${warnings}::text::jsonb, source_id = e.source_id, publisher = e.publisher, licence = e.licence,
      period_from = e.period_from, period_to = e.period_to, read_rows = e.read_rows,
      accepted_rows = e.accepted_rows, rejected_rows = e.rejected_rows, unlocated_rows = e.unlocated_rows,
      rejected_by_reason = e.rejected_by_reason, transform_method = e.transform_method
    FROM import_batch e WHERE b.id = ${id} AND e.id = ${earlier}`;
}

/** What a later import has replaced of an import; `id` is its number or, inside a query, its column. */
export function replacedParts(sql: Queryable, id: number | PendingQuery<Row[]>) {
  return sql`
    SELECT 1 FROM slice WHERE import_id = ${id} AND state = 'retired'
    UNION ALL SELECT 1 FROM area WHERE import_id = ${id} AND state = 'retired'
    UNION ALL SELECT 1 FROM population WHERE import_id = ${id} AND state = 'retired'
    UNION ALL SELECT 1 FROM map_feature WHERE import_id = ${id} AND state = 'retired'
    UNION ALL SELECT 1 FROM harm_table WHERE import_id = ${id} AND state = 'retired'`;
}

/** True if a later import has replaced anything that this one made live. */
export async function isSuperseded(tx: Queryable, id: number): Promise<boolean> {
  const rows = await tx`${replacedParts(tx, id)} LIMIT 1`;
  return rows.length > 0;
}

/** Retires everything that an import made live. */
export async function retireImport(tx: TransactionSql, id: number): Promise<void> {
  await tx`UPDATE slice SET state = 'retired', retired_by = ${id} WHERE import_id = ${id} AND state = 'live'`;
  await tx`UPDATE area SET state = 'retired', retired_by = ${id} WHERE import_id = ${id} AND state = 'live'`;
  await tx`
    UPDATE population SET state = 'retired', retired_by = ${id} WHERE import_id = ${id} AND state = 'live'`;
  await tx`
    UPDATE map_feature SET state = 'retired', retired_by = ${id} WHERE import_id = ${id} AND state = 'live'`;
  await tx`
    UPDATE harm_table SET state = 'retired', retired_by = ${id} WHERE import_id = ${id} AND state = 'live'`;
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
  await tx`UPDATE slice SET retired_by = ${other.id} WHERE retired_by = ${id} AND import_id IN (${demo})`;
  await tx`UPDATE area SET retired_by = ${other.id} WHERE retired_by = ${id} AND import_id IN (${demo})`;
  await tx`UPDATE population SET retired_by = ${other.id} WHERE retired_by = ${id} AND import_id IN (${demo})`;
  await tx`UPDATE map_feature SET retired_by = ${other.id} WHERE retired_by = ${id} AND import_id IN (${demo})`;
}

/** Brings back what an import retired. */
export async function restoreRetired(tx: TransactionSql, id: number): Promise<void> {
  await tx`
    UPDATE slice SET state = 'live', retired_by = NULL WHERE retired_by = ${id} AND import_id <> ${id}`;
  await tx`UPDATE area SET state = 'live', retired_by = NULL WHERE retired_by = ${id} AND import_id <> ${id}`;
  await tx`
    UPDATE population SET state = 'live', retired_by = NULL WHERE retired_by = ${id} AND import_id <> ${id}`;
  await tx`
    UPDATE map_feature SET state = 'live', retired_by = NULL WHERE retired_by = ${id} AND import_id <> ${id}`;
  await tx`
    UPDATE harm_table SET state = 'live', retired_by = NULL WHERE retired_by = ${id} AND import_id <> ${id}`;
  await tx`
    UPDATE import_batch b SET status = 'committed' WHERE kind = 'demo' AND status = 'retired' AND EXISTS (
      SELECT 1 FROM slice s WHERE s.import_id = b.id AND s.state = 'live')`;
}

/** Retires the whole demo on behalf of an import of real incidents; true if there was one to retire. */
export async function retireDemo(tx: TransactionSql, id: number): Promise<boolean> {
  const demo = tx`SELECT id FROM import_batch WHERE kind = 'demo' AND status = 'committed'`;
  await tx`
    UPDATE slice SET state = 'retired', retired_by = ${id} WHERE state = 'live' AND import_id IN (${demo})`;
  await tx`
    UPDATE area SET state = 'retired', retired_by = ${id} WHERE state = 'live' AND import_id IN (${demo})`;
  await tx`
    UPDATE population SET state = 'retired', retired_by = ${id} WHERE state = 'live' AND import_id IN (${demo})`;
  await tx`
    UPDATE map_feature SET state = 'retired', retired_by = ${id} WHERE state = 'live' AND import_id IN (${demo})`;
  const retired = await tx`
    UPDATE import_batch SET status = 'retired' WHERE kind = 'demo' AND status = 'committed' RETURNING id`;
  return retired.length > 0;
}

/** Deletes the staged areas, figures, features and weights of an import; its staged slices are returned for deletion. */
export async function deleteStaged(
  sql: Queryable,
  importId: number,
): Promise<{ id: number; month: string }[]> {
  await sql`DELETE FROM area WHERE import_id = ${importId} AND state = 'staged'`;
  await sql`DELETE FROM population WHERE import_id = ${importId} AND state = 'staged'`;
  await sql`DELETE FROM map_feature WHERE import_id = ${importId} AND state = 'staged'`;
  await sql`DELETE FROM harm_table WHERE import_id = ${importId} AND state = 'staged'`;
  return sql<{ id: number; month: string }[]>`
    SELECT id, month FROM slice WHERE import_id = ${importId} AND state = 'staged' ORDER BY month`;
}

/** Ids of imports that say they are running, and of finished ones that still have staged rows. */
export async function unfinishedImports(sql: Queryable): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    SELECT id FROM import_batch WHERE status = 'running'
    UNION SELECT import_id FROM slice WHERE state = 'staged'
    UNION SELECT import_id FROM area WHERE state = 'staged'
    UNION SELECT import_id FROM population WHERE state = 'staged'
    UNION SELECT import_id FROM map_feature WHERE state = 'staged'
    UNION SELECT import_id FROM harm_table WHERE state = 'staged'
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

/** Marks this connection as running an import, for as long as the connection lives. */
export async function holdRunningLock(connection: Queryable, importId: number): Promise<void> {
  await connection`SELECT pg_advisory_lock(${RUNNING_LOCK}::integer, ${importId}::integer)`;
}

/** Ends what `holdRunningLock` began. */
export async function dropRunningLock(connection: Queryable, importId: number): Promise<void> {
  await connection`SELECT pg_advisory_unlock(${RUNNING_LOCK}::integer, ${importId}::integer)`;
}

/** True if no connection is running the import; the lock is not kept. */
export async function isAbandoned(sql: Sql, importId: number): Promise<boolean> {
  return sql.begin(async (tx) => {
    const [row] = await tx<{ free: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(${RUNNING_LOCK}::integer, ${importId}::integer) AS free`;
    return row?.free === true;
  });
}
