/** Takes an import back: what it replaced is live again, in one short transaction. */
import { handOnRetired, isSuperseded, restoreRetired, retireImport } from "../db/queries/import-rows.ts";
import { readImport } from "../db/queries/imports.ts";
import { bumpDatasetVersion, lockFlip } from "../db/queries/slices.ts";
import type { Sql } from "../db/sql.ts";
import { refreshParents } from "./boundaries/authority-of-areas.ts";

export type UndoResult =
  | { ok: true }
  | { ok: false; reason: "unknown-import" | "not-committed" | "replaced-by-later-import" };

/** Undoes a committed import. One that a later import has replaced in part can only be undone after that one. */
export async function undoImport(sql: Sql, importId: number): Promise<UndoResult> {
  return sql.begin(async (tx): Promise<UndoResult> => {
    await lockFlip(tx);
    const row = await readImport(tx, importId);
    if (!row) return { ok: false, reason: "unknown-import" };
    if (row.status !== "committed" || row.kind === "demo") return { ok: false, reason: "not-committed" };
    if (await isSuperseded(tx, importId)) return { ok: false, reason: "replaced-by-later-import" };
    await retireImport(tx, importId);
    await handOnRetired(tx, importId);
    await restoreRetired(tx, importId);
    await refreshParents(tx);
    await bumpDatasetVersion(tx);
    return { ok: true };
  });
}
