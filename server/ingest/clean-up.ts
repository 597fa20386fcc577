/** Removes what imports that did not finish have left: nothing of it was ever visible. */
import { deleteStaged, slicesToPurge, unfinishedImports } from "../db/queries/import-rows.ts";
import { endImport, isAbandoned } from "../db/queries/imports.ts";
import { deleteSlices } from "../db/queries/slices.ts";
import type { Sql } from "../db/sql.ts";

/** Deletes everything staged by one import, in short transactions. */
export async function discardStaged(sql: Sql, importId: number): Promise<void> {
  await deleteByYear(sql, await deleteStaged(sql, importId));
}

/**
 * To be called at start-up, before any import runs in this process. Ends imports whose process is gone, deletes
 * what they staged, and deletes retired slices that no undo can bring back.
 * @param shared true where other processes may be importing into the same database (PostgreSQL).
 * @returns ids of the imports that were ended or tidied.
 */
export async function cleanUpImports(sql: Sql, shared: boolean): Promise<number[]> {
  const ended: number[] = [];
  for (const id of await unfinishedImports(sql)) {
    if (shared && !(await isAbandoned(sql, id))) continue;
    await discardStaged(sql, id);
    await endImport(sql, id, {
      status: "failed",
      error: JSON.stringify({
        code: "interrupted",
        title: "The import was interrupted",
        detail: "The program ended while it was running. Nothing of it was visible, and nothing was changed.",
        next: "Import the file again.",
      }),
      warnings: "[]",
      rejectedByReason: "{}",
    });
    ended.push(id);
  }
  await deleteByYear(sql, await slicesToPurge(sql));
  return ended;
}

async function deleteByYear(sql: Sql, slices: readonly { id: number; month: string }[]): Promise<void> {
  for (const year of new Set(slices.map((slice) => slice.month.slice(0, 4)))) {
    const ofYear = slices.filter((slice) => slice.month.startsWith(year));
    await sql.begin((tx) => deleteSlices(tx, ofYear));
  }
}
