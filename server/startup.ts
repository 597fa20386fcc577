/** From nothing to a database that answers: open, migrate, tidy, load the demo, take up jobs that were left. */

import { readFileSync } from "node:fs";
import { ALL_AREAS_CODE } from "#contract/areas.ts";
import type { CategoryScheme } from "#domain/category/scheme.ts";
import type { Services } from "./api/deps.ts";
import type { Config } from "./config.ts";
import { type Database, openDatabase } from "./db/engine.ts";
import type { Log } from "./db/log.ts";
import { migrate } from "./db/migrate.ts";
import { outcomeLog } from "./db/queries/camera-outcomes.ts";
import { seedCategories } from "./db/queries/categories-seed.ts";
import { deploymentRecord } from "./db/queries/deployment-records.ts";
import { ageRunningJobs, unfinishedJobs } from "./db/queries/jobs.ts";
import { mapOffenceType } from "./db/queries/offence-types.ts";
import { placeDecisionStore } from "./db/queries/place-decisions.ts";
import { markQueued, neededFiles } from "./db/queries/received-imports.ts";
import { scenarioStore } from "./db/queries/scenarios.ts";
import { reader } from "./db/read-model.ts";
import { connectDatabase } from "./db/sql.ts";
import { type DemoDependencies, loadDemo, loadDemoDetail } from "./demo/load-demo.ts";
import { cleanUpImports } from "./ingest/clean-up.ts";
import { AnalysisThreads } from "./jobs/analysis-threads.ts";
import { GeometryThread } from "./jobs/geometry-thread.ts";
import { importQueue } from "./jobs/import-jobs.ts";
import { ImportService } from "./jobs/import-service.ts";
import { IngestThreads } from "./jobs/ingest-threads.ts";
import { jobPayloadSchema } from "./jobs/job-payload.ts";
import { sweepUploads, uploadFolder } from "./jobs/upload-store.ts";
import { countCellRows } from "./use-cases/count-cells.ts";
import { defaultArea } from "./use-cases/default-area.ts";
import { Neighbourhoods } from "./use-cases/neighbourhoods.ts";
import { searchStops } from "./use-cases/search-stops.ts";

export type Started = {
  database: Database;
  services: Services;
  /** Stops jobs and threads, then closes the database. */
  close(): Promise<void>;
};

export type StartupOptions = {
  config: Config;
  log: Log;
  /** Hears what is being done, in words for people. */
  onPhase: (text: string) => void;
  onDatabase: (database: Database) => void;
};

/** Files younger than this may still be arriving in another process. */
const UPLOAD_AGE_MS = 3_600_000;

/** Brings everything up. @throws errors of the database layer that say what to do. */
export async function startUp({ config, log, onPhase, onDatabase }: StartupOptions): Promise<Started> {
  onPhase("Opening the database");
  const database = await openDatabase(config, log);
  const stop = new AbortController();
  const geometry = new GeometryThread();
  const threads = new IngestThreads();
  const analyst = new AnalysisThreads();
  try {
    onDatabase(database);
    const { sql, connection, canCopy } = database;
    onPhase("Bringing the database up to date");
    await migrate(sql);
    await seedCategories(sql, readScheme());
    onPhase("Tidying up after the last run");
    await cleanUpImports(sql, canCopy);
    await resumeJobs(database);
    await sweepUploads(
      uploadFolder(config.dataFolder),
      new Set(await neededFiles(sql)),
      Date.now() - UPLOAD_AGE_MS,
    );
    const demo = demoDependencies(database, onPhase, stop.signal);
    if (config.demo) await loadDemo(demo);
    const uploads = uploadFolder(config.dataFolder);
    const queue = importQueue({ sql, connection, canCopy, log, uploads, threads });
    const services: Services = {
      reader: reader({ sql, geometry }, "internal"),
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
    const later = finishInBackground(services, config.demo ? demo : null, log);
    queue.start();
    return {
      database,
      services,
      async close() {
        stop.abort();
        await queue.close();
        await later;
        await Promise.all([geometry.close(), threads.close(), analyst.close()]);
        await database.close();
      },
    };
  } catch (error) {
    await Promise.all([geometry.close(), threads.close(), analyst.close()]);
    await database.close();
    throw error;
  }
}

function readScheme(): CategoryScheme {
  return JSON.parse(readFileSync(new URL("../data/category-scheme.json", import.meta.url), "utf8"));
}

function demoDependencies(
  { sql, connection, canCopy }: Database,
  onPhase: (text: string) => void,
  signal: AbortSignal,
): DemoDependencies {
  return {
    sql,
    canCopy,
    openConnection: () => connectDatabase(connection, { max: 1 }),
    onProgress: ({ phase }) => onPhase(phase),
    signal,
  };
}

/**
 * Imports whose job is still to be done are shown as waiting. Our own engines have one server, so that a job that
 * says it is running was lost with the last one; on a shared server only its silence can tell.
 */
async function resumeJobs({ sql, engine }: Database): Promise<void> {
  if (engine !== "external") await ageRunningJobs(sql);
  for (const job of await unfinishedJobs(sql)) {
    const payload = jobPayloadSchema.safeParse(job.payload);
    if (payload.success) await markQueued(sql, payload.data.importId, null);
  }
}

/** What the first screen does not wait for: the rest of the demo, and the default area's hexagons. */
async function finishInBackground(
  { reader: reading }: Services,
  demo: DemoDependencies | null,
  log: Log,
): Promise<void> {
  try {
    await countCellRows(reading, { resolution: 9, bufferM: 0 });
    const snapshot = await reading.snapshot();
    if (defaultArea(snapshot) !== ALL_AREAS_CODE)
      await countCellRows(reading, { resolution: 10, bufferM: 0 });
    if (demo) await loadDemoDetail({ ...demo, onProgress: () => undefined });
  } catch (error) {
    if (demo?.signal?.aborted) return;
    log.warn(`After the start: ${error instanceof Error ? error.message : String(error)}`);
  }
}
