/** The thread that holds the embedded engine. A query blocks it, so everything that must react lives elsewhere. */
import { existsSync } from "node:fs";
import path from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { type Extension, PGlite } from "@electric-sql/pglite";
import { postgis } from "@electric-sql/pglite-postgis";
import { z } from "zod";
import { EngineGuard } from "./engine-guard.ts";
import type { FromEngine, ToEngine } from "./engine-protocol.ts";
import { leanPostgis } from "./lean-postgis.ts";
import { EMBEDDED_VERSIONS } from "./versions.ts";

const port = parentPort;
if (!port) throw new RangeError("engine-worker: must be started as a worker thread");
const { pgdata } = z.object({ pgdata: z.string() }).parse(workerData);
const guard = new EngineGuard();

function say(message: FromEngine, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

const lean: Extension = {
  ...postgis,
  setup: async (engine, options) => {
    const setup = await postgis.setup(engine, options);
    const version = EMBEDDED_VERSIONS["@electric-sql/pglite-postgis"] ?? "";
    if (!setup.bundlePath) return setup;
    return { ...setup, bundlePath: leanPostgis(setup.bundlePath, path.dirname(pgdata), version) };
  },
};

async function open(): Promise<PGlite> {
  const firstOpen = !existsSync(path.join(pgdata, "PG_VERSION"));
  const engine = await PGlite.create({ dataDir: pgdata, extensions: { guard, postgis: lean } });
  if (firstOpen) await engine.exec("CREATE EXTENSION IF NOT EXISTS postgis");
  const { rows } = await engine.query<{ version: string; postgis: string | null }>(
    `SELECT current_setting('server_version') AS version,
       (SELECT extversion FROM pg_extension WHERE extname = 'postgis') AS postgis`,
  );
  say({ kind: "ready", serverVersion: rows[0]?.version ?? "", postgis: rows[0]?.postgis ?? null });
  return engine;
}

async function run(engine: PGlite, id: number, bytes: Uint8Array): Promise<void> {
  await guard.run(() =>
    engine.execProtocolRawStream(bytes, {
      // The bytes are a view of the engine's memory, valid only during this call.
      onRawData: (view) => {
        const copy = new Uint8Array(view);
        say({ kind: "chunk", id, bytes: copy }, [copy.buffer]);
      },
    }),
  );
  say({ kind: "done", id });
}

async function close(engine: PGlite): Promise<void> {
  await engine.close();
  say({ kind: "closed" });
}

try {
  const engine = await open();
  port.on("message", (message: ToEngine) => {
    const work = message.kind === "run" ? run(engine, message.id, message.bytes) : close(engine);
    work.catch((error: unknown) => say({ kind: "failed", message: String(error) }));
  });
} catch (error) {
  say({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
}
