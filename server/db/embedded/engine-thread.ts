/** Life of the engine's thread: start, run, replace it when it is stuck or dead, stop. */
import type { Worker } from "node:worker_threads";
import { startWorker } from "../../start-worker.ts";
import type { FromEngine, ToEngine } from "./engine-protocol.ts";

/** Why a run has no answer. The engine was replaced; what was not committed is gone. */
export class EngineLostError extends Error {
  override name = "EngineLostError";
  readonly why: "timeout" | "cancelled" | "crash";

  constructor(why: "timeout" | "cancelled" | "crash", message: string) {
    super(message);
    this.why = why;
  }
}

export type EngineFacts = { serverVersion: string; postgis: string | null };

type Pending = {
  id: number;
  onChunk(bytes: Buffer): void;
  resolve(): void;
  reject(error: Error): void;
};

const CLOSE_WAIT_MS = 10_000;

export class EngineThread {
  readonly #pgdata: string;
  #worker: Worker | null = null;
  #facts: EngineFacts | null = null;
  #pending: Pending | null = null;
  #serial = 0;

  constructor(pgdata: string) {
    this.#pgdata = pgdata;
  }

  /** Starts the thread unless it runs. @throws Error with the engine's own words when it cannot open its data. */
  async start(): Promise<EngineFacts> {
    if (this.#worker && this.#facts) return this.#facts;
    const worker = startWorker(new URL("./engine-worker.ts", import.meta.url), {
      workerData: { pgdata: this.#pgdata },
      stdout: false,
    });
    this.#worker = worker;
    this.#facts = await new Promise<EngineFacts>((resolve, reject) => {
      worker.on("message", (message: FromEngine) => {
        if (message.kind === "ready") resolve(message);
        else if (message.kind === "failed") {
          reject(new Error(message.message));
          void this.kill("crash", message.message);
        } else this.#receive(message);
      });
      worker.on("error", (error) => {
        reject(error);
        void this.kill("crash", error.message);
      });
      worker.on("exit", (code) => {
        reject(new Error(`The embedded engine ended (${code}).`));
        if (this.#worker === worker) void this.kill("crash", `it ended (${code})`);
      });
    });
    return this.#facts;
  }

  /**
   * Sends protocol messages to the engine and passes its raw answer on. One run at a time.
   * @throws EngineLostError when the engine was killed or died on the way.
   */
  run(bytes: Buffer, onChunk: (bytes: Buffer) => void): Promise<void> {
    const worker = this.#worker;
    if (!worker || this.#pending) throw new RangeError("engine: got a run while not started or busy");
    const id = this.#serial++;
    return new Promise((resolve, reject) => {
      this.#pending = { id, onChunk, resolve, reject };
      const copy = new Uint8Array(bytes);
      this.#send(worker, { kind: "run", id, bytes: copy }, [copy.buffer]);
    });
  }

  /** Ends the thread at once; what the engine was doing is rolled back at the next start. */
  async kill(why: EngineLostError["why"], message: string): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#facts = null;
    await worker?.terminate();
    const pending = this.#pending;
    this.#pending = null;
    pending?.reject(new EngineLostError(why, message));
  }

  /** Shuts the engine down properly (checkpoint); kills it when it does not answer. */
  async close(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    const closed = new Promise<void>((resolve) => {
      worker.on("message", (message: FromEngine) => {
        if (message.kind === "closed" || message.kind === "failed") resolve();
      });
      worker.on("exit", () => resolve());
      setTimeout(resolve, CLOSE_WAIT_MS).unref();
    });
    this.#send(worker, { kind: "close" });
    await closed;
    await this.kill("cancelled", "the database was closed");
  }

  #receive(message: FromEngine): void {
    const pending = this.#pending;
    if (message.kind === "chunk" && message.id === pending?.id) pending.onChunk(Buffer.from(message.bytes));
    if (message.kind === "done" && message.id === pending?.id) {
      this.#pending = null;
      pending.resolve();
    }
  }

  #send(worker: Worker, message: ToEngine, transfer: ArrayBuffer[] = []): void {
    worker.postMessage(message, transfer);
  }
}
