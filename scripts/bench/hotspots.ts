/**
 * Gi* with exact p and q on hexagons of London, without and with the making of neighbourhoods, and R's spdep on the
 * same 100,000 hexagons in the same run. Counts are drawn with a fixed seed: 0.4 a hexagon, some of it clustered.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cellAt, cellCentre, cellDisk } from "../../server/domain/grid/h3.ts";
import { buildNeighbourhood } from "../../server/domain/grid/neighbourhood.ts";
import { wgs84ToBng } from "../../server/domain/grid/osgb.ts";
import { emergingHotspots } from "../../server/domain/hotspot/emerging.ts";
import { giStar } from "../../server/domain/hotspot/gi-star.ts";
import { seededRandom } from "../../server/domain/stats/seeded-random.ts";
import { columnOf, inTemporaryFolder, runR } from "./r-peer.ts";
import { type BenchRow, percentile } from "./row.ts";

const MIDDLE = cellAt([-0.2, 51.6], 10);
/** Rings around the middle: 3k(k + 1) + 1 hexagons. 46 is about Barnet at resolution 10. */
const SIZES = [
  { name: "about Barnet at resolution 10", rings: 46, targetMs: 30, runs: 21 },
  { name: "100,000", rings: 182, targetMs: 300, runs: 7 },
  { name: "430,000", rings: 378, targetMs: 2000, runs: 3 },
] as const;
const MEAN_PER_CELL = 0.4;
/** Between the spacing of hexagons at resolution 10 (about 115 m here) and that of the second ring (200 m). */
const NEIGHBOUR_M = 160;

export async function benchHotspots(): Promise<BenchRow[]> {
  return [...SIZES.flatMap(timeSize), timeEmerging(), ...(await againstSpdep())];
}

function timeSize({ name, rings, targetMs, runs }: (typeof SIZES)[number]): BenchRow[] {
  const cells = cellDisk(MIDDLE, rings);
  const counts = clusteredCounts(cells.length);
  const building = timesOf(3, () => buildNeighbourhood(cells, null, 1));
  const neighbourhood = buildNeighbourhood(cells, null, 1);
  const testing = timesOf(runs, () => giStar(counts, neighbourhood));
  const label = `${cells.length.toLocaleString("en-GB")} hexagons (${name})`;
  const limit = { name: "target", figure: targetMs };
  return [
    { name: `Gi* exact p and q, ${label}`, figure: percentile(testing, 0.5), unit: "ms", limit },
    {
      name: `the same with neighbours made anew`,
      figure: percentile(testing, 0.5) + percentile(building, 0.5),
      unit: "ms",
      limit,
    },
  ];
}

/** 36 monthly steps of 62,000 hexagons. */
function timeEmerging(): BenchRow {
  const cells = cellDisk(MIDDLE, 143);
  const neighbourhood = buildNeighbourhood(cells, null, 1);
  const counts = Array.from({ length: 36 }, (_, step) => clusteredCounts(cells.length, 100 + step));
  const [time = 0] = timesOf(1, () =>
    emergingHotspots({ counts, stepDays: null, neighbourhood, include: null }),
  );
  return {
    name: `emerging hotspots, 36 steps × ${cells.length.toLocaleString("en-GB")} hexagons`,
    figure: time / 1000,
    unit: "s",
    limit: { name: "target", figure: 5 },
  };
}

async function againstSpdep(): Promise<BenchRow[]> {
  const cells = cellDisk(MIDDLE, 182);
  const counts = clusteredCounts(cells.length);
  const [ours = 0] = timesOf(1, () => giStar(counts, buildNeighbourhood(cells, null, 1)));
  const answer = giStar(counts, buildNeighbourhood(cells, null, 1));
  if (!answer.ok) throw new Error(answer.detail);
  return inTemporaryFolder(async (folder) => {
    const rows = cells.map((cell, i) => [...wgs84ToBng(...cellCentre(cell)), counts[i]].join());
    writeFileSync(join(folder, "cells.csv"), `x,y,n\n${rows.join("\n")}\n`);
    const theirs = await runR("local-g.R", [
      join(folder, "cells.csv"),
      String(NEIGHBOUR_M),
      join(folder, "z.txt"),
    ]);
    const z = columnOf(join(folder, "z.txt"));
    const apart = Math.max(...z.map((value, i) => Math.abs(value - (answer.result.z[i] ?? Number.NaN))));
    return [
      {
        name: `Gi* with neighbours and exact p, the same hexagons; z apart by at most ${apart.toExponential(0)}`,
        figure: ours / 1000,
        unit: "s",
        limit: { name: "spdep dnearneigh + localG (z only)", figure: theirs.seconds },
      },
    ];
  });
}

/** Mean MEAN_PER_CELL; a tenth of the incidents pile up in one hexagon in a thousand. */
export function clusteredCounts(cells: number, seed = 20_261_123): Int32Array {
  const random = seededRandom(seed);
  const counts = new Int32Array(cells);
  const incidents = Math.round(cells * MEAN_PER_CELL);
  const hot = Math.max(1, Math.round(cells / 1000));
  for (let i = 0; i < incidents; i++) {
    const at =
      random.uniform() < 0.1
        ? (random.integerBelow(hot) * 997 + random.integerBelow(3)) % cells
        : random.integerBelow(cells);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

/** Milliseconds of each of so many runs, after one that is not counted where there are several. */
export function timesOf(runs: number, work: () => unknown): number[] {
  if (runs > 1) work();
  return Array.from({ length: runs }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
}
