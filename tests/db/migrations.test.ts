import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Migration, migrate, readMigrations } from "../../server/db/migrate.ts";
import { migrationsFolder } from "../../server/db/migrations-folder.ts";
import { ensurePartitions } from "../../server/db/queries/partitions.ts";
import { connectDatabase } from "../../server/db/sql.ts";
import { availableEngines, openTestDatabase, type TestDatabase } from "../support/test-database.ts";

const ours = readMigrations(migrationsFolder());
const next = (name: string, text: string, after: readonly Migration[] = ours): Migration[] => [
  ...after,
  { number: after.length + 1, name, sha256: `checksum of ${text}`, text },
];

describe.each(availableEngines())("migrations (%s)", (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(() => database?.dispose());

  it("are applied once, however often they are asked for", async () => {
    expect(await migrate(database.sql)).toEqual([]);
    const rows = await database.sql`SELECT number, name FROM schema_migration ORDER BY number`;
    expect(rows).toEqual(ours.map(({ number, name }) => ({ number, name })));
  });

  it("several programs that start at once apply each step exactly once", async () => {
    const steps = next("0099_race.sql", "CREATE TABLE race (n integer); INSERT INTO race VALUES (1);");
    const clients = Array.from({ length: 4 }, () => connectDatabase(database.connection, { max: 1 }));
    const applied = await Promise.all(clients.map((sql) => migrate(sql, steps)));
    expect(applied.flat()).toEqual(["0099_race.sql"]);
    expect(await database.sql`SELECT n FROM race`).toEqual([{ n: 1 }]);
    await Promise.all(clients.map((sql) => sql.end()));
    await expect(migrate(database.sql)).rejects.toThrow(
      /newer than this version of Sightline: it has 0099_race/,
    );
    await database.sql`DELETE FROM schema_migration WHERE name = '0099_race.sql'`;
  });

  it("a step that fails leaves nothing of itself", async () => {
    const steps = next("0098_bad.sql", "CREATE TABLE half (n integer); SELECT 1/0;");
    await expect(migrate(database.sql, steps)).rejects.toThrow(/division by zero/);
    expect(await database.sql`SELECT to_regclass('half')::text AS half`).toEqual([{ half: null }]);
    expect(await migrate(database.sql)).toEqual([]);
  });

  it("an applied migration that was changed afterwards is refused", async () => {
    const changed = ours.map((migration, index) =>
      index === 0 ? { ...migration, sha256: "other" } : migration,
    );
    await expect(migrate(database.sql, changed)).rejects.toThrow(
      /0001_spine\.sql was changed after it was applied/,
    );
  });

  it("an applied migration whose file is missing is refused", async () => {
    const missing = ours.map((migration) =>
      migration.number === 1 ? { ...migration, number: 100, name: "0100_x.sql" } : migration,
    );
    await expect(migrate(database.sql, missing)).rejects.toThrow(
      /0001_spine\.sql was applied but its file is missing/,
    );
  });

  it("partitions are made once per calendar year, also by several sessions at once", async () => {
    const clients = Array.from({ length: 4 }, () => connectDatabase(database.connection, { max: 1 }));
    const made = await Promise.all(
      clients.map((sql) => ensurePartitions(sql, "incident", ["2020-01", "2020-12", "2021-06-01"])),
    );
    await Promise.all(clients.map((sql) => sql.end()));
    expect(new Set(made.flat())).toEqual(new Set(["incident_2020", "incident_2021"]));
    expect(await ensurePartitions(database.sql, "incident", ["2020-05"])).toEqual([]);
    await expect(ensurePartitions(database.sql, "incident", ["May 2020"])).rejects.toThrow(RangeError);
  });
});

describe("migration files", () => {
  it("line ends and a byte-order mark do not change the checksum", () => {
    const folder = mkdtempSync(join(tmpdir(), "sightline-migrations-"));
    writeFileSync(join(folder, "0001_a.sql"), "SELECT 1;\nSELECT 2;\n");
    const [unix] = readMigrations(folder);
    writeFileSync(join(folder, "0001_a.sql"), "\uFEFFSELECT 1;\r\nSELECT 2;\r\n");
    expect(readMigrations(folder)[0]?.sha256).toBe(unix?.sha256);
    writeFileSync(join(folder, "0003_gap.sql"), "SELECT 3;");
    expect(() => readMigrations(folder)).toThrow(/expected a name like 0002_/);
    rmSync(folder, { recursive: true });
  });
});
