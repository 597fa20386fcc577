/** Months whose figures the publisher has changed since their newest month came in. */
import { arrayLiteral, type Queryable } from "../sql.ts";

export type RevisedMonth = { month: string; before: number; now: number };

/**
 * Of some live slices those that replaced others when, or after, the newest month of the same source and force was
 * first imported, and whose counts of these offence types differ from what was there then. Undone imports do not
 * count. Ordered by month, one row per source, force and month.
 * @param to newest month, YYYY-MM.
 */
export async function revisedMonths(
  sql: Queryable,
  sliceIds: readonly number[],
  typeIds: readonly number[],
  to: string,
): Promise<RevisedMonth[]> {
  const types = arrayLiteral(typeIds);
  return sql<RevisedMonth[]>`
    WITH live AS (
      SELECT id, source_id, force_id, month FROM slice WHERE id = ANY (${arrayLiteral(sliceIds)}::integer[])
    ), arrival AS (
      SELECT s.source_id, s.force_id, min(b.finished_at) AS at
      FROM slice s JOIN import_batch b ON b.id = s.import_id
      WHERE s.month = (${to}::text || '-01')::date AND s.state IN ('live', 'retired') AND b.status = 'committed'
      GROUP BY s.source_id, s.force_id
    ), first_replaced AS (
      SELECT DISTINCT ON (live.id) live.id AS new_id, old.id AS old_id, live.month
      FROM live
      JOIN slice old ON old.source_id = live.source_id AND old.force_id = live.force_id AND old.month = live.month
        AND old.state = 'retired' AND old.import_id <> old.retired_by
      JOIN import_batch r ON r.id = old.retired_by AND r.status = 'committed'
      JOIN arrival a ON a.source_id = live.source_id AND a.force_id = live.force_id AND r.finished_at >= a.at
      ORDER BY live.id, r.finished_at, old.id
    ), compared AS (
      SELECT f.month,
        (SELECT coalesce(sum(c.located + c.unlocated), 0)::integer FROM slice_count c
          WHERE c.slice_id = f.old_id AND c.offence_type_id = ANY (${types}::integer[])) AS before,
        (SELECT coalesce(sum(c.located + c.unlocated), 0)::integer FROM slice_count c
          WHERE c.slice_id = f.new_id AND c.offence_type_id = ANY (${types}::integer[])) AS now
      FROM first_replaced f
    )
    SELECT to_char(month, 'YYYY-MM') AS month, before, now FROM compared WHERE before <> now ORDER BY compared.month`;
}
