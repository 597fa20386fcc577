/** Proof, where there is one, that no plan keeps all floors: together they ask for more risk than so many cameras can see. */
import { type Floors, floorDeficits } from "./floors.ts";
import { LagrangianBound } from "./lagrangian-bound.ts";
import type { PlacementProblem } from "./placement-problem.ts";

const ITERATIONS = 150;
/** After so many the bound falls by a few per cent more at most: far above what is asked for, it will not get below. */
const SETTLED = 25;
const FAR = 1.1;

/** True = proven; false = it may or may not be possible. */
export function areFloorsBeyond(
  problem: PlacementProblem,
  floors: Floors,
  shouldStop: () => boolean = () => false,
): boolean {
  const lacks = floorDeficits(problem, floors, []).reduce((sum, each) => sum + each, 0);
  const { views } = problem.matrix;
  const plain = { ...problem, backupWeight: 0, penalty: new Float64Array(views) };
  const bound = new LagrangianBound(plain, new Uint8Array(views).fill(1));
  for (let step = 0; step < ITERATIONS && !shouldStop(); step++) {
    bound.iterate(lacks);
    if (bound.best < lacks * (1 - 1e-9)) return true;
    if (step >= SETTLED && bound.best > FAR * lacks) return false;
  }
  return false;
}
