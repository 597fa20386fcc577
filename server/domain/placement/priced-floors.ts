/**
 * Least shares by part of the area, priced instead of enforced: seeing a point of a part is worth more by the price of its
 * floor. What lacks is measured in parts of the floor, so that its price is in the units of the objective.
 */
import { type Floors, floorDeficits } from "./floors.ts";
import type { PlacementProblem } from "./placement-problem.ts";

export class PricedFloors {
  /** By part, 0 or more. */
  readonly price: Float64Array;
  /** Of the points, raised by the price of their floor. */
  readonly weight: Float64Array;
  readonly #problem: PlacementProblem;
  readonly #group: Int32Array | null;
  /** What each part lacks before anything is chosen; 0 = nothing to keep. */
  readonly #lacks: Float64Array;

  constructor(problem: PlacementProblem, floors: Floors | null, price?: Float64Array) {
    this.#problem = problem;
    this.#group = floors?.group ?? null;
    this.#lacks = floors ? floorDeficits(problem, floors, []) : new Float64Array(0);
    this.price = price?.slice() ?? new Float64Array(this.#lacks.length);
    this.weight = problem.weight.slice();
    this.#raise();
  }

  /** Σ of the prices: what a plan that just keeps every floor is credited with, and must give back. */
  get due(): number {
    return this.price.reduce((sum, price) => sum + price, 0);
  }

  set(price: Float64Array): void {
    this.price.set(price);
    this.#raise();
  }

  /**
   * How the bound falls as the price of each floor rises, prices of points rising with their weights: 1 where nothing of the
   * floor is kept, negative where more than it is.
   * @param count how many of the views chosen see each point.
   */
  lacksOf(count: Float64Array, price: Float64Array): Float64Array {
    if (!this.#group) return this.#lacks;
    const { weight, seenBefore, backupWeight } = this.#problem;
    const kept = new Float64Array(this.#lacks.length);
    for (const [i, part] of this.#group.entries()) {
      const raised = this.weight[i] as number;
      if (part < 0 || raised === 0 || seenBefore[i] !== 0) continue;
      const ratio = (price[i] as number) / raised;
      const second = (backupWeight * (weight[i] as number)) / raised;
      // What the point itself brings at its price: seen not at all, once or twice.
      const own = 1 + second - 2 * ratio > Math.max(0, 1 - ratio) ? 1 - 2 * ratio : Math.max(0, 1 - ratio);
      kept[part] = (kept[part] as number) + (weight[i] as number) * (ratio * (count[i] as number) + own);
    }
    return this.#lacks.map((lack, part) => (lack > 0 ? 1 - (kept[part] ?? 0) / lack : 0));
  }

  /**
   * Prices of floors that lack rise, those of floors more than kept fall.
   * @param excess how much of the bound is to be taken off, shared out by what lacks.
   * @param price of the points: moves with their weights.
   */
  move(lacks: Float64Array, excess: number, price: Float64Array): void {
    const open = lacks.map((lack, part) => (lack > 0 || (this.price[part] ?? 0) > 0 ? lack : 0));
    const length = open.reduce((sum, lack) => sum + lack * lack, 0);
    if (length === 0 || !this.#group) return;
    for (const [part, lack] of open.entries())
      this.price[part] = Math.max(0, (this.price[part] ?? 0) + (excess / length) * lack);
    const before = this.weight.slice();
    this.#raise();
    for (const [i, was] of before.entries())
      if (was > 0 && was !== this.weight[i])
        price[i] = ((price[i] as number) * (this.weight[i] as number)) / was;
  }

  #raise(): void {
    if (!this.#group) return;
    const { weight, seenBefore } = this.#problem;
    for (const [i, part] of this.#group.entries()) {
      const lack = this.#lacks[part] ?? 0;
      if (part < 0 || lack === 0 || (seenBefore[i] ?? 0) > 0) continue;
      this.weight[i] = (weight[i] ?? 0) * (1 + (this.price[part] ?? 0) / lack);
    }
  }
}
