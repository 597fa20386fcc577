/** The postmaster of a private cluster: finding, starting and stopping it. */
import { type ChildProcess, spawn } from "node:child_process";
import {
  closeSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ClusterUser } from "./cluster-user.ts";
import { processStartTime } from "./process-identity.ts";
import { SOCKET_PORT } from "./sql.ts";

/** Fits two cores and a few GiB of memory; fsync, full_page_writes and checksums stay on. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "",
  port: String(SOCKET_PORT),
  unix_socket_permissions: "0700",
  max_connections: "40",
  shared_buffers: "256MB",
  effective_cache_size: "2GB",
  work_mem: "32MB",
  maintenance_work_mem: "256MB",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_logical_replication_workers: "0",
  max_wal_size: "4GB",
  checkpoint_timeout: "15min",
  wal_compression: "on",
  random_page_cost: "1.1",
  jit: "off",
  fsync: "on",
  full_page_writes: "on",
  autovacuum_naptime: "30s",
  timezone: "UTC",
  log_timezone: "UTC",
  lc_messages: "C",
  log_min_messages: "warning",
  logging_collector: "off",
};

export type Postmaster = { pid: number; socketFolder: string; ready: boolean };

/**
 * The running postmaster of a data directory, from its pid file; null when none runs. A pid file left by a crash,
 * even when its number now belongs to some other program, does not count.
 */
export function runningPostmaster(dataDirectory: string): Postmaster | null {
  const lines = readPidFile(dataDirectory);
  const pid = Number(lines?.[0]);
  if (!lines || !isPostmasterOf(pid, dataDirectory)) return null;
  return { pid, socketFolder: lines[4] ?? "", ready: lines[7]?.trim() === "ready" };
}

/** Removes a pid file whose process is gone or is not PostgreSQL: it would make the next start refuse. */
export function clearStalePidFile(dataDirectory: string): boolean {
  if (readPidFile(dataDirectory) === null || runningPostmaster(dataDirectory) !== null) return false;
  rmSync(path.join(dataDirectory, "postmaster.pid"), { force: true });
  return true;
}

export type StartOptions = {
  binFolder: string;
  dataDirectory: string;
  socketFolder: string;
  logFile: string;
  user: ClusterUser;
  /** How long to wait for crash recovery and start, in milliseconds. */
  waitMs: number;
};

/**
 * Starts the postmaster in a session of its own (a Ctrl-C for us must not stop it before we do) and waits
 * until it takes connections.
 * @throws Error with the end of PostgreSQL's log when it does not come up.
 */
export async function startPostmaster(options: StartOptions): Promise<Postmaster> {
  const deadline = Date.now() + options.waitMs;
  for (;;) {
    const child = launch(options);
    const postmaster = await waitUntilReady(child, options.dataDirectory, deadline);
    if (postmaster) return postmaster;
    const log = endOfLog(options.logFile);
    // Sessions of a killed postmaster notice it within moments and leave their shared memory.
    const retry = log.includes("pre-existing shared memory block") && Date.now() < deadline;
    if (!retry) throw new Error(`PostgreSQL did not start. ${options.logFile} ends with:\n${log}`);
    await sleep(250);
  }
}

/** Fast shutdown: open transactions are rolled back. Resolves when the process is gone. */
export async function stopPostmaster(postmaster: Postmaster, waitMs: number): Promise<void> {
  const startedAt = processStartTime(postmaster.pid);
  if (startedAt === null) return;
  process.kill(postmaster.pid, "SIGINT");
  const deadline = Date.now() + waitMs;
  while (processStartTime(postmaster.pid) === startedAt) {
    if (Date.now() > deadline) throw new Error(`PostgreSQL (process ${postmaster.pid}) does not stop.`);
    await sleep(10);
  }
}

const LARGEST_LOG_BYTES = 10_000_000;

/** Keeps one older log. */
function rotateLog(logFile: string): void {
  const bytes = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes > LARGEST_LOG_BYTES) renameSync(logFile, `${logFile}.old`);
}

function launch(options: StartOptions): ChildProcess {
  rotateLog(options.logFile);
  const log = openSync(options.logFile, "a", 0o600);
  const settings = { ...SETTINGS, unix_socket_directories: options.socketFolder };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(path.join(options.binFolder, "postgres"), ["-D", options.dataDirectory, ...args], {
    cwd: options.dataDirectory,
    detached: true,
    stdio: ["ignore", log, log],
    env: { PATH: process.env.PATH ?? "", LC_ALL: "C", TZ: "UTC" },
    ...(options.user.ids ?? {}),
  });
  closeSync(log);
  child.on("error", () => undefined);
  child.unref();
  return child;
}

async function waitUntilReady(
  child: ChildProcess,
  dataDirectory: string,
  deadline: number,
): Promise<Postmaster | null> {
  while (Date.now() < deadline) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return null;
    const postmaster = runningPostmaster(dataDirectory);
    if (postmaster?.pid === child.pid && postmaster.ready) return postmaster;
    await sleep(10);
  }
  throw new Error("PostgreSQL is still recovering from a crash. Start Sightline again in a few minutes.");
}

/** PostgreSQL changes into its data directory, which tells it from any other program with the same number. */
function isPostmasterOf(pid: number, dataDirectory: string): boolean {
  if (processStartTime(pid) === null) return false;
  if (process.platform !== "linux") return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDirectory);
  } catch {
    return false;
  }
}

function readPidFile(dataDirectory: string): string[] | null {
  try {
    return readFileSync(path.join(dataDirectory, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return null;
  }
}

function endOfLog(logFile: string): string {
  try {
    return readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-8).join("\n");
  } catch {
    return "(no log)";
  }
}
