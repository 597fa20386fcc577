/**
 * A private PostgreSQL cluster under the data folder, reachable through a unix socket only.
 *
 *   <data folder>/postgres/          0700, owned by the user that PostgreSQL runs as
 *     data/                          PostgreSQL's own directory
 *     run/                           the socket (or a short private folder under /tmp where this path is too long)
 *     postgres.log
 *   <data folder>/postgres-users/    one file per process that has the cluster open
 *
 * Any number of our processes may have it open. The last one to close stops it; processes that were killed do not
 * count, and a cluster that they left running is attached to.
 */
import { execFile } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { type ClusterBinaries, findClusterBinaries } from "./cluster-binaries.ts";
import { clearStalePidFile, runningPostmaster, startPostmaster, stopPostmaster } from "./cluster-process.ts";
import { type ClusterUser, canWrite, clusterUser } from "./cluster-user.ts";
import { lockHolder, takeLock, withLock } from "./file-lock.ts";
import type { Log } from "./log.ts";
import { createDatabaseIfMissing } from "./queries/server.ts";
import { prepareSocketFolder, removeStandInFolder } from "./socket-folder.ts";
import { type Connection, connectDatabase } from "./sql.ts";

const execFileAsync = promisify(execFile);

const START_WAIT_MS = 180_000;
const STOP_WAIT_MS = 60_000;
const USER = "sightline";
const DATABASE = "sightline";

export type LocalCluster = { connection: Connection; binaries: ClusterBinaries; close(): Promise<void> };

export type LocalClusterResult =
  | { ok: true; cluster: LocalCluster }
  /** Why this machine cannot have one. `hasData`: a cluster exists, so no other engine may take its place. */
  | { ok: false; reason: string; hasData: boolean };

type Layout = { root: string; data: string; users: string; lock: string; log: string };

/** Opens the private cluster of a data folder: makes it, starts it or attaches to it as needed. */
export async function openLocalCluster(dataFolder: string, log: Log): Promise<LocalClusterResult> {
  const layout = layoutOf(dataFolder);
  const hasData = existsSync(path.join(layout.data, "PG_VERSION"));
  const found = findClusterBinaries(undefined, hasData ? majorOf(layout.data) : null);
  if (!found.ok) return { ok: false, reason: found.reason, hasData };
  const user = clusterUser(layout.data);
  if (!user.ok) return { ok: false, reason: user.reason, hasData };
  const prepared = prepareFolders(layout, user.user);
  if (!prepared.ok) return { ok: false, reason: prepared.reason, hasData };
  const socketFolder = await withLock(layout.lock, START_WAIT_MS, async () => {
    register(layout);
    try {
      return await startOrAttach(layout, found.binaries, user.user, log);
    } catch (error) {
      unregister(layout);
      throw error;
    }
  });
  const connection: Connection = {
    engine: "local-cluster",
    url: null,
    socketFolder,
    database: DATABASE,
    user: USER,
    maxConnections: 8,
  };
  const close = () => closeCluster(layout, log);
  return { ok: true, cluster: { connection, binaries: found.binaries, close } };
}

function layoutOf(dataFolder: string): Layout {
  const root = path.join(dataFolder, "postgres");
  return {
    root,
    data: path.join(root, "data"),
    users: path.join(dataFolder, "postgres-users"),
    lock: path.join(dataFolder, "postgres.lock"),
    log: path.join(root, "postgres.log"),
  };
}

function majorOf(dataDirectory: string): number {
  return Number.parseInt(readFileSync(path.join(dataDirectory, "PG_VERSION"), "utf8"), 10);
}

function prepareFolders(layout: Layout, user: ClusterUser): { ok: true } | { ok: false; reason: string } {
  const dataFolder = path.dirname(layout.root);
  mkdirSync(dataFolder, { recursive: true });
  mkdirSync(layout.root, { recursive: true, mode: 0o700 });
  if (user.ids) {
    chownSync(layout.root, user.ids.uid, user.ids.gid);
    // Root's own data folder may be closed to others; the cluster's user must pass through it, not read it.
    chmodSync(dataFolder, statSync(dataFolder).mode | 0o011);
  }
  chmodSync(layout.root, 0o700);
  if (!canWrite(user, layout.root)) {
    return {
      ok: false,
      reason: `the user that PostgreSQL must run as cannot reach ${layout.root}; set SIGHTLINE_DATA to a folder that it can`,
    };
  }
  return { ok: true };
}

async function startOrAttach(
  layout: Layout,
  binaries: ClusterBinaries,
  user: ClusterUser,
  log: Log,
): Promise<string> {
  const running = runningPostmaster(layout.data);
  if (running) {
    log.debug(`Local cluster: already running as process ${running.pid}`);
    return running.socketFolder;
  }
  removeDrafts(layout);
  if (!existsSync(path.join(layout.data, "PG_VERSION"))) await makeCluster(layout, binaries, user, log);
  if (clearStalePidFile(layout.data)) log.info("Local cluster: recovering after it was not shut down");
  const socketFolder = prepareSocketFolder(path.join(layout.root, "run"), user.ids);
  const options = { binFolder: binaries.binFolder, dataDirectory: layout.data, logFile: layout.log };
  await startPostmaster({ ...options, socketFolder, user, waitMs: START_WAIT_MS });
  await ensureDatabase(socketFolder);
  return socketFolder;
}

const DRAFT_PREFIX = "data.new-";

/** Removes what interrupted initdbs left. One that outlived its killed parent may still write: the next start gets it. */
function removeDrafts(layout: Layout): void {
  for (const name of readdirSync(layout.root).filter((entry) => entry.startsWith(DRAFT_PREFIX))) {
    try {
      rmSync(path.join(layout.root, name), { recursive: true, force: true });
    } catch {
      return;
    }
  }
}

/** initdb into a folder beside, renamed when complete: an interrupted one leaves nothing that looks usable. */
async function makeCluster(
  layout: Layout,
  binaries: ClusterBinaries,
  user: ClusterUser,
  log: Log,
): Promise<void> {
  log.info("Local cluster: making a new one");
  const draft = path.join(layout.root, `${DRAFT_PREFIX}${process.pid}-${Date.now()}`);
  const locale = process.platform === "linux" ? "--locale=C.UTF-8" : "--no-locale";
  const args = [
    "-D",
    draft,
    "--username",
    USER,
    "--auth=trust",
    "--encoding=UTF8",
    locale,
    "--data-checksums",
  ];
  await execFileAsync(path.join(binaries.binFolder, "initdb"), args, {
    cwd: layout.root,
    env: { PATH: process.env.PATH ?? "", LC_ALL: "C" },
    ...(user.ids ?? {}),
  });
  renameSync(draft, layout.data);
}

async function ensureDatabase(socketFolder: string): Promise<void> {
  const maintenance: Connection = {
    engine: "local-cluster",
    url: null,
    socketFolder,
    database: "postgres",
    user: USER,
    maxConnections: 1,
  };
  const sql = connectDatabase(maintenance);
  try {
    await createDatabaseIfMissing(sql, DATABASE);
  } finally {
    await sql.end();
  }
}

const openCounts = new Map<string, { count: number; release(): void }>();

/** One file per process, however often that process opens the cluster. */
function register(layout: Layout): void {
  const known = openCounts.get(layout.users);
  if (known) {
    known.count++;
    return;
  }
  const taken = takeLock(path.join(layout.users, String(process.pid)), null);
  if (!taken.ok) throw new Error(`Process ${taken.holder.pid} is registered already.`);
  openCounts.set(layout.users, { count: 1, release: () => taken.lock.release() });
}

/** True when this process no longer has the cluster open. */
function unregister(layout: Layout): boolean {
  const own = openCounts.get(layout.users);
  if (own && --own.count > 0) return false;
  own?.release();
  openCounts.delete(layout.users);
  return true;
}

async function closeCluster(layout: Layout, log: Log): Promise<void> {
  await withLock(layout.lock, START_WAIT_MS, async () => {
    if (!unregister(layout)) return;
    if (otherUsers(layout)) {
      log.debug("Local cluster: still used by another process, left running");
      return;
    }
    const running = runningPostmaster(layout.data);
    if (!running) return;
    await stopPostmaster(running, STOP_WAIT_MS);
    removeStandInFolder(running.socketFolder);
  });
}

function otherUsers(layout: Layout): boolean {
  return readdirSync(layout.users).some((name) => {
    const holder = lockHolder(path.join(layout.users, name));
    if (holder === null) rmSync(path.join(layout.users, name), { force: true });
    return holder !== null;
  });
}
