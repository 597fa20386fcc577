/**
 * Least shares that must be in view: for each part of the area (a ward) so much of its own risk, so that the best sites
 * of a borough are not all in one place.
 */
import type { PlacementProblem } from "./placement-problem.ts";

export type Floors = {
  /** Part of the area that each point lies in; −1 = none. */
  group: Int32Array;
  /** Risk of each part that must be in view. */
  least: Float64Array;
};

/** Less than this part of a floor is rounding. */
const ROUNDING = 1e-9;

/** Whether what a part lacks is more than rounding. */
export function isLacking(lack: number, least: number): boolean {
  return lack > ROUNDING * Math.max(1, least);
}

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
    return isLacking(lacks, least) ? lacks : 0;
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
    .filter(({ least, most: seen }) => isLacking(least - seen, least))
    .map(({ part, most: seen }) => ({ part, most: seen }));
}
