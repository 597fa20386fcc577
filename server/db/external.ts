/** A database that somebody else runs, named by DATABASE_URL. */
import postgres from "postgres";
import { isRecentPostgis, OLDEST_POSTGIS, OLDEST_POSTGRES } from "./cluster-binaries.ts";
import { availablePostgis, createPostgis, installedPostgis, readServerFacts } from "./queries/server.ts";
import { type Connection, connectDatabase, type Sql } from "./sql.ts";

/** The database cannot be used as it is; the message says what to do. */
export class DatabaseUnusableError extends Error {
  override name = "DatabaseUnusableError";
}

export type ExternalDatabase = { sql: Sql; connection: Connection; text: string };

/**
 * Connects, and checks that the server is new enough and has PostGIS (creating the extension where permitted).
 * @throws DatabaseUnusableError; never repeats the password.
 */
export async function openExternal(
  url: string,
  onNotice: (message: string) => void,
): Promise<ExternalDatabase> {
  const connection: Connection = {
    engine: "external",
    url,
    socketFolder: null,
    database: "",
    user: "",
    maxConnections: 8,
  };
  const where = placeOf(url);
  const sql = connectDatabase(connection, { onNotice });
  try {
    const facts = await readServerFacts(sql);
    if (facts.versionNumber < OLDEST_POSTGRES * 10_000) {
      throw new DatabaseUnusableError(
        `The database at ${where} is PostgreSQL ${facts.version}; Sightline needs ${OLDEST_POSTGRES} or later.`,
      );
    }
    const postgis = await ensurePostgis(sql, where, facts.database);
    return { sql, connection, text: `PostgreSQL ${facts.version} with PostGIS ${postgis} at ${where}` };
  } catch (error) {
    await sql.end({ timeout: 1 });
    throw error instanceof DatabaseUnusableError ? error : explain(error, where);
  }
}

async function ensurePostgis(sql: Sql, where: string, database: string): Promise<string> {
  const installed = await installedPostgis(sql);
  if (installed === null) await tryCreate(sql, where, database);
  const version = installed ?? (await installedPostgis(sql));
  if (version === null || !isRecentPostgis(version)) {
    throw new DatabaseUnusableError(
      `The database at ${where} has PostGIS ${version}; Sightline needs ${OLDEST_POSTGIS.join(".")} or later. ` +
        "Upgrade it and run: ALTER EXTENSION postgis UPDATE",
    );
  }
  return version;
}

async function tryCreate(sql: Sql, where: string, database: string): Promise<void> {
  if ((await availablePostgis(sql)) === null) {
    throw new DatabaseUnusableError(
      `The server at ${where} has no PostGIS. Install it there (on Debian: postgresql-NN-postgis-3) and start again.`,
    );
  }
  try {
    await createPostgis(sql);
  } catch (error) {
    if (!(error instanceof postgres.PostgresError) || error.code !== "42501") throw error;
    throw new DatabaseUnusableError(
      `The user of DATABASE_URL may not create PostGIS in ${database} at ${where}. ` +
        "Ask an administrator to run in that database: CREATE EXTENSION postgis",
    );
  }
}

/** Host, port and database, without user and password. */
function placeOf(url: string): string {
  try {
    const parsed = new URL(url);
    const host = parsed.searchParams.get("host") ?? (parsed.hostname || "localhost");
    return `${decodeURIComponent(host)}${parsed.port ? `:${parsed.port}` : ""}${parsed.pathname}`;
  } catch {
    return "the address in DATABASE_URL";
  }
}

function explain(error: unknown, where: string): DatabaseUnusableError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const advice: Record<string, string> = {
    ECONNREFUSED: "Nothing answers there. Is the server running, and are host and port right?",
    ENOENT: "There is no such socket. Is the server running?",
    ENOTFOUND: "There is no host with that name.",
    EHOSTUNREACH: "The host cannot be reached from here.",
    CONNECT_TIMEOUT: "It does not answer. Is a firewall in the way?",
    "28P01": "The user name or password is wrong.",
    "28000": "The server does not accept this user from here (see its pg_hba.conf).",
    "3D000": "There is no database of that name. Make it with: createdb NAME",
    "42501":
      "The user lacks a permission that Sightline needs: it must own the database or its public schema.",
    "53300": "The server has no free connections.",
  };
  const why = advice[code] ?? (error instanceof Error ? error.message : "The reason is unknown.");
  return new DatabaseUnusableError(`Cannot use the database of DATABASE_URL (${where}). ${why}`);
}
