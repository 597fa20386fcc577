/** Writing places of interest: staged by an import, published in one short transaction. */
import { arrayLiteral, type Queryable, type TransactionSql } from "../sql.ts";
import { textArrayLiteral } from "./load.ts";

export type StagedPlace = {
  layer: string;
  class: string;
  name: string | null;
  reference: string | null;
  heightM: number | null;
  /** JSON text. */
  attributes: string;
  lng: number;
  lat: number;
};

/** Adds places that no reader sees yet, in one statement. */
export async function insertStagedPlaces(
  sql: Queryable,
  importId: number,
  rows: readonly StagedPlace[],
): Promise<void> {
  const texts = (of: (row: StagedPlace) => string | null): string => textArrayLiteral(rows.map(of));
  const inserted = await sql`
    INSERT INTO map_feature (import_id, layer, class, name, reference, height_m, attributes, state, geom)
    SELECT ${importId}, layer, class, name, reference, nullif(height, 'NaN'), attributes, 'staged',
      ST_SetSRID(ST_MakePoint(lng, lat), 4326)
    FROM unnest(${texts((row) => row.layer)}::text[], ${texts((row) => row.class)}::text[],
      ${texts((row) => row.name)}::text[], ${texts((row) => row.reference)}::text[],
      ${texts((row) => row.attributes)}::jsonb[], ${arrayLiteral(rows.map((row) => row.lng))}::float8[],
      ${arrayLiteral(rows.map((row) => row.lat))}::float8[],
      ${arrayLiteral(rows.map((row) => row.heightM ?? Number.NaN))}::float8[])
      AS t (layer, class, name, reference, attributes, lng, lat, height)`;
  if (inserted.count !== rows.length) {
    throw new Error(`map_feature: ${rows.length} places were sent, ${inserted.count} stored`);
  }
}

export type LivePlaces = {
  importId: number;
  kind: string;
  fileName: string;
  publisher: string | null;
  layer: string;
  n: number;
};

/** Live places by the import they came from and layer. */
export async function livePlaces(sql: Queryable, layers: readonly string[]): Promise<LivePlaces[]> {
  return sql<LivePlaces[]>`
    SELECT b.id AS "importId", b.kind, b.file_name AS "fileName", b.publisher, f.layer, count(*)::integer AS n
    FROM map_feature f JOIN import_batch b ON b.id = f.import_id
    WHERE f.state = 'live' AND f.layer = ANY (${textArrayLiteral(layers)}::text[])
    GROUP BY b.id, f.layer ORDER BY b.id, f.layer`;
}

/** Makes the staged places of an import live and retires those of the imports it replaces. */
export async function publishPlaces(
  tx: TransactionSql,
  importId: number,
  replaced: readonly number[],
): Promise<void> {
  await tx`
    UPDATE map_feature SET state = 'retired', retired_by = ${importId}
    WHERE state = 'live' AND import_id = ANY (${arrayLiteral(replaced)}::integer[])`;
  await tx`UPDATE map_feature SET state = 'live' WHERE import_id = ${importId} AND state = 'staged'`;
}
