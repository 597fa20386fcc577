/** The thread that reads files: previews, dry runs and imports, one after the other. */
import { parentPort } from "node:worker_threads";
import { connectDatabase } from "../db/sql.ts";
import { detectFile } from "../ingest/detect.ts";
import { failureOf } from "../ingest/failure-of.ts";
import { importerOf } from "../ingest/importers.ts";
import { runImport } from "../ingest/run-import.ts";
import { checkImport } from "./check-import.ts";
import {
  type IngestDone,
  type IngestTask,
  type IngestWork,
  type LookedAt,
  STOP_MESSAGE,
} from "./ingest-task.ts";

const now = () => new Date();
let stop = new AbortController();

async function lookAt(task: Extract<IngestTask, { action: "preview" }>): Promise<LookedAt> {
  const found = await detectFile(task.file);
  const detection = task.kind === null ? found : { ...found, kind: task.kind };
  const importer = detection.kind === null ? null : importerOf(detection.kind);
  if (!importer) return { detection, preview: null, failure: null };
  try {
    const context = { signal: stop.signal, now, onProgress() {}, reject() {}, warn() {} };
    const preview = await importer.preview(task.file, task.options, context);
    return { detection, preview, failure: null };
  } catch (error) {
    return { detection, preview: null, failure: failureOf(error) };
  }
}

async function runTask({ task, connection, canCopy }: IngestWork): Promise<LookedAt | null> {
  if (task.action === "preview") return lookAt(task);
  const sql = connectDatabase(connection);
  try {
    if (task.action === "dry-run") {
      await checkImport({ sql, now, signal: stop.signal }, task.importId, task.options);
    } else {
      const openConnection = () => connectDatabase(connection, { max: 1 });
      const run = { options: task.options, signal: stop.signal };
      await runImport({ sql, canCopy, openConnection, now }, task.importId, run);
    }
    return null;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function answer(work: IngestWork): Promise<IngestDone> {
  stop = new AbortController();
  try {
    return { ok: true, looked: await runTask(work) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on("message", async (message: IngestWork | typeof STOP_MESSAGE) => {
  if (message === STOP_MESSAGE) stop.abort();
  else parentPort?.postMessage(await answer(message));
});
