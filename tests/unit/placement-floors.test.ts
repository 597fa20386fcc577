import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areFloorsBeyond } from "#domain/placement/floor-proof.ts";
import { type Floors, floorDeficits, meetsFloors, unreachableFloors } from "#domain/placement/floors.ts";
import type { MipSolver } from "#domain/placement/mip.ts";
import { placeCameras } from "#domain/placement/place-cameras.ts";
import { objectiveOf, type PlacementProblem } from "#domain/placement/placement-problem.ts";
import { placementProblem } from "../support/placement-problem.ts";

const problemOf = (covers: readonly (readonly number[])[], weight: readonly number[], k: number) =>
  placementProblem(covers, { weight, k });

const floorsOf = (group: readonly number[], least: readonly number[]): Floors => ({
  group: Int32Array.from(group),
  least: Float64Array.from(least),
});

/** The best plan that keeps the floors, of all there are; null if none does. */
function bestOfAll(problem: PlacementProblem, floors: Floors): number | null {
  let most: number | null = null;
  for (let mask = 0; mask < 1 << problem.matrix.views; mask++) {
    const chosen = Array.from({ length: problem.matrix.views }, (_, v) => v).filter((v) => mask & (1 << v));
    if (chosen.length > (problem.k ?? 0) || !meetsFloors(problem, floors, chosen)) continue;
    most = Math.max(most ?? Number.NEGATIVE_INFINITY, objectiveOf(problem, chosen));
  }
  return most;
}

describe("floors by ward", () => {
  // West: points 0, 1 of 10 each. East: points 2, 3 of 1 each. Views 0 and 1 see the west, 2 and 3 the east.
  const town = problemOf([[0], [1], [2], [3]], [10, 10, 1, 1], 2);
  const wards = [0, 0, 1, 1];

  it("without floors both cameras go where most is; with one for the east, one goes there", () => {
    expect(placeCameras(town).chosen.sort()).toEqual([0, 1]);
    const found = placeCameras(town, { floors: floorsOf(wards, [0, 1]) });
    expect(found).toMatchObject({ isFeasible: true, objective: 11, status: "optimal" });
    expect(found.chosen.some((view) => view >= 2)).toBe(true);
  });

  it("floors that together need more cameras than there are cannot be kept, and that is proven", () => {
    const floors = floorsOf(wards, [10, 2]);
    const found = placeCameras(town, { floors });
    expect(found).toMatchObject({ isFeasible: false, status: "infeasible" });
    expect(floorDeficits(town, floors, found.chosen).reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(2);
    expect(unreachableFloors(town, floors)).toEqual([]);
  });

  it("more risk than so many cameras can see is proven to be beyond them", () => {
    const wide = problemOf([[0], [1], [2], [3], [4], [5]], [4, 4, 4, 4, 4, 4], 2);
    const two = [0, 0, 0, 1, 1, 1];
    expect(areFloorsBeyond(wide, floorsOf(two, [8, 4]))).toBe(true);
    expect(areFloorsBeyond(wide, floorsOf(two, [4, 4]))).toBe(false);
    expect(placeCameras(wide, { floors: floorsOf(two, [8, 4]) })).toMatchObject({ status: "infeasible" });
  });

  it("where the exact solver’s plan keeps the floors only almost, nothing is claimed to be proven", () => {
    // The east asks for both of its points, which no two views of four together with the west's floor can give.
    const floors = floorsOf(wards, [10, 2]);
    const almost: MipSolver = (model) => ({
      status: "optimal",
      values: model.objective.map((_, x) => Number(x < 2)),
      bound: 20,
    });
    const found = placeCameras(town, { floors, exactSolver: almost });
    expect(found).toMatchObject({ isFeasible: false, status: "stopped", exact: "optimal" });
  });

  it("a floor above what all views together see is unreachable, and how much can be reached is said", () => {
    const hidden = problemOf([[0], [2]], [10, 10, 1, 1], 2);
    expect(unreachableFloors(hidden, floorsOf(wards, [15, 1]))).toEqual([{ part: 0, most: 10 }]);
  });

  it("cameras that are there already count towards a floor", () => {
    const seenBefore = Uint8Array.of(0, 0, 1, 0);
    const found = placeCameras({ ...town, seenBefore }, { floors: floorsOf(wards, [0, 1]) });
    expect(found.chosen.sort()).toEqual([0, 1]);
  });

  const anyTown = fc
    .record({
      weight: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 6 }),
      covers: fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { maxLength: 4 }), {
        minLength: 3,
        maxLength: 7,
      }),
      k: fc.integer({ min: 1, max: 4 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ weight, covers, k, share }) => {
      const group = [0, 0, 1, 1, 2, 2];
      const totals = [0, 1, 2].map((part) =>
        weight.reduce((sum, w, i) => sum + (group[i] === part ? w : 0), 0),
      );
      const floors = floorsOf(
        group,
        totals.map((total) => share * total),
      );
      return {
        problem: problemOf(
          covers.map((points) => points.sort()),
          weight,
          k,
        ),
        floors,
      };
    });

  it("is as good as the best of all plans that keep the floors, and says so if none does", () => {
    fc.assert(
      fc.property(anyTown, ({ problem, floors }) => {
        const expected = bestOfAll(problem, floors);
        const found = placeCameras(problem, { floors });
        expect(found.isFeasible).toBe(expected !== null);
        if (expected === null) {
          expect(found.status).toBe("infeasible");
          return;
        }
        expect(found.objective).toBeCloseTo(expected, 9);
        expect(meetsFloors(problem, floors, found.chosen)).toBe(true);
        expect(found.status).toBe("optimal");
      }),
      { numRuns: 300 },
    );
  });

  it("floors never raise what can be had, and no floor changes nothing", () => {
    fc.assert(
      fc.property(anyTown, ({ problem, floors }) => {
        const free = placeCameras(problem);
        const none = placeCameras(problem, { floors: { ...floors, least: floors.least.map(() => 0) } });
        expect(none.objective).toBeCloseTo(free.objective, 9);
        const kept = placeCameras(problem, { floors });
        if (kept.isFeasible) expect(kept.objective).toBeLessThanOrEqual(free.objective + 1e-9);
      }),
      { numRuns: 200 },
    );
  });
});
