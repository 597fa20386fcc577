import { arrayLiteral, type Queryable } from "../sql.ts";

export type CountChunk = { sliceId: number; typeId: number; keys: Buffer; counts: Buffer };

export type ChunkRequest = {
  /** 8–11 = H3 cells of that resolution, 0 = positions. */
  resolution: number;
  sliceIds: readonly number[];
  typeIds: readonly number[];
  /** First and last month of those slices, YYYY-MM: lets the database skip partitions. */
  from: string;
  to: string;
  /** Storage keys that can hold the area's counts; null = everywhere. */
  within: { regions: readonly bigint[]; chunks: readonly bigint[] } | null;
};

/**
 * Count chunks in PostgreSQL's binary array form, to be read with `forEachCount`. May hold keys outside the area
 * and parts of one slice and type in several rows; the caller filters and adds.
 */
export async function readCountChunks(sql: Queryable, request: ChunkRequest): Promise<CountChunk[]> {
  const { within } = request;
  const place = within
    ? sql`AND region = ANY (${arrayLiteral(within.regions)}::bigint[])
          AND chunk = ANY (${arrayLiteral(within.chunks)}::bigint[])`
    : sql``;
  return sql<CountChunk[]>`
    SELECT slice_id AS "sliceId", offence_type_id AS "typeId",
           array_send(keys) AS keys, array_send(counts) AS counts
    FROM count_chunk
    WHERE resolution = ${request.resolution}
      AND month BETWEEN ${`${request.from}-01`}::date AND ${`${request.to}-01`}::date
      AND slice_id = ANY (${arrayLiteral(request.sliceIds)}::integer[])
      AND offence_type_id = ANY (${arrayLiteral(request.typeIds)}::integer[])
      ${place}`;
}

/** How many positions each slice has in some chunks: a quick sign of which forces work there. */
export async function positionsPerSlice(
  sql: Queryable,
  sliceIds: readonly number[],
  chunks: readonly bigint[],
): Promise<{ sliceId: number; positions: number }[]> {
  return sql<{ sliceId: number; positions: number }[]>`
    SELECT slice_id AS "sliceId", sum(cardinality(keys))::integer AS positions
    FROM count_chunk
    WHERE resolution = 0 AND chunk = ANY (${arrayLiteral(chunks)}::bigint[])
      AND slice_id = ANY (${arrayLiteral(sliceIds)}::integer[])
    GROUP BY slice_id`;
}
