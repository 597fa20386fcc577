/** One connection to the embedded engine's gateway: what it sent, what it prepared, what limits it has. */
import { randomInt } from "node:crypto";
import type { Socket } from "node:net";
import { durationMs, type RequestUnit, statementTimeoutIn, UnitBuilder } from "./request-unit.ts";
import {
  CANCEL_REQUEST,
  GSS_REQUEST,
  int32,
  MessageCutter,
  message,
  PROTOCOL_3,
  readyForQuery,
  SSL_REQUEST,
  startupParameters,
} from "./wire.ts";

export type ClientEvents = {
  onUnits(client: GatewayClient): void;
  onCancel(pid: number, secret: number): void;
  onGone(client: GatewayClient): void;
};

const LARGEST_STARTUP_BYTES = 10_000;
let serial = 1;

export class GatewayClient {
  readonly pid = serial++;
  readonly secret = randomInt(2 ** 31);
  readonly units: RequestUnit[] = [];
  /** Parse messages of the named statements that this client believes to be prepared. */
  readonly prepared = new Map<string, Buffer>();
  /** Which incarnation of the engine has them prepared. */
  preparedIn = 0;
  /** After an error everything up to the next Sync is dropped. */
  skipToSync = false;
  isGone = false;

  readonly #socket: Socket;
  readonly #serverVersion: string;
  readonly #events: ClientEvents;
  readonly #cutter = new MessageCutter();
  readonly #builder = new UnitBuilder();
  #startup: Buffer | null = Buffer.alloc(0);
  #sessionTimeoutMs = 0;
  #localTimeoutMs: number | null = null;

  constructor(socket: Socket, serverVersion: string, events: ClientEvents) {
    this.#socket = socket;
    this.#serverVersion = serverVersion;
    this.#events = events;
    socket.on("data", (chunk: Buffer) => this.#receive(chunk));
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      this.isGone = true;
      events.onGone(this);
    });
  }

  send(bytes: Buffer): void {
    if (!this.#socket.destroyed) this.#socket.write(bytes);
  }

  /** Sends a last message and hangs up. */
  end(bytes: Buffer): void {
    this.#socket.end(bytes);
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** The client's own limit for one statement in milliseconds; 0 = none. */
  get statementTimeoutMs(): number {
    return this.#localTimeoutMs ?? this.#sessionTimeoutMs;
  }

  /** Takes note of SET statement_timeout, which the engine itself would ignore. */
  noteSettings(texts: readonly string[]): void {
    for (const text of texts) {
      const found = statementTimeoutIn(text);
      if (found?.local) this.#localTimeoutMs = found.ms;
      else if (found) this.#sessionTimeoutMs = found.ms;
    }
  }

  noteTransactionEnd(): void {
    this.#localTimeoutMs = null;
  }

  #receive(chunk: Buffer): void {
    try {
      const rest = this.#startup === null ? chunk : this.#greet(chunk);
      if (rest.length === 0) return;
      for (const part of this.#cutter.push(rest)) {
        const unit = this.#builder.add(part);
        if (unit) this.units.push(unit);
      }
    } catch {
      this.#socket.destroy();
      return;
    }
    if (this.units.length > 0) this.#events.onUnits(this);
  }

  /** Handles what comes before the first typed message; returns the bytes after it. */
  #greet(chunk: Buffer): Buffer {
    let buffer = Buffer.concat([this.#startup ?? Buffer.alloc(0), chunk]);
    while (buffer.length >= 8) {
      const length = buffer.readInt32BE(0);
      if (length < 8 || length > LARGEST_STARTUP_BYTES) throw new RangeError(`startup: got length ${length}`);
      if (buffer.length < length) break;
      const packet = buffer.subarray(0, length);
      buffer = buffer.subarray(length);
      const code = packet.readInt32BE(4);
      if (code === PROTOCOL_3) {
        this.#startup = null;
        this.#welcome(startupParameters(packet));
        return buffer;
      }
      if (code === SSL_REQUEST || code === GSS_REQUEST) this.#socket.write("N");
      else if (code === CANCEL_REQUEST) {
        this.#events.onCancel(packet.readInt32BE(8), packet.readInt32BE(12));
        this.#socket.end();
      } else throw new RangeError(`startup: got code ${code}`);
    }
    this.#startup = buffer;
    return Buffer.alloc(0);
  }

  #welcome(parameters: ReadonlyMap<string, string>): void {
    const limit = /^(\d+)(ms|s|min|h)?$/.exec(parameters.get("statement_timeout") ?? "");
    if (limit) this.#sessionTimeoutMs = durationMs(Number(limit[1]), limit[2]);
    const facts = {
      server_version: this.#serverVersion,
      server_encoding: "UTF8",
      client_encoding: "UTF8",
      DateStyle: "ISO, MDY",
      TimeZone: "UTC",
      integer_datetimes: "on",
      standard_conforming_strings: "on",
    };
    this.send(
      Buffer.concat([
        message("R", int32(0)),
        ...Object.entries(facts).map(([name, value]) => message("S", name, value)),
        message("K", int32(this.pid), int32(this.secret)),
        readyForQuery("I"),
      ]),
    );
  }
}
