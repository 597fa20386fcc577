/** What a dry run must know of the data to say what a commit would do. */
import { arrayLiteral, type Queryable } from "../sql.ts";
import { textArrayLiteral } from "./load.ts";

/** Live slices that a commit of these months of a source would replace, with the counts of both. */
export async function liveSlicesOf(
  sql: Queryable,
  sourceSlug: string,
  slices: readonly { forceSlug: string; month: string; n: number }[],
): Promise<{ source: string; force: string; month: string; oldN: number; newN: number }[]> {
  return sql`
    SELECT s.slug AS source, f.name AS force, t.month, old.located + old.unlocated AS "oldN", t.n AS "newN"
    FROM unnest(${textArrayLiteral(slices.map((slice) => slice.forceSlug))}::text[],
      ${textArrayLiteral(slices.map((slice) => slice.month))}::text[],
      ${arrayLiteral(slices.map((slice) => slice.n))}::integer[]) AS t (force, month, n)
    JOIN force f ON f.slug = t.force
    JOIN source s ON s.slug = ${sourceSlug}
    JOIN slice old ON old.state = 'live' AND old.source_id = s.id AND old.force_id = f.id
      AND old.month = (t.month || '-01')::date
    ORDER BY f.name, t.month`;
}

/** Codes among those given that have a category already, by the scheme or by a person. */
export async function mappedCodes(
  sql: Queryable,
  vocabulary: string,
  codes: readonly string[],
): Promise<string[]> {
  const rows = await sql<{ code: string }[]>`
    SELECT code FROM offence_type
    WHERE vocabulary = ${vocabulary} AND category IS NOT NULL AND code = ANY (${textArrayLiteral(codes)}::text[])`;
  return rows.map((row) => row.code);
}
