import { arrayLiteral, type Queryable } from "../sql.ts";

/**
 * EPSG:27700 → EPSG:4326 by the database's own PROJ, whatever transformation it chooses. Interleaved pairs in, the
 * same order out. Rejects if the engine cannot transform, and also if it answers with fewer rows than asked.
 */
export async function transformBngInDatabase(sql: Queryable, pairs: Float64Array): Promise<Float64Array> {
  const eastings: number[] = [];
  const northings: number[] = [];
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    eastings.push(pairs[i] ?? 0);
    northings.push(pairs[i + 1] ?? 0);
  }
  const rows = await sql<{ lng: number; lat: number }[]>`
    SELECT ST_X(p.geom) AS lng, ST_Y(p.geom) AS lat
    FROM (
      SELECT i, ST_Transform(ST_SetSRID(ST_MakePoint(x, y), 27700), 4326) AS geom
      FROM unnest(${arrayLiteral(eastings)}::float8[], ${arrayLiteral(northings)}::float8[])
        WITH ORDINALITY AS u (x, y, i)
    ) AS p
    ORDER BY p.i`;
  if (rows.length !== eastings.length) {
    throw new Error(`ST_Transform: asked for ${eastings.length} positions, got ${rows.length}`);
  }
  const out = new Float64Array(pairs.length);
  for (const [i, { lng, lat }] of rows.entries()) {
    out[2 * i] = lng;
    out[2 * i + 1] = lat;
  }
  return out;
}
