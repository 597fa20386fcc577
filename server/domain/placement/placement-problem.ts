/**
 * Where should a few cameras hang so that they see as much of the risk as possible? The maximal covering location
 * problem (Church & ReVelle 1974) on views: a view is a column with a direction, and a column can carry one camera.
 *
 * Objective: risk of the points seen at least once, plus `backupWeight` times the risk of those seen twice or more
 * (Hogan & ReVelle 1986), minus the penalties of the views chosen.
 */
import type { CoverageMatrix } from "../camera/coverage-matrix.ts";

export type PlacementProblem = {
  matrix: CoverageMatrix;
  /** Risk by point, 0 or more. */
  weight: Float64Array;
  /** Column of each view, 0 … sites − 1. */
  site: Int32Array;
  sites: number;
  /** Cost of each view; all views of a column cost the same. */
  cost: Float64Array;
  /** What choosing a view takes off the objective, for example for the homes it looks into. */
  penalty: Float64Array;
  /** Cameras that see a point already: 0, 1, or 2 for more. */
  seenBefore: Uint8Array;
  /** At most so many views; null = no limit but the budget. */
  k: number | null;
  /** At most so much for all views together; null = no limit but k. */
  budget: number | null;
  /** Worth of being seen a second time, 0 … 1. */
  backupWeight: number;
};

/** @throws RangeError for columns of different lengths, a negative weight or cost, views of one column that cost differently, or neither k nor a budget. */
export function checkProblem(problem: PlacementProblem): void {
  const { matrix, weight, site, cost, penalty, seenBefore, k, budget, backupWeight } = problem;
  const fail = (what: string) => {
    throw new RangeError(`placement: ${what}`);
  };
  for (const [name, length] of [
    ["site", site.length],
    ["cost", cost.length],
    ["penalty", penalty.length],
  ] as const) {
    if (length !== matrix.views) fail(`expected ${name} for ${matrix.views} views, got ${length}`);
  }
  if (weight.length !== matrix.points || seenBefore.length !== matrix.points)
    fail(`expected ${matrix.points} weights, got ${weight.length} and ${seenBefore.length}`);
  if (weight.some((w) => !(w >= 0 && Number.isFinite(w)))) fail("expected weights of 0 or more");
  if (cost.some((c) => !(c >= 0))) fail("expected costs of 0 or more");
  if (penalty.some((p) => !(p >= 0))) fail("expected penalties of 0 or more");
  const costs = new Map<number, number>();
  for (const [v, s] of site.entries()) {
    const known = costs.get(s);
    if (known === undefined) costs.set(s, cost[v] ?? 0);
    else if (known !== cost[v])
      fail(`expected one cost for all views of column ${s}, got ${known} and ${cost[v]}`);
  }
  if (k === null && budget === null) fail("expected a number of cameras or a budget");
  if (k !== null && !(Number.isInteger(k) && k >= 0)) fail(`expected a whole number of cameras, got ${k}`);
  if (budget !== null && !(budget >= 0)) fail(`expected a budget of 0 or more, got ${budget}`);
  if (!(backupWeight >= 0 && backupWeight <= 1))
    fail(`expected a backup weight in 0 … 1, got ${backupWeight}`);
}

/** The matrix turned round: views of point i are view[start[i]] … view[start[i + 1] − 1], ascending. */
export type ViewsOfPoints = { start: Uint32Array; view: Uint32Array };

export function viewsOfPoints({ views, points, start, point }: CoverageMatrix): ViewsOfPoints {
  const turned = new Uint32Array(points + 1);
  for (let at = 0; at < point.length; at++) {
    const i = (point[at] as number) + 1;
    turned[i] = (turned[i] as number) + 1;
  }
  for (let i = 0; i < points; i++) turned[i + 1] = (turned[i + 1] as number) + (turned[i] as number);
  const next = turned.slice(0, points);
  const view = new Uint32Array(point.length);
  for (let v = 0; v < views; v++) {
    const end = start[v + 1] as number;
    for (let at = start[v] as number; at < end; at++) {
      const i = point[at] as number;
      view[next[i] as number] = v;
      next[i] = (next[i] as number) + 1;
    }
  }
  return { start: turned, view };
}

/** Worth of a point that so many cameras see. */
function worthOf(weight: number, seen: number, backupWeight: number): number {
  return seen === 0 ? 0 : seen === 1 ? weight : weight * (1 + backupWeight);
}

/** Objective of a set of views over what is seen before. O(points of the views). */
export function objectiveOf(problem: PlacementProblem, chosen: readonly number[]): number {
  const { matrix, weight, penalty, seenBefore, backupWeight } = problem;
  const added = new Map<number, number>();
  let total = 0;
  for (const v of chosen) {
    total -= penalty[v] ?? 0;
    for (let at = matrix.start[v] ?? 0; at < (matrix.start[v + 1] ?? 0); at++) {
      const i = matrix.point[at] ?? 0;
      added.set(i, (added.get(i) ?? 0) + 1);
    }
  }
  for (const [i, n] of added) {
    const before = seenBefore[i] ?? 0;
    total +=
      worthOf(weight[i] ?? 0, before + n, backupWeight) - worthOf(weight[i] ?? 0, before, backupWeight);
  }
  return total;
}

/** A budget at one price is a number of cameras: the same plans are possible, and the search is quicker. */
export function withoutNeedlessBudget(problem: PlacementProblem): PlacementProblem {
  const { cost, budget, k, sites } = problem;
  const price = cost[0];
  if (budget === null || price === undefined || cost.some((each) => each !== price)) return problem;
  const paid = price > 0 ? Math.floor(budget / price + 1e-9) : sites;
  return { ...problem, budget: null, k: Math.min(k ?? sites, paid) };
}

/** Cost of a set of views. */
export function costOf({ cost }: Pick<PlacementProblem, "cost">, chosen: readonly number[]): number {
  return chosen.reduce((sum, v) => sum + (cost[v] ?? 0), 0);
}
