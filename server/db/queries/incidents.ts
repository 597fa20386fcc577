import type { SelectedSlice } from "#domain/coverage/select-slices.ts";
import type { AreaRow } from "../snapshot.ts";
import { arrayLiteral, type Queryable } from "../sql.ts";

/** Pairs of slice and offence type as two arrays of equal length. */
export function pairArrays(slices: readonly SelectedSlice[]): { sliceIds: string; typeIds: string } {
  const pairs = slices.flatMap((slice) => slice.typeIds.map((typeId) => [slice.id, typeId] as const));
  return {
    sliceIds: arrayLiteral(pairs.map(([sliceId]) => sliceId)),
    typeIds: arrayLiteral(pairs.map(([, typeId]) => typeId)),
  };
}

export type NamedRow = { month: string; named: boolean; inside: boolean; unnamed: boolean; n: number };

/**
 * Incidents whose publisher's LSOA names the area, or that lie in its polygon, by month. An LSOA names a local
 * authority by the text before its number ("Barnet 001A"), an MSOA by its text without the letter, an LSOA by its
 * code. Reads single incidents: not for the hot path.
 */
export async function namedAgainstPolygon(
  sql: Queryable,
  area: Pick<AreaRow, "id" | "code" | "kind" | "name">,
  slices: readonly SelectedSlice[],
): Promise<NamedRow[]> {
  const { sliceIds, typeIds } = pairArrays(slices);
  return sql<NamedRow[]>`
    WITH wanted AS (
      SELECT * FROM unnest(${sliceIds}::integer[], ${typeIds}::integer[]) AS w (slice_id, offence_type_id)
    ), named AS (
      SELECT id FROM lsoa WHERE CASE ${area.kind}::text
        WHEN 'lsoa' THEN code = ${area.code}
        WHEN 'msoa' THEN regexp_replace(name, '[A-Z]$', '') = ${area.name}
        ELSE regexp_replace(lower(authority_name), '^((london|royal) borough|city) of ', '')
           = regexp_replace(lower(${area.name}), '^((london|royal) borough|city) of ', '') END
    ), inside AS (
      SELECT l.id FROM area a JOIN location l ON ST_Covers(a.geom, l.geom) WHERE a.id = ${area.id}
    ), judged AS (
      SELECT i.month, n.id IS NOT NULL AS named, p.id IS NOT NULL AS inside, i.lsoa_id IS NULL AS unnamed
      FROM incident i
      JOIN wanted w ON w.slice_id = i.slice_id AND w.offence_type_id = i.offence_type_id
      LEFT JOIN named n ON n.id = i.lsoa_id
      LEFT JOIN inside p ON p.id = i.location_id
      WHERE n.id IS NOT NULL OR p.id IS NOT NULL
    )
    SELECT to_char(month, 'YYYY-MM') AS month, named, inside, unnamed, count(*)::integer AS n
    FROM judged GROUP BY judged.month, named, inside, unnamed ORDER BY judged.month`;
}

/** Parts of an incident's start that only a source with exact times can give. */
export type TimePart = "week" | "weekday" | "hour";

export type TimeRow = { key: string | null; n: number };

/**
 * Incidents of an area by week (the Sunday that ends it), weekday (1 = Monday … 7) or hour (0–23) of their start,
 * Europe/London wall time.
 * key null = no time known.
 */
export async function incidentsByTime(
  sql: Queryable,
  areaId: number | null,
  by: TimePart,
  slices: readonly SelectedSlice[],
): Promise<TimeRow[]> {
  const { sliceIds, typeIds } = pairArrays(slices);
  const place =
    areaId === null
      ? sql`i.location_id IS NOT NULL`
      : sql`i.location_id IN (SELECT l.id FROM area a JOIN location l ON ST_Covers(a.geom, l.geom) WHERE a.id = ${areaId})`;
  const local = sql`(i.occurred_from AT TIME ZONE 'Europe/London')`;
  const part = {
    week: sql`to_char(date_trunc('week', ${local}) + interval '6 days', 'YYYY-MM-DD')`,
    weekday: sql`extract(isodow FROM ${local})::integer::text`,
    hour: sql`extract(hour FROM ${local})::integer::text`,
  }[by];
  return sql<TimeRow[]>`
    SELECT ${part} AS key, count(*)::integer AS n
    FROM incident i
    JOIN unnest(${sliceIds}::integer[], ${typeIds}::integer[]) AS w (slice_id, offence_type_id)
      ON w.slice_id = i.slice_id AND w.offence_type_id = i.offence_type_id
    WHERE ${place}
    GROUP BY 1 ORDER BY 1`;
}
