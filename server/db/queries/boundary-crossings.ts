/** Where roads cross the boundary of an area. */
import type { Queryable } from "../sql.ts";
import { textArrayLiteral } from "./load.ts";

export type CrossingRow = {
  /** Of the road, and which of its crossings it is. */
  id: string;
  name: string | null;
  class: string;
  lng: number;
  lat: number;
  /** Points of the road near the crossing, the crossing first: longitude and latitude in turn. */
  near: number[];
};

/** Steps in which a road's points near a crossing are taken, m. */
const STEP_M = 2;

/**
 * Single points at which roads of some classes cross an area's boundary; one that only touches it is not in the list. Two of the same road
 * name and class within 5 m are one: a road drawn in pieces is not crossed twice.
 */
export async function boundaryCrossings(
  sql: Queryable,
  areaId: number,
  classes: readonly string[],
  withinM: number,
): Promise<CrossingRow[]> {
  return sql<CrossingRow[]>`
    WITH boundary AS (SELECT geom AS area, ST_Boundary(geom) AS geom FROM area WHERE id = ${areaId}),
    met AS (
      SELECT f.id, f.name, f.class, f.geom AS road, d.path, d.geom
      FROM map_feature f
      JOIN boundary b ON f.geom && b.geom AND ST_Crosses(f.geom, b.area)
      CROSS JOIN LATERAL ST_Dump(ST_Intersection(f.geom, b.geom)) AS d
      WHERE f.layer = 'road' AND f.state = 'live' AND f.class = ANY (${textArrayLiteral(classes)}::text[])
        AND ST_Dimension(d.geom) = 0
    ),
    single AS (
      SELECT m.* FROM met m
      WHERE NOT EXISTS (
        SELECT 1 FROM met e
        WHERE e.class = m.class AND e.name IS NOT DISTINCT FROM m.name
          AND (e.id, e.path) < (m.id, m.path)
          AND ST_DWithin(e.geom::geography, m.geom::geography, 5)
      )
    )
    SELECT s.id || coalesce('-' || s.path[1], '') AS id, s.name, s.class, ST_X(s.geom) AS lng, ST_Y(s.geom) AS lat,
      ARRAY[ST_X(s.geom), ST_Y(s.geom)] || coalesce((
        SELECT array_agg(c.x ORDER BY p.n, c.i)
        FROM ST_DumpPoints(
          ST_Segmentize(
            ST_Intersection(s.road, ST_Buffer(s.geom::geography, ${withinM}::float8)::geometry)::geography,
            ${STEP_M}::float8
          )::geometry
        ) WITH ORDINALITY AS p (path, geom, n)
        CROSS JOIN LATERAL (VALUES (0, ST_X(p.geom)), (1, ST_Y(p.geom))) AS c (i, x)
      ), '{}') AS near
    FROM single s ORDER BY s.id, s.path`;
}

/** Roads of some classes that run along the boundary instead of crossing it. */
export async function roadsAlongBoundary(
  sql: Queryable,
  areaId: number,
  classes: readonly string[],
): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    SELECT count(*)::integer AS n
    FROM map_feature f, (SELECT ST_Boundary(geom) AS geom FROM area WHERE id = ${areaId}) b
    WHERE f.layer = 'road' AND f.state = 'live' AND f.class = ANY (${textArrayLiteral(classes)}::text[])
      AND f.geom && b.geom AND ST_Intersects(f.geom, b.geom)
      AND ST_Dimension(ST_Intersection(f.geom, b.geom)) = 1`;
  return row?.n ?? 0;
}
