/** Writing the demo borough: whether it is wanted, what an earlier attempt left, and its map features. */
import { arrayLiteral, type Queryable, type TransactionSql } from "../sql.ts";
import { textArrayLiteral } from "./load.ts";

/** Any number, the same in every version of the app: one process decides about the demo at a time. */
const DEMO_LOCK = 731_004_033n;

/** Waits until no other process is deciding; held to the end of the transaction. */
export async function lockDemo(tx: TransactionSql): Promise<void> {
  await tx`SELECT pg_advisory_xact_lock(${DEMO_LOCK})`;
}

/** True if nothing was ever imported (undone imports count as imported) and nothing is being imported now. */
export async function isDatabaseEmpty(sql: Queryable): Promise<boolean> {
  const rows = await sql`
    SELECT 1 FROM import_batch WHERE status IN ('running', 'committed', 'undone', 'retired') LIMIT 1`;
  return rows.length === 0;
}

/** Demo loads that say they are running. */
export async function runningDemos(sql: Queryable): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    SELECT id FROM import_batch WHERE kind = 'demo' AND status = 'running' ORDER BY id`;
  return rows.map(({ id }) => id);
}

/** Adds the manifest row of a demo load that begins now. */
export async function insertRunningDemo(
  tx: TransactionSql,
  demo: { fileName: string; sha256: string; options: string },
): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    INSERT INTO import_batch (status, kind, file_name, file_bytes, file_sha256, options)
    VALUES ('running', 'demo', ${demo.fileName}, 0, ${demo.sha256}, ${demo.options}::text::jsonb)
    RETURNING id`;
  if (!row) throw new RangeError("insertRunningDemo: no id");
  return row.id;
}

/** The demo's import whose buildings and columns are still to come, or null. */
export async function demoWithoutDetail(sql: Queryable): Promise<{ id: number; seed: number } | null> {
  const [row] = await sql<{ id: number; seed: number }[]>`
    SELECT id, (options->>'seed')::integer AS seed FROM import_batch
    WHERE kind = 'demo' AND status IN ('committed', 'retired') AND options->>'detail' = 'pending'
    ORDER BY id DESC LIMIT 1`;
  return row ?? null;
}

export type FeatureRow = {
  layer: string;
  class: string;
  name: string | null;
  reference: string | null;
  heightM: number | null;
  /** JSON text. */
  attributes: string | null;
  /** Hexadecimal EWKB with its SRID. */
  ewkb: string;
};

/** Adds map features that no reader sees yet, in one statement. */
export async function insertStagedFeatures(
  sql: Queryable,
  importId: number,
  rows: readonly FeatureRow[],
): Promise<void> {
  const texts = (of: (row: FeatureRow) => string | null): string => textArrayLiteral(rows.map(of));
  const inserted = await sql`
    INSERT INTO map_feature (import_id, layer, class, name, reference, height_m, attributes, state, geom)
    SELECT ${importId}, layer, class, name, reference, height_m, attributes, 'staged', ewkb::geometry
    FROM unnest(${texts((row) => row.layer)}::text[], ${texts((row) => row.class)}::text[],
      ${texts((row) => row.name)}::text[], ${texts((row) => row.reference)}::text[],
      ${arrayLiteral(rows.map((row) => row.heightM))}::real[], ${texts((row) => row.attributes)}::jsonb[],
      ${texts((row) => row.ewkb)}::text[])
      AS t (layer, class, name, reference, height_m, attributes, ewkb)`;
  if (inserted.count !== rows.length) {
    throw new Error(`map_feature: ${rows.length} rows were sent, ${inserted.count} stored`);
  }
}

/** Makes an import's staged features live. Caller's transaction. */
export async function publishFeatures(tx: TransactionSql, importId: number): Promise<void> {
  await tx`UPDATE map_feature SET state = 'live' WHERE import_id = ${importId} AND state = 'staged'`;
}

/**
 * Ends the demo's second part: its staged features become live, or, if real incidents have retired the demo
 * meanwhile, join the rest of it so that an undo brings all of it back.
 */
export async function publishDetail(tx: TransactionSql, importId: number): Promise<void> {
  const [demo] = await tx<{ status: string }[]>`
    SELECT status FROM import_batch WHERE id = ${importId} FOR UPDATE`;
  if (demo?.status === "committed") await publishFeatures(tx, importId);
  else {
    await tx`
      UPDATE map_feature SET state = 'retired', retired_by = (
        SELECT retired_by FROM slice WHERE import_id = ${importId} AND retired_by IS NOT NULL LIMIT 1)
      WHERE import_id = ${importId} AND state = 'staged'`;
  }
  await tx`UPDATE import_batch SET options = options || '{"detail": "loaded"}' WHERE id = ${importId}`;
}

/** Deletes staged features of an import. */
export async function deleteStagedFeatures(sql: Queryable, importId: number): Promise<void> {
  await sql`DELETE FROM map_feature WHERE import_id = ${importId} AND state = 'staged'`;
}

/** Every area of an import but the authority itself belongs to that authority. */
export async function setStagedParent(sql: Queryable, importId: number, authority: string): Promise<void> {
  await sql`
    UPDATE area SET parent_code = ${authority}
    WHERE import_id = ${importId} AND state = 'staged' AND code <> ${authority}`;
}
