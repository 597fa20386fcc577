import highsLoader from "highs";
import { describe, expect, it } from "vitest";
import { placeCameras } from "#domain/placement/place-cameras.ts";
import type { PlacementProblem } from "#domain/placement/placement-problem.ts";
import { seededRandom } from "#domain/stats/seeded-random.ts";
import { placementProblem } from "../support/placement-problem.ts";

const highs = await highsLoader();

/** The same problem as a mixed-integer program (Church & ReVelle 1974; Hogan & ReVelle 1986), CPLEX LP format. */
function modelOf({ matrix, weight, site, sites, cost, penalty, seenBefore, ...rules }: PlacementProblem) {
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
  const lines = (parts: readonly string[]) => parts.join("\n ");
  return `Maximize\n obj: ${lines(objective)}\nSubject To\n ${rows.map((row, n) => `r${n}: ${row}`).join("\n ")}\nBounds\n ${lines(bounds)}\nBinary\n ${lines(all.map((v) => `x${v}`))}\nEnd`;
}

/** Columns on a plane with two directions each, that see points within reach on that side. */
function town(seed: number, isBudget: boolean): PlacementProblem {
  const random = seededRandom(seed).uniform;
  const points = Array.from({ length: 150 }, () => [random(), random()] as const);
  const columns = Array.from({ length: 40 }, () => [random(), random()] as const);
  const covers = columns.flatMap(([x, y]) =>
    [1, -1].map((side) =>
      points.flatMap(([px, py], i) => (Math.hypot(px - x, py - y) < 0.22 && side * (px - x) > 0 ? [i] : [])),
    ),
  );
  return placementProblem(covers, {
    weight: points.map(() => Math.round(100 * random() ** 3) / 10),
    site: Int32Array.from(covers, (_, v) => v >> 1),
    sites: columns.length,
    cost: Float64Array.from(covers, () => 1 + Math.floor(4 * random())),
    penalty: Float64Array.from(covers, () => Math.round(10 * random()) / 10),
    seenBefore: Uint8Array.from(points, () => Math.max(0, Math.floor(6 * random()) - 3)),
    backupWeight: 0.3,
    ...(isBudget ? { budget: 12 } : { k: 6 }),
  });
}

function optimumOf(problem: PlacementProblem): number {
  const solution = highs.solve(modelOf(problem), { output_flag: false, mip_rel_gap: 0 });
  expect(solution.Status).toBe("Optimal");
  return solution.ObjectiveValue;
}

describe("placement beside an exact solver", () => {
  it("by number, 80 views and 150 points: the same optimum", () => {
    for (const seed of [1, 2]) {
      const problem = town(seed, false);
      const found = placeCameras(problem);
      expect(found.status).toBe("optimal");
      expect(found.objective).toBeCloseTo(optimumOf(problem), 5);
    }
  });

  it("by budget at four prices: the optimum lies between the plan and the bound whenever it is stopped", () => {
    for (const seed of [1, 2]) {
      const problem = town(seed, true);
      const optimum = optimumOf(problem);
      const begun = performance.now();
      const found = placeCameras(problem, { shouldStop: () => performance.now() - begun > 1000 });
      expect(found.bound).toBeGreaterThanOrEqual(optimum - 1e-6);
      expect(found.objective).toBeLessThanOrEqual(optimum + 1e-6);
      expect(found.objective).toBeGreaterThanOrEqual(0.98 * optimum);
      expect(found.gap).toBeLessThan(0.1);
    }
  });
});
