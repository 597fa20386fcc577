/**
 * Puts the demo borough into an empty database, in two parts so that the first screen comes soon: areas, people,
 * incidents, the base map and places first; buildings and lamp columns afterwards, in the background. Each part is
 * staged, then made live in one short transaction. A part that was killed half-way is cleared and done again at
 * the next start.
 */
import { createHash } from "node:crypto";
import type { ImportProgress } from "#contract/imports.ts";
import { publishAreas } from "../db/queries/areas-load.ts";
import {
  deleteStagedFeatures,
  demoWithoutDetail,
  insertRunningDemo,
  isDatabaseEmpty,
  lockDemo,
  publishDetail,
  publishFeatures,
  runningDemos,
} from "../db/queries/demo-load.ts";
import {
  commitManifest,
  dropRunningLock,
  endImport,
  holdRunningLock,
  isAbandoned,
} from "../db/queries/imports.ts";
import { publishFigures } from "../db/queries/population-load.ts";
import { bumpDatasetVersion, lockFlip } from "../db/queries/slices.ts";
import type { Sql } from "../db/sql.ts";
import { discardStaged } from "../ingest/clean-up.ts";
import { categoryOfText } from "../ingest/load/category-of-text.ts";
import { IncidentLoader } from "../ingest/load/incident-loader.ts";
import type { SourceDefinition } from "../ingest/load/source-definition.ts";
import { type Demo, generateDemo } from "./generate-demo.ts";
import { seriesInputs } from "./inputs.ts";
import { type StagedCounts, stageAreas, stageFeatures, stageIncidents } from "./stage-demo.ts";

const DEMO_SOURCE: SourceDefinition = {
  slug: "demo",
  title: "Demo: invented incidents",
  publisher: "Sightline (invented)",
  licence: "MIT",
  vocabulary: "demo",
  timePrecision: "exact",
  positionPrecision: "exact",
  invented: true,
};

export type DemoDependencies = {
  sql: Sql;
  /** True where COPY and more connections exist (PostgreSQL). */
  canCopy: boolean;
  /** A client of its own on the same database; used only where `canCopy`. */
  openConnection: () => Sql;
  onProgress: (progress: ImportProgress) => void;
  signal?: AbortSignal;
};

export type DemoLoaded =
  | { ok: true; importId: number; incidents: number; unlocated: number; areas: number; features: number }
  | { ok: false; reason: "not-empty" };

/**
 * Loads the demo if the database is empty: everything but buildings and lamp columns (`loadDemoDetail`).
 * @returns `not-empty` where anything was imported before or another process is loading; nothing is changed then.
 */
export async function loadDemo(dependencies: DemoDependencies): Promise<DemoLoaded> {
  const { sql } = dependencies;
  for (const id of await runningDemos(sql)) if (await isAbandoned(sql, id)) await clearDeadDemo(sql, id);
  const { seed } = seriesInputs;
  const importId = await claim(sql, seed);
  if (importId === null) return { ok: false, reason: "not-empty" };
  dependencies.onProgress({ phase: "Making the demo borough", rows: 0 });
  try {
    return await holding(sql, importId, () => loadFirstPart(dependencies, generateDemo(seed), importId));
  } catch (error) {
    await clearDeadDemo(sql, importId).catch(() => undefined);
    throw error;
  }
}

/** Adds buildings and lamp columns if the demo still lacks them; returns how many features it added. */
export async function loadDemoDetail(dependencies: DemoDependencies): Promise<number> {
  const { sql, onProgress, signal } = dependencies;
  const pending = await demoWithoutDetail(sql);
  if (!pending || !(await isAbandoned(sql, pending.id))) return 0;
  return holding(sql, pending.id, async () => {
    await deleteStagedFeatures(sql, pending.id);
    const features = generateDemo(pending.seed).detailFeatures();
    await stageFeatures(sql, pending.id, features, (done) => {
      signal?.throwIfAborted();
      onProgress({ phase: "Adding the demo's buildings and lamp columns", rows: done });
    });
    await sql.begin(async (tx) => {
      await lockFlip(tx);
      await publishDetail(tx, pending.id);
      await bumpDatasetVersion(tx);
    });
    return features.length;
  });
}

/** The manifest row of a new demo load, already running, or null if the database is not empty. */
async function claim(sql: Sql, seed: number): Promise<number | null> {
  return sql.begin(async (tx) => {
    await lockDemo(tx);
    if (!(await isDatabaseEmpty(tx))) return null;
    return insertRunningDemo(tx, {
      fileName: `demo (generated, seed ${seed})`,
      sha256: createHash("sha256").update(`Sightline demo, seed ${seed}`).digest("hex"),
      options: JSON.stringify({ seed, detail: "pending" }),
    });
  });
}

/** Runs work while a connection of its own marks the import as running. */
async function holding<T>(sql: Sql, importId: number, work: () => Promise<T>): Promise<T> {
  const connection = await sql.reserve();
  try {
    await holdRunningLock(connection, importId);
    return await work();
  } finally {
    await dropRunningLock(connection, importId).catch(() => undefined);
    connection.release();
  }
}

async function loadFirstPart(
  dependencies: DemoDependencies,
  demo: Demo,
  importId: number,
): Promise<DemoLoaded> {
  const { sql } = dependencies;
  await stageAreas(sql, importId, demo);
  await stageFeatures(sql, importId, demo.mapFeatures, () => dependencies.signal?.throwIfAborted());
  const loader = new IncidentLoader({
    ...dependencies,
    importId,
    source: DEMO_SOURCE,
    categoryOf: categoryOfText,
  });
  const counts = await stageIncidents(dependencies, demo, loader).catch(async (error: unknown) => {
    await loader.abandon();
    throw error;
  });
  await sql.begin(async (tx) => {
    await lockFlip(tx);
    const { replacedSlices } = await loader.flip(tx);
    await publishAreas(tx, importId);
    await publishFigures(tx, importId);
    await publishFeatures(tx, importId);
    await commitManifest(tx, importId, manifestTotals(counts), {
      rejectedByReason: "{}",
      replacedSlices: JSON.stringify(replacedSlices),
      warnings: JSON.stringify([
        "Every incident is invented. Totals follow published figures; see data/demo.",
      ]),
    });
    await bumpDatasetVersion(tx);
  });
  return { ok: true, importId, ...counts, areas: demo.areas.all.length, features: demo.mapFeatures.length };
}

function manifestTotals({ incidents, unlocated }: StagedCounts) {
  return {
    read: incidents,
    accepted: incidents,
    rejected: 0,
    unlocated,
    period: { from: seriesInputs.firstMonth, to: seriesInputs.lastMonth },
    publisher: DEMO_SOURCE.publisher,
    licence: DEMO_SOURCE.licence,
    sourceSlug: DEMO_SOURCE.slug,
    transformMethod: null,
  };
}

/** Removes what a load that did not end has staged, and says that it failed. */
async function clearDeadDemo(sql: Sql, importId: number): Promise<void> {
  await discardStaged(sql, importId);
  const error = {
    code: "demo-interrupted",
    title: "The demo was not loaded completely",
    detail: "Loading was interrupted.",
    next: "Nothing to do: it is loaded again at the next start.",
  };
  await endImport(sql, importId, {
    status: "failed",
    error: JSON.stringify(error),
    warnings: "[]",
    rejectedByReason: "{}",
  });
}
