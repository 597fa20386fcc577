/** Threads for analyses: begun when first needed, one analysis each at a time, ended and begun anew to cancel one. */
import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import {
  AnalysisCancelled,
  type AnalysisInput,
  type AnalysisKind,
  type AnalysisOutput,
  type Analyst,
} from "../analysis/analyses.ts";
import { startWorker } from "../start-worker.ts";
import type { AnalysisDone, AnalysisTask } from "./analysis-work.ts";

type Waiting = AnalysisTask & {
  resolve: (output: unknown) => void;
  reject: (error: Error) => void;
};

/** Two at least, so that a map is not kept waiting by a back-test; one core stays for the requests. */
const DEFAULT_THREADS = Math.max(2, availableParallelism() - 1);

export class AnalysisThreads implements Analyst {
  readonly #size: number;
  readonly #queue: Waiting[] = [];
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Waiting>();
  #closed = false;

  /** @param size greatest number of threads. */
  constructor(size: number = DEFAULT_THREADS) {
    if (!Number.isInteger(size) || size < 1) {
      throw new RangeError(`AnalysisThreads: expected a size of 1 or more, got ${size}`);
    }
    this.#size = size;
  }

  run<K extends AnalysisKind>(
    kind: K,
    input: AnalysisInput<K>,
    signal?: AbortSignal,
  ): Promise<AnalysisOutput<K>> {
    return new Promise<AnalysisOutput<K>>((resolve, reject) => {
      if (this.#closed) return reject(new Error("The server is stopping."));
      if (signal?.aborted) return reject(new AnalysisCancelled(`${kind} was withdrawn.`));
      const cancel = () => this.#cancel(waiting);
      const settled = () => signal?.removeEventListener("abort", cancel);
      const waiting: Waiting = {
        kind,
        input,
        resolve: (output) => {
          settled();
          // The thread ran the analysis of this kind, so its output is of this kind.
          resolve(output as AnalysisOutput<K>);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      };
      signal?.addEventListener("abort", cancel, { once: true });
      this.#queue.push(waiting);
      this.#next();
    });
  }

  /** Ends the threads; questions waiting or under way are refused. */
  async close(): Promise<void> {
    this.#closed = true;
    const refused = [...this.#queue.splice(0), ...this.#busy.values()];
    const workers = [...this.#idle.splice(0), ...this.#busy.keys()];
    this.#busy.clear();
    for (const waiting of refused) waiting.reject(new Error("The server is stopping."));
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  #next(): void {
    while (this.#queue.length > 0) {
      const worker = this.#idle.pop() ?? (this.#busy.size < this.#size ? this.#start() : null);
      const waiting = worker ? this.#queue.shift() : undefined;
      if (!worker || !waiting) return;
      this.#busy.set(worker, waiting);
      // A process waits for work under way, but not for idle threads.
      worker.ref();
      try {
        worker.postMessage({ kind: waiting.kind, input: waiting.input } satisfies AnalysisTask);
      } catch (error) {
        this.#free(worker);
        waiting.reject(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }

  #start(): Worker {
    const worker = startWorker(new URL("./analysis.worker.ts", import.meta.url));
    worker.on("message", (done: AnalysisDone) => {
      const waiting = this.#busy.get(worker);
      if (!waiting) return;
      this.#free(worker);
      if (done.ok) waiting.resolve(done.output);
      else waiting.reject(failure(waiting.kind, done));
      this.#next();
    });
    worker.on("error", (error) => this.#lost(worker, error));
    worker.on("exit", (code) => this.#lost(worker, new Error(`The analysis thread ended (code ${code}).`)));
    return worker;
  }

  #free(worker: Worker): void {
    this.#busy.delete(worker);
    worker.unref();
    this.#idle.push(worker);
  }

  /** A thread that died takes only its own analysis with it. */
  #lost(worker: Worker, error: Error): void {
    const waiting = this.#busy.get(worker);
    this.#forget(worker);
    waiting?.reject(error);
    if (!this.#closed) this.#next();
  }

  #cancel(waiting: Waiting): void {
    const queued = this.#queue.indexOf(waiting);
    if (queued >= 0) this.#queue.splice(queued, 1);
    for (const [worker, current] of this.#busy) {
      if (current !== waiting) continue;
      this.#forget(worker);
      void worker.terminate();
    }
    waiting.reject(new AnalysisCancelled(`${waiting.kind} was withdrawn.`));
    this.#next();
  }

  #forget(worker: Worker): void {
    this.#busy.delete(worker);
    const idle = this.#idle.indexOf(worker);
    if (idle >= 0) this.#idle.splice(idle, 1);
  }
}

function failure(kind: string, { name, message }: { name: string; message: string }): Error {
  const text = `${kind}: ${message}`;
  return name === "RangeError" ? new RangeError(text) : new Error(text);
}
