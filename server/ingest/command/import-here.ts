/** Imports into the database of this installation, opened by this process. */
import { basename, resolve } from "node:path";
import type { Config } from "../../config.ts";
import { openDatabase } from "../../db/engine.ts";
import type { Log } from "../../db/log.ts";
import { migrate } from "../../db/migrate.ts";
import { seedCategories } from "../../db/queries/categories-seed.ts";
import { connectDatabase } from "../../db/sql.ts";
import { cleanUpImports } from "../clean-up.ts";
import { CATEGORY_SCHEME } from "../load/category-of-text.ts";
import { receiveFile } from "../receive-file.ts";
import { runImport } from "../run-import.ts";
import type { ImportTarget } from "./file-import.ts";

/** Opens and, where needed, prepares the database. @throws what opening and migrating it throws. */
export async function importHere(config: Config, log: Log): Promise<ImportTarget> {
  const database = await openDatabase(config, log);
  const { sql, canCopy } = database;
  try {
    await migrate(sql);
    await seedCategories(sql, CATEGORY_SCHEME);
    await cleanUpImports(sql, canCopy);
  } catch (error) {
    await database.close();
    throw error;
  }
  const openConnection = () => connectDatabase(database.connection, { max: 1 });
  const dependencies = { sql, canCopy, openConnection, now: () => new Date() };
  return {
    text: database.text,
    async importFile(path, kind, onProgress, signal) {
      const { importId } = await receiveFile(sql, resolve(path), basename(path), kind);
      return runImport(dependencies, importId, { options: kind ? { kind } : {}, onProgress, signal });
    },
    close: () => database.close(),
  };
}
