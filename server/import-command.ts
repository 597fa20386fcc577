/**
 * `npm run import -- FILE… [--as KIND]`: imports files without asking anything. Progress goes to standard error; the
 * last line of standard output is `read=N accepted=N rejected=N unlocated=N`, summed over the files. Ends with 0 only
 * if every file was imported (or had been before) and every row of it is accounted for.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { ImportKind, ImportManifest } from "#contract/imports.ts";
import { type Config, type Environment, readConfig } from "./config.ts";
import { readLock } from "./db/locks.ts";
import type { Log } from "./db/log.ts";
import { readArguments, USAGE } from "./ingest/command/arguments.ts";
import type { ImportTarget } from "./ingest/command/file-import.ts";
import { importHere } from "./ingest/command/import-here.ts";
import { engineOfServer, importOverHttp } from "./ingest/command/import-over-http.ts";
import { ProgressLine } from "./ingest/command/progress-line.ts";
import { failureOf } from "./ingest/failure-of.ts";

const USAGE_ERROR = 2;
const SERVER_STARTS_WITHIN_MS = 60_000;

type Sums = { read: number; accepted: number; rejected: number; unlocated: number };

/** Runs the command; returns its exit code. */
export async function main(argv: readonly string[], environment: Environment): Promise<number> {
  const sums: Sums = { read: 0, accepted: 0, rejected: 0, unlocated: 0 };
  const exitCode = await run(argv, environment, sums).catch((error: unknown) => {
    process.stderr.write(
      `${error instanceof Error ? error.message : String(error)}\nNothing was imported.\n`,
    );
    return 1;
  });
  const { read, accepted, rejected, unlocated } = sums;
  console.log(`read=${read} accepted=${accepted} rejected=${rejected} unlocated=${unlocated}`);
  return exitCode;
}

async function run(argv: readonly string[], environment: Environment, sums: Sums): Promise<number> {
  const given = readArguments(argv);
  if (!given.ok || given.help) {
    process.stderr.write(`${given.ok ? "" : `${given.message}\n`}Usage: ${USAGE}\n`);
    return given.ok ? 0 : USAGE_ERROR;
  }
  const cancel = new AbortController();
  const onSignal = (): void => cancel.abort(new Error("interrupted"));
  process.once("SIGINT", onSignal);
  process.once("SIGTERM", onSignal);
  const target = await openTarget(readConfig(environment, process.cwd()));
  try {
    process.stderr.write(`Importing into ${target.text}\n`);
    let failures = 0;
    for (const file of given.files) {
      if (cancel.signal.aborted) failures++;
      else if (!(await importOne(target, file, given.kind, sums, cancel.signal))) failures++;
    }
    return failures === 0 ? 0 : 1;
  } finally {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
    await target.close();
  }
}

/** Imports one file and says how it went; true if all of it is accounted for. */
async function importOne(
  target: ImportTarget,
  file: string,
  kind: ImportKind | null,
  sums: Sums,
  signal: AbortSignal,
): Promise<boolean> {
  const line = new ProgressLine(process.stderr, file);
  const startedMs = performance.now();
  try {
    const onProgress = (progress: Parameters<ProgressLine["update"]>[0]): void =>
      line.update(progress, performance.now());
    const manifest = await target.importFile(file, kind, onProgress, signal);
    for (const warning of manifest.warnings) line.say(`note: ${warning}`);
    const done = manifest.status === "committed" || manifest.status === "unchanged";
    line.say(done ? doneText(manifest, performance.now() - startedMs) : failedText(manifest));
    if (!done) return false;
    sums.read += manifest.read;
    sums.accepted += manifest.accepted;
    sums.rejected += manifest.rejected;
    sums.unlocated += manifest.unlocated;
    return manifest.read === manifest.accepted + manifest.rejected;
  } catch (error) {
    const { title, detail, next } = failureOf(error);
    line.say(`${title}: ${detail} ${next}`);
    return false;
  }
}

function doneText(manifest: ImportManifest, ms: number): string {
  const { status, read, accepted, rejected, unlocated, rejectedByReason, replacedSlices } = manifest;
  const n = (count: number): string => count.toLocaleString("en-GB");
  const parts = [
    `${n(read)} rows read, ${n(accepted)} accepted (${n(unlocated)} without coordinates), ${n(rejected)} rejected`,
  ];
  for (const [reason, count] of Object.entries(rejectedByReason)) parts.push(`${reason}: ${n(count)}`);
  if (replacedSlices.length > 0) parts.push(`${n(replacedSlices.length)} months replaced`);
  const verb = status === "unchanged" ? "unchanged" : `imported as number ${manifest.id}`;
  return `${verb} in ${(ms / 1000).toFixed(1)} s: ${parts.join("; ")}`;
}

function failedText({ status, error }: ImportManifest): string {
  return error ? `${error.title}: ${error.detail} ${error.next}` : status;
}

/** The database itself, or the running server that alone may touch it. */
async function openTarget(config: Config): Promise<ImportTarget> {
  const log: Log = {
    debug: () => {},
    info: () => {},
    warn: (message) => process.stderr.write(`${message}\n`),
    error: (message) => process.stderr.write(`${message}\n`),
  };
  if (config.databaseUrl !== null) return importHere(config, log);
  const url = await runningServer(config.dataFolder);
  if (url !== null && (await engineOfServer(url)) === "embedded") return importOverHttp(url);
  return importHere(config, log);
}

/** Address of the server that runs on a data folder; waits for one that is just starting. */
async function runningServer(dataFolder: string): Promise<string | null> {
  const deadline = Date.now() + SERVER_STARTS_WITHIN_MS;
  for (;;) {
    const holder = readLock(dataFolder);
    if (!holder || holder.url !== null || Date.now() > deadline) return holder?.url ?? null;
    await sleep(200);
  }
}
