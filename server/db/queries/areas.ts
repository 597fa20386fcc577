import { arrayLiteral, type Queryable } from "../sql.ts";

export type MultiPolygonCoordinates = number[][][][];

/** Polygon of an area, live or not, as GeoJSON coordinates with 6 decimals; null for an unknown id. */
export async function areaGeometry(sql: Queryable, areaId: number): Promise<MultiPolygonCoordinates | null> {
  const [row] = await sql<{ coordinates: MultiPolygonCoordinates }[]>`
    SELECT ST_AsGeoJSON(geom, 15)::json -> 'coordinates' AS coordinates FROM area WHERE id = ${areaId}`;
  return row?.coordinates ?? null;
}

/** Polygons of many areas as GeoJSON texts, rounded to 6 decimals (0.1 m), for drawing. */
export async function areaOutlines(
  sql: Queryable,
  areaIds: readonly number[],
): Promise<{ id: number; geometry: string }[]> {
  return sql<{ id: number; geometry: string }[]>`
    SELECT id, ST_AsGeoJSON(geom, 6) AS geometry FROM area
    WHERE id = ANY (${arrayLiteral(areaIds)}::integer[]) ORDER BY code`;
}

/** Ids of live areas of one kind that have a point of theirs inside another area. */
export async function areasWithin(sql: Queryable, areaId: number, kind: string): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    SELECT b.id FROM area a
    JOIN area b ON b.geom && a.geom AND b.kind = ${kind} AND b.state = 'live'
      AND ST_Covers(a.geom, ST_PointOnSurface(b.geom))
    WHERE a.id = ${areaId} AND b.id <> a.id
    ORDER BY b.code`;
  return rows.map((row) => row.id);
}

/** Areas of a kind that a polygon given as GeoJSON text overlaps (for the wards of a hexagon). */
export async function areasMeeting(sql: Queryable, polygon: string, kind: string): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    WITH asked AS (SELECT ST_SetSRID(ST_GeomFromGeoJSON(${polygon}), 4326) AS geom)
    SELECT b.id FROM asked
    JOIN area b ON b.geom && asked.geom AND b.kind = ${kind} AND b.state = 'live'
      AND ST_Intersects(asked.geom, b.geom)
    ORDER BY b.code`;
  return rows.map((row) => row.id);
}

export type PopulationRow = { year: number; measure: "residents" | "households"; n: number; source: string };

/** Published residents and households of one area: by its code, or by its name where the file has no codes. */
export async function areaPopulation(sql: Queryable, code: string, name: string): Promise<PopulationRow[]> {
  return sql<PopulationRow[]>`
    SELECT p.year, p.measure, p.n, coalesce(b.publisher, b.file_name) AS source
    FROM population p JOIN import_batch b ON b.id = p.import_id
    WHERE p.state = 'live' AND (p.area_code = ${code} OR (p.area_code = '' AND p.area_name = ${name}))
    ORDER BY p.year, p.measure`;
}
