/** Slices: staged by an import, made live and retired in one short transaction, brought back by an undo. */
import { arrayLiteral, type Queryable, type TransactionSql } from "../sql.ts";
import { textArrayLiteral } from "./load.ts";

/** Any number, the same in every version of the app: one flip at a time. */
const FLIP_LOCK = 731_004_031n;

/** Waits until no other flip is running; held to the end of the transaction. */
export async function lockFlip(tx: TransactionSql): Promise<void> {
  await tx`SELECT pg_advisory_xact_lock(${FLIP_LOCK})`;
}

/** Adds 1 to dataset.version; returns the new one. */
export async function bumpDatasetVersion(tx: TransactionSql): Promise<bigint> {
  const [row] = await tx<{ version: bigint }[]>`
    UPDATE dataset SET version = version + 1, changed_at = now() RETURNING version`;
  if (!row) throw new RangeError("bumpDatasetVersion: table dataset is empty");
  return row.version;
}

/** Adds staged slices; returns their ids in the order given. */
export async function insertStagedSlices(
  sql: Queryable,
  importId: number,
  sourceId: number,
  slices: readonly { forceId: number; month: string }[],
): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    INSERT INTO slice (import_id, source_id, force_id, month, state)
    SELECT ${importId}, ${sourceId}, t.force_id, (t.month || '-01')::date, 'staged'
    FROM unnest(${arrayLiteral(slices.map((slice) => slice.forceId))}::smallint[],
      ${textArrayLiteral(slices.map((slice) => slice.month))}::text[])
      WITH ORDINALITY AS t (force_id, month, n)
    ORDER BY t.n
    RETURNING id`;
  return rows.map((row) => row.id);
}

/** Live slices that an import's staged ones will replace, with the counts of both. */
export async function slicesToReplace(
  tx: TransactionSql,
  importId: number,
): Promise<{ source: string; force: string; month: string; oldN: number; newN: number }[]> {
  return tx`
    SELECT s.slug AS source, f.name AS force, to_char(new.month, 'YYYY-MM') AS month,
      old.located + old.unlocated AS "oldN", new.located + new.unlocated AS "newN"
    FROM slice new
    JOIN slice old ON old.state = 'live' AND old.source_id = new.source_id AND old.force_id = new.force_id
      AND old.month = new.month
    JOIN source s ON s.id = new.source_id
    JOIN force f ON f.id = new.force_id
    WHERE new.import_id = ${importId} AND new.state = 'staged'
    ORDER BY f.name, new.month`;
}

/** Retires the live slices that an import's staged ones replace, and makes those live. */
export async function publishSlices(tx: TransactionSql, importId: number): Promise<void> {
  await tx`
    UPDATE slice old SET state = 'retired', retired_by = ${importId}
    FROM slice new
    WHERE new.import_id = ${importId} AND new.state = 'staged' AND old.state = 'live'
      AND old.source_id = new.source_id AND old.force_id = new.force_id AND old.month = new.month`;
  await tx`UPDATE slice SET state = 'live' WHERE import_id = ${importId} AND state = 'staged'`;
}

/** Deletes slices of one calendar year that no reader sees, with their incidents and counts. */
export async function deleteSlices(
  tx: TransactionSql,
  slices: readonly { id: number; month: string }[],
): Promise<void> {
  const ids = arrayLiteral(slices.map((slice) => slice.id));
  const months = textArrayLiteral(slices.map((slice) => slice.month));
  await tx`DELETE FROM incident WHERE month = ANY (${months}::date[]) AND slice_id = ANY (${ids}::integer[])`;
  await tx`DELETE FROM count_chunk WHERE month = ANY (${months}::date[]) AND slice_id = ANY (${ids}::integer[])`;
  await tx`DELETE FROM slice WHERE id = ANY (${ids}::integer[])`;
}
