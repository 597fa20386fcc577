import { coverageMatrix } from "#domain/camera/coverage-matrix.ts";
import type { PlacementProblem } from "#domain/placement/placement-problem.ts";

type Given = Partial<Omit<PlacementProblem, "matrix" | "weight">> & { weight: readonly number[] };

/** A placement problem: which points each view covers, one view a column, and nothing but what is said. */
export function placementProblem(
  covers: readonly (readonly number[])[],
  { weight, ...given }: Given,
): PlacementProblem {
  return {
    matrix: coverageMatrix(weight.length, covers),
    weight: Float64Array.from(weight),
    site: Int32Array.from(covers.keys()),
    sites: covers.length,
    cost: new Float64Array(covers.length).fill(1),
    penalty: new Float64Array(covers.length),
    seenBefore: new Uint8Array(weight.length),
    k: null,
    budget: null,
    backupWeight: 0,
    ...given,
  };
}
