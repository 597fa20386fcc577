import type { Queryable } from "../sql.ts";

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
