/** Which posts could a camera hang on? */
import { z } from "zod";
import type { Column } from "#contract/camera-design.ts";
import type { PostRow, Reader } from "../db/read-model.ts";
import { type Answer, answer } from "./answer.ts";
import { findArea } from "./question.ts";

const attributesSchema = z
  .object({
    power: z.enum(["permanent", "switched", "none"]).nullish().catch(null),
    bracketHeightM: z.number().nullish().catch(null),
    loadTest: z.string().nullish().catch(null),
    loadTestExpiry: z.string().nullish().catch(null),
    signalDbm: z.number().nullish().catch(null),
  })
  .partial();

export type ColumnFilter = {
  area?: string | undefined;
  bbox?: readonly [number, number, number, number] | undefined;
  /** Only these; area and box then do not matter. */
  ids?: readonly string[] | undefined;
  limit: number;
};

/** Columns in an area or a box, or some by their ids, in the order they were imported, and whether there are more than the limit. */
export async function listColumns(
  reader: Reader,
  { area: code, bbox, ids, limit }: ColumnFilter,
): Promise<Answer<{ data: Column[]; meta: { more: boolean } }>> {
  if (ids) return answer({ data: (await reader.columnsById(ids)).map(columnOf), meta: { more: false } });
  const area = code === undefined ? null : findArea(await reader.snapshot(), code);
  if (area && !area.ok) return area;
  const rows = await reader.posts("column", area?.value?.id ?? null, bbox ?? null, limit + 1);
  return answer({ data: rows.slice(0, limit).map(columnOf), meta: { more: rows.length > limit } });
}

/** A column as it is on record. */
export function columnOf(row: PostRow): Column {
  const facts = attributesSchema.parse(row.attributes ?? {});
  return {
    id: row.reference ?? `column ${row.id}`,
    reference: row.reference,
    position: [row.lng, row.lat],
    heightM: row.heightM,
    power: facts.power ?? null,
    bracketHeightM: facts.bracketHeightM ?? null,
    loadTest: facts.loadTest ?? null,
    loadTestExpiry: facts.loadTestExpiry ?? null,
    signalDbm: facts.signalDbm ?? null,
    street: row.name,
  };
}
