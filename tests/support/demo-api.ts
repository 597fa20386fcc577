/** The HTTP application on the demo borough with its buildings, columns and cameras. */
import { connectDatabase } from "../../server/db/sql.ts";
import { loadDemoDetail } from "../../server/demo/load-demo.ts";
import { type ApiApp, type ApiOptions, openApiApp } from "./api-app.ts";
import { loadTestDemo } from "./test-demo.ts";

export async function openDemoApi(options: ApiOptions = {}): Promise<ApiApp> {
  const api = await openApiApp(options);
  await loadTestDemo(api.database);
  const { sql, canCopy, connection } = api.database;
  const openConnection = () => connectDatabase(connection, { max: 1 });
  await loadDemoDetail({ sql, canCopy, openConnection, onProgress: () => undefined });
  return api;
}
