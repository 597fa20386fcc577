/**
 * Counts of one area, kept per slice and offence type ("pair") once they were read. A live slice never changes,
 * so what was read stays true for as long as the look-up from keys to numbers does.
 */

import type { SelectedSlice } from "#domain/coverage/select-slices.ts";

import type { Month } from "#domain/time/months.ts";
import { nextTurn } from "../next-turn.ts";
import { forEachCount } from "./binary-array.ts";
import { type ChunkRequest, type CountChunk, readCountChunks } from "./queries/counts.ts";
import type { Queryable } from "./sql.ts";

/** n[k] incidents of one slice and type at index[k]; what an index stands for is its owner's affair. */
export type Counts = { index: Int32Array; n: Int32Array };

export type PairCounts = Counts & { sliceId: number; typeId: number; month: Month };

type Lookup = (high: number, low: number) => number;

/** Work done between two looks at the event loop, in keys. About 5 ms. */
const KEYS_PER_TURN = 150_000;

export class PairStore {
  readonly #pairs = new Map<string, Counts>();
  readonly #resolution: number;
  readonly #within: ChunkRequest["within"];
  readonly #indexOf: Lookup;
  #bytes = 0;
  #tail: Promise<void> = Promise.resolve();

  /**
   * @param resolution 8–11 for cells, 0 for positions.
   * @param indexOf number of a key (as two 32-bit halves), or −1 if the key is not wanted.
   */
  constructor(resolution: number, within: ChunkRequest["within"], indexOf: Lookup) {
    this.#resolution = resolution;
    this.#within = within;
    this.#indexOf = indexOf;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Counts of the selected slices and types, reading those that were not read before. */
  async counts(sql: Queryable, slices: readonly SelectedSlice[]): Promise<PairCounts[]> {
    const turn = this.#tail.then(() => this.#readMissing(sql, slices));
    this.#tail = turn.catch(() => undefined);
    await turn;
    return slices.flatMap((slice) =>
      slice.typeIds.map((typeId) => {
        const counts = this.#pairs.get(pairKey(slice.id, typeId)) ?? EMPTY;
        return { sliceId: slice.id, typeId, month: slice.month, index: counts.index, n: counts.n };
      }),
    );
  }

  async #readMissing(sql: Queryable, slices: readonly SelectedSlice[]): Promise<void> {
    const missing = slices.filter((s) => s.typeIds.some((typeId) => !this.#pairs.has(pairKey(s.id, typeId))));
    const [first] = missing;
    if (!first) return;
    const months = missing.map((slice) => slice.month).sort();
    const chunks = await readCountChunks(sql, {
      resolution: this.#resolution,
      sliceIds: missing.map((slice) => slice.id),
      typeIds: [...new Set(missing.flatMap((slice) => slice.typeIds))],
      from: months[0] ?? first.month,
      to: months.at(-1) ?? first.month,
      within: this.#within,
    });
    const read = await gather(chunks, this.#indexOf);
    for (const slice of missing) {
      for (const typeId of slice.typeIds) this.#keep(pairKey(slice.id, typeId), read);
    }
  }

  #keep(key: string, read: ReadonlyMap<string, Counts>): void {
    if (this.#pairs.has(key)) return;
    const counts = read.get(key) ?? EMPTY;
    this.#pairs.set(key, counts);
    this.#bytes += 120 + counts.index.byteLength + counts.n.byteLength;
  }
}

const EMPTY: Counts = { index: new Int32Array(0), n: new Int32Array(0) };

function pairKey(sliceId: number, typeId: number): string {
  return `${sliceId}/${typeId}`;
}

async function gather(chunks: readonly CountChunk[], indexOf: Lookup): Promise<Map<string, Counts>> {
  const parts = new Map<string, { index: number[]; n: number[] }>();
  let keys = 0;
  for (const chunk of chunks) {
    const key = pairKey(chunk.sliceId, chunk.typeId);
    let part = parts.get(key);
    if (!part) {
      part = { index: [], n: [] };
      parts.set(key, part);
    }
    const { index, n } = part;
    forEachCount(chunk.keys, chunk.counts, (high, low, count) => {
      const at = indexOf(high, low);
      if (at < 0) return;
      index.push(at);
      n.push(count);
    });
    keys += chunk.keys.length / 12;
    if (keys > KEYS_PER_TURN) {
      keys = 0;
      await nextTurn();
    }
  }
  return new Map(
    [...parts].map(([key, { index, n }]) => [key, { index: Int32Array.from(index), n: Int32Array.from(n) }]),
  );
}
