/** Starts the thread that reads files, and stops it. */
import { startWorker } from "../start-worker.ts";
import { type IngestDone, type IngestWork, STOP_MESSAGE } from "./ingest-task.ts";

export type RunningTask = {
  /** Settles when the thread has ended; never rejects. */
  done: Promise<IngestDone>;
  /** Asks the thread to stop; ends it by force if it does not within `graceMs`. */
  stop(): void;
};

/** An importer looks at its signal every few thousand rows; a thread that takes longer than this hangs. */
const GRACE_MS = 20_000;

/** Runs one piece of work in a thread of its own. */
export function runIngestTask(work: IngestWork): RunningTask {
  const worker = startWorker(new URL("./ingest.worker.ts", import.meta.url), { workerData: work });
  let timer: NodeJS.Timeout | null = null;
  const done = new Promise<IngestDone>((resolve) => {
    worker.once("message", (message: IngestDone) => resolve(message));
    worker.once("error", (error) => resolve({ ok: false, message: error.message }));
    worker.once("exit", (code) => {
      if (timer) clearTimeout(timer);
      resolve({ ok: false, message: `The thread that read the file ended early (code ${code}).` });
    });
  });
  return {
    done,
    stop() {
      worker.postMessage(STOP_MESSAGE);
      timer ??= setTimeout(() => void worker.terminate(), GRACE_MS);
      timer.unref();
    },
  };
}
