/**
 * Where risk may be seen: the centres of H3 cells of resolution 13 (39 m² in north London) that are not in a building,
 * each with its part of the risk of the hexagon of resolution 10 that it lies in.
 *
 * Published positions are snapped to the middle of streets, so risk is spread evenly over a hexagon's open ground and
 * never put on the anchor itself. Open ground is everything outside buildings: gardens are in it, because no source at
 * hand tells them from streets.
 */
import { cellAt, cellCentre, cellDescendants, cellDisk, type LngLat } from "../grid/h3.ts";
import type { LocalPlane } from "./local-plane.ts";
import { footprintAt, type Scene } from "./scene.ts";

const DEMAND_RESOLUTION = 13;
export const RISK_RESOLUTION = 10;

/** Open points of one hexagon, metres, x and y in turn; and how many points it has with those in buildings. */
export type CellPoints = { xy: Float64Array; all: number };

/**
 * Points of hexagons of resolution 10, each point in the hexagon of its own coordinate: along an edge some descend
 * from the neighbour. Worked out together, because hexagons that touch share their descendants.
 * Cost: about 0.5 ms a hexagon where most of them touch.
 */
export function pointsOfCells(
  cells: readonly string[],
  plane: LocalPlane,
  scene: Scene,
): Map<string, CellPoints> {
  const open = new Map(cells.map((cell) => [cell, { xy: [] as number[], all: 0 }]));
  const parents = new Set(cells.flatMap((cell) => cellDisk(cell, 1)));
  for (const parent of parents) {
    for (const child of cellDescendants(parent, DEMAND_RESOLUTION)) {
      const centre: LngLat = cellCentre(child);
      const found = open.get(cellAt(centre, RISK_RESOLUTION));
      if (!found) continue;
      found.all++;
      const [x, y] = plane.toPlane(centre);
      if (footprintAt(scene, x, y) < 0) found.xy.push(x, y);
    }
  }
  return new Map(Array.from(open, ([cell, { xy, all }]) => [cell, { xy: Float64Array.from(xy), all }]));
}

export type DemandPoints = {
  /** Metres, x and y in turn. */
  xy: Float64Array;
  /** Part of the risk at each point. */
  weight: Float64Array;
  /** Number of the hexagon, in the order given. */
  cell: Int32Array;
  /** Open points of each hexagon. */
  pointsPerCell: Int32Array;
  /** Risk of hexagons without any open ground: nobody can see it, but it is part of the whole. */
  notCoverable: number;
};

/**
 * Points of some hexagons with their weights.
 * @param risk of each hexagon, in any unit; hexagons without risk have no points.
 * @param pointsOf points of a hexagon, worked out or remembered.
 */
export function demandPoints(
  cells: readonly string[],
  risk: ArrayLike<number>,
  pointsOf: (cell: string) => CellPoints | undefined,
): DemandPoints {
  const found = cells.map(
    (cell, i) => ((risk[i] ?? 0) > 0 ? pointsOf(cell)?.xy : undefined) ?? new Float64Array(0),
  );
  const total = found.reduce((sum, { length }) => sum + length, 0);
  const xy = new Float64Array(total);
  const weight = new Float64Array(total / 2);
  const cell = new Int32Array(total / 2);
  const pointsPerCell = new Int32Array(cells.length);
  let notCoverable = 0;
  let at = 0;
  found.forEach((points, i) => {
    const n = points.length / 2;
    pointsPerCell[i] = n;
    if (n === 0) notCoverable += risk[i] ?? 0;
    xy.set(points, 2 * at);
    weight.fill((risk[i] ?? 0) / Math.max(1, n), at, at + n);
    cell.fill(i, at, at + n);
    at += n;
  });
  return { xy, weight, cell, pointsPerCell, notCoverable };
}
