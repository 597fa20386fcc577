import { arrayLiteral, type Queryable } from "../sql.ts";

export type StreetRow = {
  name: string;
  authority: string | null;
  positions: number;
  west: number;
  south: number;
  east: number;
  north: number;
};

/** `%`, `_` and `\` of a search text stand for themselves. */
function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}

/**
 * Streets and places that incidents were published at, by part of their name. Positions of one name more than
 * about 3 km apart are different streets. Positions that only retired data used are left out.
 */
export async function searchStreets(
  sql: Queryable,
  text: string,
  liveSliceIds: readonly number[],
  limit: number,
): Promise<StreetRow[]> {
  return sql<StreetRow[]>`
    WITH streets AS (
      SELECT name, array_agg(id) AS ids, count(*)::integer AS positions, min(lng) AS west, min(lat) AS south,
             max(lng) AS east, max(lat) AS north
      FROM location WHERE name ILIKE ${likePattern(text)}
      GROUP BY name, round((lng * 20)::numeric), round((lat * 30)::numeric)
      ORDER BY count(*) DESC, name LIMIT ${limit * 4}
    )
    SELECT s.name, s.positions, s.west, s.south, s.east, s.north, (
        SELECT a.name FROM area a
        WHERE a.state = 'live' AND a.kind = 'local-authority'
          AND ST_Covers(a.geom, ST_SetSRID(ST_MakePoint((s.west + s.east) / 2, (s.south + s.north) / 2), 4326))
        LIMIT 1
      ) AS authority
    FROM streets s
    WHERE EXISTS (
      SELECT 1 FROM count_chunk c
      WHERE c.resolution = 0 AND c.slice_id = ANY (${arrayLiteral(liveSliceIds)}::integer[]) AND c.keys && s.ids
    )
    ORDER BY s.positions DESC, s.name LIMIT ${limit}`;
}

export type PlaceRow = { name: string; layer: string; class: string; lng: number; lat: number };

/** Named things of the base map: places, parks, stations, roads. */
export async function searchPlaces(sql: Queryable, text: string, limit: number): Promise<PlaceRow[]> {
  return sql<PlaceRow[]>`
    SELECT name, layer, class, avg((ST_XMin(geom) + ST_XMax(geom)) / 2) AS lng,
           avg((ST_YMin(geom) + ST_YMax(geom)) / 2) AS lat
    FROM map_feature
    WHERE state = 'live' AND name ILIKE ${likePattern(text)}
      AND layer IN ('place', 'park', 'station', 'road', 'school', 'water')
    GROUP BY name, layer, class
    ORDER BY CASE layer WHEN 'place' THEN 0 WHEN 'station' THEN 1 WHEN 'park' THEN 2 ELSE 3 END, length(name), name
    LIMIT ${limit}`;
}
