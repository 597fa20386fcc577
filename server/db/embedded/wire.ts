/**
 * The frame of PostgreSQL's wire protocol 3.0: a type byte, a length that counts itself, a body.
 * Reference: PostgreSQL documentation, "Message Formats".
 */

export type Message = { type: string; bytes: Buffer };

export const PROTOCOL_3 = 196_608;
export const SSL_REQUEST = 80_877_103;
export const GSS_REQUEST = 80_877_104;
export const CANCEL_REQUEST = 80_877_102;

const HEADER_BYTES = 5;
/** Nothing of ours sends or receives more in one message; a larger length means that the stream is out of step. */
const LARGEST_MESSAGE = 1_100_000_000;

/** Cuts a stream of bytes into whole messages; keeps the rest for the next call. */
export class MessageCutter {
  #rest: Buffer[] = [];
  #restBytes = 0;

  /** @throws RangeError when the bytes are not this protocol. */
  push(chunk: Buffer): Message[] {
    this.#rest.push(chunk);
    this.#restBytes += chunk.length;
    if (this.#restBytes < this.#wanted()) return [];
    let all = this.#rest.length === 1 ? chunk : Buffer.concat(this.#rest);
    const messages: Message[] = [];
    while (all.length >= HEADER_BYTES) {
      const bytes = messageBytes(all);
      if (all.length < bytes) break;
      messages.push({ type: String.fromCharCode(all.readUInt8(0)), bytes: all.subarray(0, bytes) });
      all = all.subarray(bytes);
    }
    this.#rest = all.length > 0 ? [all] : [];
    this.#restBytes = all.length;
    return messages;
  }

  /** Avoids joining the parts of a large message again for each chunk of it. */
  #wanted(): number {
    const [first] = this.#rest;
    return first && first.length >= HEADER_BYTES ? messageBytes(first) : HEADER_BYTES;
  }
}

function messageBytes(buffer: Buffer): number {
  const length = buffer.readInt32BE(1);
  if (length < 4 || length > LARGEST_MESSAGE) throw new RangeError(`message length: got ${length}`);
  return length + 1;
}

/** Builds a message from its parts; strings are written with a closing zero byte. */
export function message(type: string, ...parts: (string | Buffer)[]): Buffer {
  const body = Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(`${part}\0`) : part)),
  );
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(type, 0, "latin1");
  header.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([header, body]);
}

export function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}

/** Reads the zero-terminated string at an offset. */
export function readString(buffer: Buffer, offset: number): { text: string; next: number } {
  const end = buffer.indexOf(0, offset);
  if (end < 0) throw new RangeError("string: no closing zero byte");
  return { text: buffer.toString("utf8", offset, end), next: end + 1 };
}

export const sync = message("S");

export function simpleQuery(text: string): Buffer {
  return message("Q", text);
}

export type TransactionStatus = "I" | "T" | "E";

export function readyForQuery(status: TransactionStatus): Buffer {
  return message("Z", Buffer.from(status, "latin1"));
}

export type ErrorFields = {
  code: string;
  message: string;
  detail?: string;
  hint?: string;
  severity?: string;
};

export function errorResponse(fields: ErrorFields): Buffer {
  const severity = fields.severity ?? "ERROR";
  const parts = [`S${severity}`, `V${severity}`, `C${fields.code}`, `M${fields.message}`];
  if (fields.detail !== undefined) parts.push(`D${fields.detail}`);
  if (fields.hint !== undefined) parts.push(`H${fields.hint}`);
  return message("E", ...parts, Buffer.from([0]));
}

/** Parameters of a startup packet. */
export function startupParameters(packet: Buffer): Map<string, string> {
  const parameters = new Map<string, string>();
  let offset = 8;
  while (offset < packet.length && packet.readUInt8(offset) !== 0) {
    const name = readString(packet, offset);
    const value = readString(packet, name.next);
    parameters.set(name.text, value.text);
    offset = value.next;
  }
  return parameters;
}
