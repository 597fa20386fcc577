import highsLoader from "highs";
import { describe, expect, it } from "vitest";
import { type Floors, meetsFloors } from "#domain/placement/floors.ts";
import type { MipSolver } from "#domain/placement/mip.ts";
import { placeCameras } from "#domain/placement/place-cameras.ts";
import type { PlacementProblem } from "#domain/placement/placement-problem.ts";
import { seededRandom } from "#domain/stats/seeded-random.ts";
import { highsSolver } from "../../server/jobs/highs-solver.ts";
import { placementProblem } from "../support/placement-problem.ts";

const highs = await highsLoader();
const exactSolver = await highsSolver();

/** The same problem as a mixed-integer program (Church & ReVelle 1974; Hogan & ReVelle 1986), CPLEX LP format. */
function modelOf(
  { matrix, weight, site, sites, cost, penalty, seenBefore, ...rules }: PlacementProblem,
  floors: Floors | null,
) {
  const objective = [...penalty].map((p, v) => `- ${p} x${v}`);
  const rows: string[] = [];
  const bounds: string[] = [];
  const watchers = Array.from(weight, (): number[] => []);
  for (let v = 0; v < matrix.views; v++)
    for (let at = matrix.start[v] ?? 0; at < (matrix.start[v + 1] ?? 0); at++)
      watchers[matrix.point[at] ?? 0]?.push(v);
  for (const [i, views] of watchers.entries()) {
    const worths = [weight[i] ?? 0, rules.backupWeight * (weight[i] ?? 0)].slice(seenBefore[i] ?? 0);
    if (worths.length === 0 || views.length === 0) continue;
    const names = worths.map((worth, n) => {
      objective.push(`+ ${worth} y${i}_${n}`);
      bounds.push(`0 <= y${i}_${n} <= 1`);
      return `y${i}_${n}`;
    });
    rows.push(`${names.join(" + ")} ${views.map((v) => `- x${v}`).join(" ")} <= 0`);
  }
  const all = [...site.keys()];
  for (let s = 0; s < sites; s++) {
    const here = all.filter((v) => site[v] === s);
    if (here.length > 1) rows.push(`${here.map((v) => `x${v}`).join(" + ")} <= 1`);
  }
  if (rules.k !== null) rows.push(`${all.map((v) => `x${v}`).join(" + ")} <= ${rules.k}`);
  if (rules.budget !== null)
    rows.push(`${all.map((v) => `${cost[v]} x${v}`).join(" + ")} <= ${rules.budget}`);
  for (const [part, least] of floors?.least.entries() ?? []) {
    const here = Array.from(weight.keys()).filter((i) => floors?.group[i] === part);
    const seen = here.filter((i) => (seenBefore[i] ?? 0) > 0).reduce((sum, i) => sum + (weight[i] ?? 0), 0);
    const open = here.filter((i) => seenBefore[i] === 0 && (watchers[i]?.length ?? 0) > 0);
    rows.push(`${open.map((i) => `+ ${weight[i]} y${i}_0`).join(" ")} >= ${least - seen}`);
  }
  const lines = (parts: readonly string[]) => parts.join("\n ");
  return `Maximize\n obj: ${lines(objective)}\nSubject To\n ${rows.map((row, n) => `r${n}: ${row}`).join("\n ")}\nBounds\n ${lines(bounds)}\nBinary\n ${lines(all.map((v) => `x${v}`))}\nEnd`;
}

/** Columns on a plane with two directions each, that see points within reach on that side. */
function town(seed: number, isBudget: boolean, size = 40): PlacementProblem {
  const random = seededRandom(seed).uniform;
  const points = Array.from({ length: 150 }, () => [random(), random()] as const);
  const columns = Array.from({ length: size }, () => [random(), random()] as const);
  const covers = columns.flatMap(([x, y]) =>
    [1, -1].map((side) =>
      points.flatMap(([px, py], i) => (Math.hypot(px - x, py - y) < 0.22 && side * (px - x) > 0 ? [i] : [])),
    ),
  );
  const price = columns.map(() => 1 + Math.floor(4 * random()));
  return placementProblem(covers, {
    weight: points.map(() => Math.round(100 * random() ** 3) / 10),
    site: Int32Array.from(covers, (_, v) => v >> 1),
    sites: columns.length,
    cost: Float64Array.from(covers, (_, v) => price[v >> 1] ?? 1),
    penalty: Float64Array.from(covers, () => Math.round(10 * random()) / 10),
    seenBefore: Uint8Array.from(points, () => Math.max(0, Math.floor(6 * random()) - 3)),
    backupWeight: 0.3,
    ...(isBudget ? { budget: 12 } : { k: 6 }),
  });
}

function optimumOf(problem: PlacementProblem, floors: Floors | null = null): number | null {
  const solution = highs.solve(modelOf(problem, floors), { output_flag: false, mip_rel_gap: 0 });
  if (solution.Status === "Infeasible") return null;
  expect(solution.Status).toBe("Optimal");
  return solution.ObjectiveValue;
}

/** A narrow west and a wide east, each with so much of its risk in view. */
function halves(seed: number, problem: PlacementProblem, share: number): Floors {
  // The points are the first that a town draws.
  const random = seededRandom(seed).uniform;
  const points = Array.from(problem.weight, () => [random(), random()] as const);
  const group = Int32Array.from(points, ([x]) => Number(x > 0.3));
  const least = new Float64Array(2);
  for (const [i, w] of problem.weight.entries()) {
    const part = group[i] ?? 0;
    least[part] = (least[part] ?? 0) + share * w;
  }
  return { group, least };
}

/** Says stop after so many questions: the same on every machine. */
function stopAfter(questions: number): () => boolean {
  let asked = 0;
  return () => ++asked > questions;
}

const SEEDS = Array.from({ length: 10 }, (_, i) => i + 1);

describe("placement beside an exact solver", () => {
  it("by number, 40 views and 150 points, without a solver of its own: the same optimum", () => {
    for (const seed of [1, 2, 3]) {
      const problem = town(seed, false, 20);
      const found = placeCameras(problem);
      expect(found).toMatchObject({ status: "optimal", exact: "not-asked" });
      expect(found.objective).toBeCloseTo(optimumOf(problem) ?? Number.NaN, 5);
    }
  });

  it("80 views, by number and by budget at four prices, what prices leave open solved exactly: the same optimum", () => {
    if (!exactSolver) throw new Error("HiGHS could not be loaded");
    for (const isBudget of [false, true]) {
      for (const seed of SEEDS) {
        const problem = town(seed, isBudget);
        const found = placeCameras(problem, { exactSolver });
        expect([seed, isBudget, found.status]).toEqual([seed, isBudget, "optimal"]);
        expect(found.objective).toBeCloseTo(optimumOf(problem) ?? Number.NaN, 5);
        expect(found.bound).toBeCloseTo(found.objective, 5);
      }
    }
  });

  it("with floors: the same optimum, and none where there is none", () => {
    if (!exactSolver) throw new Error("HiGHS could not be loaded");
    let kept = 0;
    for (const share of [0.55, 0.65, 0.75]) {
      for (const seed of SEEDS) {
        const problem = town(seed, false);
        const floors = halves(seed, problem, share);
        const optimum = optimumOf(problem, floors);
        const found = placeCameras(problem, { exactSolver, floors });
        expect([seed, share, found.status]).toEqual([
          seed,
          share,
          optimum === null ? "infeasible" : "optimal",
        ]);
        if (optimum === null) continue;
        kept++;
        expect(found.objective).toBeCloseTo(optimum, 5);
        expect(meetsFloors(problem, floors, found.chosen)).toBe(true);
      }
    }
    // The question is a question: some floors can be kept and some cannot.
    expect(kept).toBeGreaterThan(5);
    expect(kept).toBeLessThan(3 * SEEDS.length);
  });

  it("the optimum lies between the plan and the bound whenever it is stopped", () => {
    for (const isBudget of [false, true]) {
      for (const seed of SEEDS.slice(0, 6)) {
        const problem = town(seed, isBudget);
        const optimum = optimumOf(problem) ?? Number.NaN;
        for (const questions of [1, 30, 300, 1500]) {
          const found = placeCameras(problem, { shouldStop: stopAfter(questions) });
          expect(found.bound).toBeGreaterThanOrEqual(optimum - 1e-6);
          expect(found.objective).toBeLessThanOrEqual(optimum + 1e-6);
          expect(found.objective).toBeGreaterThanOrEqual(0.9 * optimum);
          if (questions === 1500) expect(found.gap).toBeLessThan(0.15);
        }
      }
    }
  });

  it("with floors too, whenever it is stopped; prices on floors bring the bound below that without them", () => {
    let lower = 0;
    for (const seed of SEEDS.slice(0, 6)) {
      const problem = town(seed, false);
      const floors = halves(seed, problem, 0.68);
      const optimum = optimumOf(problem, floors);
      if (optimum === null) continue;
      for (const questions of [30, 300, 1500]) {
        const found = placeCameras(problem, { shouldStop: stopAfter(questions), floors });
        expect(found.bound).toBeGreaterThanOrEqual(optimum - 1e-6);
        if (found.isFeasible) expect(found.objective).toBeLessThanOrEqual(optimum + 1e-6);
        if (found.isFeasible) expect(meetsFloors(problem, floors, found.chosen)).toBe(true);
        if (questions < 1500) continue;
        expect(found.isFeasible).toBe(true);
        const without = optimumOf(problem) ?? Number.NaN;
        if (found.bound < without - 1e-6) lower++;
      }
    }
    expect(lower).toBeGreaterThan(0);
  });

  it("a solver that breaks down, or is stopped before it has anything, takes nothing away", () => {
    const small = SEEDS.map((seed) => town(seed, true, 20));
    const problem = small.find((one) => placeCameras(one).nodes > 0) ?? expect.fail("prices settle all");
    const without = placeCameras(problem);
    const failed: MipSolver = () => ({ status: "failed", values: null, bound: 0 });
    expect(placeCameras(problem, { exactSolver: failed })).toEqual({ ...without, exact: "failed" });
    const stopped: MipSolver = () => ({ status: "stopped", values: null, bound: Number.POSITIVE_INFINITY });
    const found = placeCameras(problem, { exactSolver: stopped });
    expect(found).toMatchObject({ status: "stopped", exact: "stopped" });
    expect(found.objective).toBeLessThanOrEqual(without.objective + 1e-9);
    expect(found.bound).toBeGreaterThanOrEqual(without.objective - 1e-9);
    expect(Number.isFinite(found.bound)).toBe(true);
  });
});
