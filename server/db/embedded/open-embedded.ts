/**
 * The embedded engine: PGlite with PostGIS, from npm alone. A trial store, not durable against a power cut.
 *
 *   <data folder>/embedded/          0700
 *     pgdata/                        the engine's data
 *     postgis-VERSION.tar.gz         the part of the PostGIS bundle that is used
 *     made-by.json                   written when the first start was complete: versions of the engine
 *     run/                           the socket (or a short private folder where this path is too long)
 *   <data folder>/embedded.lock      who has it open
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Database } from "../engine.ts";
import { type FileLock, takeLock } from "../file-lock.ts";
import type { Log } from "../log.ts";
import { prepareSocketFolder, removeStandInFolder } from "../socket-folder.ts";
import { type Connection, connectDatabase, SOCKET_PORT } from "../sql.ts";
import { EngineThread } from "./engine-thread.ts";
import { Gateway, type GatewayLimits } from "./gateway.ts";
import { assertEmbeddedVersions, EMBEDDED_VERSIONS } from "./versions.ts";

const DEFAULT_LIMITS: GatewayLimits = { statementMs: 300_000, idleInTransactionMs: 60_000 };

/** The embedded database cannot be opened; the message says what to do. */
class EmbeddedUnusableError extends Error {
  override name = "EmbeddedUnusableError";
}

export function embeddedFolder(dataFolder: string): string {
  return path.join(dataFolder, "embedded");
}

/**
 * Opens the embedded database of a data folder. Only one process may have it open; others reach it through that
 * process's socket while it runs (`connection`).
 * @throws EmbeddedUnusableError when another process has it open, or its data cannot be read.
 */
export async function openEmbedded(
  dataFolder: string,
  log: Log,
  limits: GatewayLimits = DEFAULT_LIMITS,
): Promise<Database> {
  assertEmbeddedVersions();
  const lock = lockEmbedded(dataFolder);
  try {
    return await open(dataFolder, log, limits, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function open(dataFolder: string, log: Log, limits: GatewayLimits, lock: FileLock): Promise<Database> {
  const folder = embeddedFolder(dataFolder);
  mkdirSync(dataFolder, { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const isNew = checkData(folder);
  if (isNew) log.info("Embedded database: making a new one");
  const engine = new EngineThread(path.join(folder, "pgdata"));
  const facts = await startEngine(engine, folder);
  if (isNew) writeFileSync(madeBy(folder), `${JSON.stringify(EMBEDDED_VERSIONS)}\n`);
  const socketFolder = prepareSocketFolder(path.join(folder, "run"), null);
  const socketPath = path.join(socketFolder, `.s.PGSQL.${SOCKET_PORT}`);
  rmSync(socketPath, { force: true });
  const gateway = new Gateway(engine, log, limits);
  await gateway.listen(socketPath, facts.serverVersion);
  const connection: Connection = {
    engine: "embedded",
    url: null,
    socketFolder,
    database: "postgres",
    user: "postgres",
    maxConnections: 4,
  };
  const sql = connectDatabase(connection, { onNotice: (text) => log.debug(text) });
  return {
    sql,
    engine: "embedded",
    text: `Embedded PostgreSQL ${facts.serverVersion} with PostGIS ${facts.postgis} (PGlite) in ${folder}: a trial store`,
    durable: false,
    canCopy: false,
    connection,
    async close() {
      await sql.end({ timeout: 5 });
      await gateway.close();
      rmSync(socketPath, { force: true });
      removeStandInFolder(socketFolder);
      lock.release();
    },
  };
}

function lockEmbedded(dataFolder: string): FileLock {
  const taken = takeLock(path.join(dataFolder, "embedded.lock"), null);
  if (taken.ok) return taken.lock;
  throw new EmbeddedUnusableError(
    `The embedded database in ${dataFolder} is open in process ${taken.holder.pid}. Two processes would destroy it: ` +
      "stop that one first, or use the Sightline that is running.",
  );
}

/** True when there is no complete database yet. An interrupted first start leaves one without its mark: it is removed. */
function checkData(folder: string): boolean {
  const pgdata = path.join(folder, "pgdata");
  if (!existsSync(madeBy(folder))) {
    rmSync(pgdata, { recursive: true, force: true });
    return true;
  }
  const versions = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(madeBy(folder), "utf8")));
  for (const [name, version] of Object.entries(versions)) {
    if (EMBEDDED_VERSIONS[name] !== version) {
      throw new EmbeddedUnusableError(
        `The embedded database in ${folder} was made with ${name} ${version}; this Sightline has ${EMBEDDED_VERSIONS[name]}. ` +
          "Open it with the Sightline that made it, or move the folder away and import the files again.",
      );
    }
  }
  return false;
}

async function startEngine(engine: EngineThread, folder: string) {
  try {
    return await engine.start();
  } catch (error) {
    throw new EmbeddedUnusableError(
      `The embedded database in ${folder} does not open: ${error instanceof Error ? error.message : String(error)}. ` +
        "Start again once; if it still fails, move that folder away and import the files again.",
    );
  }
}

function madeBy(folder: string): string {
  return path.join(folder, "made-by.json");
}
