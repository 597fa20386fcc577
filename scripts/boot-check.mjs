/**
 * Boots the built server once on every database engine that this machine allows, on fresh folders, waits until
 * it serves the demo borough, asks for one map, and stops it. Ends 1 if any boot failed.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./bootstrap.mjs";

const READY_WITHIN_MS = 120_000;

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function waitForReady(url, child) {
  const end = Date.now() + READY_WITHIN_MS;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}`);
    const answer = await fetch(`${url}/api/v1/ready`).catch(() => null);
    if (answer?.ok) {
      const { data } = await answer.json();
      if (data.ready) return data;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`not ready after ${READY_WITHIN_MS / 1000} s`);
}

async function boot(engine, environment) {
  const folder = mkdtempSync(join(tmpdir(), "sightline-boot-"));
  const port = await freePort();
  const started = Date.now();
  const child = spawn(process.execPath, [join(root, "dist", "server", "main.js")], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...environment, SIGHTLINE_DATA: folder, PORT: String(port) },
  });
  try {
    const url = `http://127.0.0.1:${port}`;
    const ready = await waitForReady(url, child);
    if (ready.engine !== engine) return { engine, skipped: `this machine gives ${ready.engine} instead` };
    const path = `cells?area=${ready.defaultArea}&category=burglary&resolution=9`;
    const { data, meta } = await (await fetch(`${url}/api/v1/${path}`)).json();
    if (!(data.length > 0) || !(meta.n > 0)) throw new Error("the map of the demo borough is empty");
    const page = await fetch(`${url}/`);
    if (!page.ok || !(await page.text()).includes('<div id="root"'))
      throw new Error("the page is not served");
    return { engine, seconds: (Date.now() - started) / 1000, cells: data.length, incidents: meta.n };
  } finally {
    child.kill("SIGTERM");
    await new Promise((resolve) => (child.exitCode === null ? child.once("exit", resolve) : resolve()));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A PostgreSQL of our own, reached as if somebody else ran it; null where none is installed. */
async function externalServer() {
  const { openDatabase } = await import("../dist/server/db/engine.js");
  const folder = mkdtempSync(join(tmpdir(), "sightline-external-"));
  const log = { debug() {}, info() {}, warn() {}, error: console.error };
  const database = await openDatabase({ databaseUrl: null, dataFolder: folder, engine: null }, log);
  const close = async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  if (database.engine !== "local-cluster") {
    await close();
    return null;
  }
  const { socketFolder, database: name, user } = database.connection;
  return { url: `postgres://${user}@localhost/${name}?host=${encodeURIComponent(socketFolder)}`, close };
}

async function bootExternal() {
  const server = await externalServer();
  if (!server) return { engine: "external", skipped: "no PostgreSQL with PostGIS is installed here" };
  try {
    return await boot("external", { DATABASE_URL: server.url });
  } finally {
    await server.close();
  }
}

const boots = {
  embedded: () => boot("embedded", { SIGHTLINE_ENGINE: "embedded", DATABASE_URL: "" }),
  "local-cluster": () => boot("local-cluster", { SIGHTLINE_ENGINE: "local-cluster", DATABASE_URL: "" }),
  external: bootExternal,
};

let failed = 0;
for (const [engine, start] of Object.entries(boots)) {
  try {
    console.log(`boot ${engine}: ${JSON.stringify(await start())}`);
  } catch (error) {
    failed++;
    console.error(`boot ${engine}: FAILED: ${error.message}`);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
