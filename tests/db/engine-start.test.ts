import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../server/db/engine.ts";
import { processStartTime } from "../../server/db/process-identity.ts";
import { startDatabaseProcess } from "../support/database-process.ts";
import { availableEngines, silentLog, type TestEngine } from "../support/test-database.ts";

const folders: string[] = [];
const open: Database[] = [];

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "sightline-start-"));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

async function openOn(engine: TestEngine, dataFolder: string): Promise<Database> {
  const database = await openDatabase({ databaseUrl: null, dataFolder, engine }, silentLog);
  open.push(database);
  return database;
}

afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe.each(availableEngines())("%s", (engine) => {
  it("opens an empty folder, says what it is, and finds its rows again after closing", async () => {
    const folder = freshFolder();
    const first = await openOn(engine, folder);
    expect(first.engine).toBe(engine);
    expect(first.text).toMatch(/PostGIS 3\.\d/);
    await first.sql`CREATE TABLE kept AS SELECT 7 AS n`;
    await open.pop()?.close();
    const second = await openOn(engine, folder);
    expect(await second.sql`SELECT n FROM kept`).toEqual([{ n: 7 }]);
  });

  it("gives bigint, plain dates and times as documented", async () => {
    const { sql } = await openOn(engine, freshFolder());
    const [row] = await sql`SELECT 9007199254740993::bigint AS big, '2024-03-31'::date AS day,
      '2024-03-31T01:30:00+01'::timestamptz AS time, ${"2020-01-02"}::date AS back, ${"{1,2}"}::bigint[] AS keys`;
    expect(row).toEqual({
      big: 9007199254740993n,
      day: "2024-03-31",
      time: new Date("2024-03-31T00:30:00Z"),
      back: "2020-01-02",
      keys: [1n, 2n],
    });
  });

  it("starts again after kill -9 with every committed row and no half transaction, three times over", async () => {
    const folder = freshFolder();
    let committed = 0;
    for (let round = 0; round < 3; round++) {
      const writer = startDatabaseProcess(engine, folder, "write");
      await writer.until(new RegExp(`committed ${committed + 40}\n`));
      await writer.kill();
      committed = writer.lastCommitted();
    }
    const { sql } = await openOn(engine, folder);
    const [row] = await sql<{ most: number; whole: number; halves: number }[]>`
      SELECT max(n) AS most, count(*) FILTER (WHERE n > 0)::integer AS whole,
        count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM written p WHERE p.n = -w.n))::integer AS halves
      FROM written w`;
    expect(row?.halves).toBe(0);
    expect(row?.most).toBeGreaterThanOrEqual(committed);
    expect(row?.whole).toBe(row?.most);
  });
});

describe.runIf(availableEngines().includes("local-cluster"))("local cluster", () => {
  it("keeps checksums and fsync on, listens on no TCP port, and never runs as root", async () => {
    const folder = freshFolder();
    const { sql } = await openOn("local-cluster", folder);
    const [row] =
      await sql`SELECT current_setting('data_checksums') AS checksums, current_setting('fsync') AS fsync,
      current_setting('listen_addresses') AS addresses`;
    expect(row).toEqual({ checksums: "on", fsync: "on", addresses: "" });
    expect(statSync(join(folder, "postgres")).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, "postgres", "data")).uid).not.toBe(0);
  });

  it("a second process attaches to the running cluster, and the last one out stops it", async () => {
    const folder = freshFolder();
    const holder = startDatabaseProcess("local-cluster", folder, "hold");
    await holder.until(/open /);
    const pid = postmasterPid(folder);
    const database = await openOn("local-cluster", folder);
    expect(postmasterPid(folder)).toBe(pid);
    await holder.kill();
    expect(await database.sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
    await open.pop()?.close();
    expect(processStartTime(pid)).toBeNull();
  });

  it("attaches to a cluster that a killed process left running", async () => {
    const folder = freshFolder();
    const holder = startDatabaseProcess("local-cluster", folder, "hold");
    await holder.until(/open /);
    const pid = postmasterPid(folder);
    await holder.kill();
    expect(processStartTime(pid)).not.toBeNull();
    await openOn("local-cluster", folder);
    expect(postmasterPid(folder)).toBe(pid);
  });

  it("recovers when PostgreSQL itself was killed and its number now belongs to another program", async () => {
    const folder = freshFolder();
    const first = await openOn("local-cluster", folder);
    await first.sql`CREATE TABLE kept AS SELECT 7 AS n`;
    const pid = postmasterPid(folder);
    process.kill(pid, "SIGKILL");
    await open.pop()?.close();
    const pidFile = join(folder, "postgres", "data", "postmaster.pid");
    writeFileSync(pidFile, readFileSync(pidFile, "utf8").replace(String(pid), String(process.pid)));
    const second = await openOn("local-cluster", folder);
    expect(await second.sql`SELECT n FROM kept`).toEqual([{ n: 7 }]);
  });

  it("works in a folder whose path is too long for a socket", async () => {
    const folder = join(freshFolder(), "a-long-name-".repeat(10));
    const database = await openOn("local-cluster", folder);
    expect(await database.sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  });

  it("an interrupted initdb leaves nothing that looks like a cluster", async () => {
    const folder = freshFolder();
    const holder = startDatabaseProcess("local-cluster", folder, "hold");
    await appears(() => startsDraft(join(folder, "postgres")));
    await holder.kill();
    const database = await openOn("local-cluster", folder);
    expect(await database.sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  });
});

describe("embedded", () => {
  it("refuses a second opener of the folder, naming the process", async () => {
    const folder = freshFolder();
    await openOn("embedded", folder);
    await expect(openOn("embedded", folder)).rejects.toThrow(`is open in process ${process.pid}`);
  });

  it("a first start that was killed half-way is started over", async () => {
    const folder = freshFolder();
    const holder = startDatabaseProcess("embedded", folder, "hold");
    await appears(() => existsSync(join(folder, "embedded", "pgdata", "PG_VERSION")));
    await holder.kill();
    const { sql } = await openOn("embedded", folder);
    expect(await sql`SELECT count(*)::integer AS n FROM pg_extension WHERE extname = 'postgis'`).toEqual([
      { n: 1 },
    ]);
  });

  it("works in a folder whose path is too long for a socket", async () => {
    const folder = join(freshFolder(), "a-long-name-".repeat(10));
    const database = await openOn("embedded", folder);
    expect(await database.sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  });
});

async function appears(isThere: () => boolean): Promise<void> {
  for (let waits = 0; !isThere(); waits++) {
    if (waits > 10_000) throw new Error("did not appear in time");
    await new Promise((done) => setTimeout(done, 5));
  }
}

function startsDraft(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith("data.new-"));
}

function postmasterPid(folder: string): number {
  return Number(readFileSync(join(folder, "postgres", "data", "postmaster.pid"), "utf8").split("\n")[0]);
}
