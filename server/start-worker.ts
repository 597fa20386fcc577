import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";

/**
 * Starts a worker thread from a module beside its caller: `startWorker(new URL("./x-worker.ts", import.meta.url))`.
 * In the built server the same URL ends in .js. From source the thread needs the TypeScript loader, which has to be
 * registered inside the thread: `--import tsx` in execArgv has no effect on worker threads of Node 20.
 */
export function startWorker(url: URL, options: WorkerOptions = {}): Worker {
  if (!url.pathname.endsWith(".ts")) return new Worker(url, options);
  const loader = pathToFileURL(
    createRequire(import.meta.url)
      .resolve("tsx/esm/api")
      .replace(/\.cjs$/, ".mjs"),
  );
  const start =
    `import { register } from ${JSON.stringify(loader.href)}; register();` +
    `await import(${JSON.stringify(url.href)});`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(start)}`), options);
}
