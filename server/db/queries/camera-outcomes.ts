/** Outcomes of cameras by month: added, never changed or deleted; of one camera, month and kind the latest holds. */
import type { OutcomeKind, Outcomes } from "#contract/camera-outcomes.ts";
import type { Sql } from "../sql.ts";

type NewOutcome = { camera: string; month: string; kind: OutcomeKind; n: number; note: string };
type OutcomeFilter = { camera: string | null; from: string | null; to: string | null };
type Entry = Outcomes["data"]["entries"][number];

/** Where outcomes are kept, for those who log them. */
export function outcomeLog(sql: Sql) {
  return {
    entries: (filter: OutcomeFilter) => outcomeEntries(sql, filter),
    add: (author: string, entries: readonly NewOutcome[]) => addOutcomes(sql, author, entries),
  };
}

async function outcomeEntries(sql: Sql, { camera, from, to }: OutcomeFilter): Promise<Entry[]> {
  const rows = await sql<
    (Omit<Entry, "recordedAt" | "corrected"> & { recordedAt: Date; corrected: bigint })[]
  >`
    SELECT DISTINCT ON (camera_id, month, kind) camera_id AS camera, month, kind, n, note, author,
      recorded_at AS "recordedAt",
      count(*) OVER (PARTITION BY camera_id, month, kind) - 1 AS corrected
    FROM camera_outcome
    WHERE (${camera}::text IS NULL OR camera_id = ${camera})
      AND (${from}::text IS NULL OR month >= ${from}) AND (${to}::text IS NULL OR month <= ${to})
    ORDER BY camera_id, month, kind, id DESC`;
  return rows.map(({ recordedAt, corrected, ...row }) => ({
    ...row,
    recordedAt: recordedAt.toISOString(),
    corrected: Number(corrected),
  }));
}

/** All of them or none. */
async function addOutcomes(sql: Sql, author: string, entries: readonly NewOutcome[]): Promise<number> {
  await sql`
    INSERT INTO camera_outcome (camera_id, month, kind, n, note, author)
    SELECT e ->> 'camera', e ->> 'month', e ->> 'kind', (e ->> 'n')::double precision, e ->> 'note', ${author}
    FROM jsonb_array_elements(${JSON.stringify(entries)}::text::jsonb) WITH ORDINALITY AS t (e, i)
    ORDER BY i`;
  return entries.length;
}
