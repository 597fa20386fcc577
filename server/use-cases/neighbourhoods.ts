/** Which hexagons of a study area are neighbours, kept between questions: moving a slider changes counts only. */
import type { Neighbourhood, Ring } from "#domain/grid/neighbourhood.ts";
import type { Analyst } from "../analysis/analyses.ts";
import { packCells } from "../analysis/cell-text.ts";
import { BoundedCache } from "../db/bounded-cache.ts";

const CACHE_BYTES = 128 * 2 ** 20;

export class Neighbourhoods {
  readonly #analyst: Analyst;
  readonly #kept = new BoundedCache<Promise<Neighbourhood>>(CACHE_BYTES);

  constructor(analyst: Analyst) {
    this.#analyst = analyst;
  }

  /**
   * Neighbours of listed cells.
   * @param listKey names this very list of cells in this order.
   */
  of(cells: readonly string[], listKey: string, ring: Ring): Promise<Neighbourhood> {
    const key = `${listKey}/${cells.length}/${ring}`;
    const known = this.#kept.get(key);
    if (known) return known;
    const built = this.#analyst.run("neighbourhood", { packedCells: packCells(cells), ring });
    this.#kept.set(key, built, 1);
    built.then(
      ({ start, index }) =>
        this.#kept.get(key) === built && this.#kept.set(key, built, start.byteLength + index.byteLength),
      () => this.#kept.get(key) === built && this.#kept.delete(key),
    );
    return built;
  }
}
