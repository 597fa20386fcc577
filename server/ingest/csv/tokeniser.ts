/**
 * Strict RFC 4180 records out of text that arrives in pieces: quoted delimiters, doubled quotes and newlines inside
 * quotes; CRLF, LF or CR at the end of a record. A record that breaks the rules is reported and the reading goes on
 * at the next line; nothing is dropped silently. Empty lines are not records.
 */
import { ImportFailure } from "../importer.ts";

/** A record, with the physical line (from 1) where it starts. */
export type CsvRow = { line: number; fields: string[] };

/** A record that could not be read. `excerpt` is its beginning. */
export type CsvFault = {
  line: number;
  reason: "field-too-long" | "malformed-quotes";
  detail: string;
  excerpt: string;
};

/** Longest record, in characters. Real ones have a few hundred; longer means a lost quote or the wrong file. */
const MAX_RECORD_CHARS = 1_000_000;

const QUOTE = 34;
const LF = 10;
const CR = 13;
/** Stands for the character after the last. */
const END = -1;
const EXCERPT_CHARS = 200;

export class CsvTokeniser {
  readonly #delimiter: number;
  readonly #name: string;
  readonly #onFault: (fault: CsvFault) => void;
  #rest = "";
  #line = 1;
  #skipping: { line: number; inQuotes: boolean; excerpt: string } | null = null;

  constructor(options: { name: string; delimiter?: string; onFault: (fault: CsvFault) => void }) {
    this.#delimiter = (options.delimiter ?? ",").charCodeAt(0);
    this.#name = options.name;
    this.#onFault = options.onFault;
  }

  /** Records completed by this piece of text. */
  push(text: string): CsvRow[] {
    return this.#read(text, false);
  }

  /**
   * Records completed by the end of the file.
   * @throws ImportFailure `csv-unclosed-quote` naming the line where the quote opened.
   */
  end(): CsvRow[] {
    const rows = this.#read("", true);
    if (this.#skipping) {
      if (this.#skipping.inQuotes) throw this.#unclosedQuote(this.#skipping.line);
      this.#faultTooLong(this.#skipping);
      this.#skipping = null;
    }
    return rows;
  }

  #read(text: string, final: boolean): CsvRow[] {
    const rows: CsvRow[] = [];
    let buffer = this.#rest === "" ? text : this.#rest + text;
    if (this.#skipping) buffer = buffer.slice(this.#skip(buffer));
    let position = 0;
    while (position < buffer.length) {
      const next = this.#record(buffer, position, final, rows);
      if (next < 0) break;
      position = next;
    }
    this.#rest = position === 0 ? buffer : buffer.slice(position);
    if (final) this.#rest = "";
    else if (this.#rest.length > MAX_RECORD_CHARS) this.#startSkipping();
    return rows;
  }

  /** Reads one record into `rows`; returns where the next one starts, or -1 if this one is not complete yet. */
  #record(buffer: string, from: number, final: boolean, rows: CsvRow[]): number {
    const delimiter = this.#delimiter;
    const length = buffer.length;
    const fields: string[] = [];
    let start = from;
    for (let i = from; i < length; i++) {
      const code = buffer.charCodeAt(i);
      if (code === delimiter) {
        fields.push(buffer.substring(start, i));
        start = i + 1;
      } else if (code === LF || code === CR) {
        if (code === CR && i + 1 === length && !final) return -1;
        fields.push(buffer.substring(start, i));
        const next = code === CR && buffer.charCodeAt(i + 1) === LF ? i + 2 : i + 1;
        this.#accept(buffer, from, i, fields, rows);
        this.#line++;
        return next;
      } else if (code === QUOTE) {
        return this.#quoted(buffer, from, i, start, fields, final, rows);
      }
    }
    if (!final) return -1;
    fields.push(buffer.substring(start, length));
    this.#accept(buffer, from, length, fields, rows);
    return length;
  }

  /** Goes on with a record that has a quote at `quoteAt`; the slower path. */
  #quoted(
    buffer: string,
    from: number,
    quoteAt: number,
    fieldStart: number,
    fields: string[],
    final: boolean,
    rows: CsvRow[],
  ): number {
    let start = fieldStart;
    let i = quoteAt;
    let newlines = 0;
    for (;;) {
      const code = i < buffer.length ? buffer.charCodeAt(i) : END;
      if (code === QUOTE) {
        if (i !== start) return this.#malformed(buffer, from, i, newlines, final);
        const close = closingQuote(buffer, i + 1);
        if (close < 0 && final) throw this.#unclosedQuote(this.#line);
        if (close < 0 || (close + 1 === buffer.length && !final)) return -1;
        const raw = buffer.substring(i + 1, close);
        newlines += countNewlines(raw);
        i = close + 1;
        if (!this.#endsField(buffer, i)) return this.#malformed(buffer, from, i, newlines, final);
        fields.push(raw.includes('""') ? raw.replaceAll('""', '"') : raw);
        start = -1;
      } else if (this.#endsField(buffer, i)) {
        if (!final && (code === END || (code === CR && i + 1 === buffer.length))) return -1;
        if (start >= 0) fields.push(buffer.substring(start, i));
        start = ++i;
        if (code === this.#delimiter) continue;
        this.#accept(buffer, from, i - 1, fields, rows, true);
        this.#line += newlines + (code === END ? 0 : 1);
        if (code === END) return buffer.length;
        return code === CR && buffer.charCodeAt(i) === LF ? i + 1 : i;
      } else i++;
    }
  }

  /** True at a delimiter, a line end or the end of the text. */
  #endsField(buffer: string, at: number): boolean {
    if (at >= buffer.length) return true;
    const code = buffer.charCodeAt(at);
    return code === this.#delimiter || code === LF || code === CR;
  }

  #accept(buffer: string, from: number, to: number, fields: string[], rows: CsvRow[], quoted = false): void {
    if (to - from > MAX_RECORD_CHARS) {
      this.#faultTooLong({ line: this.#line, excerpt: buffer.substring(from, from + EXCERPT_CHARS) });
    } else if (quoted || fields.length > 1 || fields[0] !== "") {
      rows.push({ line: this.#line, fields });
    }
  }

  /** A quote where none may be: reports the record and goes on after the end of the line. */
  #malformed(buffer: string, from: number, at: number, newlines: number, final: boolean): number {
    const lf = buffer.indexOf("\n", at);
    if (lf < 0 && !final) return -1;
    this.#onFault({
      line: this.#line,
      reason: "malformed-quotes",
      detail: "A quotation mark stands inside a field without being doubled, or text follows a closing one.",
      excerpt: buffer.substring(from, Math.min(from + EXCERPT_CHARS, lf < 0 ? buffer.length : lf)),
    });
    this.#line += newlines + 1;
    return lf < 0 ? buffer.length : lf + 1;
  }

  #startSkipping(): void {
    this.#skipping = { line: this.#line, inQuotes: false, excerpt: this.#rest.slice(0, EXCERPT_CHARS) };
    const buffer = this.#rest;
    this.#rest = "";
    this.#skip(buffer);
  }

  /** Passes over the rest of a record that is too long; returns where the next one starts. */
  #skip(buffer: string): number {
    const state = this.#skipping;
    if (!state) return 0;
    for (let i = 0; i < buffer.length; i++) {
      const code = buffer.charCodeAt(i);
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
    return buffer.length;
  }

  #faultTooLong(record: { line: number; excerpt: string }): void {
    this.#onFault({
      line: record.line,
      reason: "field-too-long",
      detail: `The record is longer than ${MAX_RECORD_CHARS.toLocaleString("en-GB")} characters.`,
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
function closingQuote(buffer: string, from: number): number {
  let at = buffer.indexOf('"', from);
  while (at >= 0 && buffer.charCodeAt(at + 1) === QUOTE) at = buffer.indexOf('"', at + 2);
  return at;
}

function countNewlines(text: string): number {
  let n = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) n++;
  return n;
}
