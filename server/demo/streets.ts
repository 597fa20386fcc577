/**
 * The street network: main roads as given, side streets generated. Built-up ground is divided into small
 * neighbourhoods (nearest-point cells); each is a grid turned to its nearest main road, and the whole is bent by
 * slow waves so that nothing is straight for long. Streets stop at parks, water, railways and trunk roads.
 */
import type { SeededRandom } from "#domain/stats/seeded-random.ts";
import { mainLines, type RoadClass } from "./inputs.ts";
import { alongLine, distanceM, lineLengthM, nearestPart, type Point, toPlane } from "./plane.ts";
import { createStreetNamer } from "./street-namer.ts";
import { BARRIER, GREEN, INSIDE, MAIN_ROAD, RING, type Terrain, WATER } from "./terrain.ts";

export type Street = { name: string; ref: string; class: RoadClass; line: Point[]; lengthM: number };

const NEIGHBOURHOOD_SPACING_M = 430;
const SAMPLE_M = 15;
const SHORTEST_M = 75;

/** Main roads cut to the demo's extent, then about 4,000 side streets. */
export function buildStreets(terrain: Terrain, random: SeededRandom): Street[] {
  const roads = mainLines.roads.flatMap(({ line, ...road }) =>
    cutToExtent(line.map(toPlane), terrain).map((part) => street(road, part)),
  );
  const directions = roads.flatMap(({ line }) => alongLine(line, 120));
  const seeds = neighbourhoodSeeds(terrain, random.fork("neighbourhoods"));
  const nameNext = createStreetNamer(random.fork("street names"));
  const layout = random.fork("layout");
  const side: Street[] = [];
  for (const axis of seeds.flatMap((seed) => neighbourhoodLines(seed, seeds, directions, layout))) {
    const runs = freeRuns(axis, terrain);
    if (runs.length === 0) continue;
    const name = nameNext(runs.reduce((total, run) => total + lineLengthM(run), 0));
    for (const run of runs) side.push(street({ name, ref: "", class: "residential" }, run));
  }
  return [...roads, ...side];
}

function street(road: Pick<Street, "name" | "ref" | "class">, line: Point[]): Street {
  return { ...road, line, lengthM: lineLengthM(line) };
}

function cutToExtent(line: Point[], { ground }: Terrain): Point[][] {
  const inExtent = ([x, y]: Point) => (ground.get(x, y) & (INSIDE | RING)) !== 0;
  if (line.every(inExtent)) return [line];
  const parts: Point[][] = [];
  let part: Point[] = [];
  for (const { at } of alongLine(line, 30)) {
    if (inExtent(at)) part.push(at);
    else if (part.length) {
      parts.push(part);
      part = [];
    }
  }
  parts.push(part);
  return parts.filter((points) => points.length > 2);
}

/** Random points at least a spacing apart on ground that may be built on (dart throwing). */
function neighbourhoodSeeds({ ground, bounds }: Terrain, random: SeededRandom): Point[] {
  const [west, south, east, north] = bounds;
  const taken = new Map<string, Point>();
  const size = NEIGHBOURHOOD_SPACING_M / Math.SQRT2;
  const key = (x: number, y: number, i = 0, j = 0) =>
    `${Math.floor(x / size) + i},${Math.floor(y / size) + j}`;
  for (let dart = 0; dart < 14_000; dart++) {
    const x = west + random.uniform() * (east - west);
    const y = south + random.uniform() * (north - south);
    const flags = ground.get(x, y);
    if (!(flags & (INSIDE | RING)) || flags & (GREEN | WATER)) continue;
    let free = true;
    for (let i = -2; i <= 2 && free; i++) {
      for (let j = -2; j <= 2 && free; j++) {
        const other = taken.get(key(x, y, i, j));
        if (other && distanceM(other, [x, y]) < NEIGHBOURHOOD_SPACING_M) free = false;
      }
    }
    if (free) taken.set(key(x, y), [x, y]);
  }
  return [...taken.values()];
}

type Direction = { at: Point; along: Point };

/** Straight lines of one neighbourhood: its edges (once per pair), rows, and cross streets. */
function neighbourhoodLines(
  seed: Point,
  seeds: readonly Point[],
  directions: readonly Direction[],
  random: SeededRandom,
): [Point, Point][] {
  const reach = NEIGHBOURHOOD_SPACING_M * 0.95;
  const near = seeds.filter((other) => other !== seed && distanceM(other, seed) < 2 * reach);
  const square: Point[] = [
    [seed[0] - reach, seed[1] - reach],
    [seed[0] + reach, seed[1] - reach],
    [seed[0] + reach, seed[1] + reach],
    [seed[0] - reach, seed[1] + reach],
  ];
  const cell = nearestPart(square, seed, near);
  const angle = nearestAngle(seed, directions) + (random.uniform() - 0.5) * 0.35;
  const along: Point = [Math.cos(angle), Math.sin(angle)];
  const across: Point = [-along[1], along[0]];
  const lines: [Point, Point][] = [];
  cell.forEach((a, i) => {
    const b = cell[(i + 1) % cell.length] ?? a;
    // Every edge lies between two seeds; the one further east (or north) draws it.
    const outward = (a[0] + b[0]) / 2 - seed[0] + 1e-6 * ((a[1] + b[1]) / 2 - seed[1]);
    if (outward > 0 && distanceM(a, b) > 60) lines.push([a, b]);
  });
  const rowGap = 88 + random.uniform() * 34;
  const crossGap = 210 + random.uniform() * 110;
  lines.push(...parallels(cell, seed, along, across, rowGap));
  lines.push(...parallels(cell, seed, across, along, crossGap));
  return lines;
}

/** Chords of a convex cell in one direction, a gap apart, none within 0.45 gaps of the cell's rim. */
function parallels(
  cell: readonly Point[],
  centre: Point,
  along: Point,
  across: Point,
  gapM: number,
): [Point, Point][] {
  const offsetOf = (p: Point) => (p[0] - centre[0]) * across[0] + (p[1] - centre[1]) * across[1];
  const offsets = cell.map(offsetOf);
  const low = Math.min(...offsets);
  const high = Math.max(...offsets);
  const count = Math.floor((high - low) / gapM - 0.9);
  const chords: [Point, Point][] = [];
  for (let k = 0; k < count; k++) {
    const offset = (low + high) / 2 + (k - (count - 1) / 2) * gapM;
    const ends: Point[] = [];
    cell.forEach((a, i) => {
      const b = cell[(i + 1) % cell.length] ?? a;
      const [oa, ob] = [offsetOf(a) - offset, offsetOf(b) - offset];
      if (oa > 0 !== ob > 0) {
        const t = oa / (oa - ob);
        ends.push([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]);
      }
    });
    const [from, to] = ends;
    const forward = (p: Point) => p[0] * along[0] + p[1] * along[1];
    if (from && to) chords.push(forward(from) < forward(to) ? [from, to] : [to, from]);
  }
  return chords;
}

function nearestAngle(seed: Point, directions: readonly Direction[]): number {
  let best = Infinity;
  let angle = 0;
  for (const { at, along } of directions) {
    const distance = distanceM(at, seed);
    if (distance < best) {
      best = distance;
      angle = Math.atan2(along[1], along[0]);
    }
  }
  return angle;
}

/** Bends the plane by slow waves, at most about 55 m; never folds it. */
function bend([x, y]: Point): Point {
  return [
    x + 30 * Math.sin(y / 190 + 0.6) + 22 * Math.sin(x / 260 + y / 310 + 2.1),
    y + 30 * Math.sin(x / 205 + 1.3) + 22 * Math.sin(y / 280 - x / 330 + 0.4),
  ];
}

/** Parts of a bent line on ground that a side street may use, joined to the main road where they meet one. */
function freeRuns([from, to]: [Point, Point], { ground }: Terrain): Point[][] {
  const length = distanceM(from, to);
  const count = Math.max(2, Math.round(length / SAMPLE_M));
  const samples = Array.from({ length: count + 1 }, (_, i): Point => {
    const t = i / count;
    return bend([from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t]);
  });
  const flags = samples.map(([x, y]) => ground.get(x, y));
  const isFree = (flag: number) =>
    (flag & (INSIDE | RING)) !== 0 && !(flag & (GREEN | WATER | BARRIER | MAIN_ROAD));
  const runs: Point[][] = [];
  let start = -1;
  for (let i = 0; i <= samples.length; i++) {
    const free = i < samples.length && isFree(flags[i] ?? 0);
    if (free && start < 0) start = i;
    if (free || start < 0) continue;
    const first = start > 0 && (flags[start - 1] ?? 0) & MAIN_ROAD ? start - 1 : start;
    const last = i < samples.length && (flags[i] ?? 0) & MAIN_ROAD ? i : i - 1;
    start = -1;
    const run = samples.slice(first, last + 1);
    if (lineLengthM(run) >= SHORTEST_M) runs.push(thin(run));
  }
  return runs;
}

/** Every third sample and both ends: 45 m apart, enough for the bend. */
function thin(run: readonly Point[]): Point[] {
  return run.filter((_, i) => i % 3 === 0 || i === run.length - 1);
}
