/** Words for a hexagon: its ward, and how far it lies from the nearest named place. */
import { formatGridReference } from "#domain/grid/grid-reference.ts";
import type { LngLat } from "#domain/grid/h3.ts";
import { wgs84ToBng } from "#domain/grid/osgb.ts";

/** `near` is a distance from a named place or, where none is known, the side of the ward. */
export type PlaceName = { ward: string; near: string };
export type NamePlace = (lng: number, lat: number) => PlaceName;

type Named = { name: string; lng: number; lat: number };

const POINTS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"] as const;

/** Names positions from ward outlines and place labels (GeoJSON as the map has them). */
export function placeNamer(
  wards: GeoJSON.FeatureCollection | undefined,
  places: GeoJSON.FeatureCollection | undefined,
): NamePlace {
  const named: Named[] = (places?.features ?? []).flatMap(({ geometry, properties }) => {
    const name = properties?.name;
    if (geometry.type !== "Point" || typeof name !== "string") return [];
    return [{ name, lng: geometry.coordinates[0] ?? 0, lat: geometry.coordinates[1] ?? 0 }];
  });
  const boxed = (wards?.features ?? []).map((ward) => ({ ward, box: boxOf(ward.geometry) }));
  const known = new Map<string, PlaceName>();
  return (lng, lat) => {
    const key = `${lng},${lat}`;
    const before = known.get(key);
    if (before) return before;
    const found = boxed.find(
      ({ ward, box }) => isInBox(box, lng, lat) && isInside(ward.geometry, [lng, lat]),
    );
    const near =
      named.length > 0
        ? nearText(named, lng, lat)
        : found
          ? sideText(found.box, lng, lat)
          : gridReferenceText(lng, lat);
    const name = { ward: shortName(found?.ward.properties?.name), near };
    known.set(key, name);
    return name;
  };
}

const GRID_REFERENCE_DIGITS = 6;

/** `at TQ 229 893`: where there is neither ward nor place to name, as in a database without boundaries. */
function gridReferenceText(lng: number, lat: number): string {
  const [easting, northing] = wgs84ToBng(lng, lat);
  const reference = formatGridReference(easting, northing, GRID_REFERENCE_DIGITS);
  return reference ? `at ${reference}` : "";
}

/** `Childs Hill` for `Childs Hill Ward`. */
export function shortName(name: unknown): string {
  return typeof name === "string" ? name.replace(/ Ward$/, "") : "";
}

type Box = { west: number; south: number; east: number; north: number };

function boxOf(geometry: GeoJSON.Geometry): Box {
  const box = { west: 180, south: 90, east: -180, north: -90 };
  for (const [lng = 0, lat = 0] of geometry.type === "MultiPolygon" ? geometry.coordinates.flat(2) : []) {
    box.west = Math.min(box.west, lng);
    box.east = Math.max(box.east, lng);
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
  }
  return box;
}

function isInBox({ west, south, east, north }: Box, lng: number, lat: number): boolean {
  return lng >= west && lng <= east && lat >= south && lat <= north;
}

/** `north-east of the ward`, from the middle of its box. */
function sideText({ west, south, east, north }: Box, lng: number, lat: number): string {
  const x = (lng - (west + east) / 2) / (east - west);
  const y = (lat - (south + north) / 2) / (north - south);
  const side = [y > 0.17 ? "north" : y < -0.17 ? "south" : "", x > 0.17 ? "east" : x < -0.17 ? "west" : ""];
  return `${side.filter((part) => part !== "").join("-") || "middle"} of the ward`;
}

function isInside(geometry: GeoJSON.Geometry, position: LngLat): boolean {
  const polygons =
    geometry.type === "MultiPolygon"
      ? geometry.coordinates
      : geometry.type === "Polygon"
        ? [geometry.coordinates]
        : [];
  return polygons.some(
    ([outer, ...holes]) =>
      outer && isInRing(outer, position) && !holes.some((hole) => isInRing(hole, position)),
  );
}

function isInRing(ring: readonly GeoJSON.Position[], [x, y]: LngLat): boolean {
  let inside = false;
  for (const [i, [x1 = 0, y1 = 0]] of ring.entries()) {
    const [x2 = 0, y2 = 0] = ring[(i + 1) % ring.length] ?? [];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** `450 m NE of Hendon`, `in Hendon` within 150 m, or "" where no place is known. */
function nearText(named: readonly Named[], lng: number, lat: number): string {
  let best: Named | null = null;
  let least = Number.POSITIVE_INFINITY;
  const eastScale = Math.cos((lat * Math.PI) / 180);
  for (const place of named) {
    const distance = Math.hypot((lng - place.lng) * eastScale, lat - place.lat) * 111_195;
    if (distance < least) {
      least = distance;
      best = place;
    }
  }
  if (!best) return "";
  if (least < 150) return `in ${best.name}`;
  const angle = Math.atan2((lng - best.lng) * eastScale, lat - best.lat);
  const point = POINTS[Math.round((angle / (2 * Math.PI)) * 8 + 8) % 8] ?? "N";
  const far = least < 1000 ? `${Math.round(least / 50) * 50} m` : `${(least / 1000).toFixed(1)} km`;
  return `${far} ${point} of ${best.name}`;
}
