/** Cameras and the way they look as points and lines for the map. */
import type { CameraDesign } from "#domain/camera/camera-design.ts";
import type { TreeStand } from "#domain/camera/tree-screen.ts";
import type { LngLat } from "#domain/grid/h3.ts";
import { along, type ShownCamera } from "./plan.ts";
import { dimmedFeatures } from "./tree-shadows.ts";
import { isKnownAround, type Level, type Surroundings, viewFeatures } from "./view-features.ts";

const FACING_M = 14;

/** Where the handle is that turns a camera. */
export function handleOf({ position, bearingDeg }: CameraDesign): LngLat {
  return along(position, bearingDeg ?? 0, FACING_M);
}

/** Points of all cameras, and facings of those whose direction is known. */
export function cameraFeatures(
  shown: readonly ShownCamera[],
  selected: string | null,
): GeoJSON.FeatureCollection {
  const features: GeoJSON.Feature[] = [];
  for (const camera of shown) {
    const isSelected = camera.id === selected;
    const role = isSelected ? "selected" : camera.role;
    const facing = camera.design?.bearingDeg ?? null;
    if (camera.design && facing !== null && camera.role !== "removed") {
      const tip = handleOf(camera.design);
      features.push(line([camera.position, tip]));
      if (isSelected) features.push(point(tip, { role: "handle", known: true }));
    }
    const isNamed = isSelected || camera.role !== "estate";
    features.push(
      point(camera.position, {
        role,
        known: camera.design !== null,
        ...(isNamed ? { label: camera.label } : {}),
      }),
    );
  }
  return { type: "FeatureCollection", features };
}

function point([lng, lat]: LngLat, properties: GeoJSON.GeoJsonProperties): GeoJSON.Feature {
  return { type: "Feature", properties, geometry: { type: "Point", coordinates: [lng, lat] } };
}

function line(positions: readonly LngLat[]): GeoJSON.Feature {
  const coordinates = positions.map(([lng, lat]) => [lng, lat]);
  return { type: "Feature", properties: {}, geometry: { type: "LineString", coordinates } };
}

/** Views of every camera but the selected one, near the part of the map that is looked at. */
export function estateViews(
  surroundings: Surroundings | null,
  shown: readonly ShownCamera[],
  selected: string | null,
  bands: readonly Level[],
  isNight: boolean,
): GeoJSON.FeatureCollection {
  if (!surroundings) return { type: "FeatureCollection", features: [] };
  const others = shown.filter(({ id, role }) => id !== selected && role !== "removed");
  return {
    type: "FeatureCollection",
    features: others.flatMap(({ design, role }) =>
      design && isKnownAround(surroundings, design)
        ? viewFeatures(surroundings, design, bands, isNight, role === "estate" ? "estate" : "planned")
        : [],
    ),
  };
}

/** The view of the selected camera alone, and what trees dim of it: it changes with every movement of the hand. */
export function liveView(
  surroundings: Surroundings | null,
  trees: TreeStand | null,
  selected: ShownCamera | null,
  bands: readonly Level[],
  isNight: boolean,
): GeoJSON.FeatureCollection {
  const design = selected && selected.role !== "removed" ? selected.design : null;
  if (!surroundings || !design || !isKnownAround(surroundings, design))
    return { type: "FeatureCollection", features: [] };
  const view = viewFeatures(surroundings, design, bands, isNight, "planned");
  const dimmed = trees ? dimmedFeatures(surroundings, trees, design, bands, isNight) : [];
  return { type: "FeatureCollection", features: [...view, ...dimmed] };
}
