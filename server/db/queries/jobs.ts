import type { Queryable } from "../sql.ts";

export type JobStatus = "queued" | "running" | "done" | "failed" | "cancelled";

export type JobRow = {
  id: number;
  kind: string;
  payload: unknown;
  status: JobStatus;
};

/** Adds a job at the end of the queue. */
export async function insertJob(sql: Queryable, kind: string, payload: string): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    INSERT INTO job (kind, payload) VALUES (${kind}, ${payload}::text::jsonb) RETURNING id`;
  if (!row) throw new RangeError("insertJob: no id");
  return row.id;
}

/** Takes the oldest queued job, so that no two takers ever get the same one; null if there is none. */
export async function claimJob(sql: Queryable): Promise<JobRow | null> {
  const [row] = await sql<JobRow[]>`
    UPDATE job SET status = 'running', started_at = now(), heartbeat_at = now()
    WHERE id = (SELECT id FROM job WHERE status = 'queued' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, payload, status`;
  return row ?? null;
}

/** Says that a job is still being worked on; false if it is not running any more (cancelled elsewhere). */
export async function beatJob(sql: Queryable, id: number): Promise<boolean> {
  const rows = await sql`
    UPDATE job SET heartbeat_at = now() WHERE id = ${id} AND status = 'running' RETURNING id`;
  return rows.length === 1;
}

/** Ends a running job; false if it was ended by someone else before. */
export async function endJob(
  sql: Queryable,
  id: number,
  status: "done" | "failed" | "cancelled",
  error: string | null,
): Promise<boolean> {
  const rows = await sql`
    UPDATE job SET status = ${status}, finished_at = now(), error = ${error}::text::jsonb
    WHERE id = ${id} AND status = 'running' RETURNING id`;
  return rows.length === 1;
}

/** Puts a running job back at its place in the queue. */
export async function requeueJob(sql: Queryable, id: number, payload: string): Promise<void> {
  await sql`
    UPDATE job SET status = 'queued', payload = ${payload}::text::jsonb, started_at = NULL, heartbeat_at = NULL
    WHERE id = ${id} AND status = 'running'`;
}

/** Jobs that say they run but have not been heard of for `seconds`. Takes them so that one process handles each. */
export async function takeStaleJobs(sql: Queryable, seconds: number): Promise<JobRow[]> {
  return sql<JobRow[]>`
    UPDATE job SET heartbeat_at = now()
    WHERE id IN (
      SELECT id FROM job
      WHERE status = 'running' AND heartbeat_at < now() - make_interval(secs => ${seconds})
      FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, payload, status`;
}

/** Makes every running job stale at once: for a database that only this process can have open. */
export async function ageRunningJobs(sql: Queryable): Promise<void> {
  await sql`UPDATE job SET heartbeat_at = to_timestamp(0) WHERE status = 'running'`;
}

/** Jobs that are queued or say they run. */
export async function unfinishedJobs(sql: Queryable): Promise<JobRow[]> {
  return sql<JobRow[]>`
    SELECT id, kind, payload, status FROM job WHERE status IN ('queued', 'running') ORDER BY id`;
}

/** The queued or running job of an import, or null. */
export async function activeJobOf(sql: Queryable, importId: number): Promise<JobRow | null> {
  const [row] = await sql<JobRow[]>`
    SELECT id, kind, payload, status FROM job
    WHERE status IN ('queued', 'running') AND (payload ->> 'importId')::integer = ${importId}
    ORDER BY id LIMIT 1`;
  return row ?? null;
}

/** Cancels the queued or running job of an import; gives what it was, or null if there was none. */
export async function cancelJobOf(
  sql: Queryable,
  importId: number,
): Promise<{ id: number; was: "queued" | "running" } | null> {
  const [row] = await sql<{ id: number; was: "queued" | "running" }[]>`
    WITH found AS (
      SELECT id, status FROM job
      WHERE status IN ('queued', 'running') AND (payload ->> 'importId')::integer = ${importId}
      ORDER BY id LIMIT 1 FOR UPDATE)
    UPDATE job j SET status = 'cancelled', finished_at = now()
    FROM found WHERE j.id = found.id
    RETURNING j.id, found.status AS was`;
  return row ?? null;
}
