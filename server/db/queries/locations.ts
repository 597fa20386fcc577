import { arrayLiteral, type Queryable } from "../sql.ts";

export type LocationRow = { id: bigint; name: string; h8: bigint; h9: bigint; h10: bigint; h11: bigint };

/** Positions inside an area's polygon or on its boundary (ST_Covers), ordered by id. */
export async function locationsCoveredBy(sql: Queryable, areaId: number): Promise<LocationRow[]> {
  return sql<LocationRow[]>`
    SELECT l.id, l.name, l.h3_8 AS h8, l.h3_9 AS h9, l.h3_10 AS h10, l.h3_11 AS h11
    FROM area a JOIN location l ON ST_Covers(a.geom, l.geom)
    WHERE a.id = ${areaId} ORDER BY l.id`;
}

/** Positions in cells of one resolution; with an area only those inside its polygon. Ordered by id. */
export async function locationsOfCells(
  sql: Queryable,
  resolution: 8 | 9 | 10 | 11,
  cells: readonly bigint[],
  areaId: number | null,
): Promise<LocationRow[]> {
  const column = { 8: sql`l.h3_8`, 9: sql`l.h3_9`, 10: sql`l.h3_10`, 11: sql`l.h3_11` }[resolution];
  const inArea =
    areaId === null ? sql`` : sql`AND ST_Covers((SELECT a.geom FROM area a WHERE a.id = ${areaId}), l.geom)`;
  return sql<LocationRow[]>`
    SELECT l.id, l.name, l.h3_8 AS h8, l.h3_9 AS h9, l.h3_10 AS h10, l.h3_11 AS h11
    FROM location l WHERE ${column} = ANY (${arrayLiteral(cells)}::bigint[]) ${inArea} ORDER BY l.id`;
}

/** Ward that each position lies in, by position; the first by code where two wards overlap. */
export async function wardsOfLocations(
  sql: Queryable,
  ids: readonly bigint[],
): Promise<{ id: bigint; ward: string }[]> {
  return sql<{ id: bigint; ward: string }[]>`
    SELECT DISTINCT ON (l.id) l.id, a.name AS ward
    FROM location l JOIN area a ON a.kind = 'ward' AND a.state = 'live' AND ST_Covers(a.geom, l.geom)
    WHERE l.id = ANY (${arrayLiteral(ids)}::bigint[])
    ORDER BY l.id, a.code`;
}

/** Ward of each position, by its place in the list; positions in no ward are left out. */
export async function wardsOfPositions(
  sql: Queryable,
  positions: readonly (readonly [number, number])[],
): Promise<{ at: number; code: string; name: string }[]> {
  const list = positions.map(([lng, lat], at) => ({ at, lng, lat }));
  return sql<{ at: number; code: string; name: string }[]>`
    SELECT DISTINCT ON (p.at) p.at, a.code, a.name
    FROM jsonb_to_recordset(${JSON.stringify(list)}::text::jsonb) AS p (at integer, lng float8, lat float8)
    JOIN area a ON a.kind = 'ward' AND a.state = 'live'
      AND ST_Covers(a.geom, ST_SetSRID(ST_MakePoint(p.lng, p.lat), 4326))
    ORDER BY p.at, a.code`;
}
