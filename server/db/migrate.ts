/** Brings a database to the schema of this version of the app: forward only, each step in one transaction. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { migrationsFolder } from "./migrations-folder.ts";
import {
  appliedMigrations,
  applyMigration,
  createMigrationTable,
  lockMigrations,
} from "./queries/migrations.ts";
import type { Sql } from "./sql.ts";

export type Migration = { number: number; name: string; sha256: string; text: string };

/** The database and this version of the app do not belong together. Nothing was changed. */
class MigrationError extends Error {
  override name = "MigrationError";
}

/** Reads the migrations of a folder in order. Line ends do not count towards the checksum. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .map((name, index) => {
      const number = Number(/^(\d{4})_[a-z0-9-]+\.sql$/.exec(name)?.[1]);
      if (number !== index + 1) {
        throw new RangeError(
          `Migration ${name}: expected a name like ${String(index + 1).padStart(4, "0")}_what-it-does.sql`,
        );
      }
      const text = readFileSync(path.join(folder, name), "utf8")
        .replace(/^\uFEFF/, "")
        .replaceAll("\r\n", "\n");
      return { number, name, sha256: createHash("sha256").update(text).digest("hex"), text };
    });
}

/**
 * Applies what is missing. Safe when several processes do it at once: each step takes one lock and looks again.
 * @returns names of the migrations that this call applied.
 * @throws MigrationError when an applied migration was changed or is missing, or the database is newer.
 */
export async function migrate(
  sql: Sql,
  migrations: readonly Migration[] = readMigrations(migrationsFolder()),
): Promise<string[]> {
  const done: string[] = [];
  await sql.begin(async (tx) => {
    await lockMigrations(tx);
    await createMigrationTable(tx);
    checkHistory(await appliedMigrations(tx), migrations);
  });
  for (const migration of migrations) {
    const applied = await sql.begin(async (tx) => {
      await lockMigrations(tx);
      const history = await appliedMigrations(tx);
      if (history.some((row) => row.number === migration.number)) return false;
      await applyMigration(tx, migration);
      return true;
    });
    if (applied) done.push(migration.name);
  }
  return done;
}

type Applied = { number: number; name: string; sha256: string };

function checkHistory(history: readonly Applied[], migrations: readonly Migration[]): void {
  for (const row of history) {
    const ours = migrations.find((migration) => migration.number === row.number);
    if (!ours && row.number > migrations.length) {
      throw new MigrationError(
        `The database is newer than this version of Sightline: it has ${row.name}. ` +
          "Start the version that wrote it, or restore a backup made before the upgrade.",
      );
    }
    if (!ours) throw new MigrationError(`Migration ${row.name} was applied but its file is missing.`);
    if (ours.sha256 !== row.sha256) {
      throw new MigrationError(
        `Migration ${row.name} was changed after it was applied (file ${ours.name}). ` +
          "Put the file back as it was; changes to the schema go into a new migration.",
      );
    }
  }
}
