/**
 * A process for tests that kill it: opens the database of a folder, then commits numbered rows as fast as it can and
 * prints each number once it is committed. Arguments: engine, data folder, "write" or "hold".
 */
import { openDatabase } from "../../server/db/engine.ts";
import { migrate } from "../../server/db/migrate.ts";
import { silentLog } from "./test-database.ts";

const [engine, dataFolder, mode] = process.argv.slice(2);
if ((engine !== "embedded" && engine !== "local-cluster") || dataFolder === undefined) {
  throw new RangeError("arguments: engine, data folder, mode");
}
const { sql, text } = await openDatabase({ databaseUrl: null, dataFolder, engine }, silentLog);
await migrate(sql);
await sql`CREATE TABLE IF NOT EXISTS written (n integer PRIMARY KEY, filling text)`;
console.log(`open ${text}`);
if (mode === "write") {
  const [last] = await sql<{ n: number }[]>`SELECT coalesce(max(n), 0) AS n FROM written`;
  for (let n = (last?.n ?? 0) + 1; ; n++) {
    await sql.begin(async (tx) => {
      await tx`INSERT INTO written VALUES (${n}, ${"x".repeat(2_000)})`;
      // A row that must never be seen without its partner: half of a transaction.
      await tx`INSERT INTO written VALUES (${-n}, 'partner')`;
    });
    console.log(`committed ${n}`);
  }
}
