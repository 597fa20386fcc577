/** Threads that read files. One that has finished waits a while for the next piece of work: starting one takes time. */
import type { Worker } from "node:worker_threads";
import { startWorker } from "../start-worker.ts";
import { type IngestDone, type IngestWork, STOP_MESSAGE } from "./ingest-task.ts";

export type RunningTask = {
  /** Settles when the work has ended; never rejects. */
  done: Promise<IngestDone>;
  /** Asks the thread to stop; ends it by force if it does not soon. */
  stop(): void;
};

/** An importer looks at its signal every few thousand rows; a thread that takes longer than this hangs. */
const GRACE_MS = 20_000;
const IDLE_MS = 30_000;

export class IngestThreads {
  #idle: { worker: Worker; timer: NodeJS.Timeout } | null = null;
  readonly #busy = new Set<Worker>();

  /** Does one piece of work in a thread of its own. */
  run(work: IngestWork): RunningTask {
    const worker = this.#take();
    this.#busy.add(worker);
    let force: NodeJS.Timeout | null = null;
    const done = finished(worker).then((result) => {
      if (force) clearTimeout(force);
      this.#busy.delete(worker);
      if (result.alive) this.#keep(worker);
      return result.done;
    });
    worker.postMessage(work);
    return {
      done,
      stop() {
        worker.postMessage(STOP_MESSAGE);
        force ??= setTimeout(() => void worker.terminate(), GRACE_MS);
        force.unref();
      },
    };
  }

  /** Ends every thread, also those at work. */
  async close(): Promise<void> {
    if (this.#idle) clearTimeout(this.#idle.timer);
    const workers = [...this.#busy, ...(this.#idle ? [this.#idle.worker] : [])];
    this.#idle = null;
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  #take(): Worker {
    const idle = this.#idle;
    if (!idle) return this.#start();
    clearTimeout(idle.timer);
    this.#idle = null;
    idle.worker.ref();
    return idle.worker;
  }

  #start(): Worker {
    const worker = startWorker(new URL("./ingest.worker.ts", import.meta.url));
    // A thread may also fail while it waits; nobody is told, and the next work gets a new one.
    const forget = () => {
      if (this.#idle?.worker !== worker) return;
      clearTimeout(this.#idle.timer);
      this.#idle = null;
    };
    return worker.on("error", forget).on("exit", forget);
  }

  #keep(worker: Worker): void {
    if (this.#idle) {
      void worker.terminate();
      return;
    }
    worker.unref();
    const timer = setTimeout(() => {
      this.#idle = null;
      void worker.terminate();
    }, IDLE_MS);
    timer.unref();
    this.#idle = { worker, timer };
  }
}

/** The thread's answer, or what ended it. */
function finished(worker: Worker): Promise<{ done: IngestDone; alive: boolean }> {
  return new Promise((resolve) => {
    const onMessage = (done: IngestDone) => settle({ done, alive: true });
    const onError = (error: Error) => settle({ done: { ok: false, message: error.message }, alive: false });
    const onExit = (code: number) =>
      onError(new Error(`The thread that read the file ended early (code ${code}).`));
    const settle = (result: { done: IngestDone; alive: boolean }) => {
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      resolve(result);
    };
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
  });
}
