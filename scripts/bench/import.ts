/**
 * Import of the whole Metropolitan archive, from command to queryable cells at four resolutions, into a fresh private
 * cluster; beside it, in the same run and the same cluster, what ogr2ogr takes to load the same rows as points with an
 * index, and psql to copy the raw rows. Then a borough-sized file into the embedded engine, and the CSV reader alone.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parse } from "csv-parse";
import { openDatabase } from "../../server/db/engine.ts";
import { type Connection, SOCKET_PORT } from "../../server/db/sql.ts";
import { openArchive } from "../../server/ingest/archive/read-archive.ts";
import { readCsv } from "../../server/ingest/csv/read-csv.ts";
import { realFile } from "../../tests/support/real-data.ts";
import { silentLog } from "../../tests/support/test-database.ts";
import type { BenchRow } from "./row.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const ARCHIVE = "police-uk/metropolitan-burglary-2010-12_2025-02.zip";
const EMBEDDED_ROWS = 50_000;

type Timed = { seconds: number; peakMb: number; lastLine: string };

/** Rows of the report; needs the real files. */
export async function benchImport(): Promise<BenchRow[]> {
  const archive = realFile(ARCHIVE);
  if (archive === null) throw new Error(`the real file ${ARCHIVE} is not on this machine`);
  const folder = mkdtempSync(join(tmpdir(), "sightline-bench-"));
  chmodSync(folder, 0o755);
  try {
    const csv = join(folder, "all.csv");
    const borough = join(folder, "borough.csv");
    await unpack(archive, csv, borough);
    const rows = await onCluster(folder, archive, csv);
    rows.push(...(await onEmbedded(folder, borough)), await tokeniserAgainstCsvParse(csv));
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onCluster(folder: string, archive: string, csv: string): Promise<BenchRow[]> {
  const dataFolder = join(folder, "cluster");
  const config = { databaseUrl: null, dataFolder, engine: "local-cluster" as const };
  const cluster = await openDatabase(config, silentLog);
  try {
    const ours = await runImport(archive, { SIGHTLINE_DATA: dataFolder, SIGHTLINE_ENGINE: "local-cluster" });
    const ogr = ogr2ogr(cluster.connection, csv);
    const psql = psqlCopy(cluster.connection, csv);
    return [
      {
        name: "import, 1,022,291 rows, command to queryable cells",
        figure: ours.seconds,
        unit: "s",
        ...(ogr === null ? {} : { limit: { name: "ogr2ogr, points with an index", figure: ogr } }),
      },
      {
        name: "import, the same, against psql's \\copy of the raw rows",
        figure: ours.seconds,
        unit: "s",
        ...(psql === null ? {} : { limit: { name: "psql \\copy", figure: psql } }),
      },
      {
        name: "import, peak memory",
        figure: ours.peakMb,
        unit: "MB",
        limit: { name: "target", figure: 600 },
      },
    ];
  } finally {
    await cluster.close();
  }
}

async function onEmbedded(folder: string, borough: string): Promise<BenchRow[]> {
  const environment = { SIGHTLINE_DATA: join(folder, "embedded"), SIGHTLINE_ENGINE: "embedded" };
  const tiny = realFile("police-uk/hertfordshire-all-types-2024-01_04.zip");
  if (tiny !== null) await runImport(tiny, environment);
  const { seconds } = await runImport(borough, environment);
  return [
    {
      name: `import, embedded, ${EMBEDDED_ROWS.toLocaleString("en-GB")} rows, opening the database included`,
      figure: seconds,
      unit: "s",
      limit: { name: "target", figure: 10 },
    },
  ];
}

/** Our reader of CSV on a file, against csv-parse; the ratio is what justifies having one. */
async function tokeniserAgainstCsvParse(csv: string): Promise<BenchRow> {
  const stream = () => createReadStream(csv, { highWaterMark: 1 << 18 });
  let startedMs = performance.now();
  let ours = 0;
  for await (const rows of readCsv(stream(), { name: csv, warn: () => {}, onFault: () => {} }))
    ours += rows.length;
  const oursS = (performance.now() - startedMs) / 1000;
  startedMs = performance.now();
  let theirs = 0;
  for await (const _ of stream().pipe(parse())) theirs++;
  const theirsS = (performance.now() - startedMs) / 1000;
  if (ours !== theirs) throw new Error(`our reader found ${ours} records, csv-parse ${theirs}`);
  return {
    name: "CSV reader alone, 240 MB",
    figure: oursS,
    unit: "s",
    limit: { name: "csv-parse", figure: theirsS },
  };
}

/** Runs the command as a person would, in a process of its own. */
async function runImport(file: string, environment: Record<string, string>): Promise<Timed> {
  const startedMs = performance.now();
  const args = [join(root, "scripts", "import.mjs"), file];
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...environment } });
  let output = "";
  let errors = "";
  child.stdout.on("data", (piece: Buffer) => {
    output += piece.toString();
  });
  child.stderr.on("data", (piece: Buffer) => {
    errors += piece.toString();
  });
  let peakMb = 0;
  const watch = setInterval(() => {
    peakMb = Math.max(peakMb, peakMemoryMb(child.pid));
  }, 50);
  const [code] = await once(child, "close");
  clearInterval(watch);
  if (code !== 0) throw new Error(`the import ended with ${code}: ${errors.slice(-500)}`);
  const lastLine = output.trim().split("\n").at(-1) ?? "";
  return { seconds: (performance.now() - startedMs) / 1000, peakMb, lastLine };
}

/** Highest resident memory of a process so far (Linux), in MB; 0 elsewhere. */
function peakMemoryMb(pid: number | undefined): number {
  const status = `/proc/${pid}/status`;
  if (pid === undefined || !existsSync(status)) return 0;
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(status, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Every row of the archive in one CSV, and the first rows of Barnet in another. */
async function unpack(archivePath: string, csv: string, borough: string): Promise<void> {
  const archive = await openArchive(archivePath, ARCHIVE);
  const all = createWriteStream(csv);
  const some = createWriteStream(borough);
  let header = "";
  let written = 0;
  let spare: string[] = [];
  for (const { name } of archive.entries) {
    const parts: Buffer[] = [];
    for await (const piece of archive.read(name)) parts.push(piece);
    const lines = Buffer.concat(parts).toString("utf8").trimEnd().split("\n");
    const first = lines.shift() ?? "";
    if (header === "") {
      header = first;
      all.write(`${header}\n`);
      some.write(`${header}\n`);
    }
    if (!all.write(`${lines.join("\n")}\n`)) await once(all, "drain");
    const barnet = lines.filter((line) => line.includes(",Barnet 0")).slice(0, EMBEDDED_ROWS - written);
    written += barnet.length;
    if (barnet.length > 0) some.write(`${barnet.join("\n")}\n`);
    spare = barnet;
  }
  while (written < EMBEDDED_ROWS && spare.length > 0) {
    const more = spare.slice(0, EMBEDDED_ROWS - written);
    some.write(`${more.join("\n")}\n`);
    written += more.length;
  }
  archive.close();
  await Promise.all([new Promise((done) => all.end(done)), new Promise((done) => some.end(done))]);
}

function ogr2ogr(connection: Connection, csv: string): number | null {
  const { socketFolder, database, user } = connection;
  const target = `PG:host=${socketFolder} port=${SOCKET_PORT} dbname=${database} user=${user}`;
  const columns = ["-oo", "X_POSSIBLE_NAMES=Longitude", "-oo", "Y_POSSIBLE_NAMES=Latitude"];
  const table = ["-nln", "bench_ogr", "-lco", "SPATIAL_INDEX=GIST", "-a_srs", "EPSG:4326"];
  return timed("ogr2ogr", ["-f", "PostgreSQL", target, csv, ...columns, ...table], { PG_USE_COPY: "YES" });
}

function psqlCopy(connection: Connection, csv: string): number | null {
  const { socketFolder, database, user } = connection;
  if (socketFolder === null) return null;
  const to = ["-h", socketFolder, "-p", String(SOCKET_PORT), "-U", user, "-d", database, "-qX"];
  const names = Array.from({ length: 12 }, (_, i) => `c${i} text`).join(", ");
  const made = timed("psql", [...to, "-c", `CREATE TABLE bench_raw (${names})`], {});
  if (made === null) return null;
  return timed("psql", [...to, "-c", `\\copy bench_raw FROM '${csv}' WITH (FORMAT csv, HEADER)`], {});
}

/** Seconds that a program takes; null, said loudly, where it is not installed. */
function timed(program: string, args: readonly string[], environment: Record<string, string>): number | null {
  const startedMs = performance.now();
  const result = spawnSync(program, args, { env: { ...process.env, ...environment }, encoding: "utf8" });
  if (result.error) {
    console.warn(`  SKIPPED: ${program} is not installed here`);
    return null;
  }
  if (result.status !== 0) throw new Error(`${program} failed: ${result.stderr.slice(0, 500)}`);
  return (performance.now() - startedMs) / 1000;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { formatRow } = await import("./row.ts");
  for (const row of await benchImport()) console.log(formatRow(row));
}
