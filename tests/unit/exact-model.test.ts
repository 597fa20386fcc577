import { describe, expect, it } from "vitest";
import { exactModel } from "#domain/placement/exact-model.ts";
import type { MipModel } from "#domain/placement/mip.ts";
import { objectiveOf, type PlacementProblem, viewsOfPoints } from "#domain/placement/placement-problem.ts";
import { highsSolver } from "../../server/jobs/highs-solver.ts";
import { placementProblem } from "../support/placement-problem.ts";

const all = (problem: PlacementProblem) => new Uint8Array(problem.matrix.views).fill(1);
const modelOf = (problem: PlacementProblem, state = all(problem), most = 1000) =>
  exactModel(problem, viewsOfPoints(problem.matrix), state, null, most);

/** Rows as text, "x0 + x1 − z <= 1" without the letters. */
function rowsOf({ rowStart, rowColumn, rowValue, rowUpper }: MipModel): string[] {
  return Array.from(rowUpper, (upper, r) => {
    const terms = Array.from(
      { length: (rowStart[r + 1] ?? 0) - (rowStart[r] ?? 0) },
      (_, at) => `${rowValue[(rowStart[r] ?? 0) + at]}·${rowColumn[(rowStart[r] ?? 0) + at]}`,
    );
    return `${terms.join(" ")} <= ${upper}`;
  });
}

describe("the placement as a program", () => {
  // Views 0 and 1 hang on one column, view 2 on another. Points 0 and 1 are seen by 0 and 2, point 2 by 0 and 1, point 3 by 2.
  const town = placementProblem([[0, 1, 2], [2], [0, 1, 3]], {
    weight: [4, 1, 8, 16],
    site: Int32Array.of(0, 0, 1),
    sites: 2,
    k: 1,
    penalty: Float64Array.of(0, 0.5, 2),
  });

  it("points that the same views see are one; what one column alone sees is worth of its views", () => {
    const { model } = modelOf(town) ?? expect.fail();
    // x0: point 2. x1: point 2 less its penalty. x2: point 3 less its penalty. z: points 0 and 1.
    expect([...model.objective]).toEqual([8, 7.5, 14, 5]);
    expect(model.binaries).toBe(3);
    expect(rowsOf(model)).toEqual(["1·3 -1·0 -1·2 <= 0", "1·0 1·1 <= 1", "1·0 1·1 1·2 <= 1"]);
  });

  it("the values of a plan are worth its objective, a second camera included", () => {
    const problem = { ...town, k: 2, backupWeight: 0.5, seenBefore: Uint8Array.of(0, 1, 0, 2) };
    const exact = modelOf(problem) ?? expect.fail();
    for (const chosen of [[], [0], [1], [2], [0, 2], [1, 2]]) {
      const values = exact.valuesOf(chosen);
      const worth = values.reduce((sum, x, i) => sum + x * (exact.model.objective[i] ?? 0), 0);
      expect(worth).toBeCloseTo(objectiveOf(problem, chosen), 12);
      expect(exact.chosenOf(values)).toEqual(chosen);
    }
  });

  it("views left out take no part, and one that must be chosen is", () => {
    const { model } = modelOf(town, Uint8Array.of(0, 1, 2)) ?? expect.fail();
    expect([...model.objective]).toEqual([7.5, 19]);
    expect(rowsOf(model)).toEqual(["1·0 1·1 <= 1", "-1·1 <= -1"]);
  });

  it("a program that is too large is not made", () => {
    expect(modelOf(town, all(town), 2)).toBeNull();
  });
});

describe("HiGHS as the solver", () => {
  const program = (rowUpper: number): MipModel => ({
    objective: Float64Array.of(3, 2, 2),
    binaries: 3,
    rowStart: Int32Array.of(0, 3),
    rowColumn: Int32Array.of(0, 1, 2),
    rowValue: Float64Array.of(3, 2, 2),
    rowUpper: Float64Array.of(rowUpper),
  });
  const options = { start: new Float64Array(3), relativeGap: 0, shouldStop: () => false };

  it("finds the best, says that nothing will do, and works on after a senseless question", async () => {
    const solve = (await highsSolver()) ?? expect.fail("HiGHS could not be loaded");
    expect(solve(program(4), options)).toMatchObject({ status: "optimal", values: Float64Array.of(0, 1, 1) });
    expect(solve(program(4), options).bound).toBeCloseTo(4, 9);
    expect(solve(program(-1), options)).toMatchObject({ status: "infeasible", values: null });
    const senseless = { ...program(4), rowColumn: Int32Array.of(0, 1, 9) };
    expect(solve(senseless, options)).toMatchObject({ status: "failed", values: null });
    const again = (await highsSolver()) ?? expect.fail("HiGHS could not be loaded");
    expect(again(program(3), options)).toMatchObject({ status: "optimal", values: Float64Array.of(1, 0, 0) });
  });

  it("worths of any size: a millionth and a million give the same choice", async () => {
    const solve = (await highsSolver()) ?? expect.fail("HiGHS could not be loaded");
    for (const factor of [1e-6, 1e6]) {
      const scaled = { ...program(4), objective: program(4).objective.map((worth) => worth * factor) };
      const answer = solve(scaled, options);
      expect(answer).toMatchObject({ status: "optimal", values: Float64Array.of(0, 1, 1) });
      expect(answer.bound / (4 * factor)).toBeCloseTo(1, 9);
    }
  });
});
