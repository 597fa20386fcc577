/** Where readers of places put what they find: counts, batches, rejections. */
import { type CoordinateConverter, helmertConverter } from "../coordinates/converter.ts";
import type { ReadContext } from "../importer.ts";
import type { PlaceDraft, PlaceTotals } from "./place-draft.ts";

const BATCH_PLACES = 4000;

export type PlaceFault = { line: number; reason: string; detail: string; excerpt: string };

export class PlaceSink {
  readonly totals: PlaceTotals = { read: 0, accepted: 0, rejected: 0, byLayer: new Map() };
  readonly #entry: string;
  readonly #context: ReadContext;
  readonly #converter: CoordinateConverter;
  readonly #store: (places: PlaceDraft[]) => Promise<void>;
  #pending: PlaceDraft[] = [];

  /**
   * @param converter what turns eastings and northings into degrees.
   * @param store takes a batch of places, already converted.
   */
  constructor(
    entry: string,
    context: ReadContext,
    converter: CoordinateConverter,
    store: (places: PlaceDraft[]) => Promise<void>,
  ) {
    this.#entry = entry;
    this.#context = context;
    this.#converter = converter;
    this.#store = store;
  }

  /** True if any accepted place was given in eastings and northings. */
  usedGrid = false;

  accept(place: PlaceDraft): void {
    this.totals.read++;
    this.totals.accepted++;
    this.totals.byLayer.set(place.layer, (this.totals.byLayer.get(place.layer) ?? 0) + 1);
    if (place.bng) this.usedGrid = true;
    this.#pending.push(place);
  }

  reject(fault: PlaceFault): void {
    this.totals.read++;
    this.totals.rejected++;
    this.#context.reject({ entry: this.#entry, ...fault });
  }

  /** Stores what has gathered, if it is enough or if it is the end. */
  async flush(end = false): Promise<void> {
    this.#context.signal.throwIfAborted();
    this.#context.onProgress({ phase: "Reading places", rows: this.totals.read });
    if (this.#pending.length >= (end ? 1 : BATCH_PLACES)) {
      const batch = this.#pending;
      this.#pending = [];
      await this.#convert(batch);
      for (let from = 0; from < batch.length; from += BATCH_PLACES) {
        await this.#store(batch.slice(from, from + BATCH_PLACES));
      }
    }
    await this.#context.settle?.();
  }

  /** Replaces the Helmert positions of a batch by the converter's better ones. */
  async #convert(batch: readonly PlaceDraft[]): Promise<void> {
    if (this.#converter === helmertConverter) return;
    const grid = batch.flatMap((place) => (place.bng ? [{ place, bng: place.bng }] : []));
    if (grid.length === 0) return;
    const out = await this.#converter.toWgs84(Float64Array.from(grid.flatMap(({ bng }) => bng)));
    for (const [i, { place }] of grid.entries()) {
      place.position = [out[2 * i] ?? Number.NaN, out[2 * i + 1] ?? Number.NaN];
    }
  }
}
