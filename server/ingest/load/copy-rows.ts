/**
 * COPY on a connection of its own. The client library never reports an error that the server raises after the last
 * byte was sent: the stream then waits for ever and holds its connection. So a watchdog asks, over another
 * connection, whether the server is still at work, and ends the connection if it is not.
 */
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type CopyTable, isCopying, openCopy, prepareLoadConnection } from "../../db/queries/load.ts";
import type { Sql } from "../../db/sql.ts";
import { ImportFailure } from "../importer.ts";

const PIECE_BYTES = 1 << 18;
const WATCH_EVERY_MS = 500;

export class CopyConnection {
  readonly connection: Sql;
  readonly #monitor: Sql;
  #pid: number | null = null;

  /** `connection` is used by nobody else; `monitor` is any other client of the same database. */
  constructor(connection: Sql, monitor: Sql) {
    this.connection = connection;
    this.#monitor = monitor;
  }

  /**
   * Sends one binary COPY stream and waits until the server has committed it.
   * @throws ImportFailure `rows-refused` when the server refuses it; the connection is then ended.
   */
  async copy(table: CopyTable, bytes: Buffer): Promise<void> {
    this.#pid ??= await prepareLoadConnection(this.connection);
    const stream = await openCopy(this.connection, table);
    let failure: unknown = null;
    const finished = new Promise<boolean>((resolve) => {
      stream.once("finish", () => resolve(true));
      stream.once("error", (error: unknown) => {
        failure = error;
        resolve(false);
      });
      stream.once("close", () => resolve(false));
    });
    for (let at = 0; at < bytes.length && failure === null; at += PIECE_BYTES) {
      if (stream.write(bytes.subarray(at, at + PIECE_BYTES))) continue;
      await Promise.race([once(stream, "drain").catch(() => null), finished]);
    }
    if (failure === null) stream.end();
    const done = await Promise.race([finished, this.#serverGaveUp(this.#pid, finished)]);
    if (done) return;
    await this.end();
    throw new ImportFailure({
      code: "rows-refused",
      title: "The database refused the rows",
      detail: `COPY into ${table} ended without being accepted (${failure instanceof Error ? failure.message : "see the server's log"}).`,
      next: "Nothing was changed. Check the database's free disk space and its log, then import the file again.",
      cause: failure,
    });
  }

  /** Ends the connection at once. */
  async end(): Promise<void> {
    await this.connection.end({ timeout: 0 });
  }

  /** Resolves (to false) when two looks in a row find the server no longer at work on our COPY. */
  async #serverGaveUp(pid: number, finished: Promise<boolean>): Promise<boolean> {
    let over = false;
    void finished.then(() => {
      over = true;
    });
    for (let idle = 0; idle < 2 && !over; ) {
      await sleep(WATCH_EVERY_MS, null, { ref: false });
      if (over) return finished;
      const working = await isCopying(this.#monitor, pid).catch(() => false);
      idle = working ? 0 : idle + 1;
    }
    return over ? finished : false;
  }
}
