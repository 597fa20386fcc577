import type { Queryable } from "../sql.ts";

export type HarmTableRow = {
  tableId: string;
  title: string;
  publisher: string;
  edition: string;
  unit: string;
  priceYear: string | null;
  source: string;
  weights: { category: string; term: string; weight: number | null; verified: boolean; note: string }[];
};

/** Tables of harm weights that were imported and are live, oldest first. */
export async function harmTables(sql: Queryable): Promise<HarmTableRow[]> {
  return sql<HarmTableRow[]>`
    SELECT t.table_id AS "tableId", t.title, t.publisher, t.edition, t.unit, t.price_year AS "priceYear", t.source,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('category', w.category, 'term', w.term, 'weight', w.weight,
          'verified', w.verified, 'note', w.note) ORDER BY w.category), '[]')
        FROM harm_weight w WHERE w.harm_table_id = t.id) AS weights
    FROM harm_table t WHERE t.state = 'live' ORDER BY t.id`;
}
