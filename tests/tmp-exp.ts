import { highsSolver } from "../server/jobs/highs-solver.ts";
import { placeCameras } from "../server/domain/placement/place-cameras.ts";
import { seededRandom } from "../server/domain/stats/seeded-random.ts";
import { placementProblem } from "./support/placement-problem.ts";
import type { PlacementProblem } from "../server/domain/placement/placement-problem.ts";

function town(seed: number, isBudget: boolean, nPoints = 150, nCols = 40, reach = 0.22): PlacementProblem {
  const random = seededRandom(seed).uniform;
  const points = Array.from({ length: nPoints }, () => [random(), random()] as const);
  const columns = Array.from({ length: nCols }, () => [random(), random()] as const);
  const covers = columns.flatMap(([x, y]) =>
    [1, -1].map((side) =>
      points.flatMap(([px, py], i) => (Math.hypot(px - x, py - y) < reach && side * (px - x) > 0 ? [i] : [])),
    ),
  );
  const colCost = Float64Array.from(columns, () => 1 + Math.floor(4 * random()));
  return placementProblem(covers, {
    weight: points.map(() => Math.round(100 * random() ** 3) / 10),
    site: Int32Array.from(covers, (_, v) => v >> 1),
    sites: columns.length,
    cost: Float64Array.from(covers, (_, v) => colCost[v >> 1] ?? 1),
    penalty: Float64Array.from(covers, () => Math.round(10 * random()) / 10),
    seenBefore: Uint8Array.from(points, () => Math.max(0, Math.floor(6 * random()) - 3)),
    backupWeight: 0.3,
    ...(isBudget ? { budget: 12 } : { k: 6 }),
  });
}
const solver = await highsSolver();
for (const [np, nc, reach, limit] of [[150, 40, 0.22, 20], [2000, 800, 0.05, 40], [6000, 3000, 0.03, 60]] as const)
for (const isBudget of [true, false]) for (const seed of [1, 2]) {
  const problem = town(seed, isBudget, np, nc, reach);
  if (nc > 100) { if (isBudget) problem.budget = 60; else problem.k = 30; }
  for (const exact of [true, false]) {
    const t = performance.now();
    const r = placeCameras(problem, { goodGap: nc > 100 ? 1e-3 : 0, ...(exact && solver ? { exactSolver: solver } : {}), shouldStop: () => performance.now() - t > (exact ? limit : 5) * 1000 });
    console.log(np, nc, isBudget ? "budget" : "k", seed, exact ? "highs" : "own", r.status, r.exact, "obj", r.objective.toFixed(4), "gap", (100*r.gap).toFixed(3)+"%", "open", r.openViews, "iters", r.iterations, ((performance.now() - t) / 1000).toFixed(2) + "s", (process.memoryUsage().rss/1e6).toFixed(0)+"MB");
  }
}
