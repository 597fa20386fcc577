/** The HTTP application on a database of its own, without a port. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Analyst } from "../../server/analysis/analyses.ts";
import { createApp } from "../../server/api/app.ts";
import type { Services } from "../../server/api/deps.ts";
import { inlineGeometry } from "../../server/db/geometry.ts";
import { outcomeLog } from "../../server/db/queries/camera-outcomes.ts";
import { deploymentRecord } from "../../server/db/queries/deployment-records.ts";
import { mapOffenceType } from "../../server/db/queries/offence-types.ts";
import { placeDecisionStore } from "../../server/db/queries/place-decisions.ts";
import { scenarioStore } from "../../server/db/queries/scenarios.ts";
import { reader } from "../../server/db/read-model.ts";
import { importQueue } from "../../server/jobs/import-jobs.ts";
import { ImportService } from "../../server/jobs/import-service.ts";
import { IngestThreads } from "../../server/jobs/ingest-threads.ts";
import { inlineAnalyst } from "../../server/jobs/inline-analyst.ts";
import { Neighbourhoods } from "../../server/use-cases/neighbourhoods.ts";
import { searchStops } from "../../server/use-cases/search-stops.ts";
import { openTestDatabase, silentLog, type TestDatabase, type TestEngine } from "./test-database.ts";

export type ApiApp = {
  database: TestDatabase;
  services: Services;
  /** Sends a request to a path below /api/v1. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Body of a GET that must succeed. */
  get<T>(path: string): Promise<T>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  dispose(): Promise<void>;
};

export type ApiOptions = { engine?: TestEngine; clientFolder?: string; ready?: boolean; analyst?: Analyst };

/** Opens a fresh database with the application on top of it; imports run in threads as in production. */
export async function openApiApp(options: ApiOptions = {}): Promise<ApiApp> {
  const database = await (options.engine ? openTestDatabase(options.engine) : openTestDatabase());
  const { sql, connection, canCopy } = database;
  const uploads = mkdtempSync(join(tmpdir(), "sightline-uploads-"));
  const threads = new IngestThreads();
  const queue = importQueue({ sql, connection, canCopy, log: silentLog, uploads, threads });
  const analyst = options.analyst ?? inlineAnalyst;
  const services: Services = {
    reader: reader({ sql, geometry: inlineGeometry }, "internal"),
    analyst,
    neighbourhoods: new Neighbourhoods(analyst),
    imports: new ImportService({ sql, connection, canCopy, queue, uploads, threads }),
    placeDecisions: placeDecisionStore(sql),
    scenarios: scenarioStore(sql),
    deployments: deploymentRecord(sql),
    outcomes: outcomeLog(sql),
    stops: searchStops(),
    mapOffenceType: (id, category) => mapOffenceType(sql, id, category),
  };
  queue.start();
  const ready = options.ready ?? true;
  const app = createApp({
    services: () => (ready ? services : null),
    state: () => ({
      version: "test",
      engine: database.engine,
      engineText: database.text,
      durable: database.durable,
      baseMap: { pmtilesUrl: null, styleUrl: null },
      preparing: ready ? null : "Bringing the database up to date",
    }),
    uptimeS: () => 1,
    thisMonth: () => "2026-11",
    log: silentLog,
    clientFolder: options.clientFolder ?? null,
    pmtilesFile: null,
    styleOrigin: null,
  });
  const fetch = async (path: string, init?: RequestInit) => app.request(path, init);
  const request = (path: string, init?: RequestInit) => fetch(`/api/v1${path}`, init);
  return {
    database,
    services,
    fetch,
    request,
    async get<T>(path: string): Promise<T> {
      const response = await request(path);
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
      return (await response.json()) as T;
    },
    async dispose() {
      await queue.close();
      await threads.close();
      await database.dispose();
      rmSync(uploads, { recursive: true, force: true });
    },
  };
}
