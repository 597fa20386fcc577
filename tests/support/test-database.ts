/**
 * A fresh, migrated database for a test, on whichever engines this machine has.
 *
 * Local cluster: one cluster for all tests under the temporary folder (started by the first, stopped by the last that
 * uses it) with a template database, cloned in well under a second. Embedded: a folder made once and copied.
 */
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CategoryScheme } from "#domain/category/scheme.ts";
import { findClusterBinaries } from "../../server/db/cluster-binaries.ts";
import { clusterUser } from "../../server/db/cluster-user.ts";
import { EMBEDDED_VERSIONS } from "../../server/db/embedded/versions.ts";
import { type Database, openDatabase } from "../../server/db/engine.ts";
import { withLock } from "../../server/db/file-lock.ts";
import type { Log } from "../../server/db/log.ts";
import { migrate, readMigrations } from "../../server/db/migrate.ts";
import { migrationsFolder } from "../../server/db/migrations-folder.ts";
import { processStartTime } from "../../server/db/process-identity.ts";
import { seedCategories } from "../../server/db/queries/categories-seed.ts";
import { connectDatabase, type Sql } from "../../server/db/sql.ts";

export type TestEngine = "local-cluster" | "embedded";

export type TestDatabase = Database & {
  /** Closes the database and removes everything of it. */
  dispose(): Promise<void>;
};

const SETUP_WAIT_MS = 120_000;
const shared = join(tmpdir(), `sightline-tests-${process.getuid?.() ?? 0}`);
let serial = 0;

/** Says nothing; engines are chatty. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** The engines that tests can use here. Says loudly, once, which one is missing and why. */
export function availableEngines(): TestEngine[] {
  const binaries = findClusterBinaries();
  const user = clusterUser(join(shared, "postgres", "data"));
  if (binaries.ok && user.ok) return ["local-cluster", "embedded"];
  const reason = binaries.ok ? (user.ok ? "" : user.reason) : binaries.reason;
  if (!hasWarned) console.warn(`SKIPPED: tests on a local PostgreSQL cluster (${reason}); embedded only`);
  hasWarned = true;
  return ["embedded"];
}
let hasWarned = false;

/** The best engine here: local cluster, else embedded. SIGHTLINE_TEST_ENGINE chooses another. */
export function defaultEngine(): TestEngine {
  const wanted = process.env.SIGHTLINE_TEST_ENGINE;
  if (wanted === "local-cluster" || wanted === "embedded") return wanted;
  return availableEngines()[0] ?? "embedded";
}

/** A database of its own, migrated and with the category scheme; `dispose` it in afterAll. */
export async function openTestDatabase(engine: TestEngine = defaultEngine()): Promise<TestDatabase> {
  mkdirSync(shared, { recursive: true });
  return engine === "embedded" ? openEmbeddedCopy() : openClusterClone();
}

/** Runs `work` with a database of its own and disposes of it afterwards. */
export async function withDatabase<T>(
  engine: TestEngine,
  work: (database: TestDatabase) => Promise<T>,
): Promise<T> {
  const database = await openTestDatabase(engine);
  try {
    return await work(database);
  } finally {
    await database.dispose();
  }
}

/** Changes whenever a template made earlier would no longer be the same. */
function templateHash(): string {
  const parts = [readMigrations(migrationsFolder()), EMBEDDED_VERSIONS, readScheme()];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 12);
}

function readScheme(): CategoryScheme {
  return JSON.parse(readFileSync(new URL("../../data/category-scheme.json", import.meta.url), "utf8"));
}

async function prepare(sql: Sql): Promise<void> {
  await migrate(sql);
  await seedCategories(sql, readScheme());
}

async function openClusterClone(): Promise<TestDatabase> {
  const config = { databaseUrl: null, dataFolder: shared, engine: "local-cluster" as const };
  const cluster = await openDatabase(config, silentLog);
  try {
    const template = await withLock(join(shared, "template.lock"), SETUP_WAIT_MS, () =>
      clusterTemplate(cluster),
    );
    const name = `test_${process.pid}_${serial++}`;
    await cluster.sql`CREATE DATABASE ${cluster.sql(name)} TEMPLATE ${cluster.sql(template)} STRATEGY file_copy`;
    const connection = { ...cluster.connection, database: name };
    const sql = connectDatabase(connection);
    const close = async () => {
      await sql.end({ timeout: 5 });
      await cluster.sql`DROP DATABASE IF EXISTS ${cluster.sql(name)} WITH (FORCE)`;
      await cluster.close();
    };
    return { ...cluster, sql, connection, close, dispose: close };
  } catch (error) {
    await cluster.close();
    throw error;
  }
}

async function clusterTemplate(cluster: Database): Promise<string> {
  const name = `template_${templateHash()}`;
  const { sql } = cluster;
  const databases = await sql<{ name: string }[]>`SELECT datname AS name FROM pg_database`;
  for (const { name: other } of databases) {
    const pid = Number(/^test_(\d+)_\d+$/.exec(other)?.[1]);
    const isLeftover = pid > 0 && processStartTime(pid) === null;
    const isOldTemplate = /^(template_[0-9a-f]{12}|draft)$/.test(other) && other !== name;
    if (isLeftover || isOldTemplate) await sql`DROP DATABASE IF EXISTS ${sql(other)} WITH (FORCE)`;
  }
  if (databases.some((database) => database.name === name)) return name;
  await sql`CREATE DATABASE draft`;
  const draft = connectDatabase({ ...cluster.connection, database: "draft" });
  await prepare(draft).finally(() => draft.end());
  await sql`ALTER DATABASE draft RENAME TO ${sql(name)}`;
  return name;
}

/** A data folder of its own with a migrated embedded database that nobody has open. Remove it afterwards. */
export async function copyEmbeddedFolder(): Promise<string> {
  mkdirSync(shared, { recursive: true });
  const template = join(shared, `embedded-${templateHash()}`);
  await withLock(join(shared, "embedded-template.lock"), SETUP_WAIT_MS, () => embeddedTemplate(template));
  const folder = mkdtempSync(join(tmpdir(), "sightline-test-"));
  cpSync(template, folder, { recursive: true });
  return folder;
}

async function openEmbeddedCopy(): Promise<TestDatabase> {
  const folder = await copyEmbeddedFolder();
  const database = await openDatabase(
    { databaseUrl: null, dataFolder: folder, engine: "embedded" },
    silentLog,
  );
  const dispose = async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...database, dispose };
}

async function embeddedTemplate(template: string): Promise<void> {
  if (existsSync(template)) return;
  const draft = mkdtempSync(join(shared, "draft-"));
  const database = await openDatabase(
    { databaseUrl: null, dataFolder: draft, engine: "embedded" },
    silentLog,
  );
  await prepare(database.sql).finally(() => database.close());
  renameSync(draft, template);
}
