import type { Queryable } from "../sql.ts";
import { textArrayLiteral } from "./load.ts";

export type MapFeatureRow = {
  id: number;
  class: string;
  name: string | null;
  reference: string | null;
  heightM: number | null;
  attributes: Record<string, unknown> | null;
  /** GeoJSON geometry as text, 6 decimals. */
  geometry: string;
};

/** Live features of a layer, within [west, south, east, north] and touching an area where these are given. */
export async function mapFeatures(
  sql: Queryable,
  layer: string,
  bbox: readonly number[] | null,
  areaId: number | null,
  limit: number,
): Promise<MapFeatureRow[]> {
  const [west = 0, south = 0, east = 0, north = 0] = bbox ?? [];
  const inBox = bbox
    ? sql`AND f.geom && ST_MakeEnvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 4326)`
    : sql``;
  const inArea =
    areaId === null
      ? sql``
      : sql`AND EXISTS (SELECT 1 FROM area a WHERE a.id = ${areaId} AND ST_Intersects(a.geom, f.geom))`;
  return sql<MapFeatureRow[]>`
    SELECT f.id, f.class, f.name, f.reference, f.height_m AS "heightM", f.attributes,
           ST_AsGeoJSON(f.geom, 6) AS geometry
    FROM map_feature f
    WHERE f.layer = ${layer} AND f.state = 'live' ${inBox} ${inArea}
    ORDER BY f.id LIMIT ${limit}`;
}

export type PlacePoint = { layer: string; lng: number; lat: number; inside: boolean };

/**
 * Centres of the live features of some layers within [west, south, east, north]; null = everywhere. `inside` tells
 * which lie in the area itself; all do where none is given.
 */
export async function placePoints(
  sql: Queryable,
  layers: readonly string[],
  bbox: readonly number[] | null,
  areaId: number | null,
): Promise<PlacePoint[]> {
  const [west = 0, south = 0, east = 0, north = 0] = bbox ?? [];
  const inBox = bbox
    ? sql`AND f.geom && ST_MakeEnvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 4326)`
    : sql``;
  const inside =
    areaId === null ? sql`true` : sql`ST_Covers((SELECT a.geom FROM area a WHERE a.id = ${areaId}), centre)`;
  return sql<PlacePoint[]>`
    SELECT layer, ST_X(centre) AS lng, ST_Y(centre) AS lat, ${inside} AS inside
    FROM (
      SELECT f.id, f.layer, ST_Centroid(f.geom) AS centre FROM map_feature f
      WHERE f.layer = ANY (${textArrayLiteral(layers)}::text[]) AND f.state = 'live' ${inBox}
    ) AS found
    ORDER BY id`;
}
