/** Ties the queue to imports: how a job runs, and what the manifest says when it is given up. */
import type { Log } from "../db/log.ts";
import { endImport } from "../db/queries/imports.ts";
import { markQueued, markWaiting } from "../db/queries/received-imports.ts";
import type { Connection, Sql } from "../db/sql.ts";
import { discardStaged } from "../ingest/clean-up.ts";
import type { JobPayload } from "./job-payload.ts";
import { type JobHandlers, JobQueue } from "./job-queue.ts";
import { runIngestTask } from "./run-ingest-task.ts";

export type ImportJobDeps = { sql: Sql; connection: Connection; canCopy: boolean; log: Log };

/** A queue whose jobs are imports and dry runs, each in a thread with its own connection. */
export function importQueue({ sql, connection, canCopy, log }: ImportJobDeps): JobQueue {
  const handlers: JobHandlers = {
    run: ({ action, importId, options }) => {
      const task = runIngestTask({ task: { action, importId, options }, connection, canCopy });
      return { done: task.done, stop: () => task.stop() };
    },
    abandon: (payload, why, message) => abandon(sql, payload, why, message),
    postpone: async ({ importId }) => {
      await markQueued(sql, importId, null);
    },
  };
  return new JobQueue(sql, handlers, log);
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
