/** Ties the queue to imports: how a job runs, and what the manifest says when it is given up. */
import { rm } from "node:fs/promises";
import type { Log } from "../db/log.ts";
import { endImport, readImport } from "../db/queries/imports.ts";
import { forgetFile, markQueued, markWaiting } from "../db/queries/received-imports.ts";
import type { Connection, Sql } from "../db/sql.ts";
import { discardStaged } from "../ingest/clean-up.ts";
import type { IngestThreads } from "./ingest-threads.ts";
import type { JobPayload } from "./job-payload.ts";
import { type JobHandlers, JobQueue } from "./job-queue.ts";

export type ImportJobDeps = {
  sql: Sql;
  connection: Connection;
  canCopy: boolean;
  log: Log;
  /** Folder for received files. */
  uploads: string;
  threads: IngestThreads;
};

/** A queue whose jobs are imports and dry runs, each in a thread with its own connection. */
export function importQueue({ sql, connection, canCopy, log, uploads, threads }: ImportJobDeps): JobQueue {
  const handlers: JobHandlers = {
    run: ({ action, importId, options }) => {
      const task = threads.run({ task: { action, importId, options }, connection, canCopy });
      const done = task.done.then(async (result) => {
        await dropFinishedFile(sql, importId, uploads).catch(() => undefined);
        return result;
      });
      return { done, stop: () => task.stop() };
    },
    abandon: (payload, why, message) => abandon(sql, payload, why, message),
    postpone: async ({ importId }) => {
      await markQueued(sql, importId, null);
    },
  };
  return new JobQueue(sql, handlers, log);
}

/** A file whose rows are in the database is not needed any more; the manifest keeps its hash. */
async function dropFinishedFile(sql: Sql, importId: number, uploads: string): Promise<void> {
  const row = await readImport(sql, importId);
  if (!row?.filePath?.startsWith(uploads) || !["committed", "unchanged"].includes(row.status)) return;
  await forgetFile(sql, importId);
  await rm(row.filePath, { force: true });
}

async function abandon(
  sql: Sql,
  { importId }: JobPayload,
  why: "lost-twice" | "cancelled" | "crashed",
  message: string,
): Promise<void> {
  await discardStaged(sql, importId);
  if (why === "cancelled") {
    await markWaiting(sql, importId, "cancelled", null);
    return;
  }
  await endImport(sql, importId, {
    status: "failed",
    error: JSON.stringify({
      code: why === "lost-twice" ? "interrupted-twice" : "import-crashed",
      title: "The import was broken off",
      detail: `${message} Nothing was changed.`,
      next:
        why === "lost-twice"
          ? "Check that there is enough memory and disk space, then commit it again."
          : "Commit it again; if it fails again, report this message.",
    }),
    warnings: "[]",
    rejectedByReason: "{}",
  });
}
