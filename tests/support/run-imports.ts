/** Imports in tests: the very functions that the command and the jobs call. */
import { basename } from "node:path";
import type { ImportManifest, ImportOptions } from "#contract/imports.ts";
import { connectDatabase, type Sql } from "../../server/db/sql.ts";
import { receiveFile } from "../../server/ingest/receive-file.ts";
import { type ImportDependencies, runImport } from "../../server/ingest/run-import.ts";
import type { TestDatabase } from "./test-database.ts";

export type Engine = Pick<TestDatabase, "sql" | "canCopy" | "connection">;

/** What runImport needs, for a database of a test. */
function importDependencies(database: Engine): ImportDependencies {
  const { sql, canCopy, connection } = database;
  const openConnection = (): Sql => connectDatabase(connection, { max: 1 });
  return { sql, canCopy, openConnection, now: () => new Date() };
}

/** Receives and runs one file. */
export async function importFile(
  database: Engine,
  path: string,
  run: { options?: ImportOptions; signal?: AbortSignal } = {},
): Promise<ImportManifest> {
  const kind = run.options?.kind ?? null;
  const { importId } = await receiveFile(database.sql, path, basename(path), kind);
  return runImport(importDependencies(database), importId, run);
}

/** What a reader sees, in one statement: the version and the live totals of every kind of row. */
export type Visible = {
  version: number;
  slices: number;
  /** From slice totals, from incident rows, from every resolution of count_chunk. */
  stated: number;
  incidents: number;
  located: number;
  byResolution: number[];
};

/** Reads the live state at one moment. Rows of slices that are not live are not counted, as for any reader. */
export async function visible(sql: Sql): Promise<Visible> {
  const [row] = await sql<Visible[]>`
    WITH live AS (SELECT id, located, unlocated FROM slice WHERE state = 'live'),
    chunk AS (
      SELECT c.resolution, sum(k.n)::integer AS n
      FROM count_chunk c JOIN live ON live.id = c.slice_id CROSS JOIN LATERAL unnest(c.counts) AS k (n)
      GROUP BY c.resolution)
    SELECT (SELECT version::integer FROM dataset) AS version,
      (SELECT count(*)::integer FROM live) AS slices,
      (SELECT coalesce(sum(located + unlocated), 0)::integer FROM live) AS stated,
      (SELECT count(*)::integer FROM incident i JOIN live ON live.id = i.slice_id) AS incidents,
      (SELECT coalesce(sum(located), 0)::integer FROM live) AS located,
      (SELECT coalesce(array_agg(n ORDER BY resolution), '{}') FROM chunk) AS "byResolution"`;
  if (!row) throw new RangeError("visible: no row");
  return row;
}

/** Number of rows left of slices that were never made live. */
export async function stagedRows(sql: Sql): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    SELECT ((SELECT count(*) FROM slice WHERE state = 'staged')
      + (SELECT count(*) FROM incident i WHERE NOT EXISTS (
          SELECT 1 FROM slice s WHERE s.id = i.slice_id AND s.state <> 'staged'))
      + (SELECT count(*) FROM count_chunk c WHERE NOT EXISTS (
          SELECT 1 FROM slice s WHERE s.id = c.slice_id AND s.state <> 'staged')))::integer AS n`;
  return row?.n ?? 0;
}
