/** Small shapes that the map needs: the world but for an area, the outline of a hexagon, the box around areas. */
import type { AreaDetail } from "#contract/areas.ts";
import type { HexGrid } from "../workers/cube-messages.ts";

export type Bounds = [west: number, south: number, east: number, north: number];

/** Everything but the areas, as one polygon with holes. Holes of an area are filled again. */
export function outsideOf(areas: readonly AreaDetail[]): GeoJSON.FeatureCollection {
  const world = [
    [-180, -85],
    [180, -85],
    [180, 85],
    [-180, 85],
    [-180, -85],
  ];
  const polygons = areas.flatMap((area) => area.geometry.coordinates);
  if (polygons.length === 0) return { type: "FeatureCollection", features: [] };
  const coordinates = [[world, ...polygons.flatMap((rings) => rings.slice(0, 1))]];
  for (const rings of polygons) for (const hole of rings.slice(1)) coordinates.push([hole]);
  return collection([{ type: "MultiPolygon", coordinates }]);
}

/** The areas themselves. */
export function areaFeatures(areas: readonly AreaDetail[]): GeoJSON.FeatureCollection {
  return collection(areas.map((area) => area.geometry));
}

/** Box around all areas. */
export function boundsOf(
  areas: readonly { bbox: readonly [number, number, number, number] }[],
): Bounds | null {
  if (areas.length === 0) return null;
  return [
    Math.min(...areas.map((area) => area.bbox[0])),
    Math.min(...areas.map((area) => area.bbox[1])),
    Math.max(...areas.map((area) => area.bbox[2])),
    Math.max(...areas.map((area) => area.bbox[3])),
  ];
}

/** Outline of one cell as it is drawn. */
function cellOutline(grid: HexGrid, index: number): GeoJSON.Polygon {
  const lng = grid.centres[2 * index] ?? 0;
  const lat = grid.centres[2 * index + 1] ?? 0;
  const metresPerDegree = 40.03e6 / 360;
  const ring = grid.corners.map(([east, north]) => [
    lng + east / (metresPerDegree * Math.cos((lat * Math.PI) / 180)),
    lat + north / metresPerDegree,
  ]);
  return { type: "Polygon", coordinates: [[...ring, ring[0] ?? [lng, lat]]] };
}

/** Chosen and hovered cell. */
export function selectionFeatures(
  grid: HexGrid | null,
  selected: number | null,
  hovered: number | null,
): GeoJSON.FeatureCollection {
  const features: GeoJSON.Feature[] = [];
  for (const [role, index] of [
    ["hovered", hovered],
    ["selected", selected],
  ] as const) {
    if (grid && index !== null && index >= 0 && index < grid.cells.length) {
      features.push({ type: "Feature", properties: { role }, geometry: cellOutline(grid, index) });
    }
  }
  return { type: "FeatureCollection", features };
}

function collection(geometries: readonly GeoJSON.Geometry[]): GeoJSON.FeatureCollection {
  return {
    type: "FeatureCollection",
    features: geometries.map((geometry) => ({ type: "Feature", properties: {}, geometry })),
  };
}
