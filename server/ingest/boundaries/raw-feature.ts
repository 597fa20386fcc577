/** A feature in the form all boundary formats are brought to, its coordinates still as they are in the file. */
import type { LngLat, PolygonRings } from "#domain/grid/h3.ts";

export type RawGeometry =
  | { kind: "polygons"; polygons: PolygonRings[] }
  /** Not an area; `coordinates` are as the file has them where it is text. */
  | { kind: "other"; type: string; coordinates?: unknown }
  | { kind: "empty" }
  | { kind: "malformed"; detail: string };

export type RawFeature = {
  /** Position in the file or layer, from 1. */
  number: number;
  properties: Readonly<Record<string, unknown>>;
  geometry: RawGeometry;
};

/** What a file says of its coordinate system: a code, or only a name, or nothing. */
export type DeclaredSystem = { epsg: number | null; name: string } | null;

export type BoundarySource = {
  /** Layer or file inside the archive, for messages and for line numbers. */
  entry: string;
  /** Files or layers that the file holds. */
  entries: string[];
  /** Reads the file from its beginning; may be called again. */
  features(): AsyncIterable<RawFeature>;
  /** Known for certain only after `features` has been read to its end once. */
  system(): DeclaredSystem;
  close(): void;
};

/** Collections within collections that are still read. */
const DEEPEST = 8;

/** GeoJSON geometry → polygons. Coordinates are checked for shape only; heights and measures are dropped. */
export function geometryOfGeoJson(geometry: unknown, depth = 0): RawGeometry {
  if (geometry === null || geometry === undefined) return { kind: "empty" };
  if (typeof geometry !== "object" || !("type" in geometry)) {
    return { kind: "malformed", detail: "the geometry has no type" };
  }
  if (depth > DEEPEST) return { kind: "malformed", detail: "its collections are nested too deeply" };
  const type = String(geometry.type);
  if (type === "GeometryCollection") {
    const parts = "geometries" in geometry && Array.isArray(geometry.geometries) ? geometry.geometries : [];
    const polygons = parts
      .map((part) => geometryOfGeoJson(part, depth + 1))
      .flatMap((p) => (p.kind === "polygons" ? p.polygons : []));
    if (polygons.length > 0) return { kind: "polygons", polygons };
    return parts.length > 0 ? { kind: "other", type } : { kind: "empty" };
  }
  const coordinates = "coordinates" in geometry ? geometry.coordinates : null;
  if (type !== "Polygon" && type !== "MultiPolygon") return { kind: "other", type, coordinates };
  if (!Array.isArray(coordinates)) return { kind: "malformed", detail: `${type} without coordinates` };
  if (coordinates.length === 0) return { kind: "empty" };
  const parts: unknown[] = type === "Polygon" ? [coordinates] : coordinates;
  const polygons: PolygonRings[] = [];
  for (const part of parts) {
    const rings = ringsOf(part);
    if (!rings)
      return { kind: "malformed", detail: `coordinates of the ${type} are not lists of number pairs` };
    if (rings.length > 0 && (rings[0]?.length ?? 0) > 0) polygons.push(rings);
  }
  return polygons.length > 0 ? { kind: "polygons", polygons } : { kind: "empty" };
}

function ringsOf(part: unknown): LngLat[][] | null {
  if (!Array.isArray(part)) return null;
  const rings: LngLat[][] = [];
  for (const ring of part) {
    if (!Array.isArray(ring)) return null;
    const points: LngLat[] = [];
    for (const point of ring) {
      if (!Array.isArray(point)) return null;
      const [x, y] = point;
      if (typeof x !== "number" || typeof y !== "number") return null;
      points.push([x, y]);
    }
    rings.push(points);
  }
  return rings;
}
