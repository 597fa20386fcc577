/** Imported outlines of planned buildings as a plan holds them. Pure. */
import type { LngLat } from "#domain/grid/h3.ts";
import type { PlannedBuilding } from "#domain/scenario/scenario-document.ts";

/** Outer rings only; an outline of several parts gives a building for each. One without a height is left out. */
export function importedBuildings(features: readonly GeoJSON.Feature[]): PlannedBuilding[] {
  return features.flatMap(({ id, geometry, properties }) => {
    const heightM = properties?.heightM;
    if (typeof heightM !== "number" || !(heightM > 0)) return [];
    const name =
      typeof properties?.name === "string" && properties.name !== "" ? properties.name : `Planned ${id}`;
    return outerRings(geometry).map((ring, part) => ({
      id: `imported ${id} ${part}`,
      name: name.slice(0, 120),
      heightM,
      ring,
    }));
  });
}

function outerRings(geometry: GeoJSON.Geometry): LngLat[][] {
  const polygons =
    geometry.type === "Polygon"
      ? [geometry.coordinates]
      : geometry.type === "MultiPolygon"
        ? geometry.coordinates
        : [];
  return polygons.flatMap(([outer]) =>
    outer ? [outer.map(([lng = 0, lat = 0]): LngLat => [lng, lat])] : [],
  );
}
