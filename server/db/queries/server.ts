import type { Sql } from "../sql.ts";

export type ServerFacts = { version: string; versionNumber: number; database: string; user: string };

export async function readServerFacts(sql: Sql): Promise<ServerFacts> {
  const [row] = await sql<ServerFacts[]>`
    SELECT current_setting('server_version') AS version,
      current_setting('server_version_num')::integer AS "versionNumber",
      current_database() AS database,
      current_user AS "user"`;
  if (!row) throw new RangeError("The server says nothing about itself");
  return row;
}

/** Version of PostGIS in this database, null where the extension is not created. */
export async function installedPostgis(sql: Sql): Promise<string | null> {
  const [row] = await sql<{ version: string }[]>`
    SELECT extversion AS version FROM pg_extension WHERE extname = 'postgis'`;
  return row?.version ?? null;
}

/** Version of PostGIS that the server could create, null where it is not installed on its machine. */
export async function availablePostgis(sql: Sql): Promise<string | null> {
  const [row] = await sql<{ version: string | null }[]>`
    SELECT default_version AS version FROM pg_available_extensions WHERE name = 'postgis'`;
  return row?.version ?? null;
}

/** Any number, the same in every version of the app. */
const EXTENSION_LOCK = 731_004_021n;

/** Safe when several programs do it at once; IF NOT EXISTS alone is not. */
export async function createPostgis(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`SELECT pg_advisory_xact_lock(${EXTENSION_LOCK}::bigint)`;
    await tx`CREATE EXTENSION IF NOT EXISTS postgis`;
  });
}

/** @param name one of our own constants, never from a request. */
export async function createDatabaseIfMissing(sql: Sql, name: string): Promise<void> {
  const [existing] = await sql`SELECT 1 FROM pg_database WHERE datname = ${name}`;
  if (!existing) await sql`CREATE DATABASE ${sql(name)}`;
}
