/**
 * Script time of one position of the time slider: sums, values, classes, ranking and colours of every hexagon, as
 * the cube worker and the layer make them. Synthetic counts with the density of the real ones, seeded.
 */
import type { CellCube } from "#contract/cells.ts";
import { paintCells } from "../../client/map/paint-cells.ts";
import { paletteFrom } from "../../client/map/palette.ts";
import { CubeWindows } from "../../client/workers/cube-windows.ts";
import { mergeCubes } from "../../client/workers/merge-cubes.ts";
import { type BenchRow, percentile } from "./row.ts";

const MONTHS = 171;
const REPEATS = 3;

export async function benchSlider(): Promise<BenchRow[]> {
  return [
    ...rowsFor("6,500 cells (Barnet, res 10)", 6_500, 48_000, 4),
    ...rowsFor("120,000 cells (London, res 10)", 120_000, 1_015_000, 16),
  ];
}

function rowsFor(name: string, cells: number, incidents: number, limitMs: number): BenchRow[] {
  const merge = mergeCubes([syntheticCube(cells, incidents)]);
  if (!merge.ok) throw new RangeError("benchSlider: expected one area");
  const windows = new CubeWindows(merge.merged, null);
  const palette = paletteFrom(() => "#345678");
  const step = (from: number, length: number) => {
    const breaks = windows.breaks(length);
    const begun = performance.now();
    const { classes } = windows.window(0, { from, to: from + length }, breaks);
    paintCells(classes, merge.merged.flags, { kind: "bins", breaks }, palette);
    return performance.now() - begun;
  };
  const sliding: number[] = [];
  const jumping: number[] = [];
  for (let round = 0; round < REPEATS; round++) {
    for (let from = 0; from + 3 <= MONTHS; from++) sliding.push(step(from, 3));
    for (let i = 0; i < 120; i++) jumping.push(step((i * 67) % (MONTHS - 60), 1 + ((i * 29) % 60)));
  }
  const limit = { name: "limit", figure: limitMs };
  return [
    {
      name: `slider, ${name}, playing 3 months: median`,
      figure: percentile(sliding, 0.5),
      unit: "ms",
      limit,
    },
    { name: `slider, ${name}, playing 3 months: p95`, figure: percentile(sliding, 0.95), unit: "ms", limit },
    { name: `slider, ${name}, any jump: p95`, figure: percentile(jumping, 0.95), unit: "ms", limit },
  ];
}

/** Counts on few cells and rare on most, as crime is: one entry per cell and month that has any. */
function syntheticCube(cells: number, incidents: number): CellCube {
  const random = seeded(20_201_031);
  const counts = new Map<number, number>();
  for (let i = 0; i < incidents; i++) {
    const cell = Math.floor(cells * random() ** 2.2);
    const at = cell * MONTHS + Math.floor(MONTHS * random());
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  const keys = [...counts.keys()];
  return {
    cells: Array.from({ length: cells }, (_, i) => `cell-${i}`),
    flags: new Array<number>(cells).fill(0),
    areaM2: new Array<number>(cells).fill(15_000),
    centreInside: new Array<number>(cells).fill(1),
    months: Array.from({ length: MONTHS }, (_, m) => `m${m}`),
    monthStates: new Array<"covered">(MONTHS).fill("covered"),
    categories: ["burglary"],
    cellIndex: keys.map((key) => Math.floor(key / MONTHS)),
    monthIndex: keys.map((key) => key % MONTHS),
    categoryIndex: keys.map(() => 0),
    n: [...counts.values()],
  };
}

/** Mulberry32: small, seeded, good enough to spread counts. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
