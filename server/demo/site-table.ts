/** Weighted choice among sites, and finding the sites near a point. */
import type { SeededRandom } from "#domain/stats/seeded-random.ts";
import { distanceM, type Point } from "./plane.ts";
import type { Site } from "./sites.ts";

/** Sites to draw from, each with a chance in proportion to its weight. */
export class SiteTable {
  readonly total: number;
  private readonly indices: Int32Array;
  private readonly cumulative: Float64Array;

  constructor(entries: readonly (readonly [siteIndex: number, weight: number])[]) {
    this.indices = Int32Array.from(entries, ([index]) => index);
    this.cumulative = new Float64Array(entries.length);
    let total = 0;
    entries.forEach(([, weight], i) => {
      total += weight;
      this.cumulative[i] = total;
    });
    this.total = total;
  }

  /**
   * Index of a site.
   * @throws RangeError if the table is empty.
   */
  draw(random: SeededRandom): number {
    const target = random.uniform() * this.total;
    let low = 0;
    let high = this.cumulative.length - 1;
    if (high < 0) throw new RangeError("SiteTable.draw: no site to draw from");
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.cumulative[middle] ?? 0) > target) high = middle;
      else low = middle + 1;
    }
    return this.indices[low] ?? 0;
  }
}

const CELL_M = 150;

/** Grid index of sites. */
export class SiteIndex {
  private readonly cells = new Map<number, number[]>();
  private readonly sites: readonly Site[];

  constructor(sites: readonly Site[], kinds: ReadonlySet<Site["kind"]>) {
    this.sites = sites;
    sites.forEach((site, index) => {
      if (!kinds.has(site.kind)) return;
      const key = cellKey(Math.floor(site.at[0] / CELL_M), Math.floor(site.at[1] / CELL_M));
      const cell = this.cells.get(key);
      if (cell) cell.push(index);
      else this.cells.set(key, [index]);
    });
  }

  /** Indices of the sites within a radius of a point, with their distances. */
  within(at: Point, radiusM: number): [siteIndex: number, distanceM: number][] {
    const found: [number, number][] = [];
    const low = at.map((v) => Math.floor((v - radiusM) / CELL_M));
    const high = at.map((v) => Math.floor((v + radiusM) / CELL_M));
    for (let i = low[0] ?? 0; i <= (high[0] ?? 0); i++) {
      for (let j = low[1] ?? 0; j <= (high[1] ?? 0); j++) {
        for (const index of this.cells.get(cellKey(i, j)) ?? []) {
          const site = this.sites[index];
          const distance = site ? distanceM(site.at, at) : Infinity;
          if (distance <= radiusM) found.push([index, distance]);
        }
      }
    }
    return found;
  }
}

function cellKey(i: number, j: number): number {
  return (i + 5000) * 10_000 + (j + 5000);
}
