/**
 * Lets any number of postgres.js connections, threads and processes share the embedded engine, which has one session.
 *
 * The multiplexer of pglite-socket hands single messages of different connections to the engine in turn, so the
 * unnamed statement of one is executed by another (tests/db/embedded-multiplexer.test.ts shows it). Here a connection
 * has the engine to itself from the first message of a unit until the engine is idle outside a transaction.
 *
 * What a shared session still means: session settings, temporary tables and session-level advisory locks belong to
 * everybody. Use pg_advisory_xact_lock and SET LOCAL.
 */
import { createServer, type Server } from "node:net";
import type { Log } from "../log.ts";
import { AnswerFilter } from "./answer-filter.ts";
import { EngineLostError, type EngineThread } from "./engine-thread.ts";
import { GatewayClient } from "./gateway-client.ts";
import { type RequestUnit, usesCopy } from "./request-unit.ts";
import { errorResponse, message, readyForQuery, simpleQuery, sync, type TransactionStatus } from "./wire.ts";

export type GatewayLimits = {
  /** Longest time of one statement where the client sets none, in milliseconds. */
  statementMs: number;
  /** Longest time that a client may keep a transaction open without sending anything, in milliseconds. */
  idleInTransactionMs: number;
};

export class Gateway {
  readonly #engine: EngineThread;
  readonly #log: Log;
  readonly #limits: GatewayLimits;
  readonly #clients = new Set<GatewayClient>();
  readonly #waiting: GatewayClient[] = [];
  #server: Server | null = null;
  /** The connection that has the engine to itself, running or between two units of a transaction. */
  #holder: GatewayClient | null = null;
  #isBusy = false;
  #isClosing = false;
  #status: TransactionStatus = "I";
  /** Counts starts of the engine. */
  #incarnation = 1;
  #idleTimer: NodeJS.Timeout | null = null;

  constructor(engine: EngineThread, log: Log, limits: GatewayLimits) {
    this.#engine = engine;
    this.#log = log;
    this.#limits = limits;
  }

  async listen(socketPath: string, serverVersion: string): Promise<void> {
    const server = createServer((socket) => {
      const client = new GatewayClient(socket, serverVersion, {
        onUnits: (from) => this.#enqueue(from),
        onCancel: (pid, secret) => this.#cancel(pid, secret),
        onGone: (gone) => this.#forget(gone),
      });
      this.#clients.add(client);
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(socketPath, resolve);
    });
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    for (const client of this.#clients) client.destroy();
    await new Promise<void>((resolve) => (this.#server ? this.#server.close(() => resolve()) : resolve()));
    await this.#engine.close();
  }

  #enqueue(client: GatewayClient): void {
    if (client !== this.#holder && !this.#waiting.includes(client)) this.#waiting.push(client);
    void this.#work();
  }

  /** Runs units until there are none that may run. */
  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#stopIdleTimer();
    try {
      for (let client = this.#next(); client && !this.#isClosing; client = this.#next()) {
        this.#holder = client;
        const unit = client.units.shift();
        if (client.isGone) await this.#cleanUp(client);
        else if (unit) await this.#serve(client, unit);
        if (this.#isFree(client, unit)) {
          this.#holder = null;
          if (client.units.length > 0) this.#waiting.push(client);
        }
      }
    } catch (error) {
      if (this.#isClosing) return;
      this.#log.error(`Embedded database: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      this.#isBusy = false;
      this.#startIdleTimer();
    }
  }

  #next(): GatewayClient | null {
    if (this.#holder) return this.#holder.units.length > 0 || this.#holder.isGone ? this.#holder : null;
    return this.#waiting.shift() ?? null;
  }

  #isFree(client: GatewayClient, unit: RequestUnit | undefined): boolean {
    return client.isGone || (this.#status === "I" && unit?.kind !== "flush");
  }

  async #serve(client: GatewayClient, unit: RequestUnit): Promise<void> {
    if (unit.kind === "terminate") {
      client.destroy();
      return;
    }
    const texts = [
      ...unit.parses.map((parse) => parse.text),
      ...(unit.queryText === null ? [] : [unit.queryText]),
    ];
    if (client.skipToSync) return this.#skip(client, unit);
    if (texts.some(usesCopy)) return this.#refuseCopy(client, unit);
    client.noteSettings(texts);
    try {
      await this.#restorePrepared(client);
      await this.#runUnit(client, unit);
    } catch (error) {
      if (!(error instanceof EngineLostError) || this.#isClosing) throw error;
      await this.#recover(client, unit, error);
    }
    for (const parse of unit.parses) if (parse.name !== "") client.prepared.set(parse.name, parse.bytes);
    for (const name of unit.closes) client.prepared.delete(name);
  }

  async #runUnit(client: GatewayClient, unit: RequestUnit): Promise<void> {
    const limitMs = client.statementTimeoutMs || this.#limits.statementMs;
    const watchdog = setTimeout(() => {
      void this.#engine.kill("timeout", `canceling statement due to statement timeout (${limitMs} ms)`);
    }, limitMs);
    const filter = new AnswerFilter(unit, (bytes) => client.send(bytes));
    try {
      await this.#engine.run(unit.bytes, (bytes) => filter.push(bytes));
    } finally {
      clearTimeout(watchdog);
    }
    const before = this.#status;
    if (filter.engineIsSuspect) await this.#restart(client, before !== "I");
    else this.#status = filter.status ?? this.#status;
    this.#finish(client, unit, filter.failed);
  }

  /** Tells the client where it stands after a unit. */
  #finish(client: GatewayClient, unit: RequestUnit, failed: boolean): void {
    if (unit.kind === "flush") {
      client.skipToSync = failed;
      return;
    }
    if (this.#status === "I") client.noteTransactionEnd();
    client.send(readyForQuery(this.#status));
  }

  async #skip(client: GatewayClient, unit: RequestUnit): Promise<void> {
    if (unit.kind === "flush") return;
    client.skipToSync = false;
    const filter = new AnswerFilter({ ...unit, bytes: sync }, () => undefined);
    await this.#engine.run(sync, (bytes) => filter.push(bytes));
    this.#status = filter.status ?? this.#status;
    this.#finish(client, { ...unit, kind: "sync" }, false);
  }

  #refuseCopy(client: GatewayClient, unit: RequestUnit): void {
    client.send(
      errorResponse({
        code: "0A000",
        message: "COPY is not available on the embedded database.",
        hint: "Insert rows in batches with unnest.",
      }),
    );
    this.#finish(client, unit, true);
  }

  /** The engine's thread is gone: start another and leave the client in the state that a server would. */
  async #recover(client: GatewayClient, unit: RequestUnit, error: EngineLostError): Promise<void> {
    this.#log.warn(`Embedded database: engine restarted: ${error.message}`);
    const code = error.why === "crash" ? "58000" : "57014";
    const wasInTransaction = this.#status !== "I";
    client.send(errorResponse({ code, message: error.message, hint: "The statement was rolled back." }));
    await this.#restart(client, wasInTransaction);
    this.#finish(client, unit, true);
  }

  /**
   * @param inFailedTransaction the client still believes in its transaction: everything must fail until it says
   *   ROLLBACK, so the new session is put into a failed transaction.
   */
  async #restart(client: GatewayClient, inFailedTransaction: boolean): Promise<void> {
    await this.#engine.kill("crash", "the engine is being restarted");
    await this.#engine.start();
    this.#incarnation++;
    this.#status = "I";
    if (!inFailedTransaction) return;
    await this.#restorePrepared(client);
    await this.#runQuietly(simpleQuery("BEGIN"));
    await this.#runQuietly(simpleQuery("SELECT 1/0"));
    this.#status = "E";
  }

  /** Prepares again what a client prepared before the engine was restarted. */
  async #restorePrepared(client: GatewayClient): Promise<void> {
    if (client.preparedIn !== this.#incarnation && client.prepared.size > 0) {
      await this.#runQuietly(Buffer.concat([...client.prepared.values(), sync]));
    }
    client.preparedIn = this.#incarnation;
  }

  async #runQuietly(bytes: Buffer): Promise<void> {
    await this.#engine.run(bytes, () => undefined);
  }

  /** A connection closed: its transaction is rolled back and its statements are dropped. */
  async #cleanUp(client: GatewayClient): Promise<void> {
    client.units.length = 0;
    const closes = [...client.prepared.keys()].map((name) => message("C", Buffer.from("S"), name));
    client.prepared.clear();
    const isCurrent = client.preparedIn === this.#incarnation;
    await this.#runQuietly(sync);
    if (this.#status !== "I") await this.#runQuietly(simpleQuery("ROLLBACK"));
    if (isCurrent && closes.length > 0) await this.#runQuietly(Buffer.concat([...closes, sync]));
    this.#status = "I";
  }

  #forget(client: GatewayClient): void {
    this.#clients.delete(client);
    const place = this.#waiting.indexOf(client);
    if (place >= 0) this.#waiting.splice(place, 1);
    if (this.#isClosing) return;
    if (client !== this.#holder && client.prepared.size > 0) this.#waiting.push(client);
    void this.#work();
  }

  #cancel(pid: number, secret: number): void {
    const client = [...this.#clients].find((one) => one.pid === pid && one.secret === secret);
    if (client && client === this.#holder && this.#isBusy) {
      void this.#engine.kill("cancelled", "canceling statement due to user request");
    }
  }

  #startIdleTimer(): void {
    const holder = this.#holder;
    if (!holder || this.#isClosing) return;
    this.#idleTimer = setTimeout(() => {
      holder.end(
        errorResponse({
          severity: "FATAL",
          code: "25P03",
          message: "terminating connection due to idle-in-transaction timeout",
          hint: "The embedded database serves one transaction at a time; use the transaction's own connection inside it.",
        }),
      );
    }, this.#limits.idleInTransactionMs);
    this.#idleTimer.unref();
  }

  #stopIdleTimer(): void {
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    this.#idleTimer = null;
  }
}
