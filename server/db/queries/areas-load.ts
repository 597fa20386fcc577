/** Writing areas: staged by an import, checked by the engine, then published in one short transaction. */
import { arrayLiteral, type Queryable } from "../sql.ts";

/** `wkb` in hex, WGS84. */
export type StagedAreaRow = { code: string; kind: string; name: string; area_m2: number; wkb: string };

export type ParentOf = { id: number; parent: string | null };

export type AreaBox = {
  id: number;
  code: string;
  kind: string;
  staged: boolean;
  parent: string | null;
  west: number;
  south: number;
  east: number;
  north: number;
};

/** Longest statement, in characters of geometry. */
const MAX_CHARS = 4_000_000;

/** Adds areas that no reader sees yet. */
export async function insertStagedAreas(
  sql: Queryable,
  importId: number,
  rows: readonly StagedAreaRow[],
): Promise<void> {
  let part: StagedAreaRow[] = [];
  let chars = 0;
  for (const row of rows) {
    if (part.length > 0 && chars + row.wkb.length > MAX_CHARS) {
      await insertPart(sql, importId, part);
      part = [];
      chars = 0;
    }
    part.push(row);
    chars += row.wkb.length;
  }
  if (part.length > 0) await insertPart(sql, importId, part);
}

async function insertPart(sql: Queryable, importId: number, rows: StagedAreaRow[]): Promise<void> {
  const inserted = await sql<{ id: number }[]>`
    INSERT INTO area (import_id, code, kind, name, parent_code, state, area_m2, geom)
    SELECT ${importId}, r.code, r.kind, r.name, NULL, 'staged', r.area_m2,
      ST_Multi(ST_GeomFromWKB(decode(r.wkb, 'hex'), 4326))
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      AS r (code text, kind text, name text, area_m2 float8, wkb text)
    RETURNING id`;
  if (inserted.length !== rows.length) {
    throw new Error(`area: ${rows.length} rows were sent, ${inserted.length} stored`);
  }
}

export type SettledGeometry = {
  /** Names of areas that the engine repaired. */
  repaired: string[];
  /** Areas that no small repair makes valid; their staged rows are gone. */
  rejected: { code: string; name: string; reason: string }[];
};

/**
 * Has the engine check staged areas. An invalid one is repaired with ST_MakeValid if that changes its area by less
 * than 0.1 %, else it is deleted and reported.
 */
export async function settleStagedGeometry(sql: Queryable, importId: number): Promise<SettledGeometry> {
  const ids = await sql<{ id: number }[]>`
    SELECT id FROM area WHERE import_id = ${importId} AND state = 'staged' ORDER BY id`;
  const settled: SettledGeometry = { repaired: [], rejected: [] };
  for (let from = 0; from < ids.length; from += 200) {
    const chunk = ids.slice(from, from + 200).map(({ id }) => id);
    const rows = await sql<{ id: number; code: string; name: string; valid: boolean }[]>`
      SELECT id, code, name, ST_IsValid(geom) AS valid
      FROM area WHERE id = ANY (${arrayLiteral(chunk)}::integer[])`;
    if (rows.length !== chunk.length || rows.some(({ valid }) => typeof valid !== "boolean")) {
      throw new Error(`ST_IsValid: asked of ${chunk.length} areas, ${rows.length} answers`);
    }
    for (const row of rows.filter(({ valid }) => !valid)) await repair(sql, row, settled);
  }
  return settled;
}

async function repair(
  sql: Queryable,
  area: { id: number; code: string; name: string },
  settled: SettledGeometry,
): Promise<void> {
  const updated = await sql<{ id: number }[]>`
    UPDATE area SET geom = fixed.geom
    FROM (
      SELECT id, ST_Area(geom) AS before,
        ST_Multi(ST_CollectionExtract(ST_MakeValid(geom), 3)) AS geom
      FROM area WHERE id = ${area.id}
    ) AS fixed
    WHERE area.id = fixed.id AND fixed.before > 0 AND ST_IsValid(fixed.geom) AND NOT ST_IsEmpty(fixed.geom)
      AND abs(ST_Area(fixed.geom) - fixed.before) < 0.001 * fixed.before
    RETURNING area.id`;
  if (updated.length === 1) {
    settled.repaired.push(area.name);
    return;
  }
  const [why] = await sql<{ reason: string }[]>`
    SELECT ST_IsValidReason(geom) AS reason FROM area WHERE id = ${area.id}`;
  await sql`DELETE FROM area WHERE id = ${area.id} AND state = 'staged'`;
  settled.rejected.push({ code: area.code, name: area.name, reason: why?.reason ?? "invalid geometry" });
}

/** Changes whenever the set of live areas does. */
export async function areaFingerprint(sql: Queryable): Promise<string> {
  const [row] = await sql<{ mark: string }[]>`
    SELECT concat(count(*), ':', coalesce(sum(id), 0), ':', coalesce(max(id), 0)) AS mark
    FROM area WHERE state = 'live'`;
  return row?.mark ?? "";
}

/**
 * Boxes of the areas that will be live once an import is: its staged ones, and live ones it does not replace.
 * With null, of the areas that are live now.
 */
export async function areaBoxes(sql: Queryable, importId: number | null): Promise<AreaBox[]> {
  return sql<AreaBox[]>`
    SELECT id, code, kind, state = 'staged' AS staged, parent_code AS parent,
      ST_XMin(geom) AS west, ST_YMin(geom) AS south, ST_XMax(geom) AS east, ST_YMax(geom) AS north
    FROM area
    WHERE (import_id = ${importId}::integer AND state = 'staged')
      OR (state = 'live' AND NOT EXISTS (
        SELECT 1 FROM area AS new
        WHERE new.import_id = ${importId}::integer AND new.state = 'staged' AND new.code = area.code))
    ORDER BY code, id`;
}

/** Outlines as WKB, by area id. */
export async function areaGeometries(sql: Queryable, ids: readonly number[]): Promise<Map<number, Buffer>> {
  const rows = await sql<{ id: number; wkb: Buffer }[]>`
    SELECT id, ST_AsBinary(geom, 'NDR') AS wkb FROM area WHERE id = ANY (${arrayLiteral(ids)}::integer[])`;
  return new Map(rows.map(({ id, wkb }) => [id, wkb]));
}

/** Makes the staged areas of an import live and retires live ones with the same codes. Caller's transaction. */
export async function publishAreas(sql: Queryable, importId: number): Promise<void> {
  await sql`
    UPDATE area SET state = 'retired', retired_by = ${importId}
    WHERE state = 'live' AND code IN (
      SELECT code FROM area WHERE import_id = ${importId} AND state = 'staged')`;
  await sql`UPDATE area SET state = 'live' WHERE import_id = ${importId} AND state = 'staged'`;
}

/** Stores which local authority each area belongs to. */
export async function setParents(sql: Queryable, parents: readonly ParentOf[]): Promise<void> {
  if (parents.length === 0) return;
  await sql`
    UPDATE area SET parent_code = p.parent
    FROM jsonb_to_recordset(${JSON.stringify(parents)}::text::jsonb) AS p (id integer, parent text)
    WHERE area.id = p.id AND area.parent_code IS DISTINCT FROM p.parent`;
}
