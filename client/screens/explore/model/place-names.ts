/** Words for a hexagon: its ward, and how far it lies from the nearest named place. */
import type { LngLat } from "#domain/grid/h3.ts";

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
  return (lng, lat) => {
    const ward = wards?.features.find(({ geometry }) => isInside(geometry, [lng, lat]));
    const near = named.length > 0 ? nearText(named, lng, lat) : sideText(ward, lng, lat);
    return { ward: shortName(ward?.properties?.name), near };
  };
}

/** `Childs Hill` for `Childs Hill Ward`. */
export function shortName(name: unknown): string {
  return typeof name === "string" ? name.replace(/ Ward$/, "") : "";
}

/** `north-east of the ward`, from the middle of its box. */
function sideText(ward: GeoJSON.Feature | undefined, lng: number, lat: number): string {
  const rings = ward?.geometry.type === "MultiPolygon" ? ward.geometry.coordinates.flat() : [];
  const lngs = rings.flat().map(([x = 0]) => x);
  const lats = rings.flat().map(([, y = 0]) => y);
  if (lngs.length === 0) return "";
  const [west, east, south, north] = [lngs, lats].flatMap((all) => [
    all.reduce((least, one) => Math.min(least, one)),
    all.reduce((most, one) => Math.max(most, one)),
  ]);
  const x = (lng - ((west ?? 0) + (east ?? 0)) / 2) / ((east ?? 1) - (west ?? 0));
  const y = (lat - ((south ?? 0) + (north ?? 0)) / 2) / ((north ?? 1) - (south ?? 0));
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
