/**
 * What cameras see and where they should go: one view among buildings, beside GRASS's viewshed on the same buildings; the
 * views of every lamp column of a borough in eight directions; and the best fifty of them.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateDemo } from "../../server/demo/generate-demo.ts";
import { seriesInputs } from "../../server/demo/inputs.ts";
import { type ColumnViews, columnMatrix } from "../../server/domain/camera/column-matrix.ts";
import { demandPoints, pointsOfCells, RISK_RESOLUTION } from "../../server/domain/camera/demand-points.ts";
import { type LocalPlane, localPlane } from "../../server/domain/camera/local-plane.ts";
import { buildScene, type Footprint, footprintAt, type Scene } from "../../server/domain/camera/scene.ts";
import { viewAreaM2 } from "../../server/domain/camera/view.ts";
import { visibility } from "../../server/domain/camera/visibility.ts";
import { cellAt } from "../../server/domain/grid/h3.ts";
import type { MipSolver } from "../../server/domain/placement/mip.ts";
import { placeCameras } from "../../server/domain/placement/place-cameras.ts";
import type { PlacementProblem } from "../../server/domain/placement/placement-problem.ts";
import { highsSolver } from "../../server/jobs/highs-solver.ts";
import { realFile } from "../../tests/support/real-data.ts";
import { benchDrag, benchLinks, benchResamples, benchSave, benchSchedule } from "./camera-plans.ts";
import { type BenchRow, percentile } from "./row.ts";

const HOLBORN = ["commercial", "residential", "non_residential"].map(
  (kind) => `buildings/london-holborn/building_${kind}.geojson`,
);
/** Sides of the peer's raster cells: its areas come nearer to ours the finer it is. */
const CELLS_M = [0.5, 0.25, 0.125];
const RANGE_M = 60;
const HEIGHT_M = 6;
const TARGET_M = 1.6;
/** Times that every place is looked from: one pass alone differs by a fifth from the next. */
const PASSES = 7;
const ROOF_M = 20;
/** Farther than any place of the town from its middle. */
const WIDE_M = 1e5;

export async function benchCameras(): Promise<BenchRow[]> {
  const town = holborn() ?? demoTown();
  const buildings = town.footprints.map(({ rings, heightM }) => ({ rings, heightM: heightM ?? ROOF_M }));
  return [
    ...oneView(town),
    ...benchDrag(
      {
        plane: town.plane,
        scene: town.scene,
        buildings: town.footprints.length,
        known: { min: [-WIDE_M, -WIDE_M], max: [WIDE_M, WIDE_M] },
      },
      town.spots,
    ),
    ...columnsAndSites(await highsSolver()),
    ...benchSchedule(),
    ...benchLinks(buildings, town.spots),
    ...(await benchSave()),
  ];
}

type Town = { plane: LocalPlane; scene: Scene; footprints: readonly Footprint[]; spots: [number, number][] };

function oneView({ scene, spots }: Town): BenchRow[] {
  const at = { heightM: HEIGHT_M, targetHeightM: TARGET_M, rangeM: RANGE_M, bearingDeg: 0, hfovDeg: 360 };
  // The compiler has seen the code once, as it has when a camera is dragged.
  for (const [x, y] of spots) visibility(scene, { x, y, ...at });
  const times: number[] = [];
  const look = ([x, y]: readonly [number, number]) => {
    const begun = performance.now();
    const answer = visibility(scene, { x, y, ...at });
    times.push(performance.now() - begun);
    return answer.ok ? [answer.view] : [];
  };
  for (let pass = 1; pass < PASSES; pass++) spots.forEach(look);
  const views = spots.flatMap(look);
  const ms = percentile(times, 0.5);
  const rows: BenchRow[] = [
    {
      name: `one view, ${RANGE_M} m, all round, ${spots.length} places, ${(views.reduce((n, view) => n + view.footprints, 0) / views.length).toFixed(0)} buildings in range, median`,
      figure: ms,
      unit: "ms",
      limit: { name: "target", figure: 0.25 },
    },
  ];
  const compared = views.filter((_, i) => i % 24 === 0);
  for (const cellM of CELLS_M) {
    const theirs = compared.flatMap((view) => grassViewshed(scene, view.x, view.y, cellM) ?? []);
    if (theirs.length < compared.length || theirs.length === 0) continue;
    const total = (of: number[]) => of.reduce((sum, one) => sum + one, 0);
    const apart =
      total(theirs.map(({ areaM2 }) => areaM2)) / total(compared.map((view) => viewAreaM2(view))) - 1;
    rows.push({
      name: `the same, against GRASS r.viewshed at ${cellM} m for ${theirs.length} places; its areas are ${(100 * apart).toFixed(1)} % off ours`,
      figure: ms,
      unit: "ms",
      limit: {
        name: "r.viewshed, median",
        figure: percentile(
          theirs.map((peer) => peer.ms),
          0.5,
        ),
      },
    });
  }
  return rows;
}

/** Central London: as dense as it gets. Null where the real files are absent. */
function holborn(): Town | null {
  const paths = HOLBORN.map(realFile);
  if (paths.some((path) => path === null)) return null;
  const plane = localPlane([-0.12, 51.518]);
  const footprints = paths.flatMap((path) => {
    const { features } = JSON.parse(readFileSync(path ?? "", "utf8")) as GeoJSON.FeatureCollection;
    return features.flatMap(({ geometry }) => footprintsOf(geometry, plane, null));
  });
  const scene = buildScene(footprints);
  return { plane, scene, footprints, spots: openSpots(scene, footprints) };
}

function footprintsOf(geometry: GeoJSON.Geometry, plane: LocalPlane, heightM: number | null): Footprint[] {
  const polygons =
    geometry.type === "Polygon"
      ? [geometry.coordinates]
      : geometry.type === "MultiPolygon"
        ? geometry.coordinates
        : [];
  return polygons.map((rings) => ({
    heightM,
    rings: rings.map((ring) =>
      Float64Array.from(ring.flatMap(([lng = 0, lat = 0]) => [...plane.toPlane([lng, lat])])),
    ),
  }));
}

/** Places 4 m before the first corner of every fifth building, where that is open ground. */
function openSpots(scene: Scene, footprints: readonly Footprint[]): [number, number][] {
  return footprints.flatMap(({ rings }, i): [number, number][] => {
    const [x = 0, y = 0] = rings[0] ?? [];
    const spot: [number, number] = [x + 3, y + 2.5];
    return i % 5 === 0 && footprintAt(scene, ...spot) < 0 ? [spot] : [];
  });
}

type DemoParts = {
  columns: { x: number; y: number; heightM: number }[];
  footprints: Footprint[];
  plane: LocalPlane;
};

function demoParts(): DemoParts {
  const plane = localPlane([-0.21, 51.61]);
  const features = generateDemo(seriesInputs.seed).detailFeatures();
  return {
    plane,
    footprints: features
      .filter(({ layer }) => layer === "building")
      .flatMap(({ geometry, heightM }) => footprintsOf(asGeometry(geometry), plane, heightM ?? null)),
    columns: features.flatMap(({ layer, geometry, heightM }) => {
      if (layer !== "column" || geometry.type !== "Point") return [];
      const [x, y] = plane.toPlane(geometry.coordinates);
      return [{ x, y, heightM: heightM ?? 6 }];
    }),
  };
}

/** The demo's own kind of geometry, as everybody else's. */
function asGeometry(geometry: object): GeoJSON.Geometry {
  return JSON.parse(JSON.stringify(geometry));
}

function demoTown(): Town {
  const { plane, footprints, columns } = demoParts();
  const spots = columns.slice(0, 500).map(({ x, y }): [number, number] => [x, y]);
  return { plane, scene: buildScene(footprints), footprints, spots };
}

/**
 * Ground seen by r.viewshed over a raster of roofs 20 m high: cells outside buildings that it marks as visible. Null
 * without GRASS.
 */
function grassViewshed(
  scene: Scene,
  x: number,
  y: number,
  cellM: number,
): { ms: number; areaM2: number } | null {
  const folder = mkdtempSync(join(tmpdir(), "sightline-grass-"));
  try {
    const half = RANGE_M + 5;
    const side = Math.round((2 * half) / cellM);
    const roof = (col: number, row: number) =>
      footprintAt(scene, x - half + (col + 0.5) * cellM, y + half - (row + 0.5) * cellM) >= 0;
    const rows = Array.from({ length: side }, (_, row) =>
      Array.from({ length: side }, (__, col) => (roof(col, row) ? ROOF_M : 0)),
    );
    const head = `north: ${2 * half}\nsouth: 0\neast: ${2 * half}\nwest: 0\nrows: ${side}\ncols: ${side}\n`;
    writeFileSync(join(folder, "roofs.txt"), `${head}${rows.map((row) => row.join(" ")).join("\n")}\n`);
    const script = `
      r.in.ascii --q input=${folder}/roofs.txt output=roofs && g.region raster=roofs &&
      begun=$(date +%s%N) &&
      r.viewshed --q -b input=roofs output=seen coordinates=${half},${half} observer_elevation=${HEIGHT_M} target_elevation=${TARGET_M} max_distance=${RANGE_M} memory=500 &&
      echo "ms $(( ($(date +%s%N) - begun) / 1000000 ))" &&
      r.out.ascii -h --q input=seen output=${folder}/seen.txt`;
    writeFileSync(join(folder, "run.sh"), script);
    const run = spawnSync("grass", ["--tmp-location", "XY", "--exec", "sh", join(folder, "run.sh")], {
      encoding: "utf8",
    });
    const ms = Number(/^ms (\d+)$/m.exec(run.stdout ?? "")?.[1]);
    if (run.status !== 0 || Number.isNaN(ms)) return null;
    const seen = readFileSync(join(folder, "seen.txt"), "utf8").trim().split("\n");
    let cells = 0;
    for (const [row, line] of seen.entries()) {
      for (const [col, mark] of line.trim().split(/\s+/).entries())
        if (mark === "1" && rows[row]?.[col] === 0) cells++;
    }
    return { ms, areaM2: cells * cellM * cellM };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const TARGET_COLUMNS = 33_000;

/** The demo's columns, some twice over a few metres apart to make up a borough's 33,000. */
function columnsAndSites(exactSolver: MipSolver | null): BenchRow[] {
  const { plane, footprints, columns } = demoParts();
  const more = columns
    .slice(0, TARGET_COLUMNS - columns.length)
    .map(({ x, y, heightM }) => ({ x: x + 9, y: y + 7, heightM }));
  const spots = [...columns, ...more].map((spot) => ({ ...spot, reach: { nearM: 0, farM: 56 } }));
  const scene = buildScene(footprints);
  const cells = [...new Set(columns.map(({ x, y }) => cellAt(plane.toLngLat([x, y]), RISK_RESOLUTION)))];
  const begun = performance.now();
  const points = pointsOfCells(cells, plane, scene);
  const demand = demandPoints(
    cells,
    cells.map((_, i) => 1 + ((i * 7919) % 97) ** 2 / 400),
    (cell) => points.get(cell),
  );
  const views = columnMatrix({
    scene,
    columns: spots,
    bearings: 8,
    hfovDeg: 68,
    targetHeightM: TARGET_M,
    rangeM: RANGE_M,
    xy: demand.xy,
    home: new Uint8Array(footprints.length),
  });
  const seconds = (performance.now() - begun) / 1000;
  if (!views) return [];
  return [
    {
      name: `views of ${spots.length.toLocaleString("en-GB")} columns in 8 directions, ${(views.matrix.point.length / 1e6).toFixed(1)} million entries, demand points included`,
      figure: seconds,
      unit: "s",
      limit: { name: "target", figure: 90 },
    },
    {
      name: "the same, memory of the process",
      figure: process.memoryUsage().rss / 1e6,
      unit: "MB",
      limit: { name: "target", figure: 2000 },
    },
    ...bestSites(problemOf(views, demand.weight, spots.length), exactSolver),
    ...benchResamples(problemOf(views, demand.weight, spots.length), demand.cell, cells.length),
  ];
}

function problemOf(views: ColumnViews, weight: Float64Array, sites: number): PlacementProblem {
  return {
    matrix: views.matrix,
    weight,
    site: views.column,
    sites,
    cost: new Float64Array(views.matrix.views).fill(1),
    penalty: new Float64Array(views.matrix.views),
    seenBefore: new Uint8Array(weight.length),
    k: 50,
    budget: null,
    backupWeight: 0,
  };
}

/** Prices of a site, £. */
const PRICES = [6000, 8000, 11_000, 15_000];
const BUDGET = 400_000;
const LIMIT_MS = 60_000;

/** The same columns in other words: by number, with cameras that are there already, and by a budget at several prices. */
function bestSites(problem: PlacementProblem, exactSolver: MipSolver | null): BenchRow[] {
  const seenBefore = new Uint8Array(problem.weight.length);
  for (let v = 0; v < problem.matrix.views; v += 2000)
    for (let at = problem.matrix.start[v] ?? 0; at < (problem.matrix.start[v + 1] ?? 0); at++)
      seenBefore[problem.matrix.point[at] ?? 0] = 1;
  const cost = Float64Array.from(problem.site, (column) => PRICES[column % PRICES.length] ?? 0);
  return [
    ...searched("best 50 of them", problem, exactSolver),
    ...searched(
      "best 50 with cameras of today, seen twice worth 30 % more",
      { ...problem, seenBefore, backupWeight: 0.3 },
      exactSolver,
    ).slice(1),
    ...searched(
      "best for £400,000 at four prices",
      { ...problem, cost, k: null, budget: BUDGET },
      exactSolver,
    ).slice(1),
  ];
}

function searched(name: string, problem: PlacementProblem, exactSolver: MipSolver | null): BenchRow[] {
  const begun = performance.now();
  let [first, within] = [0, 0];
  const leftS = () => (LIMIT_MS - (performance.now() - begun)) / 1000;
  const { gap, exact } = placeCameras(problem, {
    goodGap: 1e-3,
    shouldStop: () => leftS() < 0,
    ...(exactSolver
      ? { exactSolver: (model, options) => exactSolver(model, { ...options, timeLimitS: leftS() }) }
      : {}),
    onProgress: ({ objective, bound }) => {
      if (first === 0) first = performance.now() - begun;
      if (within === 0 && (bound - objective) / bound <= 0.02) within = performance.now() - begun;
    },
  });
  const seconds = (performance.now() - begun) / 1000;
  return [
    { name: `${name}: first answer`, figure: first / 1000, unit: "s", limit: { name: "target", figure: 2 } },
    {
      name: `${name}: proven to within 2 %`,
      figure: within / 1000,
      unit: "s",
      limit: { name: "target", figure: 60 },
    },
    {
      name: `${name}: proven gap at the end, after ${seconds.toFixed(1)} s, exact solver ${exact}`,
      figure: 100 * gap,
      unit: "%",
      limit: { name: "target", figure: 2 },
    },
  ];
}
