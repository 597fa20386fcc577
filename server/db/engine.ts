/** Opens the database that this installation uses, whichever of the three kinds it is. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { Config } from "../config.ts";
import { embeddedFolder, openEmbedded } from "./embedded/open-embedded.ts";
import { DatabaseUnusableError, openExternal } from "./external.ts";
import { openLocalCluster } from "./local-cluster.ts";
import type { Log } from "./log.ts";
import { readServerFacts } from "./queries/server.ts";
import { type Connection, connectDatabase, type EngineName, type Sql } from "./sql.ts";

export type Database = {
  sql: Sql;
  engine: EngineName;
  /** One sentence for people: which database this is. */
  text: string;
  /** Whether what is committed survives a power cut. */
  durable: boolean;
  /** Whether COPY may be used; otherwise rows are inserted in batches. */
  canCopy: boolean;
  /** How another thread or process opens a client (`connectDatabase`). Plain data. */
  connection: Connection;
  close(): Promise<void>;
};

/**
 * Chooses and opens the database: DATABASE_URL, else a private local cluster, else the embedded engine.
 * Does not migrate.
 * @throws DatabaseUnusableError saying what to do.
 */
export async function openDatabase(
  config: Pick<Config, "databaseUrl" | "dataFolder" | "engine">,
  log: Log,
): Promise<Database> {
  if (config.databaseUrl !== null) return external(config.databaseUrl, log);
  if (config.engine === "embedded") return openEmbedded(config.dataFolder, log);
  const opened = await openLocalCluster(config.dataFolder, log);
  if (opened.ok) {
    if (existsSync(embeddedFolder(config.dataFolder))) {
      log.warn(
        "This data folder also holds an embedded database from before PostgreSQL was installed. It is not used; " +
          "SIGHTLINE_ENGINE=embedded opens it.",
      );
    }
    return local(opened.cluster, config.dataFolder, log);
  }
  if (opened.hasData || config.engine === "local-cluster") {
    throw new DatabaseUnusableError(`The local cluster cannot be opened: ${opened.reason}.`);
  }
  log.info(`No local cluster: ${opened.reason}. Using the embedded database.`);
  return openEmbedded(config.dataFolder, log);
}

/** @throws RangeError where the engine has no COPY: it would end the engine, not fail. */
export function assertCanCopy(database: Pick<Database, "canCopy" | "engine">): void {
  if (!database.canCopy)
    throw new RangeError(`COPY: got engine ${database.engine}, which does not support it`);
}

async function external(url: string, log: Log): Promise<Database> {
  const opened = await openExternal(url, (message) => log.debug(message));
  return {
    ...opened,
    engine: "external",
    durable: true,
    canCopy: true,
    close: () => opened.sql.end({ timeout: 5 }),
  };
}

type OpenCluster = Extract<Awaited<ReturnType<typeof openLocalCluster>>, { ok: true }>["cluster"];

async function local(cluster: OpenCluster, dataFolder: string, log: Log): Promise<Database> {
  const sql = connectDatabase(cluster.connection, { onNotice: (message) => log.debug(message) });
  try {
    const facts = await readServerFacts(sql);
    return {
      sql,
      engine: "local-cluster",
      text: `PostgreSQL ${facts.version} with PostGIS ${cluster.binaries.postgis}, a private cluster in ${path.join(dataFolder, "postgres")}`,
      durable: true,
      canCopy: true,
      connection: cluster.connection,
      async close() {
        await sql.end({ timeout: 5 });
        await cluster.close();
      },
    };
  } catch (error) {
    await sql.end({ timeout: 1 });
    await cluster.close();
    throw error;
  }
}
