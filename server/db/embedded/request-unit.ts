/**
 * Groups what a client sends into units that the engine must run without anybody else in between: everything up to
 * a Sync, a Flush or a simple query.
 */
import { type Message, readString } from "./wire.ts";

export type RequestUnit = {
  kind: "sync" | "flush" | "query" | "terminate";
  bytes: Buffer;
  /** Statements that the unit asks the engine to prepare, by name ("" = unnamed). */
  parses: { name: string; text: string; bytes: Buffer }[];
  closes: string[];
  /** Text of a simple query. */
  queryText: string | null;
  /** Whether any Execute limits its rows, so that a suspended portal is a proper answer. */
  limitsRows: boolean;
};

export class UnitBuilder {
  #messages: Message[] = [];

  /** Returns a unit when this message completes one. */
  add(message: Message): RequestUnit | null {
    this.#messages.push(message);
    const kind = unitKind(message.type);
    if (kind === null) return null;
    const messages = this.#messages;
    this.#messages = [];
    return describeUnit(kind, messages);
  }
}

function unitKind(type: string): RequestUnit["kind"] | null {
  if (type === "S") return "sync";
  if (type === "H") return "flush";
  if (type === "Q" || type === "F") return "query";
  return type === "X" ? "terminate" : null;
}

function describeUnit(kind: RequestUnit["kind"], messages: readonly Message[]): RequestUnit {
  const unit: RequestUnit = {
    kind,
    bytes: Buffer.concat(messages.map((message) => message.bytes)),
    parses: [],
    closes: [],
    queryText: null,
    limitsRows: false,
  };
  for (const { type, bytes } of messages) {
    if (type === "P") {
      const name = readString(bytes, 5);
      unit.parses.push({ name: name.text, text: readString(bytes, name.next).text, bytes });
    } else if (type === "Q") unit.queryText = readString(bytes, 5).text;
    else if (type === "C" && bytes.readUInt8(5) === 0x53) unit.closes.push(readString(bytes, 6).text);
    else if (type === "E") unit.limitsRows ||= bytes.readInt32BE(readString(bytes, 5).next) > 0;
  }
  return unit;
}

/** The SQL without comments and outer space, enough to see which command it starts with. */
export function bareSql(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, " ")
    .replace(/--[^\n]*/g, " ")
    .trim();
}

/** COPY ends the embedded engine instead of failing. Looks at every statement of a text. */
export function usesCopy(text: string): boolean {
  return /(^|;)\s*copy\s/i.test(bareSql(text));
}

/** Milliseconds of a SET [LOCAL] statement_timeout in the text; null = none. 0 = no limit. */
export function statementTimeoutIn(text: string): { ms: number; local: boolean } | null {
  const found =
    /\bset\s+(local\s+|session\s+)?statement_timeout\s*(?:=|to)\s*'?\s*(\d+)\s*(ms|s|min|h)?\s*'?/i.exec(
      text,
    );
  if (!found) return null;
  return { ms: durationMs(Number(found[2]), found[3]), local: /local/i.test(found[1] ?? "") };
}

/** PostgreSQL's durations: a bare number is milliseconds. */
export function durationMs(amount: number, unit: string | undefined): number {
  const factors: Record<string, number> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 };
  return amount * (factors[unit ?? "ms"] ?? 1);
}
