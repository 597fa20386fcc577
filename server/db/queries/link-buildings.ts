import type { Queryable } from "../sql.ts";

export type LinkBuildingRow = {
  id: number;
  name: string | null;
  reference: string | null;
  class: string;
  heightM: number | null;
  /** GeoJSON polygon or multipolygon as text, 8 decimals. */
  shape: string;
};

type Position = readonly [lng: number, lat: number];

/**
 * Live buildings within a number of degrees of the straight line between two positions, in the order they were
 * imported. A degree of longitude is the shorter one, so that `marginDeg` degrees of latitude reach at least as far.
 */
export async function buildingsNearLine(
  sql: Queryable,
  [fromLng, fromLat]: Position,
  [toLng, toLat]: Position,
  marginDeg: number,
  limit: number,
): Promise<LinkBuildingRow[]> {
  const line = sql`ST_SetSRID(ST_MakeLine(ST_MakePoint(${fromLng}::float8, ${fromLat}::float8),
    ST_MakePoint(${toLng}::float8, ${toLat}::float8)), 4326)`;
  return sql<LinkBuildingRow[]>`
    SELECT f.id, f.name, f.reference, f.class, f.height_m::float8 AS "heightM", ST_AsGeoJSON(f.geom, 8) AS shape
    FROM map_feature f
    WHERE f.layer = 'building' AND f.state = 'live' AND ST_Dimension(f.geom) = 2
      AND f.geom && ST_Expand(${line}, ${marginDeg}::float8)
      AND ST_DWithin(f.geom, ${line}, ${marginDeg}::float8)
    ORDER BY f.id LIMIT ${limit}`;
}
