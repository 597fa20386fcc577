import type { AreaKind } from "#contract/areas.ts";
import type { CategoryDefinition } from "#domain/category/scheme.ts";
import type { Slice, SliceCount } from "#domain/coverage/select-slices.ts";
import type { AreaRow, OffenceTypeRow, Snapshot, SourceRow } from "../snapshot.ts";
import type { Queryable, Sql } from "../sql.ts";

/** dataset.version as text. One indexed row: cheap enough for every request. */
export async function datasetVersion(sql: Queryable): Promise<string> {
  const [row] = await sql<{ version: bigint }[]>`SELECT version FROM dataset`;
  if (!row) throw new RangeError("dataset: expected one row, got none");
  return row.version.toString();
}

/** Everything that is live, read in one repeatable-read transaction. */
export async function readSnapshot(sql: Sql): Promise<Snapshot> {
  return sql.begin("isolation level repeatable read read only", async (tx) => {
    const [dataset] = await tx<{ version: bigint; changedAt: Date }[]>`
      SELECT version, changed_at AS "changedAt" FROM dataset`;
    if (!dataset) throw new RangeError("dataset: expected one row, got none");
    const sources = await readSources(tx);
    const forces = await tx<{ id: number; slug: string; name: string }[]>`SELECT id, slug, name FROM force`;
    const areas = await readAreas(tx);
    const offenceTypes = await readOffenceTypes(tx);
    return {
      version: dataset.version.toString(),
      changedAt: dataset.changedAt,
      slices: await readSlices(tx),
      sources: new Map(sources.map((row) => [row.id, row])),
      forces: new Map(forces.map((row) => [row.id, row])),
      areas: new Map(areas.map((row) => [row.code, row])),
      categories: await readCategories(tx),
      offenceTypes: new Map(offenceTypes.map((row) => [row.id, row])),
    };
  });
}

async function readSlices(sql: Queryable): Promise<Slice[]> {
  const rows = await sql<{ id: number; sourceId: number; forceId: number; month: string }[]>`
    SELECT id, source_id AS "sourceId", force_id AS "forceId", to_char(month, 'YYYY-MM') AS month
    FROM slice WHERE state = 'live' ORDER BY month, id`;
  const counts = await sql<{ sliceId: number; typeId: number; located: number; unlocated: number }[]>`
    SELECT c.slice_id AS "sliceId", c.offence_type_id AS "typeId", c.located, c.unlocated
    FROM slice_count c JOIN slice s ON s.id = c.slice_id WHERE s.state = 'live'`;
  const bySlice = new Map<number, Map<number, SliceCount>>(rows.map((row) => [row.id, new Map()]));
  for (const { sliceId, typeId, located, unlocated } of counts) {
    if (located + unlocated > 0) bySlice.get(sliceId)?.set(typeId, { located, unlocated });
  }
  return rows.map((row) => ({ ...row, counts: bySlice.get(row.id) ?? new Map() }));
}

async function readSources(sql: Queryable): Promise<SourceRow[]> {
  return sql<SourceRow[]>`
    SELECT id, slug, title, publisher, licence, vocabulary, time_precision AS "timePrecision",
           position_precision AS "positionPrecision", invented
    FROM source ORDER BY id`;
}

async function readAreas(sql: Queryable): Promise<AreaRow[]> {
  const rows = await sql<
    {
      id: number;
      code: string;
      kind: AreaKind;
      name: string;
      parentCode: string | null;
      areaM2: number;
      west: number;
      south: number;
      east: number;
      north: number;
      demo: boolean;
    }[]
  >`
    SELECT a.id, a.code, a.kind, a.name, a.parent_code AS "parentCode", a.area_m2 AS "areaM2",
           ST_XMin(a.geom) AS west, ST_YMin(a.geom) AS south, ST_XMax(a.geom) AS east, ST_YMax(a.geom) AS north,
           coalesce(b.kind = 'demo', false) AS demo
    FROM area a JOIN import_batch b ON b.id = a.import_id
    WHERE a.state = 'live' ORDER BY a.code`;
  return rows.map(({ west, south, east, north, ...row }) => ({ ...row, bbox: [west, south, east, north] }));
}

async function readOffenceTypes(sql: Queryable): Promise<OffenceTypeRow[]> {
  return sql<OffenceTypeRow[]>`
    SELECT id, vocabulary, code, label, category, mapped_by AS "mappedBy"
    FROM offence_type ORDER BY vocabulary, label`;
}

async function readCategories(sql: Queryable): Promise<CategoryDefinition[]> {
  return sql<CategoryDefinition[]>`
    SELECT id, parent, label, unit, definition, definition_id AS "definitionId", source,
           valid_from AS "validFrom", additive, breaks, sort
    FROM category ORDER BY sort, id`;
}
