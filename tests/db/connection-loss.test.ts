/** A connection that breaks inside a transaction must cost that transaction, not the process. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectDatabase, type Queryable, type Sql } from "../../server/db/sql.ts";
import { availableEngines, openTestDatabase, type TestDatabase } from "../support/test-database.ts";

describe.runIf(availableEngines().includes("local-cluster"))("a lost connection", () => {
  let database: TestDatabase;
  let client: Sql;
  beforeAll(async () => {
    database = await openTestDatabase("local-cluster");
    client = connectDatabase(database.connection, { max: 2 });
    await client`CREATE TABLE work (n integer)`;
  });
  afterAll(async () => {
    await client?.end({ timeout: 1 });
    await database?.dispose();
  });

  async function pidOf(sql: Queryable): Promise<number> {
    const [row] = await sql<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    return row?.pid ?? 0;
  }

  async function terminate(pid: number): Promise<void> {
    await database.sql`SELECT pg_terminate_backend(${pid})`;
    await new Promise((done) => setTimeout(done, 100));
  }

  async function isUsable(): Promise<boolean> {
    await new Promise((done) => setTimeout(done, 50));
    // postgres.js may report the old connection's last error once more, to the query that opens the next one.
    await Promise.allSettled([client`SELECT 1`, client`SELECT 1`]);
    const rows = await Promise.all([client`SELECT 1 AS one`, client.begin((tx) => tx`SELECT 1 AS one`)]);
    return rows.every((row) => row[0]?.one === 1);
  }

  it("while the transaction pauses: its next query and the transaction fail, the pool recovers", async () => {
    let next: unknown = null;
    const transaction = client.begin(async (tx) => {
      await tx`INSERT INTO work VALUES (1)`;
      await terminate(await pidOf(tx));
      try {
        await tx`INSERT INTO work VALUES (2)`;
      } catch (error) {
        next = error;
        throw error;
      }
    });
    await expect(transaction).rejects.toThrow();
    await new Promise((done) => setTimeout(done, 300));
    expect(next).toBeInstanceOf(Error);
    expect(await isUsable()).toBe(true);
    expect(await client`SELECT n FROM work`).toEqual([]);
  });

  it("while the transaction pauses and does nothing more: it fails all the same", async () => {
    const transaction = client.begin(async (tx) => terminate(await pidOf(tx)));
    await expect(transaction).rejects.toThrow();
    expect(await isUsable()).toBe(true);
  });

  it("while a query of the transaction runs", async () => {
    const transaction = client.begin(async (tx) => {
      const pid = await pidOf(tx);
      setTimeout(() => void terminate(pid), 100);
      await tx`SELECT pg_sleep(5)`;
    });
    await expect(transaction).rejects.toThrow();
    expect(await isUsable()).toBe(true);
  });

  it("inside a savepoint", async () => {
    const transaction = client.begin((tx) =>
      tx.savepoint(async (inner) => {
        await terminate(await pidOf(inner));
        await inner`SELECT 1`;
      }),
    );
    await expect(transaction).rejects.toThrow();
    expect(await isUsable()).toBe(true);
  });
});
