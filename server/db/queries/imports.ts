/** The manifest row of an import, from received to committed or failed, its rejected rows and its running lock. */
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
