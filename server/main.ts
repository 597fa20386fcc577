/** The server process: listens at once, prepares the database, says where it is, and stops without losing anything. */
import { existsSync } from "node:fs";
import type { Server } from "node:http";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import { pino } from "pino";
import { londonMonth } from "#domain/time/local-time.ts";
import { createApp } from "./api/app.ts";
import { BASE_MAP_PATH } from "./api/base-map-file.ts";
import { type Config, readConfig } from "./config.ts";
import { lockDataFolder, type ServerLock } from "./db/locks.ts";
import { type Started, startUp } from "./startup.ts";
import type { ServerState } from "./use-cases/read-ready.ts";
import { readVersion } from "./version.ts";

const STOP_WITHIN_MS = 25_000;

const log = pino({ level: process.env.LOG_LEVEL ?? "warn" }, pino.destination({ fd: 2, sync: true }));

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

/** The built client lies beside the built server; from the sources it is in dist. */
function clientFolder(): string {
  const built = fileURLToPath(new URL("../client/", import.meta.url));
  return existsSync(new URL("../dist/", import.meta.url))
    ? fileURLToPath(new URL("../dist/client/", import.meta.url))
    : built;
}

function initialState(config: Config): ServerState {
  return {
    version: readVersion(),
    engine: config.databaseUrl ? "external" : "embedded",
    engineText: "The database is being opened",
    durable: config.databaseUrl !== null,
    baseMap: { pmtilesUrl: config.pmtilesFile ? BASE_MAP_PATH : null, styleUrl: config.styleUrl },
    preparing: "Starting",
  };
}

function listen(
  config: Config,
  state: ServerState,
  services: () => Started["services"] | null,
): Promise<Server> {
  const app = createApp({
    services,
    state: () => state,
    uptimeS: () => process.uptime(),
    thisMonth: () => londonMonth(Date.now()),
    log,
    clientFolder: clientFolder(),
    pmtilesFile: config.pmtilesFile,
    styleOrigin: config.styleUrl?.startsWith("http") ? new URL(config.styleUrl).origin : null,
  });
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host }, () =>
      resolve(server as Server),
    );
    server.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") {
        fail(
          `Port ${config.port} is in use on ${config.host}. Stop what uses it, or set PORT to another number.`,
        );
      }
      if (error.code === "EACCES")
        fail(`Port ${config.port} needs rights that this user does not have. Set PORT.`);
      fail(`Cannot listen on ${config.host}:${config.port}: ${error.message}`);
    });
  });
}

function addressOf(server: Server, config: Config): string {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : config.port;
  const host = config.host.includes(":") ? `[${config.host}]` : config.host;
  return `http://${host === "0.0.0.0" || host === "[::]" ? "localhost" : host}:${port}`;
}

/** Takes the folder before anything is written to it; an external database has no folder of ours to guard. */
function takeFolder(config: Config): ServerLock {
  try {
    return lockDataFolder(config.dataFolder);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

function stopOnSignals(server: Server, lock: ServerLock, starting: Promise<Started | null>): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    server.close();
    server.closeIdleConnections();
    const started = await starting;
    await started?.close();
    server.closeAllConnections();
    lock.release();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());
}

async function main(): Promise<void> {
  let config: Config;
  try {
    config = readConfig(process.env, process.cwd());
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
  const state = initialState(config);
  let started: Started | null = null;
  const server = await listen(config, state, () => started?.services ?? null);
  const url = addressOf(server, config);
  const lock = takeFolder(config);
  lock.announce(url);
  const starting = startUp({
    config,
    log,
    onPhase: (text) => {
      state.preparing = text;
    },
    onDatabase: ({ engine, text, durable }) => {
      state.engine = engine;
      state.engineText = text;
      state.durable = durable;
    },
  }).catch((error: unknown): null => {
    lock.release();
    return fail(error instanceof Error ? error.message : String(error));
  });
  stopOnSignals(server, lock, starting);
  started = await starting;
  state.preparing = null;
  console.log(`Sightline ${state.version} · ${state.engineText} · data in ${config.dataFolder} · ${url}`);
}

void main();
