/** Several connections share the embedded engine's one session. */
import { mkdtempSync, rmSync } from "node:fs";
import { createConnection, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openEmbedded } from "../../server/db/embedded/open-embedded.ts";
import { int32, message, PROTOCOL_3, sync } from "../../server/db/embedded/wire.ts";
import { connectDatabase, SOCKET_PORT } from "../../server/db/sql.ts";
import {
  copyEmbeddedFolder,
  openTestDatabase,
  silentLog,
  type TestDatabase,
} from "../support/test-database.ts";

const none = Buffer.alloc(2);
const flush = message("H");
const prepare = (text: string) =>
  Buffer.concat([message("P", "", text, none), message("D", Buffer.from("S"), ""), flush]);
const execute = Buffer.concat([message("B", "", "", none, none, none), message("E", "", int32(0)), sync]);

/** Speaks the protocol by hand, so that the order of messages of two connections is exact. */
async function speaker(socketPath: string) {
  const socket: Socket = createConnection(socketPath);
  let received = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
  });
  const body = Buffer.from("user\0postgres\0database\0postgres\0\0");
  const say = async (bytes: Buffer, waitFor: string) => {
    received = Buffer.alloc(0);
    socket.write(bytes);
    for (let waits = 0; !types(received).includes(waitFor); waits++) {
      if (waits > 500) throw new Error(`no ${waitFor}, got ${types(received)}`);
      await new Promise((done) => setTimeout(done, 10));
    }
    return received;
  };
  await say(Buffer.concat([int32(body.length + 8), int32(PROTOCOL_3), body]), "Z");
  return { say, write: (bytes: Buffer) => socket.write(bytes), end: () => socket.destroy() };
}

function types(bytes: Buffer): string {
  let found = "";
  for (let at = 0; at + 5 <= bytes.length; at += bytes.readInt32BE(at + 1) + 1) {
    found += String.fromCharCode(bytes.readUInt8(at));
  }
  return found;
}

it("the multiplexer of pglite-socket runs one connection's statement for another; ours is needed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sightline-socket-"));
  const engine = await PGlite.create();
  const server = new PGLiteSocketServer({ db: engine, path: join(folder, "socket"), maxConnections: 2 });
  await server.start();
  const first = await speaker(join(folder, "socket"));
  const second = await speaker(join(folder, "socket"));
  await first.say(prepare("SELECT 'first'"), "T");
  await second.say(prepare("SELECT 'second'"), "T");
  expect((await first.say(execute, "Z")).toString("latin1")).toContain("second");
  first.end();
  second.end();
  await server.stop();
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("our gateway", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase("embedded");
    await database.sql`CREATE TABLE counter (id integer PRIMARY KEY, n integer NOT NULL)`;
    await database.sql`INSERT INTO counter VALUES (1, 0)`;
  });
  afterAll(() => database?.dispose());

  it("a connection has the engine to itself between preparing and executing", async () => {
    const path = join(database.connection.socketFolder ?? "", `.s.PGSQL.${SOCKET_PORT}`);
    const [first, second] = [await speaker(path), await speaker(path)];
    await first.say(prepare("SELECT 'first'"), "T");
    second.write(prepare("SELECT 'second'"));
    const answer = (await first.say(execute, "Z")).toString("latin1");
    expect(answer).toContain("first");
    expect(answer).not.toContain("second");
    first.end();
    second.end();
  });

  it("an error is answered with exactly one ReadyForQuery", async () => {
    const path = join(database.connection.socketFolder ?? "", `.s.PGSQL.${SOCKET_PORT}`);
    const client = await speaker(path);
    const unit = Buffer.concat([message("P", "", "SELECT 1/0", none), execute]);
    expect(types(await client.say(unit, "Z"))).toBe("1EZ");
    await client.say(prepare("SELECT nonsense"), "E");
    expect(types(await client.say(sync, "Z"))).toBe("Z");
    client.end();
  });

  it("transactions of many connections and a thread do not mix", async () => {
    const clients = Array.from({ length: 5 }, () => connectDatabase(database.connection, { max: 2 }));
    const thread = new Worker(
      `const { parentPort, workerData } = require("node:worker_threads");
       import(workerData.driver).then(async ({ default: postgres }) => {
         const sql = postgres({ host: workerData.folder, port: 5432, username: "postgres", database: "postgres" });
         for (let i = 0; i < 40; i++) await sql.begin(async (tx) => {
           const [row] = await tx\`SELECT n FROM counter WHERE id = \${1}\`;
           await tx\`UPDATE counter SET n = \${row.n + 1} WHERE id = \${1}\`;
         });
         await sql.end();
         parentPort.postMessage("done");
       });`,
      {
        eval: true,
        workerData: { driver: import.meta.resolve("postgres"), folder: database.connection.socketFolder },
      },
    );
    const finished = new Promise((resolve, reject) => thread.on("message", resolve).on("error", reject));
    const work = clients.flatMap((sql) =>
      Array.from({ length: 40 }, () =>
        sql.begin(async (tx) => {
          const [row] = await tx<{ n: number }[]>`SELECT n FROM counter WHERE id = ${1}`;
          await tx`UPDATE counter SET n = ${(row?.n ?? 0) + 1} WHERE id = ${1}`;
        }),
      ),
    );
    await Promise.all([...work, finished]);
    expect(await database.sql`SELECT n FROM counter`).toEqual([{ n: 240 }]);
    await Promise.all(clients.map((sql) => sql.end()));
    await thread.terminate();
  });

  it("a connection that breaks off is rolled back and leaves the engine free", async () => {
    const sql = connectDatabase(database.connection, { max: 1 });
    const reached = new Promise<void>((resolve) => {
      sql
        .begin(async (tx) => {
          await tx`UPDATE counter SET n = -1`;
          resolve();
          await new Promise(() => undefined);
        })
        .catch(() => undefined);
    });
    await reached;
    await sql.end({ timeout: 0 });
    const [row] = await database.sql<{ n: number }[]>`SELECT n FROM counter`;
    expect(row?.n).toBe(240);
  });

  it("a long answer and a long argument pass unharmed", async () => {
    const values = Array.from({ length: 300_000 }, (_, n) => n);
    const rows = await database.sql<{ n: number }[]>`
      SELECT n FROM unnest(${`{${values.join(",")}}`}::integer[]) AS t (n) ORDER BY n`;
    expect(rows.length).toBe(300_000);
    expect(rows[299_999]?.n).toBe(299_999);
  });

  it("a running query can be cancelled", async () => {
    const query = database.sql`SELECT count(*) FROM generate_series(1, 50000000)`;
    const running = query.execute();
    setTimeout(() => query.cancel(), 200);
    await expect(running).rejects.toMatchObject({ code: "57014" });
    expect(await database.sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  });
});

it("a transaction that waits for another connection is ended, not waited for without end", async () => {
  const folder = await copyEmbeddedFolder();
  const database = await openEmbedded(folder, silentLog, { statementMs: 60_000, idleInTransactionMs: 400 });
  const stuck = database.sql.begin(async (tx) => {
    await tx`SELECT 1`;
    await database.sql`SELECT 2`;
  });
  await expect(stuck).rejects.toThrow();
  expect(await database.sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});
