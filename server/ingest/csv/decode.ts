/**
 * Bytes of a text file, as they arrive, to UTF-8. Read are UTF-8 with or without a byte order mark, UTF-16 of either
 * byte order with one, and Windows-1252 for lines that are not valid UTF-8 (older extracts saved from Excel).
 */
import { isUtf8 } from "node:buffer";
import { ImportFailure } from "../importer.ts";

/** Longest run of bytes kept while waiting for the end of a line. */
const MAX_CARRY = 1 << 20;

/** 0x80–0x9F of Windows-1252; the five codes it leaves undefined stay as they are. */
const WINDOWS_1252 =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

export type Utf8Decoding = {
  /** Text of the bytes so far that can be told for certain; whole lines where the encoding allows. */
  push(bytes: Buffer): Buffer;
  /** What was held back. */
  end(): Buffer;
};

const NOTHING: Buffer = Buffer.alloc(0);

/**
 * Decoder for one file: from each of the encodings to valid UTF-8, each piece whole characters. Bytes that are UTF-8 already
 * are handed on as they are. `warn` hears once, in plain words, of any encoding other than UTF-8.
 * @throws ImportFailure `not-a-csv` when the bytes hold a NUL: no text file does.
 */
export function createUtf8Decoding(name: string, warn: (text: string) => void): Utf8Decoding {
  let chosen: Utf8Decoding | null = null;
  let head: Buffer = NOTHING;
  const choose = (): Utf8Decoding => {
    if (head[0] === 0xff && head[1] === 0xfe) return utf16(head.subarray(2), name, "LE", warn);
    if (head[0] === 0xfe && head[1] === 0xff) return utf16(head.subarray(2), name, "BE", warn);
    const mark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
    return utf8(mark ? head.subarray(3) : head, name, warn);
  };
  return {
    push(bytes) {
      if (chosen) return chosen.push(bytes);
      head = Buffer.concat([head, bytes]);
      if (head.length < 3) return NOTHING;
      chosen = choose();
      return chosen.push(NOTHING);
    },
    end() {
      chosen ??= choose();
      return Buffer.concat([chosen.push(NOTHING), chosen.end()]);
    },
  };
}

export type TextDecoding = { push(bytes: Buffer): string; end(): string };

/** As `createUtf8Decoding`, for readers that want strings. */
export function createTextDecoding(name: string, warn: (text: string) => void): TextDecoding {
  const utf8Decoding = createUtf8Decoding(name, warn);
  return {
    push: (bytes) => utf8Decoding.push(bytes).toString("utf8"),
    end: () => utf8Decoding.end().toString("utf8"),
  };
}

function utf8(first: Buffer, name: string, warn: (text: string) => void): Utf8Decoding {
  let carry = first;
  const decode = (bytes: Buffer): Buffer => {
    if (bytes.includes(0)) throw binaryFile(name);
    if (isUtf8(bytes)) return bytes;
    warn(`${name}: some lines are not UTF-8; they were read as Windows-1252 (Western European).`);
    return decodeByLine(bytes);
  };
  return {
    push(bytes) {
      const data = carry.length === 0 ? bytes : Buffer.concat([carry, bytes]);
      let cut = data.lastIndexOf(10) + 1;
      if (cut === 0 && data.length > MAX_CARRY) cut = lastWholeCharacter(data);
      carry = data.subarray(cut);
      return cut === 0 ? NOTHING : decode(data.subarray(0, cut));
    },
    end() {
      const rest = carry.length === 0 ? NOTHING : decode(carry);
      carry = NOTHING;
      return rest;
    },
  };
}

/** Each line by itself, so that where the chunks happened to be cut never changes the text. */
function decodeByLine(bytes: Buffer): Buffer {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    const line = bytes.subarray(start, end);
    lines.push(isUtf8(line) ? line : Buffer.from(windows1252(line)));
    start = end;
  }
  return Buffer.concat(lines);
}

function windows1252(bytes: Buffer): string {
  return bytes
    .toString("latin1")
    .replace(/[\u0080-\u009f]/g, (c) => WINDOWS_1252.charAt(c.charCodeAt(0) - 0x80));
}

/** Length without a UTF-8 character that the end cuts in two. */
function lastWholeCharacter(bytes: Buffer): number {
  let start = bytes.length - 1;
  while (start > bytes.length - 4 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  const lead = bytes[start] ?? 0;
  const width = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return start + width > bytes.length ? start : bytes.length;
}

function utf16(first: Buffer, name: string, order: "LE" | "BE", warn: (text: string) => void): Utf8Decoding {
  warn(`${name}: read as UTF-16 ${order}.`);
  const decoder = new TextDecoder("utf-16le");
  let carry = first;
  return {
    push(bytes) {
      const data = Buffer.concat([carry, bytes]);
      const even = data.length - (data.length % 2);
      carry = data.subarray(even);
      const units = data.subarray(0, even);
      if (order === "BE") units.swap16();
      const text = decoder.decode(units, { stream: true });
      if (text.includes("\0")) throw binaryFile(name);
      return Buffer.from(text);
    },
    end() {
      if (carry.length > 0) {
        throw new ImportFailure({
          code: "text-cut-short",
          title: "The file ends in the middle of a character",
          detail: `${name} is UTF-16 text with an odd number of bytes.`,
          next: "Download or save the file again; it was cut short.",
        });
      }
      return Buffer.from(decoder.decode());
    },
  };
}

function binaryFile(name: string): ImportFailure {
  return new ImportFailure({
    code: "not-a-csv",
    title: "This is not a CSV file",
    detail: `${name} holds zero bytes, which no text file does (or it is UTF-16 without a byte order mark).`,
    next: "Save it as CSV (UTF-8), or choose the file that was meant.",
  });
}
