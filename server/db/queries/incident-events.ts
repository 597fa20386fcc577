/** Single incidents with their times and positions, as columns: what patterns in time are made of. */
import type { SelectedSlice } from "#domain/coverage/select-slices.ts";
import { readBigints, readDoubles } from "../binary-array.ts";
import { arrayLiteral, type Queryable } from "../sql.ts";
import { pairArrays } from "./incidents.ts";

/** One entry per incident, in all columns the same. */
export type EventColumns = {
  /** Epoch milliseconds at which it began, or at the earliest can have begun; NaN = not known. */
  fromMs: Float64Array;
  /** End of the span; NaN = none given. */
  toMs: Float64Array;
  /** 1 where the source's two times contradict each other. */
  contradicts: Uint8Array;
  /** Id of the position, which holds longitude and latitude (domain/grid/location-id). */
  locationIds: BigInt64Array;
};

export type EventPlace = {
  areaId: number | null;
  /** Only positions in these cells of one resolution. */
  cells: { resolution: 8 | 9 | 10 | 11; ids: readonly bigint[] } | null;
};

/** Located incidents of the slices in a place. Reads single incidents: not for the hot path. */
export async function incidentEvents(
  sql: Queryable,
  place: EventPlace,
  slices: readonly SelectedSlice[],
): Promise<EventColumns> {
  const [row] = await sql<Record<"froms" | "tos" | "faults" | "places", Buffer | null>[]>`
    ${foundIncidents(sql, place, slices)}
    SELECT array_send(array_agg(coalesce(extract(epoch FROM i.occurred_from) * 1000, 'NaN')::float8)) AS froms,
      array_send(array_agg(coalesce(extract(epoch FROM i.occurred_to) * 1000, 'NaN')::float8)) AS tos,
      array_send(array_agg((i.attributes->>'dataQuality' IS NOT DISTINCT FROM 'to-before-from')::integer::float8))
        AS faults,
      array_send(array_agg(i.location_id)) AS places
    FROM found i`;
  const { froms, tos, faults, places } = row ?? { froms: null, tos: null, faults: null, places: null };
  if (!froms || !tos || !faults || !places) {
    const none = new Float64Array(0);
    return { fromMs: none, toMs: none, contradicts: new Uint8Array(0), locationIds: new BigInt64Array(0) };
  }
  return {
    fromMs: readDoubles(froms),
    toMs: readDoubles(tos),
    contradicts: Uint8Array.from(readDoubles(faults)),
    locationIds: readBigints(places),
  };
}

/**
 * `WITH … found AS (incidents of the slices in the place)`. Slices first, then the place: each part is worked out once
 * and by its own index, also where the database has no statistics yet, as right after an import.
 */
function foundIncidents(sql: Queryable, place: EventPlace, slices: readonly SelectedSlice[]) {
  const { sliceIds, typeIds } = pairArrays(slices);
  const months = slices.map(({ month }) => month).sort();
  const from = `${months[0] ?? "2000-01"}-01`;
  const to = `${months.at(-1) ?? "2000-01"}-01`;
  const positions = positionsIn(sql, place);
  return sql`
    WITH wanted AS MATERIALIZED (
      SELECT * FROM unnest(${sliceIds}::integer[], ${typeIds}::integer[]) AS w (slice_id, offence_type_id)
    ), of_slices AS MATERIALIZED (
      SELECT i.slice_id, i.offence_type_id, i.location_id, i.occurred_from, i.occurred_to, i.attributes
      FROM incident i
      WHERE i.slice_id = ANY (${sliceIds}::integer[]) AND i.month BETWEEN ${from}::date AND ${to}::date
        AND i.location_id IS NOT NULL
    ), places AS MATERIALIZED (
      ${positions ?? sql`SELECT NULL::bigint AS id`}
    ), found AS (
      SELECT o.* FROM of_slices o
      WHERE (o.slice_id, o.offence_type_id) IN (SELECT slice_id, offence_type_id FROM wanted)
        ${positions ? sql`AND o.location_id IN (SELECT id FROM places)` : sql``}
    )`;
}

/** Ids of the positions in a place; null = all. */
function positionsIn(sql: Queryable, { areaId, cells }: EventPlace) {
  if (!cells) {
    if (areaId === null) return null;
    return sql`SELECT l.id FROM area a JOIN location l ON ST_Covers(a.geom, l.geom) WHERE a.id = ${areaId}`;
  }
  const column = { 8: sql`l.h3_8`, 9: sql`l.h3_9`, 10: sql`l.h3_10`, 11: sql`l.h3_11` }[cells.resolution];
  const inArea =
    areaId === null ? sql`` : sql`AND ST_Covers((SELECT a.geom FROM area a WHERE a.id = ${areaId}), l.geom)`;
  return sql`SELECT l.id FROM location l WHERE ${column} = ANY (${arrayLiteral(cells.ids)}::bigint[]) ${inArea}`;
}

export type AttributeCount = { key: string; text: string; n: number };

/** Incidents by attribute and its text, for attributes that at most `mostTexts` texts occur of. */
export async function attributeCounts(
  sql: Queryable,
  place: EventPlace,
  slices: readonly SelectedSlice[],
  mostTexts: number,
): Promise<AttributeCount[]> {
  return sql<AttributeCount[]>`
    ${foundIncidents(sql, place, slices)}, counted AS (
      SELECT a.key, a.value AS text, count(*)::integer AS n
      FROM found i CROSS JOIN LATERAL jsonb_each_text(i.attributes) AS a
      WHERE i.attributes IS NOT NULL AND a.key <> 'dataQuality'
      GROUP BY a.key, a.value
    ), kinds AS (
      SELECT key FROM counted GROUP BY key HAVING count(*) <= ${mostTexts}
    )
    SELECT counted.key, counted.text, counted.n FROM counted JOIN kinds USING (key)
    ORDER BY counted.key, counted.n DESC, counted.text`;
}

/** Names under which positions were published, by id. */
export async function locationNames(
  sql: Queryable,
  ids: readonly bigint[],
): Promise<{ id: bigint; name: string }[]> {
  return sql<{ id: bigint; name: string }[]>`
    SELECT id, name FROM location WHERE id = ANY (${arrayLiteral(ids)}::bigint[])`;
}

/** Incidents of a place by the day on which they began, Europe/London; those without a time are left out. */
export async function incidentsPerDay(
  sql: Queryable,
  place: EventPlace,
  slices: readonly SelectedSlice[],
): Promise<{ day: string; n: number }[]> {
  return sql<{ day: string; n: number }[]>`
    ${foundIncidents(sql, place, slices)}
    SELECT to_char(i.occurred_from AT TIME ZONE 'Europe/London', 'YYYY-MM-DD') AS day, count(*)::integer AS n
    FROM found i WHERE i.occurred_from IS NOT NULL
    GROUP BY 1`;
}
