/** A record of a CSV whose fields are cut out of the bytes only when somebody asks for them. */

import { type TextInBytes, textInBytes } from "../text/text-in-bytes.ts";
import type { TextPool } from "../text/text-pool.ts";
import { decimalIn } from "./decimal-in.ts";

const QUOTE = 34;

/** Records that one piece of a file completed. */
export type CsvPage = {
  /** Valid UTF-8. */
  bytes: Buffer;
  /**
   * For each record the index before its first byte, then the end of each field: where a delimiter or the end of the
   * record stands. A field may still have its quotes around it.
   */
  edges: Int32Array;
};

export class CsvRow {
  /** Physical line, from 1, where the record starts. */
  readonly line: number;
  /** How many fields it has. */
  readonly width: number;
  readonly #page: CsvPage;
  readonly #at: number;
  #fields: string[] | null = null;

  /** `at`: where in the page's edges the record begins. */
  constructor(page: CsvPage, at: number, width: number, line: number) {
    this.#page = page;
    this.#at = at;
    this.width = width;
    this.line = line;
  }

  /** All fields, in order. Cut once. */
  get fields(): string[] {
    this.#fields ??= this.#cut();
    return this.#fields;
  }

  /** One field, from 0; empty where the record has none of that number. */
  field(column: number): string {
    const start = this.#start(column);
    const end = this.#end(column);
    return end <= start ? "" : unquoted(this.#page.bytes.toString("utf8", start, end));
  }

  /** As `field`, in the one copy that a pool keeps of it: for columns whose texts repeat. */
  pooled(column: number, pool: TextPool): string {
    const place = this.place(column);
    return place === null ? "" : pool.stringOf(place);
  }

  /** Where a field stands, or null where it is empty. One with quotes around it is cut out. */
  place(column: number): TextInBytes | null {
    const start = this.#start(column);
    const end = this.#end(column);
    if (end <= start) return null;
    const { bytes } = this.#page;
    if (bytes[start] !== QUOTE) return { bytes, start, end };
    const own = textInBytes(this.field(column));
    return own.end === 0 ? null : own;
  }

  /** The plain decimal number of up to 15 digits that a field is, or NaN; nothing else is read as a number. */
  decimal(column: number): number {
    return decimalIn(this.#page.bytes, this.#start(column), this.#end(column));
  }

  /** Valid UTF-8 has as many characters as bytes only if it is ASCII: then one string serves all fields. */
  #cut(): string[] {
    const from = this.#start(0);
    const to = this.#end(this.width - 1);
    const record = this.#page.bytes.toString("utf8", from, to);
    const isAscii = record.length === to - from;
    return Array.from({ length: this.width }, (_, column) =>
      isAscii
        ? unquoted(record.substring(this.#start(column) - from, this.#end(column) - from))
        : this.field(column),
    );
  }

  #start(column: number): number {
    return column < 0 || column >= this.width ? 0 : (this.#page.edges[this.#at + column] ?? 0) + 1;
  }

  #end(column: number): number {
    return column < 0 || column >= this.width ? 0 : (this.#page.edges[this.#at + column + 1] ?? 0);
  }
}

/** The text of a field without the quotes around it, if it has any. */
function unquoted(raw: string): string {
  if (raw.charCodeAt(0) !== QUOTE) return raw;
  const inside = raw.substring(1, raw.length - 1);
  return inside.includes('""') ? inside.replaceAll('""', '"') : inside;
}
