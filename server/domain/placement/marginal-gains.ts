/**
 * What every view would add to a set of views that grows and shrinks. Kept exactly up to date: adding or removing a view
 * touches only the views that share points with it.
 */
import { type PlacementProblem, type ViewsOfPoints, viewsOfPoints } from "./placement-problem.ts";

/** Gains over what is seen before, by problem: every search begins with them. */
const FIRST_GAINS = new WeakMap<PlacementProblem, Float64Array>();

export class MarginalGains {
  /** By view, penalties taken off. A chosen view's own entry is what a second camera there would add. */
  readonly gain: Float64Array;
  readonly chosen = new Set<number>();
  /** Columns with a camera of the set. */
  readonly usedSites = new Set<number>();
  readonly turned: ViewsOfPoints;
  readonly #problem: PlacementProblem;
  readonly #seen: Uint16Array;

  /** O(entries of the matrix) for the first set of a problem, O(views) for the others. */
  constructor(problem: PlacementProblem, turned: ViewsOfPoints = viewsOfPoints(problem.matrix)) {
    const { matrix, penalty, seenBefore } = problem;
    this.#problem = problem;
    this.turned = turned;
    this.#seen = Uint16Array.from(seenBefore);
    const known = FIRST_GAINS.get(problem);
    this.gain = known?.slice() ?? new Float64Array(matrix.views);
    if (known) return;
    for (let v = 0; v < matrix.views; v++) {
      let gain = -(penalty[v] as number);
      const end = matrix.start[v + 1] as number;
      for (let at = matrix.start[v] as number; at < end; at++) gain += this.#step(matrix.point[at] as number);
      this.gain[v] = gain;
    }
    FIRST_GAINS.set(problem, this.gain.slice());
  }

  add(view: number): void {
    this.chosen.add(view);
    this.usedSites.add(this.#problem.site[view] ?? -1);
    this.#change(view, 1);
  }

  remove(view: number): void {
    this.chosen.delete(view);
    this.usedSites.delete(this.#problem.site[view] ?? -1);
    this.#change(view, -1);
  }

  /** Cameras that see a point, those that did before included. */
  seenAt(point: number): number {
    return this.#seen[point] as number;
  }

  /** What the set loses without a view of it: positive, its penalty given back. */
  lossWithout(view: number): number {
    const { matrix, weight, penalty, backupWeight } = this.#problem;
    let loss = -(penalty[view] ?? 0);
    for (let at = matrix.start[view] ?? 0; at < (matrix.start[view + 1] ?? 0); at++) {
      const i = matrix.point[at] ?? 0;
      const seen = this.#seen[i] ?? 0;
      if (seen === 1) loss += weight[i] ?? 0;
      else if (seen === 2) loss += backupWeight * (weight[i] ?? 0);
    }
    return loss;
  }

  /** What one more camera on a point adds. */
  #step(point: number): number {
    const seen = this.#seen[point] as number;
    const weight = this.#problem.weight[point] as number;
    return seen === 0 ? weight : seen === 1 ? weight * this.#problem.backupWeight : 0;
  }

  #change(view: number, by: 1 | -1): void {
    const { matrix } = this.#problem;
    const end = matrix.start[view + 1] ?? 0;
    for (let at = matrix.start[view] ?? 0; at < end; at++) {
      const i = matrix.point[at] ?? 0;
      const before = this.#step(i);
      this.#seen[i] = (this.#seen[i] ?? 0) + by;
      const difference = this.#step(i) - before;
      if (difference === 0) continue;
      const last = this.turned.start[i + 1] as number;
      for (let t = this.turned.start[i] as number; t < last; t++) {
        const other = this.turned.view[t] as number;
        this.gain[other] = (this.gain[other] as number) + difference;
      }
    }
  }
}
