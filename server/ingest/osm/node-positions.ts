import type { LngLat } from "#domain/grid/h3.ts";

/** Places of the few nodes that somebody needs, out of the millions that a file has. Memory: 24 bytes each. */
export class NodePositions {
  readonly #ids: Float64Array;
  readonly #lng: Float64Array;
  readonly #lat: Float64Array;
  #at = 0;

  /** @param needed ids in any order, repeats allowed. */
  constructor(needed: Iterable<number>) {
    this.#ids = Float64Array.from(new Set(needed)).sort();
    this.#lng = new Float64Array(this.#ids.length).fill(Number.NaN);
    this.#lat = new Float64Array(this.#ids.length).fill(Number.NaN);
  }

  /** Keeps a place if it is needed. In a file sorted by id, as nearly all are, this takes one comparison. */
  offer(id: number, lng: number, lat: number): void {
    const index = this.#find(id);
    if (index < 0) return;
    this.#lng[index] = lng;
    this.#lat[index] = lat;
  }

  /** Place of a node, or null where the file does not have it. */
  of(id: number): LngLat | null {
    const index = this.#find(id);
    const lng = this.#lng[index] ?? Number.NaN;
    return Number.isNaN(lng) ? null : [lng, this.#lat[index] ?? Number.NaN];
  }

  #find(id: number): number {
    const ids = this.#ids;
    while (this.#at < ids.length && (ids[this.#at] ?? 0) < id) this.#at++;
    if (ids[this.#at] === id) return this.#at;
    if (this.#at === 0 || (ids[this.#at - 1] ?? 0) < id) return -1;
    let low = 0;
    let high = this.#at;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ids[middle] ?? 0) < id) low = middle + 1;
      else high = middle;
    }
    this.#at = low;
    return ids[low] === id ? low : -1;
  }
}
