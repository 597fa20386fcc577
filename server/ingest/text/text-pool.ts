/**
 * One string for each text of a column whose texts repeat: months, forces, areas. Looked up by the bytes where they
 * stand, so that a text met before costs no new string.
 */
import { TextColumn } from "./text-column.ts";
import type { TextInBytes } from "./text-in-bytes.ts";

/** Texts kept before the pool is begun afresh: bounds memory whatever is in a file. */
const MAX_TEXTS = 200_000;
const NONE = -1;

export class TextPool {
  #texts: string[] = [];
  readonly #column = new TextColumn();
  #hashes = new Int32Array(1 << 8);
  /** 1 + index of the text in that slot; 0 = free. */
  #slots = new Int32Array(1 << 9);
  #last = NONE;

  /** The pool's string of a text. Runs of the same text cost one comparison each. */
  stringOf(text: TextInBytes): string {
    if (this.#last !== NONE && this.#column.equals(this.#last, text)) return this.#texts[this.#last] ?? "";
    const hash = hashOf(text);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const index = (this.#slots[slot] ?? 0) - 1;
      if (index === NONE) return this.#add(text, hash, slot);
      if (this.#hashes[index] !== hash || !this.#column.equals(index, text)) continue;
      this.#last = index;
      return this.#texts[index] ?? "";
    }
  }

  #add(text: TextInBytes, hash: number, slot: number): string {
    const own = text.bytes.toString("utf8", text.start, text.end);
    const index = this.#texts.length;
    if (index >= MAX_TEXTS) {
      this.#forget();
      return own;
    }
    this.#column.push(text);
    this.#hashes[index] = hash;
    this.#slots[slot] = index + 1;
    this.#texts.push(own);
    this.#last = index;
    if (this.#texts.length === this.#hashes.length) this.#grow();
    return own;
  }

  #forget(): void {
    this.#texts = [];
    this.#column.clear();
    this.#slots.fill(0);
    this.#last = NONE;
  }

  #grow(): void {
    const hashes = new Int32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
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
function hashOf({ bytes, start, end }: TextInBytes): number {
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
