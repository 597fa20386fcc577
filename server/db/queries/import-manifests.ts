import type { ColumnMapping, ImportManifest } from "#contract/imports.ts";
import type { Queryable } from "../sql.ts";
import { replacedParts } from "./import-rows.ts";

type ManifestRow = Omit<ImportManifest, "createdAt" | "finishedAt" | "period"> & {
  createdAt: Date;
  finishedAt: Date | null;
  periodFrom: string | null;
  periodTo: string | null;
};

/** Manifests of every import, newest first. */
export async function importManifests(sql: Queryable): Promise<ImportManifest[]> {
  return readManifests(sql, null);
}

/** One manifest, or null for an unknown id. */
export async function importManifest(sql: Queryable, id: number): Promise<ImportManifest | null> {
  const [manifest] = await readManifests(sql, id);
  return manifest ?? null;
}

async function readManifests(sql: Queryable, id: number | null): Promise<ImportManifest[]> {
  const rows = await sql<ManifestRow[]>`
    SELECT b.id, b.created_at AS "createdAt", b.finished_at AS "finishedAt", b.status, b.kind,
           b.file_name AS "fileName", b.file_bytes::float8 AS "fileBytes", b.file_sha256 AS "fileSha256",
           s.slug AS source, b.publisher, b.licence,
           to_char(b.period_from, 'YYYY-MM') AS "periodFrom", to_char(b.period_to, 'YYYY-MM') AS "periodTo",
           b.read_rows::float8 AS read, b.accepted_rows::float8 AS accepted, b.rejected_rows::float8 AS rejected,
           b.unlocated_rows::float8 AS unlocated, b.rejected_by_reason AS "rejectedByReason",
           b.replaced_slices AS "replacedSlices", b.warnings, b.transform_method AS "transformMethod",
           CASE WHEN b.error ? 'code' THEN b.error END AS error,
           CASE WHEN b.progress ? 'phase' THEN b.progress END AS progress,
           b.status = 'committed' AND b.kind <> 'demo'
             AND NOT EXISTS (${replacedParts(sql, sql`b.id`)}) AS undoable
    FROM import_batch b LEFT JOIN source s ON s.id = b.source_id
    WHERE ${id}::integer IS NULL OR b.id = ${id}::integer
    ORDER BY b.id DESC`;
  return rows.map(({ createdAt, finishedAt, periodFrom, periodTo, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    period: periodFrom && periodTo ? { from: periodFrom, to: periodTo } : null,
  }));
}

export type RejectionRow = {
  seq: number;
  entry: string;
  line: number;
  reason: string;
  detail: string;
  excerpt: string;
};

/** Rejected rows of an import after a sequence number, in the order of the file. */
export async function importRejections(
  sql: Queryable,
  importId: number,
  after: number,
  limit: number,
): Promise<RejectionRow[]> {
  return sql<RejectionRow[]>`
    SELECT seq, entry, line::float8 AS line, reason, detail, excerpt
    FROM import_rejection WHERE import_id = ${importId} AND seq > ${after} ORDER BY seq LIMIT ${limit}`;
}

/** Saved column mappings by name. */
export async function savedMappings(sql: Queryable): Promise<{ id: number; mapping: ColumnMapping }[]> {
  return sql<{ id: number; mapping: ColumnMapping }[]>`
    SELECT id, mapping FROM column_mapping ORDER BY name`;
}
