import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../server/db/engine.ts";
import { migrate } from "../../server/db/migrate.ts";
import { connectDatabase, type Sql } from "../../server/db/sql.ts";
import {
  availableEngines,
  openTestDatabase,
  silentLog,
  type TestDatabase,
} from "../support/test-database.ts";

const hasCluster = availableEngines().includes("local-cluster");

function openUrl(databaseUrl: string): Promise<Database> {
  return openDatabase({ databaseUrl, dataFolder: "/nowhere", engine: null }, silentLog);
}

it("nothing at the address is said so, without the password", async () => {
  const failure = openUrl("postgres://me:secret@127.0.0.1:1/x");
  await expect(failure).rejects.toThrow(/127\.0\.0\.1:1\/x.*Nothing answers there/);
  await expect(failure).rejects.not.toThrow(/secret/);
});

/** The cluster of the tests, reached like a server that somebody else runs. */
describe.runIf(hasCluster)("DATABASE_URL", () => {
  let host: TestDatabase;
  let admin: Sql;
  const socketUrl = (database: string, user = "sightline") =>
    `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host.connection.socketFolder ?? "")}`;

  beforeAll(async () => {
    host = await openTestDatabase("local-cluster");
    admin = connectDatabase({ ...host.connection, database: "postgres" }, { max: 1 });
    await admin`DROP DATABASE IF EXISTS external_a WITH (FORCE)`;
    await admin`CREATE DATABASE external_a`;
    await admin`DROP ROLE IF EXISTS external_guest`;
    await admin`CREATE ROLE external_guest LOGIN`;
  });
  afterAll(async () => {
    await admin?.unsafe("DROP DATABASE IF EXISTS external_a WITH (FORCE)");
    await admin?.unsafe("DROP ROLE IF EXISTS external_guest");
    await admin?.end();
    await host?.dispose();
  });

  it("a user who may not create PostGIS is told what to ask for", async () => {
    await expect(openUrl(socketUrl("external_a", "external_guest"))).rejects.toThrow(
      /Ask an administrator to run in that database: CREATE EXTENSION postgis/,
    );
  });

  it("an empty database gets PostGIS and the schema; two programs may start on it at once", async () => {
    const databases = await Promise.all([openUrl(socketUrl("external_a")), openUrl(socketUrl("external_a"))]);
    expect(databases[0]).toMatchObject({ engine: "external", durable: true, canCopy: true });
    expect(databases[0]?.text).toMatch(/^PostgreSQL 1\d.* with PostGIS 3\.\d/);
    const applied = await Promise.all(databases.map((database) => migrate(database.sql)));
    expect(applied.flat()).toContain("0001_spine.sql");
    expect(new Set(applied.flat()).size).toBe(applied.flat().length);
    await Promise.all(databases.map((database) => database.close()));
  });

  it("a database that does not exist is said so", async () => {
    await expect(openUrl(socketUrl("no_such_database"))).rejects.toThrow(/no database of that name/);
  });

  it("a user who may not make tables is told so", async () => {
    const guest = await openUrl(socketUrl("external_a", "external_guest"));
    await expect(migrate(guest.sql)).rejects.toMatchObject({ code: "42501" });
    await guest.close();
  });
});
