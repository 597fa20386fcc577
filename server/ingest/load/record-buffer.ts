/** Incidents on their way to the database, as columns. Texts that repeat are indexes into the loader's interners. */
import type { TextInBytes } from "../csv/text-in-bytes.ts";
import type { IncidentRecord } from "./incident-record.ts";

/** Rows that one buffer can hold; the most that is ever sent to the database at once. */
export const BUFFER_ROWS = 50_000;

/** Stands for "none" in the index columns. */
export const NONE = -1;

/**
 * Texts as UTF-8 bytes, one after the other. A million references kept as strings would hold on to the pieces of
 * file they were cut from and be moved about by the garbage collector.
 */
class TextColumn {
  bytes: Buffer = Buffer.allocUnsafe(1 << 16);
  /** End of each text; the start is the end of the one before. */
  readonly end: Uint32Array;
  readonly #present: Uint8Array;
  #length = 0;
  #at = 0;

  constructor(capacity: number) {
    this.end = new Uint32Array(capacity);
    this.#present = new Uint8Array(capacity);
  }

  push(text: string | TextInBytes | null): void {
    if (text !== null) {
      if (typeof text === "string") this.#write(text);
      else this.#copy(text);
      this.#present[this.#length] = 1;
    }
    this.end[this.#length++] = this.#at;
  }

  /** True if the text is not null. */
  has(index: number): boolean {
    return this.#present[index] === 1;
  }

  start(index: number): number {
    return index === 0 ? 0 : (this.end[index - 1] ?? 0);
  }

  at(index: number): string | null {
    return this.has(index) ? this.bytes.toString("utf8", this.start(index), this.end[index]) : null;
  }

  #write(text: string): void {
    this.#reserve(text.length * 3);
    this.#at += this.bytes.write(text, this.#at, "utf8");
  }

  /** Byte by byte: for a reference's length that is quicker than a call of `Buffer.copy`. */
  #copy({ bytes, start, end }: TextInBytes): void {
    this.#reserve(end - start);
    const own = this.bytes;
    let at = this.#at;
    for (let i = start; i < end; i++) own[at++] = bytes[i] ?? 0;
    this.#at = at;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.#at + bytes));
    this.bytes.copy(larger, 0, 0, this.#at);
    this.bytes = larger;
  }
}

export class RecordBuffer {
  length = 0;
  readonly slice = new Int32Array(BUFFER_ROWS);
  readonly seq = new Int32Array(BUFFER_ROWS);
  readonly offence = new Int32Array(BUFFER_ROWS);
  readonly position = new Int32Array(BUFFER_ROWS);
  readonly lsoa = new Int32Array(BUFFER_ROWS);
  readonly outcome = new Int32Array(BUFFER_ROWS);
  readonly fromMs = new Float64Array(BUFFER_ROWS);
  readonly toMs = new Float64Array(BUFFER_ROWS);
  readonly reference = new TextColumn(BUFFER_ROWS);
  readonly placeClass: (string | null)[] = [];
  readonly attributes: (string | null)[] = [];

  /** @throws RangeError when full. */
  push(
    record: IncidentRecord,
    at: { slice: number; seq: number; offence: number; position: number; lsoa: number; outcome: number },
  ): void {
    const n = this.length;
    if (n >= BUFFER_ROWS) throw new RangeError(`RecordBuffer.push: holds ${BUFFER_ROWS} rows, got one more`);
    this.slice[n] = at.slice;
    this.seq[n] = at.seq;
    this.offence[n] = at.offence;
    this.position[n] = at.position;
    this.lsoa[n] = at.lsoa;
    this.outcome[n] = at.outcome;
    this.fromMs[n] = record.occurredFromMs ?? Number.NaN;
    this.toMs[n] = record.occurredToMs ?? Number.NaN;
    this.reference.push(record.reference);
    this.placeClass.push(record.placeClass);
    this.attributes.push(record.attributes === null ? null : JSON.stringify(record.attributes));
    this.length = n + 1;
  }
}
