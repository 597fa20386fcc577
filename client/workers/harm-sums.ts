/** Harm of hexagons: incidents of each kind times its weight. Sums of whole counts, so that no position drifts. */
import type { MonthWindow } from "./cube-kernel.ts";
import type { HarmFigures, HarmWeights } from "./cube-messages.ts";
import type { OwnCube } from "./merge-cubes.ts";
import { SlidingSums } from "./sliding-sums.ts";

/** Share of a hexagon's harm above which its one or two gravest incidents are said to drive it. */
const DRIVEN_SHARE = 0.5;
const FEW_INCIDENTS = 2;

type Weighed = { sums: SlidingSums; weight: number };

export class HarmSums {
  readonly #kinds: Weighed[];
  readonly #cellCount: number;

  constructor(own: readonly OwnCube[], { weights }: HarmWeights) {
    const weightOf = new Map(weights);
    this.#cellCount = own[0]?.cube.cellCount ?? 0;
    // Gravest first, so that the gravest incidents of a cell are met first.
    this.#kinds = own
      .flatMap(({ category, cube }) => {
        const weight = weightOf.get(category);
        return weight === undefined ? [] : [{ sums: new SlidingSums(cube), weight }];
      })
      .sort((a, b) => b.weight - a.weight);
  }

  /** Harm by cell. */
  at(window: MonthWindow): Float64Array {
    const harm = new Float64Array(this.#cellCount);
    for (const { sums, weight } of this.#kinds) {
      const counts = sums.at(window);
      for (let i = 0; i < harm.length; i++) harm[i] = (harm[i] as number) + weight * (counts[i] as number);
    }
    return harm;
  }

  /** Harm by cell and of all counted cells, and which cells owe most of it to one or two incidents. */
  figures(window: MonthWindow, counted: Uint8Array): HarmFigures {
    const byCell = this.at(window);
    const gravest = new Float64Array(this.#cellCount);
    const taken = new Uint8Array(this.#cellCount);
    const incidents = new Int32Array(this.#cellCount);
    for (const { sums, weight } of this.#kinds) {
      const counts = sums.at(window);
      for (let i = 0; i < counts.length; i++) {
        const n = counts[i] as number;
        const take = Math.min(n, FEW_INCIDENTS - (taken[i] as number));
        gravest[i] = (gravest[i] as number) + take * weight;
        taken[i] = (taken[i] as number) + take;
        incidents[i] = (incidents[i] as number) + n;
      }
    }
    let total = 0;
    let weighed = 0;
    for (let i = 0; i < byCell.length; i++) {
      if (counted[i] !== 1) continue;
      total += byCell[i] as number;
      weighed += incidents[i] as number;
    }
    const byFew = gravest.map((sum, i) => (sum > 0 && sum >= DRIVEN_SHARE * (byCell[i] as number) ? 1 : 0));
    return { byCell, byFew: Uint8Array.from(byFew), total, weighed };
  }
}
