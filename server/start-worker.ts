import { Worker, type WorkerOptions } from "node:worker_threads";

/**
 * Starts a worker thread from a module beside its caller: `startWorker(new URL("./x.worker.ts", import.meta.url))`.
 * From source the thread needs the TypeScript loader; in the built server the same URL ends in .js and needs none.
 */
export function startWorker(url: URL, options: WorkerOptions = {}): Worker {
  const execArgv = url.pathname.endsWith(".ts") ? ["--import", "tsx"] : [];
  return new Worker(url, { ...options, execArgv: [...(options.execArgv ?? []), ...execArgv] });
}
