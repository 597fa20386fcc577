/**
 * One string for each text of a column whose texts repeat: street names, months, areas. Looked up by the bytes where
 * they stand, so that a text met before costs no new string.
 */

/** Texts kept before the pool is begun afresh: bounds memory for files of the whole country. */
const MAX_TEXTS = 200_000;
const NONE = -1;

export class TextPool {
  #texts: string[] = [];
  /** The texts as UTF-8, one after the other, and where each ends. */
  #bytes = new Uint8Array(1 << 12);
  #ends = new Int32Array(1 << 8);
  #hashes = new Int32Array(1 << 8);
  /** 1 + index of the text in that slot; 0 = free. */
  #slots = new Int32Array(1 << 9);
  #last = NONE;

  /** The pool's string of the UTF-8 bytes from `start` to `end`. Runs of the same text cost one comparison each. */
  textIn(bytes: Buffer, start: number, end: number): string {
    if (this.#last !== NONE && this.#stands(this.#last, bytes, start, end)) {
      return this.#texts[this.#last] ?? "";
    }
    const hash = hashOf(bytes, start, end);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const index = (this.#slots[slot] ?? 0) - 1;
      if (index === NONE) return this.#add(bytes, start, end, hash, slot);
      if (this.#hashes[index] !== hash || !this.#stands(index, bytes, start, end)) continue;
      this.#last = index;
      return this.#texts[index] ?? "";
    }
  }

  #stands(index: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = this.#bytes;
    let at = this.#ends[index] ?? 0;
    if (at - this.#startOf(index) !== end - start) return false;
    // From the end: texts of one column mostly begin alike ("Barnet 001A", "Barnet 001B").
    for (let i = end - 1; i >= start; i--) if (bytes[i] !== own[--at]) return false;
    return true;
  }

  #startOf(index: number): number {
    return index === 0 ? 0 : (this.#ends[index - 1] ?? 0);
  }

  #add(bytes: Buffer, start: number, end: number, hash: number, slot: number): string {
    const text = bytes.toString("utf8", start, end);
    const index = this.#texts.length;
    if (index >= MAX_TEXTS) {
      this.#texts = [];
      this.#slots.fill(0);
      this.#last = NONE;
      return text;
    }
    const at = this.#startOf(index);
    this.#reserve(at + end - start);
    this.#bytes.set(bytes.subarray(start, end), at);
    this.#ends[index] = at + end - start;
    this.#hashes[index] = hash;
    this.#slots[slot] = index + 1;
    this.#texts.push(text);
    this.#last = index;
    if (this.#texts.length === this.#ends.length) this.#grow();
    return text;
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, bytes));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }

  #grow(): void {
    const ends = new Int32Array(this.#ends.length * 2);
    const hashes = new Int32Array(this.#hashes.length * 2);
    ends.set(this.#ends);
    hashes.set(this.#hashes);
    this.#ends = ends;
    this.#hashes = hashes;
    this.#slots = new Int32Array(hashes.length * 2);
    const mask = this.#slots.length - 1;
    for (let index = 0; index < this.#texts.length; index++) {
      let slot = (hashes[index] ?? 0) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = index + 1;
    }
  }
}

/** Like FNV-1a, but four bytes a step; high bits are folded into the low ones, which choose the slot. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 ^ (end - start);
  let i = start;
  for (; i + 4 <= end; i += 4) {
    const word =
      (bytes[i] ?? 0) |
      ((bytes[i + 1] ?? 0) << 8) |
      ((bytes[i + 2] ?? 0) << 16) |
      ((bytes[i + 3] ?? 0) << 24);
    hash = Math.imul(hash ^ word, 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  for (; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}
