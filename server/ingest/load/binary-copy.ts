/**
 * PostgreSQL's binary COPY format. Values are written as their exact column types, so the server has nothing to
 * parse and nothing to refuse. https://www.postgresql.org/docs/15/sql-copy.html#id-1.9.3.55.9.4
 */
const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0", "latin1");
const INT8_OID = 20;
const INT4_OID = 23;
const JSONB_VERSION = 1;
/** Days and milliseconds from 1970-01-01 to 2000-01-01, where PostgreSQL's dates and times begin. */
const EPOCH_DAYS = 10_957;
const EPOCH_MS = EPOCH_DAYS * 86_400_000;

/** Days since 2000-01-01 of the first day of a month, `YYYY-MM`. */
export function monthAsDays(month: string): number {
  return Date.parse(`${month}-01T00:00:00Z`) / 86_400_000 - EPOCH_DAYS;
}

export class BinaryCopyWriter {
  #bytes: Buffer = Buffer.allocUnsafe(1 << 16);
  #view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length);
  #at = 0;

  constructor() {
    SIGNATURE.copy(this.#bytes, 0);
    this.#at = SIGNATURE.length;
    this.#int32(0);
    this.#int32(0);
  }

  /** Starts a row. */
  row(columns: number): void {
    this.#reserve(1024);
    this.#int16(columns);
  }

  null(): void {
    this.#int32(-1);
  }

  smallint(value: number): void {
    this.#int32(2);
    this.#int16(value);
  }

  integer(value: number): void {
    this.#int32(4);
    this.#int32(value);
  }

  /** `date`, as days since 2000-01-01. */
  date(days: number): void {
    this.integer(days);
  }

  bigint(hi: number, lo: number): void {
    this.#int32(8);
    this.#int32(hi);
    this.#int32(lo);
  }

  double(value: number): void {
    this.#int32(8);
    this.#view.setFloat64(this.#at, value);
    this.#at += 8;
  }

  /** Instant in epoch milliseconds; NaN writes NULL. */
  timestamptz(epochMs: number): void {
    if (Number.isNaN(epochMs)) {
      this.null();
      return;
    }
    const micros = BigInt(Math.round(epochMs) - EPOCH_MS) * 1000n;
    this.bigint(Number(BigInt.asIntN(32, micros >> 32n)), Number(BigInt.asIntN(32, micros)));
  }

  text(value: string | null): void {
    if (value === null) this.null();
    else this.#string(value, false);
  }

  /** `text` that is UTF-8 already. */
  bytes(from: Buffer, start: number, end: number): void {
    this.#reserve(end - start + 1024);
    this.#int32(end - start);
    const own = this.#bytes;
    let at = this.#at;
    for (let i = start; i < end; i++) own[at++] = from[i] ?? 0;
    this.#at = at;
  }

  jsonb(json: string | null): void {
    if (json === null) this.null();
    else this.#string(json, true);
  }

  /** `bigint[]` of the entries of a column of halves that `indexes` names. */
  bigintArray(column: { hi: Int32Array; lo: Int32Array }, indexes: readonly number[]): void {
    this.#arrayHead(indexes.length, INT8_OID, 12);
    for (const index of indexes) this.bigint(column.hi[index] ?? 0, column.lo[index] ?? 0);
  }

  /** `integer[]`. */
  integerArray(values: readonly number[]): void {
    this.#arrayHead(values.length, INT4_OID, 8);
    for (const value of values) this.integer(value);
  }

  /** The whole stream: header, rows, trailer. The writer must not be used afterwards. */
  finish(): Buffer {
    this.#reserve(2);
    this.#int16(-1);
    return this.#bytes.subarray(0, this.#at);
  }

  #arrayHead(length: number, oid: number, bytesEach: number): void {
    const size = 20 + length * bytesEach;
    this.#reserve(size + 64);
    this.#int32(size);
    this.#int32(1);
    this.#int32(0);
    this.#int32(oid);
    this.#int32(length);
    this.#int32(1);
  }

  #string(value: string, jsonb: boolean): void {
    this.#reserve(value.length * 3 + 1024);
    const lengthAt = this.#at;
    this.#at += 4;
    if (jsonb) this.#view.setUint8(this.#at++, JSONB_VERSION);
    this.#at += this.#bytes.write(value, this.#at, "utf8");
    this.#view.setInt32(lengthAt, this.#at - lengthAt - 4);
  }

  #int16(value: number): void {
    this.#view.setInt16(this.#at, value);
    this.#at += 2;
  }

  /** @throws RangeError for NaN, which stands for an id that is not there. */
  #int32(value: number): void {
    if (Number.isNaN(value)) throw new RangeError("BinaryCopyWriter: expected a number, got NaN");
    this.#view.setInt32(this.#at, value);
    this.#at += 4;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + bytes));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer, larger.byteOffset, larger.length);
  }
}
