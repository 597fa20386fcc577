import { connectDatabase } from "../../server/db/sql.ts";
import { loadDemo } from "../../server/demo/load-demo.ts";
import type { TestDatabase } from "./test-database.ts";

/** Puts the demo borough into an empty test database, without its buildings and lamp columns. */
export async function loadTestDemo({ sql, canCopy, connection }: TestDatabase): Promise<void> {
  const openConnection = () => connectDatabase(connection, { max: 1 });
  const loaded = await loadDemo({ sql, canCopy, openConnection, onProgress: () => undefined });
  if (!loaded.ok) throw new RangeError(loaded.reason);
}
