/**
 * A process for tests that kill it in the middle of an import. Arguments: `{ connection }` of a running PostgreSQL or
 * `{ dataFolder }` of an embedded database, as JSON, and a file. Prints "running" when it starts to import.
 */
import { z } from "zod";
import { openDatabase } from "../../server/db/engine.ts";
import { type Connection, connectDatabase } from "../../server/db/sql.ts";
import { type Engine, importFile } from "./run-imports.ts";
import { silentLog } from "./test-database.ts";

const connectionSchema: z.ZodType<Connection> = z.object({
  engine: z.enum(["external", "local-cluster", "embedded"]),
  url: z.string().nullable(),
  socketFolder: z.string().nullable(),
  database: z.string(),
  user: z.string(),
  maxConnections: z.number(),
});
const targetSchema = z.union([
  z.object({ connection: connectionSchema }),
  z.object({ dataFolder: z.string() }),
]);

const [target = "", file = ""] = process.argv.slice(2);
const database = await open(targetSchema.parse(JSON.parse(target)));
console.log("running");
const manifest = await importFile(database, file);
console.log(`ended ${manifest.status}`);
process.exit(0);

async function open(target: z.infer<typeof targetSchema>): Promise<Engine> {
  if ("connection" in target) {
    return { sql: connectDatabase(target.connection), canCopy: true, connection: target.connection };
  }
  return openDatabase({ databaseUrl: null, dataFolder: target.dataFolder, engine: "embedded" }, silentLog);
}
