/** Keeps what was used last, up to a total weight. Values are never changed behind the holder of one. */
export class BoundedCache<V> {
  readonly #entries = new Map<string, { value: V; weight: number }>();
  readonly #limit: number;
  #total = 0;

  /** @param limit greatest total weight, in the unit that `set` is given (bytes, entries …). */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Value of a key, which thereby becomes the last used one. */
  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** Stores or re-weighs a value; drops what was unused longest. A value heavier than the limit is not kept. */
  set(key: string, value: V, weight: number): void {
    this.delete(key);
    if (weight > this.#limit) return;
    this.#entries.set(key, { value, weight });
    this.#total += weight;
    for (const oldest of this.#entries.keys()) {
      if (this.#total <= this.#limit) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#total -= entry.weight;
  }

  clear(): void {
    this.#entries.clear();
    this.#total = 0;
  }
}
