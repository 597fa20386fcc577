/**
 * Protocol Buffers wire format, as far as OpenStreetMap files use it: variable-length integers and length-delimited
 * pieces. Reads in place and copies nothing. Reference: protobuf.dev, "Encoding".
 */

/** Kinds of field on the wire. */
const VARINT = 0;
const FIXED_64 = 1;
export const DELIMITED = 2;
const FIXED_32 = 5;

const TWO_32 = 4_294_967_296;

export class ProtobufReader {
  readonly bytes: Uint8Array;
  #at: number;
  readonly #end: number;
  /** Number and wire kind of the field that `next` found. */
  field = 0;
  kind = 0;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  /** Moves to the next field; false at the end of the message. Its content must then be read or skipped. */
  next(): boolean {
    if (this.#at >= this.#end) return false;
    const key = this.varint();
    this.field = Math.floor(key / 8);
    this.kind = key % 8;
    return true;
  }

  /** True while a packed list has more numbers. */
  get more(): boolean {
    return this.#at < this.#end;
  }

  /**
   * Unsigned integer, exact up to 2^53 (larger ones lose their low digits; OpenStreetMap has none).
   * @throws RangeError where the bytes end first.
   */
  varint(): number {
    let low = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.#byte();
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) return low;
    }
    let total = low;
    for (let scale = 2 ** 28; scale < 2 ** 70; scale *= 128) {
      const byte = this.#byte();
      total += (byte & 0x7f) * scale;
      if (byte < 0x80) return total;
    }
    throw new RangeError("varint: longer than ten bytes");
  }

  /** Signed integer in zigzag form (sint32, sint64), exact within ±2^52. */
  signed(): number {
    const coded = this.varint();
    if (coded < TWO_32) return (coded >>> 1) ^ -(coded & 1);
    return coded % 2 === 0 ? coded / 2 : -(coded + 1) / 2;
  }

  /** Signed integer in plain form (int32, int64): negative ones take ten bytes. Exact within ±2^52. */
  plainSigned(): number {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.#byte();
      const part = byte & 0x7f;
      if (shift < 28) low += part * 2 ** shift;
      else if (shift === 28) {
        low += (part % 16) * 2 ** 28;
        high += Math.floor(part / 16);
      } else high += part * 2 ** (shift - 32);
      if (byte < 0x80) break;
    }
    high %= TWO_32;
    return high < 2 ** 31 ? high * TWO_32 + low : (high - TWO_32) * TWO_32 + low;
  }

  /** Start and end of a length-delimited piece, which is passed over. */
  piece(): { start: number; end: number } {
    const length = this.varint();
    const start = this.#at;
    const end = start + length;
    if (end > this.#end) throw new RangeError(`piece: ${length} bytes wanted, ${this.#end - start} left`);
    this.#at = end;
    return { start, end };
  }

  /** The piece as a reader of its own. */
  message(): ProtobufReader {
    const { start, end } = this.piece();
    return new ProtobufReader(this.bytes, start, end);
  }

  /** The piece as bytes, not copied. */
  slice(): Uint8Array {
    const { start, end } = this.piece();
    return this.bytes.subarray(start, end);
  }

  /** Passes over the content of the field that `next` found. */
  skip(): void {
    if (this.kind === VARINT) this.varint();
    else if (this.kind === DELIMITED) this.piece();
    else if (this.kind === FIXED_64) this.#at += 8;
    else if (this.kind === FIXED_32) this.#at += 4;
    else throw new RangeError(`skip: wire kind ${this.kind} is not used`);
  }

  #byte(): number {
    if (this.#at >= this.#end) throw new RangeError("varint: the message ends in the middle of a number");
    return this.bytes[this.#at++] ?? 0;
  }
}
