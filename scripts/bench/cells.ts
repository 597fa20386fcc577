/**
 * `cells` for Barnet, resolution 10, 171 months, over HTTP from the built server on a private cluster that holds the
 * whole Metropolitan archive. "Uncached" = the answer is not in the answer cache and is counted, encoded and compressed
 * anew; the area's hexagons and the counts that were read for it before may be in memory. "First" = nothing of the
 * area is in memory.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { openDatabase } from "../../server/db/engine.ts";
import { migrate } from "../../server/db/migrate.ts";
import { seedCategories } from "../../server/db/queries/categories-seed.ts";
import { realFile } from "../../tests/support/real-data.ts";
import { importFile } from "../../tests/support/run-imports.ts";
import { type RunningServer, startServer } from "../../tests/support/server-process.ts";
import { silentLog } from "../../tests/support/test-database.ts";
import { measureLoad } from "./http-load.ts";
import { type BenchRow, formatRow, percentile } from "./row.ts";

const TARGET_P95_MS = 50;
const REQUESTS = 80;
const QUESTION = "/api/v1/cells?area=E09000003&category=burglary&resolution=10";
const GZIP = { "Accept-Encoding": "gzip" };

/** Rows of the report; needs the real files, a local PostgreSQL and an up-to-date build. */
export async function benchCells(): Promise<BenchRow[]> {
  return withLondon(async (server, folder) => [
    ...(await uncached(server)),
    ...(await cached(server, folder)),
  ]);
}

/** Lends the built server on a private cluster that holds the boroughs and the whole Metropolitan archive. */
export async function withLondon<T>(work: (server: RunningServer, folder: string) => Promise<T>): Promise<T> {
  const archive = realFile("police-uk/metropolitan-burglary-2010-12_2025-02.zip");
  const boroughs = realFile("boundaries/london-boroughs.geojson");
  if (!archive || !boroughs) throw new Error("the real files are not on this machine");
  const folder = mkdtempSync(join(tmpdir(), "sightline-bench-"));
  chmodSync(folder, 0o755);
  try {
    await fill(folder, [boroughs, archive]);
    const environment = { SIGHTLINE_DEMO: "off", SIGHTLINE_ENGINE: "local-cluster" };
    const server = await startServer(environment, folder);
    try {
      return await work(server, folder);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(dataFolder: string, files: string[]): Promise<void> {
  const database = await openDatabase({ databaseUrl: null, dataFolder, engine: "local-cluster" }, silentLog);
  try {
    await migrate(database.sql);
    const scheme = new URL("../../data/category-scheme.json", import.meta.url);
    await seedCategories(database.sql, JSON.parse(readFileSync(scheme, "utf8")));
    for (const file of files) {
      const { status, error } = await importFile(database, file);
      if (status !== "committed") throw new Error(`${file}: ${error?.detail ?? status}`);
    }
    await database.sql`ANALYZE`;
  } finally {
    await database.close();
  }
}

async function timeOf(url: string): Promise<number> {
  const begun = performance.now();
  const answer = await fetch(url, { headers: GZIP });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return performance.now() - begun;
}

/** A parameter that nobody reads makes a question of its own, which no cache has. */
async function uncached({ url }: RunningServer): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const limit = { name: "target", figure: TARGET_P95_MS };
  for (const [name, by] of [
    ["rows", ""],
    ["cube by month", "&by=month"],
  ] as const) {
    const first = await timeOf(`${url}${QUESTION}${by}&once=first`);
    const times: number[] = [];
    for (let i = 0; i < REQUESTS; i++) times.push(await timeOf(`${url}${QUESTION}${by}&once=${i}`));
    if (by === "") rows.push({ name: `cells, Barnet, res 10, ${name}, first`, figure: first, unit: "ms" });
    rows.push({
      name: `cells, Barnet, res 10, ${name}, uncached p50`,
      figure: percentile(times, 0.5),
      unit: "ms",
    });
    rows.push({
      name: `cells, Barnet, res 10, ${name}, uncached p95`,
      figure: percentile(times, 0.95),
      unit: "ms",
      limit,
    });
  }
  return rows;
}

async function cached({ url }: RunningServer, folder: string): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const files = await startFileServer(folder);
  try {
    for (const [name, path, headers] of [
      ["rows, plain", QUESTION, {}],
      ["rows, gzip", QUESTION, GZIP],
      ["cube, gzip", `${QUESTION}&by=month`, GZIP],
    ] as const) {
      await measureLoad(`${url}${path}`, headers, 4, 0.5);
      const ours = await measureLoad(`${url}${path}`, headers);
      writeFileSync(join(folder, "static", "peer.bin"), Buffer.alloc(Math.round(ours.bytesPerAnswer), "x"));
      await measureLoad(`${files.url}/peer.bin`, {}, 4, 0.5);
      const peer = await measureLoad(`${files.url}/peer.bin`, {});
      rows.push({
        name: `cells, cached, ${name}, ${Math.round(ours.bytesPerAnswer / 1000)} kB`,
        figure: ours.requestsPerS,
        unit: "req/s",
        limit: { name: "static file of that size", figure: peer.requestsPerS },
      });
    }
  } finally {
    files.stop();
  }
  return rows;
}

async function startFileServer(folder: string): Promise<{ url: string; stop: () => void }> {
  const root = join(folder, "static");
  mkdirSync(root);
  const script = fileURLToPath(new URL("./static-file-server.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, root], {
    stdio: ["ignore", "pipe", "inherit"],
    cwd: fileURLToPath(new URL("../../", import.meta.url)),
  });
  const [port] = await once(child.stdout, "data");
  return { url: `http://127.0.0.1:${String(port).trim()}`, stop: () => child.kill() };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const row of await benchCells()) console.log(formatRow(row));
}
