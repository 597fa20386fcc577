import type { TransactionSql } from "../sql.ts";

/** Any number, the same in every version of the app. */
const MIGRATION_LOCK = 731_004_019n;

/** Waits until no other session migrates; held to the end of the transaction. */
export async function lockMigrations(tx: TransactionSql): Promise<void> {
  await tx`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`;
}

export async function createMigrationTable(tx: TransactionSql): Promise<void> {
  await tx`
    CREATE TABLE IF NOT EXISTS schema_migration (
      number integer PRIMARY KEY,
      name text NOT NULL,
      sha256 text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`;
}

export async function appliedMigrations(
  tx: TransactionSql,
): Promise<{ number: number; name: string; sha256: string }[]> {
  return tx<{ number: number; name: string; sha256: string }[]>`
    SELECT number, name, sha256 FROM schema_migration ORDER BY number`;
}

/** Runs a migration file (several statements, no arguments) and records it. */
export async function applyMigration(
  tx: TransactionSql,
  migration: { number: number; name: string; sha256: string; text: string },
): Promise<void> {
  await tx.unsafe(migration.text).simple();
  await tx`
    INSERT INTO schema_migration (number, name, sha256)
    VALUES (${migration.number}, ${migration.name}, ${migration.sha256})`;
}
