/** Outlines of groups of hexagons, and a number in the middle of each. */
import type { HexGrid } from "../workers/cube-messages.ts";

export type OutlinedPlace = { rank: number; cells: readonly string[]; centre: readonly [number, number] };

const METRES_PER_DEGREE = 40.03e6 / 360;
/** Of the distance to a neighbour: nearer than this to where one would be, it is the neighbour. */
const SAME_PLACE = 0.3;

/**
 * Lines around each place where no hexagon of the same place lies beyond, and its rank as a point.
 * Hexagons that are not in the grid are left out.
 */
export function placeOutlines(
  places: readonly OutlinedPlace[],
  grid: HexGrid | null,
): GeoJSON.FeatureCollection {
  const features: GeoJSON.Feature[] = [];
  if (!grid) return { type: "FeatureCollection", features };
  const numbers = new Map(grid.cells.map((cell, i) => [cell, i]));
  for (const { rank, cells, centre } of places) {
    const indexes = cells.flatMap((cell) => numbers.get(cell) ?? []);
    const coordinates = outerEdges(indexes, grid);
    if (coordinates.length === 0) continue;
    features.push(
      { type: "Feature", properties: { rank }, geometry: { type: "MultiLineString", coordinates } },
      { type: "Feature", properties: { rank }, geometry: { type: "Point", coordinates: [...centre] } },
    );
  }
  return { type: "FeatureCollection", features };
}

function outerEdges(indexes: readonly number[], { centres, corners }: HexGrid): GeoJSON.Position[][] {
  const at = indexes.map((i) => ({ lng: centres[2 * i] ?? 0, lat: centres[2 * i + 1] ?? 0 }));
  const edges: GeoJSON.Position[][] = [];
  for (const here of at) {
    const eastScale = METRES_PER_DEGREE * Math.cos((here.lat * Math.PI) / 180);
    const position = (east: number, north: number): GeoJSON.Position => [
      here.lng + east / eastScale,
      here.lat + north / METRES_PER_DEGREE,
    ];
    for (const [i, [east = 0, north = 0]] of corners.entries()) {
      const [nextEast = 0, nextNorth = 0] = corners[(i + 1) % corners.length] ?? [];
      // The neighbour beyond an edge lies twice as far as the middle of the edge.
      const beyond = { east: east + nextEast, north: north + nextNorth };
      const spacing = Math.hypot(beyond.east, beyond.north);
      const isInner = at.some(
        ({ lng, lat }) =>
          Math.hypot(
            (lng - here.lng) * eastScale - beyond.east,
            (lat - here.lat) * METRES_PER_DEGREE - beyond.north,
          ) <
          SAME_PLACE * spacing,
      );
      if (!isInner) edges.push([position(east, north), position(nextEast, nextNorth)]);
    }
  }
  return edges;
}
