/**
 * Texts as UTF-8 bytes, one after the other. A million references kept as strings would hold on to the pieces of
 * file they were cut from and be moved about by the garbage collector.
 */
import type { TextInBytes } from "./text-in-bytes.ts";

export class TextColumn {
  /** All texts; replaced by a larger one when full. */
  bytes: Buffer = Buffer.allocUnsafe(1 << 12);
  length = 0;
  /** End of each text; the start is the end of the one before. */
  #ends = new Int32Array(1 << 8);
  #present = new Uint8Array(1 << 8);
  #at = 0;

  /** Adds a text at the end. */
  push(text: string | TextInBytes | null): void {
    if (this.length === this.#ends.length) this.#lengthen();
    if (text !== null) {
      if (typeof text === "string") this.#write(text);
      else this.#copy(text);
      this.#present[this.length] = 1;
    }
    this.#ends[this.length++] = this.#at;
  }

  /** True if the text is not null. */
  has(index: number): boolean {
    return this.#present[index] === 1;
  }

  start(index: number): number {
    return index === 0 ? 0 : (this.#ends[index - 1] ?? 0);
  }

  end(index: number): number {
    return this.#ends[index] ?? 0;
  }

  at(index: number): string | null {
    return this.has(index) ? this.bytes.toString("utf8", this.start(index), this.end(index)) : null;
  }

  /** True if one of the texts is exactly what stands in other bytes. */
  equals(index: number, { bytes, start, end }: TextInBytes): boolean {
    const own = this.bytes;
    let at = this.end(index);
    if (at - this.start(index) !== end - start) return false;
    // From the end: texts of one column mostly begin alike ("Barnet 001A", "Barnet 001B").
    for (let i = end - 1; i >= start; i--) if (bytes[i] !== own[--at]) return false;
    return true;
  }

  /** Forgets all texts. */
  clear(): void {
    this.#present.fill(0);
    this.length = 0;
    this.#at = 0;
  }

  #write(text: string): void {
    this.#reserve(text.length * 3);
    this.#at += this.bytes.write(text, this.#at, "utf8");
  }

  /** Byte by byte: for texts as short as these that is quicker than a call of `Buffer.copy`. */
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

  #lengthen(): void {
    const ends = new Int32Array(this.#ends.length * 2);
    const present = new Uint8Array(ends.length);
    ends.set(this.#ends);
    present.set(this.#present);
    this.#ends = ends;
    this.#present = present;
  }
}
