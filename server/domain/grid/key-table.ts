/**
 * Look-up from 64-bit keys (H3 cells, location ids) to small consecutive numbers, without making a bigint for
 * every key: half a million keys a request arrive as two 32-bit halves each.
 */
export class KeyTable {
  #high: Uint32Array;
  #low: Uint32Array;
  /** 1 + number of the key in that slot; 0 = free. */
  #slots: Int32Array;
  #size = 0;

  /** @param expected how many keys will be added, roughly; more is fine. */
  constructor(expected = 16) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(16, expected * 2)));
    this.#slots = new Int32Array(capacity);
    this.#high = new Uint32Array(capacity >> 1);
    this.#low = new Uint32Array(capacity >> 1);
  }

  /** How many different keys were added. */
  get size(): number {
    return this.#size;
  }

  /** Number of a key, or −1 if it was never added. O(1). */
  find(high: number, low: number): number {
    const slot = this.#slots[this.#slotOf(high, low)] ?? 0;
    return slot - 1;
  }

  /** Number of a key, adding it if it is new: the first gets 0, the next 1, and so on. O(1) amortised. */
  add(high: number, low: number): number {
    const at = this.#slotOf(high, low);
    const found = this.#slots[at] ?? 0;
    if (found > 0) return found - 1;
    const index = this.#size++;
    this.#high[index] = high;
    this.#low[index] = low;
    this.#slots[at] = index + 1;
    if (this.#size * 2 >= this.#slots.length) this.#grow();
    return index;
  }

  /** As `add`, for a key at hand as a bigint (0 … 2^64 − 1). */
  addKey(key: bigint): number {
    return this.add(Number(key >> 32n), Number(key & 0xffffffffn));
  }

  /** As `find`, for a key at hand as a bigint. */
  findKey(key: bigint): number {
    return this.find(Number(key >> 32n), Number(key & 0xffffffffn));
  }

  /** The key that has a number. @throws RangeError for a number never given out. */
  keyAt(index: number): bigint {
    const high = this.#high[index];
    const low = this.#low[index];
    if (index >= this.#size || high === undefined || low === undefined) {
      throw new RangeError(`keyAt: expected 0 … ${this.#size - 1}, got ${index}`);
    }
    return (BigInt(high) << 32n) | BigInt(low);
  }

  #slotOf(high: number, low: number): number {
    const mask = this.#slots.length - 1;
    let hash = Math.imul(high ^ Math.imul(low, 0x9e3779b1), 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const index = (this.#slots[at] ?? 0) - 1;
      if (index < 0 || (this.#low[index] === low && this.#high[index] === high)) return at;
    }
  }

  #grow(): void {
    const capacity = this.#slots.length * 2;
    const grow = (old: Uint32Array) => {
      const wider = new Uint32Array(capacity >> 1);
      wider.set(old.subarray(0, this.#size));
      return wider;
    };
    this.#high = grow(this.#high);
    this.#low = grow(this.#low);
    this.#slots = new Int32Array(capacity);
    for (let i = 0; i < this.#size; i++) {
      this.#slots[this.#slotOf(this.#high[i] ?? 0, this.#low[i] ?? 0)] = i + 1;
    }
  }
}
