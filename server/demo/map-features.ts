/** What the map draws and later screens look up: base map, buildings, columns, cameras and places of interest. */
import type { SeededRandom } from "#domain/stats/seeded-random.ts";
import { mainLines, places } from "./inputs.ts";
import { alongLine, distanceM, type Point, toPlane, toPosition } from "./plane.ts";
import { HOME, SHOP, type Site } from "./sites.ts";
import type { Street } from "./streets.ts";
import type { Terrain } from "./terrain.ts";

export type FeatureLayer =
  | "road"
  | "water"
  | "park"
  | "rail"
  | "place"
  | "building"
  | "column"
  | "camera"
  | "school"
  | "station"
  | "bus-stop"
  | "forecourt"
  | "licensed-premises";

type Position = readonly [number, number];
export type FeatureGeometry =
  | { type: "Point"; coordinates: Position }
  | { type: "LineString"; coordinates: readonly Position[] }
  | { type: "Polygon"; coordinates: readonly (readonly Position[])[] };

export type MapFeature = {
  layer: FeatureLayer;
  class: string;
  name: string | null;
  reference: string | null;
  heightM: number | null;
  attributes: Record<string, string | number> | null;
  geometry: FeatureGeometry;
};

const BLANK = { name: null, reference: null, heightM: null, attributes: null };

/** Roads, water, parks, railways and place labels: what the base map needs. */
export function baseMapFeatures(terrain: Terrain, streets: readonly Street[]): MapFeature[] {
  const lines = (line: readonly Point[]): FeatureGeometry => ({
    type: "LineString",
    coordinates: line.map(toPosition),
  });
  return [
    ...terrain.parks.map(
      ({ name, class: kind, ring }): MapFeature => ({
        ...BLANK,
        layer: "park",
        class: kind,
        name,
        geometry: polygon(ring),
      }),
    ),
    ...mainLines.reservoirs.map(
      ({ name, ring }): MapFeature => ({
        ...BLANK,
        layer: "water",
        class: "reservoir",
        name,
        geometry: polygon(ring.map(toPlane)),
      }),
    ),
    ...mainLines.water.map(
      ({ name, class: kind, line }): MapFeature => ({
        ...BLANK,
        layer: "water",
        class: kind,
        name,
        geometry: lines(line.map(toPlane)),
      }),
    ),
    ...mainLines.rail.map(
      ({ name, class: kind, line }): MapFeature => ({
        ...BLANK,
        layer: "rail",
        class: kind,
        name,
        geometry: lines(line.map(toPlane)),
      }),
    ),
    ...streets.map(
      ({ name, ref, class: kind, line }): MapFeature => ({
        ...BLANK,
        layer: "road",
        class: kind,
        name,
        reference: ref || null,
        geometry: lines(line),
      }),
    ),
    ...places.labels.map(
      ({ name, class: kind, at }): MapFeature => ({
        ...BLANK,
        layer: "place",
        class: kind,
        name,
        geometry: { type: "Point", coordinates: at },
      }),
    ),
  ];
}

function polygon(ring: readonly Point[]): FeatureGeometry {
  const corners = ring.map(toPosition);
  return { type: "Polygon", coordinates: [[...corners, ...corners.slice(0, 1)]] };
}

const DENSE_RADIUS_M = 480;
const SPARSE_EVERY = 9;

/** Buildings on most plots within 480 m of the dense points, on every ninth plot elsewhere in the borough. */
export function buildingFeatures(
  sites: readonly Site[],
  densePoints: readonly Point[],
  random: SeededRandom,
): MapFeature[] {
  const features: MapFeature[] = [];
  sites.forEach((site, index) => {
    if (!site.plot) return;
    const dense = densePoints.some((point) => distanceM(point, site.at) < DENSE_RADIUS_M);
    if (!dense && (!site.inside || index % SPARSE_EVERY !== 0)) return;
    const { along, halfWidthM: w, halfDepthM: d } = site.plot;
    const corner = (u: number, v: number): Point => [
      site.at[0] + along[0] * u - along[1] * v,
      site.at[1] + along[1] * u + along[0] * v,
    ];
    const isFlat = site.kind === HOME && random.uniform() < 0.08;
    const storeys = site.kind === SHOP ? 2 + random.integerBelow(3) : isFlat ? 4 + random.integerBelow(6) : 2;
    features.push({
      ...BLANK,
      layer: "building",
      class: site.kind === SHOP ? "commercial" : isFlat ? "flats" : "house",
      heightM: Math.round((storeys * 3 + (isFlat ? 1 : 2) + random.uniform() * 1.5) * 10) / 10,
      geometry: polygon([corner(-w, -d), corner(w, -d), corner(w, d), corner(-w, d)]),
    });
  });
  return features;
}

const COLUMN_STEP_M: Partial<Record<Street["class"], number>> = { trunk: 38, primary: 32, secondary: 34 };

/** Lamp columns on alternate sides of the borough's streets: 6 m in side streets, 8 m on through roads. */
export function columnFeatures(terrain: Terrain, streets: readonly Street[]): MapFeature[] {
  const features: MapFeature[] = [];
  for (const { line, class: kind, name } of streets) {
    if (kind === "motorway") continue;
    const through = kind !== "residential" && kind !== "tertiary";
    const offset = through ? 7.5 : 4;
    alongLine(line, COLUMN_STEP_M[kind] ?? 40, 12).forEach(({ at, along }, i) => {
      const side = i % 2 ? 1 : -1;
      const place: Point = [at[0] - along[1] * side * offset, at[1] + along[0] * side * offset];
      const position = toPosition(place);
      if (!terrain.isInside(...position)) return;
      features.push({
        ...BLANK,
        layer: "column",
        class: "lamp-column",
        name,
        reference: `DEMO-LC-${String(features.length + 1).padStart(5, "0")}`,
        heightM: through ? 8 : kind === "tertiary" ? 7 : 6,
        geometry: { type: "Point", coordinates: position },
      });
    });
  }
  return features;
}
