/** Every known limit of the embedded engine: first the failure in the bare engine, then that the app is guarded. */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { postgis } from "@electric-sql/pglite-postgis";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { keepEntries } from "../../server/db/embedded/lean-postgis.ts";
import { assertEmbeddedVersions, EMBEDDED_VERSIONS } from "../../server/db/embedded/versions.ts";
import { assertCanCopy } from "../../server/db/engine.ts";
import { connectDatabase } from "../../server/db/sql.ts";
import { copyEmbeddedFolder, openTestDatabase, type TestDatabase } from "../support/test-database.ts";

/** Two bow ties: GEOS throws on their union. In a table, so that the planner does not run into it first. */
const BOW_TIES = `CREATE TABLE bow_tie (g geometry);
  INSERT INTO bow_tie VALUES ('POLYGON((0 0,1 1,1 0,0 1,0 0))'), ('POLYGON((0 0,2 2,2 0,0 2,0 0))');
  CREATE TABLE work (n integer);`;
const LONG_QUERY = "SELECT count(*) FROM generate_series(1, 2000000)";

const folders: string[] = [];
const bareEngines: PGlite[] = [];

async function bareEngine(folder?: string): Promise<PGlite> {
  const data = folder ?? (await copyEmbeddedFolder());
  if (!folder) folders.push(data);
  const engine = await PGlite.create({
    dataDir: join(data, "embedded", "pgdata"),
    extensions: { postgis },
  });
  bareEngines.push(engine);
  return engine;
}

afterEach(async () => {
  for (const engine of bareEngines.splice(0)) await engine.close().catch(() => undefined);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("bare engine, without our guards", () => {
  it("a failed geometry call gives no row and no error, and COMMIT keeps half of the work", async () => {
    const engine = await bareEngine();
    await engine.exec(BOW_TIES);
    await engine.exec("BEGIN; INSERT INTO work VALUES (1)");
    const union = await engine.query("SELECT ST_Union(a.g, b.g) FROM bow_tie a, bow_tie b");
    expect(union.rows).toEqual([]);
    await engine.exec("COMMIT");
    expect((await engine.query("SELECT n FROM work")).rows).toEqual([{ n: 1 }]);
  });

  it("statement_timeout is ignored", async () => {
    const engine = await bareEngine();
    await engine.exec("SET statement_timeout = 50");
    const started = performance.now();
    await engine.query(LONG_QUERY);
    expect(performance.now() - started).toBeGreaterThan(100);
  });

  it("some two thousand ordinary errors exhaust its stack for good", async () => {
    const engine = await bareEngine();
    for (let n = 0; n < 2_500; n++) await engine.query("SELECT 1/0").catch(() => undefined);
    await expect(engine.query("SELECT 1/0")).rejects.toThrow("stack depth limit exceeded");
  });

  it("two openers of one folder destroy each other's work without a word", async () => {
    const folder = await copyEmbeddedFolder();
    folders.push(folder);
    const [first, second] = [await bareEngine(folder), await bareEngine(folder)];
    await first.exec("CREATE TABLE of_first AS SELECT generate_series(1, 1000) AS n");
    await second.exec("CREATE TABLE of_second AS SELECT generate_series(1, 1000) AS n");
    await first.close();
    await second.close();
    bareEngines.length = 0;
    const outcome = await bareEngine(folder)
      .then((engine) => engine.query("SELECT (SELECT sum(n) FROM of_first), (SELECT sum(n) FROM of_second)"))
      .then(() => "both tables are there")
      .catch(() => "broken");
    expect(outcome).toBe("broken");
  });
});

describe("the app's embedded database", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase("embedded");
    await database.sql.unsafe(BOW_TIES).simple();
  });
  afterAll(() => database?.dispose());

  it("says that it is not durable and cannot COPY", () => {
    expect(database).toMatchObject({ engine: "embedded", durable: false, canCopy: false });
    expect(database.text).toContain("trial store");
  });

  it.each([
    [
      "a union of invalid polygons",
      "SELECT ST_Union(a.g, b.g) FROM bow_tie a, bow_tie b",
      /TopologyException/,
    ],
    [
      "the same in constants",
      "SELECT ST_Union('POLYGON((0 0,1 1,1 0,0 1,0 0))'::geometry, 'POLYGON((0 0,2 2,2 0,0 2,0 0))'::geometry)",
      /TopologyException/,
    ],
    ["an infinite buffer", "SELECT ST_Buffer(g, 'Infinity'::float8) FROM bow_tie", /finite/],
    ["a bad pattern", "SELECT ST_Relate(g, g, 'T*') FROM bow_tie", /geometry operation failed/],
  ])("%s is an error, and the engine goes on", async (_title, query, reason) => {
    await expect(database.sql.unsafe(query)).rejects.toThrow(reason);
    await expect(database.sql.unsafe(query).simple()).rejects.toThrow(reason);
    expect(await database.sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  });

  it("a failed geometry call aborts its transaction: nothing of it is kept", async () => {
    const { sql } = database;
    const failing = sql.begin(async (tx) => {
      await tx`INSERT INTO work VALUES (1)`;
      await tx`SELECT ST_Union(a.g, b.g) FROM bow_tie a, bow_tie b`;
    });
    await expect(failing).rejects.toThrow(/TopologyException/);
    const swallowing = sql.begin(async (tx) => {
      await tx`INSERT INTO work VALUES (2)`;
      await tx`SELECT ST_Union(a.g, b.g) FROM bow_tie a, bow_tie b`.catch(() => undefined);
      await tx`INSERT INTO work VALUES (3)`;
    });
    await expect(swallowing).rejects.toThrow();
    expect(await sql`SELECT n FROM work`).toEqual([]);
  });

  it("survives more errors than the bare engine", async () => {
    const { sql } = database;
    for (let n = 0; n < 2_500; n++) {
      const failure = await sql`SELECT 1/0`.catch((error: unknown) => error);
      if (!String(failure).includes("division by zero")) throw failure;
    }
    expect(await sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  });

  it("a statement over its time limit is ended, and nobody else notices", async () => {
    const limited = connectDatabase(database.connection, { max: 1, statementTimeoutMs: 150 });
    const other = connectDatabase(database.connection, { max: 1 });
    const prepared = (n: number) => other<{ n: number }[]>`SELECT ${n}::integer AS n`;
    expect(await prepared(1)).toEqual([{ n: 1 }]);
    const long = limited.unsafe(LONG_QUERY).execute();
    const queued = prepared(2);
    await expect(long).rejects.toMatchObject({ code: "57014" });
    expect(await queued).toEqual([{ n: 2 }]);
    expect(await limited`SELECT 3 AS n`).toEqual([{ n: 3 }]);
    await Promise.all([limited.end(), other.end()]);
  });

  it("SET LOCAL statement_timeout holds for its transaction, which is rolled back whole", async () => {
    const { sql } = database;
    let second: unknown = null;
    const failing = sql.begin(async (tx) => {
      await tx`SET LOCAL statement_timeout = '150ms'`;
      await tx`INSERT INTO work VALUES (1)`;
      await tx.unsafe(LONG_QUERY).catch(() => undefined);
      // The client still believes in its transaction: this must not be committed on its own.
      second = await tx`INSERT INTO work VALUES (2)`.catch((error: unknown) => error);
    });
    await expect(failing).rejects.toMatchObject({ code: "57014" });
    expect(second).toMatchObject({ code: "25P02" });
    expect(await sql`SELECT n FROM work`).toEqual([]);
    expect(await sql.unsafe(LONG_QUERY)).toHaveLength(1);
  });

  it("refuses COPY with a clear error instead of dying", async () => {
    await expect(database.sql.unsafe("COPY work FROM STDIN")).rejects.toMatchObject({ code: "0A000" });
    await expect(database.sql.unsafe("SELECT 1; COPY work TO STDOUT").simple()).rejects.toThrow(/COPY/);
    expect(() => assertCanCopy(database)).toThrow(RangeError);
    expect(await database.sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  });

  it("has no ST_AsMVT, says so, and nothing of ours asks for it", async () => {
    await expect(database.sql`SELECT ST_AsMVT(t) FROM (SELECT 1 AS a) t`).rejects.toThrow(/protobuf/);
    const server = fileURLToPath(new URL("../../server/", import.meta.url));
    const users = readdirSync(server, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(ts|sql)$/.test(name))
      .filter((name) => /ST_AsMVT|ST_AsGeobuf/i.test(readFileSync(join(server, name), "utf8")));
    expect(users).toEqual([]);
  });
});

describe("versions of the embedded engine", () => {
  it("are the ones installed", () => {
    expect(() => assertEmbeddedVersions()).not.toThrow();
  });

  it("any other version is refused with the remedy", () => {
    const installed = (name: string) =>
      name.endsWith("postgis") ? "0.2.9" : (EMBEDDED_VERSIONS[name] ?? null);
    expect(() => assertEmbeddedVersions(installed)).toThrow(
      /pglite-postgis is 0\.2\.9, must be 0\.2\.8.*npm ci/,
    );
    expect(() => assertEmbeddedVersions(() => null)).toThrow(/missing/);
  });
});

it("a PostGIS bundle without the parts that the app needs is refused", () => {
  expect(() => keepEntries(Buffer.alloc(1_024))).toThrow(/nothing matches .*postgis-3/);
});
