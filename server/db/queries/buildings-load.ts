/** Writing outlines (buildings, planned ones, privacy zones), staged by an import. */
import { arrayLiteral, type Queryable } from "../sql.ts";
import { textArrayLiteral } from "./load.ts";

export type StagedBuilding = {
  class: string;
  name: string | null;
  reference: string | null;
  heightM: number | null;
  /** JSON text. */
  attributes: string;
  /** GeoJSON text of a multipolygon, degrees. */
  geometry: string;
};

/** Adds outlines of a layer that no reader sees yet, as they come: outlines are put right afterwards, all at once. */
export async function insertStagedBuildings(
  sql: Queryable,
  importId: number,
  layer: string,
  rows: readonly StagedBuilding[],
): Promise<void> {
  if (rows.length === 0) return;
  const texts = (of: (row: StagedBuilding) => string | null): string => textArrayLiteral(rows.map(of));
  const inserted = await sql`
    INSERT INTO map_feature (import_id, layer, class, name, reference, height_m, attributes, state, geom)
    SELECT ${importId}, ${layer}, class, name, reference, nullif(height, 'NaN'), attributes, 'staged',
      ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4326)
    FROM unnest(${texts((row) => row.class)}::text[], ${texts((row) => row.name)}::text[],
      ${texts((row) => row.reference)}::text[], ${texts((row) => row.attributes)}::jsonb[],
      ${texts((row) => row.geometry)}::text[],
      ${arrayLiteral(rows.map((row) => row.heightM ?? Number.NaN))}::float8[])
      AS t (class, name, reference, attributes, geometry, height)`;
  if (inserted.count !== rows.length) {
    throw new Error(`map_feature: ${rows.length} outlines were sent, ${inserted.count} stored`);
  }
}

/** Mends outlines that cross themselves; returns how many. */
export async function repairStagedBuildings(sql: Queryable, importId: number): Promise<number> {
  const mended = await sql`
    UPDATE map_feature SET geom = ST_Multi(ST_CollectionExtract(ST_MakeValid(geom), 3))
    WHERE import_id = ${importId} AND state = 'staged' AND NOT ST_IsValid(geom)`;
  return mended.count;
}
