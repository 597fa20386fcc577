import type { Queryable } from "../sql.ts";

export type PartitionedTable = "incident" | "count_chunk";

const TABLES: readonly PartitionedTable[] = ["incident", "count_chunk"];

/** Any number, the same in every version of the app. */
const PARTITION_LOCK = 731_004_020n;

/**
 * Makes the calendar-year partitions that rows of these months need. Safe when several sessions do it at once.
 * @param months "YYYY-MM" or "YYYY-MM-DD", any order, repeats allowed.
 * @returns names of the partitions that this call made.
 */
export async function ensurePartitions(
  sql: Queryable,
  table: PartitionedTable,
  months: Iterable<string>,
): Promise<string[]> {
  if (!TABLES.includes(table)) throw new RangeError(`table: got ${table}, expected ${TABLES.join(" or ")}`);
  const years = new Set<number>();
  for (const month of months) years.add(calendarYear(month));
  const made: string[] = [];
  for (const year of [...years].sort((a, b) => a - b)) {
    const name = `${table}_${year}`;
    const [existing] = await sql`SELECT 1 FROM pg_class WHERE oid = to_regclass(${name})`;
    if (existing) continue;
    await sql.unsafe(createPartition(table, name, year)).simple();
    made.push(name);
  }
  return made;
}

/** One implicit transaction: the lock is held until the partition is there. */
function createPartition(table: PartitionedTable, name: string, year: number): string {
  return `
    SELECT pg_advisory_xact_lock(${PARTITION_LOCK});
    CREATE TABLE IF NOT EXISTS ${name} PARTITION OF ${table}
      FOR VALUES FROM ('${year}-01-01') TO ('${year + 1}-01-01');`;
}

function calendarYear(month: string): number {
  const year = Number(/^(\d{4})-\d{2}(-\d{2})?$/.exec(month)?.[1]);
  if (!(year >= 1900 && year <= 2200)) throw new RangeError(`month: got ${month}, expected YYYY-MM`);
  return year;
}
