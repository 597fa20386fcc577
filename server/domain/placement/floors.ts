/**
 * Least shares that must be in view: for each part of the area (a ward) so much of its own risk, so that the best sites
 * of a borough are not all in one place. A plan that keeps them is looked for by filling what is lacking first and by
 * exchanges that never take away what is needed.
 */
import { MarginalGains } from "./marginal-gains.ts";
import { costOf, objectiveOf, type PlacementProblem, type ViewsOfPoints } from "./placement-problem.ts";

export type Floors = {
  /** Part of the area that each point lies in; −1 = none. */
  group: Int32Array;
  /** Risk of each part that must be in view. */
  least: Float64Array;
};

/** Less than this part of a floor is rounding. */
const ROUNDING = 1e-9;

/** Risk in view of each part, that of cameras which are there already included. */
export function seenByGroup(
  { matrix, weight, seenBefore }: PlacementProblem,
  { group, least }: Floors,
  chosen: readonly number[],
): Float64Array {
  const seen = Uint8Array.from(seenBefore, (n) => Math.min(1, n));
  for (const v of chosen) {
    for (let at = matrix.start[v] ?? 0; at < (matrix.start[v + 1] ?? 0); at++)
      seen[matrix.point[at] ?? 0] = 1;
  }
  const sums = new Float64Array(least.length);
  for (const [i, part] of group.entries())
    if (part >= 0 && seen[i] === 1) sums[part] = (sums[part] ?? 0) + (weight[i] ?? 0);
  return sums;
}

/** What each part still lacks; 0 where its floor is kept. */
export function floorDeficits(
  problem: PlacementProblem,
  floors: Floors,
  chosen: readonly number[],
): Float64Array {
  const seen = seenByGroup(problem, floors, chosen);
  return floors.least.map((least, part) => {
    const lacks = least - (seen[part] ?? 0);
    return lacks > ROUNDING * Math.max(1, least) ? lacks : 0;
  });
}

export function meetsFloors(problem: PlacementProblem, floors: Floors, chosen: readonly number[]): boolean {
  return floorDeficits(problem, floors, chosen).every((lacks) => lacks === 0);
}

/** Parts of which not enough could be seen with every view at once: no plan can keep their floors. */
export function unreachableFloors(
  problem: PlacementProblem,
  floors: Floors,
): { part: number; most: number }[] {
  const all = Array.from({ length: problem.matrix.views }, (_, v) => v);
  const most = seenByGroup(problem, floors, all);
  return Array.from(floors.least, (least, part) => ({ part, least, most: most[part] ?? 0 }))
    .filter(({ least, most: seen }) => seen < least - ROUNDING * Math.max(1, least))
    .map(({ part, most: seen }) => ({ part, most: seen }));
}

/**
 * A plan that keeps the floors if one was found; else the one that lacks least.
 * O(k · entries of the matrix) for the filling, and as much for each round of exchanges.
 */
export function floorCover(
  problem: PlacementProblem,
  floors: Floors,
  turned: ViewsOfPoints,
  shouldStop: () => boolean = () => false,
): number[] {
  let chosen = grow(problem, floors, turned, []);
  for (let isBetter = true; isBetter && !shouldStop(); ) {
    isBetter = false;
    for (const view of chosen) {
      if (shouldStop()) break;
      const rest = chosen.filter((other) => other !== view);
      const next = grow(problem, floors, turned, rest);
      if (!isBetterPlan(problem, floors, next, chosen)) continue;
      chosen = next;
      isBetter = true;
      break;
    }
  }
  return chosen;
}

/** Lacks less, or as little and is worth more. */
function isBetterPlan(
  problem: PlacementProblem,
  floors: Floors,
  next: readonly number[],
  now: readonly number[],
): boolean {
  const lacking = (plan: readonly number[]) =>
    floorDeficits(problem, floors, plan).reduce((sum, lacks) => sum + lacks, 0);
  const [a, b] = [lacking(next), lacking(now)];
  if (Math.abs(a - b) > ROUNDING * Math.max(1, b)) return a < b;
  const [worth, before] = [objectiveOf(problem, next), objectiveOf(problem, now)];
  return worth > before + ROUNDING * Math.max(1, Math.abs(before));
}

/** Adds views: while a floor is open the one that fills most of what lacks, then the one that adds most. */
function grow(
  problem: PlacementProblem,
  floors: Floors,
  turned: ViewsOfPoints,
  start: readonly number[],
): number[] {
  const gains = new MarginalGains(problem, turned);
  for (const view of start) gains.add(view);
  let left = (problem.budget ?? Number.POSITIVE_INFINITY) - costOf(problem, start);
  while (gains.chosen.size < (problem.k ?? Number.POSITIVE_INFINITY)) {
    const deficits = floorDeficits(problem, floors, [...gains.chosen]);
    const isOpen = deficits.some((lacks) => lacks > 0);
    const fills = isOpen ? fillings(problem, floors, deficits, gains.chosen) : null;
    const view = bestView(problem, gains, left, fills);
    if (view < 0) break;
    gains.add(view);
    left -= problem.cost[view] ?? 0;
  }
  return [...gains.chosen];
}

/** How much of what lacks each view would fill. */
function fillings(
  { matrix, weight, seenBefore }: PlacementProblem,
  { group }: Floors,
  deficits: Float64Array,
  chosen: ReadonlySet<number>,
): Float64Array {
  const seen = Uint8Array.from(seenBefore, (n) => Math.min(1, n));
  for (const v of chosen) {
    for (let at = matrix.start[v] ?? 0; at < (matrix.start[v + 1] ?? 0); at++)
      seen[matrix.point[at] ?? 0] = 1;
  }
  const fills = new Float64Array(matrix.views);
  const here = new Float64Array(deficits.length);
  for (let v = 0; v < matrix.views; v++) {
    const touched = new Set<number>();
    for (let at = matrix.start[v] ?? 0; at < (matrix.start[v + 1] ?? 0); at++) {
      const i = matrix.point[at] ?? 0;
      const part = group[i] ?? -1;
      if (part < 0 || seen[i] === 1 || (deficits[part] ?? 0) === 0) continue;
      here[part] = (here[part] ?? 0) + (weight[i] ?? 0);
      touched.add(part);
    }
    for (const part of touched) {
      fills[v] = (fills[v] ?? 0) + Math.min(here[part] ?? 0, deficits[part] ?? 0);
      here[part] = 0;
    }
  }
  return fills;
}

function bestView(
  { cost, site }: PlacementProblem,
  { gain, usedSites }: MarginalGains,
  left: number,
  fills: Float64Array | null,
): number {
  let [best, most, mostFill] = [-1, 0, 0];
  for (let v = 0; v < gain.length; v++) {
    if ((cost[v] ?? 0) > left + ROUNDING || usedSites.has(site[v] ?? -1)) continue;
    const [adds, fill] = [gain[v] ?? 0, fills?.[v] ?? 0];
    const isBetter = fills ? fill > mostFill || (fill > 0 && fill === mostFill && adds > most) : adds > most;
    if (isBetter) [best, most, mostFill] = [v, adds, fill];
  }
  return best;
}
