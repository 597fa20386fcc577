/**
 * Strict RFC 4180 records out of UTF-8 that arrives in pieces: quoted delimiters, doubled quotes and newlines inside
 * quotes; CRLF, LF or CR at the end of a record. A record that breaks the rules is reported and the reading goes on
 * at the next line; nothing is dropped silently. Empty lines are not records.
 */
import { ImportFailure } from "../importer.ts";
import { type CsvPage, CsvRow } from "./csv-row.ts";

export type { CsvRow };

/** A record that could not be read. `excerpt` is its beginning. */
export type CsvFault = {
  line: number;
  reason: "field-too-long" | "malformed-quotes";
  detail: string;
  excerpt: string;
};

/** Longest record. Real ones have a few hundred bytes; longer means a lost quote or the wrong file. */
const MAX_RECORD_BYTES = 1_000_000;

const QUOTE = 34;
const LF = 10;
const CR = 13;
/** Stands for the byte after the last. */
const END = -1;
const EXCERPT_CHARS = 200;
/** A first guess: one edge in so many bytes. Doubled as needed. */
const BYTES_PER_EDGE = 16;
const NOTHING: Buffer = Buffer.alloc(0);

export class CsvTokeniser {
  readonly #delimiter: number;
  readonly #name: string;
  readonly #onFault: (fault: CsvFault) => void;
  #rest: Buffer = NOTHING;
  #line = 1;
  #page: CsvPage = { bytes: NOTHING, edges: new Int32Array(0) };
  /** How many edges of the page are taken. */
  #edges = 0;
  #skipping: { line: number; inQuotes: boolean; excerpt: string } | null = null;

  /** `delimiter`: one ASCII character, a comma by default. */
  constructor(options: { name: string; delimiter?: string; onFault: (fault: CsvFault) => void }) {
    this.#delimiter = (options.delimiter ?? ",").charCodeAt(0);
    this.#name = options.name;
    this.#onFault = options.onFault;
  }

  /** Records completed by this piece, whole characters of valid UTF-8. The rows keep the piece. */
  push(piece: Buffer): CsvRow[] {
    return this.#read(piece, false);
  }

  /**
   * Records completed by the end of the file.
   * @throws ImportFailure `csv-unclosed-quote` naming the line where the quote opened.
   */
  end(): CsvRow[] {
    const rows = this.#read(NOTHING, true);
    if (this.#skipping) {
      if (this.#skipping.inQuotes) throw this.#unclosedQuote(this.#skipping.line);
      this.#faultTooLong(this.#skipping);
      this.#skipping = null;
    }
    return rows;
  }

  #read(piece: Buffer, final: boolean): CsvRow[] {
    const rows: CsvRow[] = [];
    let bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    if (this.#skipping) bytes = bytes.subarray(this.#skip(bytes));
    this.#page = { bytes, edges: new Int32Array(Math.ceil(bytes.length / BYTES_PER_EDGE) + 16) };
    this.#edges = 0;
    let position = 0;
    while (position < bytes.length) {
      const next = this.#record(position, final, rows);
      if (next < 0) break;
      position = next;
    }
    this.#rest = final ? NOTHING : bytes.subarray(position);
    if (this.#rest.length > MAX_RECORD_BYTES) this.#startSkipping();
    return rows;
  }

  /** Reads one record into `rows`; returns where the next one starts, or -1 if this one is not complete yet. */
  #record(from: number, final: boolean, rows: CsvRow[]): number {
    const delimiter = this.#delimiter;
    // Most bytes are letters and digits, above all four that matter: one comparison each.
    const highest = Math.max(delimiter, QUOTE);
    const { bytes } = this.#page;
    const { length } = bytes;
    const first = this.#edges;
    this.#edge(from - 1);
    for (let i = from; i < length; i++) {
      const code = bytes[i] ?? 0;
      if (code > highest) continue;
      if (code === delimiter) this.#edge(i);
      else if (code === LF || code === CR) {
        if (code === CR && i + 1 === length && !final) return this.#incomplete(first);
        const next = code === CR && bytes[i + 1] === LF ? i + 2 : i + 1;
        this.#accept(first, i, rows);
        this.#line++;
        return next;
      } else if (code === QUOTE) return this.#quoted(first, i, final, rows);
    }
    if (!final) return this.#incomplete(first);
    this.#accept(first, length, rows);
    return length;
  }

  /** Goes on with a record that has a quote at `quoteAt`; the slower path. */
  #quoted(first: number, quoteAt: number, final: boolean, rows: CsvRow[]): number {
    const { bytes } = this.#page;
    let start = (this.#page.edges[this.#edges - 1] ?? 0) + 1;
    let i = quoteAt;
    let newlines = 0;
    for (;;) {
      const code = bytes[i] ?? END;
      if (code === QUOTE) {
        if (i !== start) return this.#malformed(first, i, newlines, final);
        const close = closingQuote(bytes, i + 1);
        if (close < 0 && final) throw this.#unclosedQuote(this.#line);
        if (close < 0 || (close + 1 === bytes.length && !final)) return this.#incomplete(first);
        newlines += countNewlines(bytes, i + 1, close);
        i = close + 1;
        if (!this.#endsField(bytes, i)) return this.#malformed(first, i, newlines, final);
        start = END;
      } else if (this.#endsField(bytes, i)) {
        const isCut = code === END || (code === CR && i + 1 === bytes.length);
        if (isCut && !final) return this.#incomplete(first);
        if (code !== this.#delimiter) return this.#endQuoted(first, i, newlines, rows);
        this.#edge(i);
        start = ++i;
      } else i++;
    }
  }

  /** Ends a record with quoted fields at the line end or end of file that stands at `at`. */
  #endQuoted(first: number, at: number, newlines: number, rows: CsvRow[]): number {
    const { bytes } = this.#page;
    this.#accept(first, at, rows);
    this.#line += newlines + (at < bytes.length ? 1 : 0);
    return bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : Math.min(at + 1, bytes.length);
  }

  /** True at a delimiter, a line end or the end of the bytes. */
  #endsField(bytes: Buffer, at: number): boolean {
    const code = bytes[at];
    return code === undefined || code === this.#delimiter || code === LF || code === CR;
  }

  #edge(at: number): void {
    const { edges } = this.#page;
    if (this.#edges === edges.length) {
      this.#page.edges = new Int32Array(edges.length * 2);
      this.#page.edges.set(edges);
    }
    this.#page.edges[this.#edges++] = at;
  }

  /** Forgets a record that the bytes do not complete. */
  #incomplete(first: number): -1 {
    this.#edges = first;
    return -1;
  }

  /** Ends the record whose edges begin at `first`; an empty line is none. */
  #accept(first: number, to: number, rows: CsvRow[]): void {
    const from = (this.#page.edges[first] ?? 0) + 1;
    const width = this.#edges - first;
    if (to - from > MAX_RECORD_BYTES) {
      this.#edges = first;
      this.#faultTooLong({ line: this.#line, excerpt: beginning(this.#page.bytes, from, to) });
    } else if (to > from) {
      this.#edge(to);
      rows.push(new CsvRow(this.#page, first, width, this.#line));
    } else this.#edges = first;
  }

  /** A quote where none may be: reports the record and goes on after the end of the line. */
  #malformed(first: number, at: number, newlines: number, final: boolean): number {
    const { bytes, edges } = this.#page;
    const from = (edges[first] ?? 0) + 1;
    this.#edges = first;
    const lf = bytes.indexOf(LF, at);
    if (lf < 0 && !final) return -1;
    const to = lf < 0 ? bytes.length : lf;
    this.#onFault({
      line: this.#line,
      reason: "malformed-quotes",
      detail: "A quotation mark stands inside a field without being doubled, or text follows a closing one.",
      excerpt: beginning(bytes, from, to),
    });
    this.#line += newlines + 1;
    return lf < 0 ? bytes.length : lf + 1;
  }

  #startSkipping(): void {
    const bytes = this.#rest;
    this.#skipping = { line: this.#line, inQuotes: false, excerpt: beginning(bytes, 0, bytes.length) };
    this.#rest = NOTHING;
    this.#skip(bytes);
  }

  /** Passes over the rest of a record that is too long; returns where the next one starts. */
  #skip(bytes: Buffer): number {
    const state = this.#skipping;
    if (!state) return 0;
    for (let i = 0; i < bytes.length; i++) {
      const code = bytes[i];
      if (code === QUOTE) state.inQuotes = !state.inQuotes;
      else if (code === LF) {
        this.#line++;
        if (!state.inQuotes) {
          this.#faultTooLong(state);
          this.#skipping = null;
          return i + 1;
        }
      }
    }
    return bytes.length;
  }

  #faultTooLong(record: { line: number; excerpt: string }): void {
    this.#onFault({
      line: record.line,
      reason: "field-too-long",
      detail: `The record is longer than ${MAX_RECORD_BYTES.toLocaleString("en-GB")} bytes.`,
      excerpt: record.excerpt,
    });
  }

  #unclosedQuote(line: number): ImportFailure {
    return new ImportFailure({
      code: "csv-unclosed-quote",
      title: "The file ends inside a quoted field",
      detail: `${this.#name}: the quotation mark opened in the record that starts on line ${line} is never closed.`,
      next: "The file was cut short or a quotation mark is missing: download it again or correct that line.",
    });
  }
}

/** Index of the quote that closes the field whose text starts at `from`, or -1. */
function closingQuote(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(QUOTE, from);
  while (at >= 0 && bytes[at + 1] === QUOTE) at = bytes.indexOf(QUOTE, at + 2);
  return at;
}

function countNewlines(bytes: Buffer, from: number, to: number): number {
  let n = 0;
  for (let at = bytes.indexOf(LF, from); at >= 0 && at < to; at = bytes.indexOf(LF, at + 1)) n++;
  return n;
}

/** The first characters of what stands between two places; a character of UTF-8 has at most four bytes. */
function beginning(bytes: Buffer, from: number, to: number): string {
  return bytes.toString("utf8", from, Math.min(from + 4 * EXCERPT_CHARS, to)).slice(0, EXCERPT_CHARS);
}
