import { expect, it } from "vitest";
import { connectDatabase } from "../../server/db/sql.ts";
import { BinaryCopyWriter } from "../../server/ingest/load/binary-copy.ts";
import { CopyConnection } from "../../server/ingest/load/copy-rows.ts";
import { availableEngines, withDatabase } from "../support/test-database.ts";

const NINE_COLUMNS = 9;

/** A count chunk without a partition: the server refuses it after the last byte. */
function refusedRow(): Buffer {
  const writer = new BinaryCopyWriter();
  writer.row(NINE_COLUMNS);
  writer.bigint(0, 1);
  writer.date(-30_000);
  writer.bigint(0, 1);
  writer.smallint(8);
  writer.integer(1);
  writer.integer(1);
  writer.smallint(0);
  writer.bigintArray({ hi: new Int32Array([0]), lo: new Int32Array([5]) }, [0]);
  writer.integerArray([1]);
  return writer.finish();
}

it.skipIf(!availableEngines().includes("local-cluster"))(
  "rows that the server refuses end the copy with an error, free its connection and store nothing",
  async () => {
    await withDatabase("local-cluster", async ({ sql, connection }) => {
      for (const bytes of [refusedRow(), Buffer.alloc(600_000, "not a copy stream")]) {
        const copy = new CopyConnection(connectDatabase(connection, { max: 1 }), sql);
        const startedMs = performance.now();
        await expect(copy.copy("count_chunk", bytes)).rejects.toMatchObject({ code: "rows-refused" });
        expect(performance.now() - startedMs).toBeLessThan(20_000);
        await copy.end();
      }
      const [left] = await sql`
        SELECT (SELECT count(*)::integer FROM count_chunk) AS rows,
          (SELECT count(*)::integer FROM pg_stat_activity
            WHERE datname = current_database() AND query ILIKE 'COPY%' AND state = 'active') AS copying`;
      expect(left).toMatchObject({ rows: 0, copying: 0 });
    });
  },
);
