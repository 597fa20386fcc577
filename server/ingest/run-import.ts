/**
 * From a received file to live rows: what is the same for every kind of import. An importer stages; this decides
 * whether there is anything to do, keeps the manifest and all rejected rows, flips everything live in one short
 * transaction, and leaves nothing behind when it fails, is cancelled or is killed.
 */
import type { ImportKind, ImportManifest, ImportOptions, ImportProgress } from "#contract/imports.ts";
import { importManifest } from "../db/queries/import-manifests.ts";
import { retireDemo } from "../db/queries/import-rows.ts";
import {
  commitManifest,
  dropRunningLock,
  endImport,
  holdRunningLock,
  type ImportRow,
  markUnchanged,
  readImport,
  sameImport,
  startImport,
  storeProgress,
} from "../db/queries/imports.ts";
import { bumpDatasetVersion, lockFlip } from "../db/queries/slices.ts";
import type { Sql } from "../db/sql.ts";
import { discardStaged } from "./clean-up.ts";
import { detectFile } from "./detect.ts";
import { failureOf } from "./failure-of.ts";
import { type Importer, ImportFailure, type OpenedFile, type StagedImport } from "./importer.ts";
import { importerOf } from "./importers.ts";
import { ProgressMeter } from "./progress-meter.ts";
import { type RejectionLog, rejectionLog } from "./rejection-log.ts";

export type ImportDependencies = {
  sql: Sql;
  /** True where COPY and second connections exist. */
  canCopy: boolean;
  openConnection: () => Sql;
  now: () => Date;
};

export type RunOptions = {
  options?: ImportOptions;
  signal?: AbortSignal;
  /** Hears of progress at most once a second; it is stored in the manifest as well. */
  onProgress?: (progress: ImportProgress) => void;
};

const MAX_WARNINGS = 200;

/**
 * Runs one received import to its end and returns its manifest, whose status says how it went: `committed`,
 * `unchanged`, `failed` or `cancelled`. May be called again for an import that did not commit.
 * @throws RangeError for an unknown id or one that is committed; errors of a lost database.
 */
export async function runImport(
  dependencies: ImportDependencies,
  importId: number,
  run: RunOptions = {},
): Promise<ImportManifest> {
  const { sql } = dependencies;
  const row = await readImport(sql, importId);
  if (!row) throw new RangeError(`runImport: there is no import ${importId}`);
  if (["committed", "undone", "retired", "unchanged"].includes(row.status)) {
    throw new RangeError(`runImport: import ${importId} is ${row.status}`);
  }
  const options = run.options ?? {};
  const warnings = new Set<string>();
  const rejections = rejectionLog(sql, importId);
  try {
    const { importer, file } = await readyToRun(row, options);
    if (await repeatsEarlier(sql, row, importer.kind, options)) return await manifestOf(sql, importId);
    await startImport(sql, importId, importer.kind, storedOptions(options));
    await discardStaged(sql, importId);
    await whileMarkedRunning(dependencies, importId, async () => {
      const staged = await stage(dependencies, importer, file, importId, run, rejections, warnings);
      await rejections.finish();
      assertBalanced(staged, rejections);
      run.signal?.throwIfAborted();
      await flip(sql, importId, staged, rejections, warnings);
    });
  } catch (error) {
    await giveUp(sql, importId, error, run.signal, rejections, warnings);
  }
  return manifestOf(sql, importId);
}

async function readyToRun(
  row: ImportRow,
  options: ImportOptions,
): Promise<{ importer: Importer; file: OpenedFile }> {
  const kind = options.kind ?? (row.kind as ImportKind | null);
  const importer = kind === null ? null : importerOf(kind);
  if (row.filePath === null) throw new RangeError(`runImport: import ${row.id} has no file`);
  const file = { path: row.filePath, name: row.fileName, bytes: row.bytes, sha256: row.sha256 };
  if (importer) return { importer, file };
  const { why } = await detectFile(file);
  throw new ImportFailure({
    code: "unknown-kind",
    title: "It is not clear what this file is",
    detail: `${row.fileName}: ${why}`,
    next: "Choose another file, or say what kind it is (police-uk, force-extract, boundaries, population, points-of-interest, osm-extract, map-layers, buildings, planned-buildings, privacy-zones, cameras, columns or harm-weights).",
  });
}

/** Options that change what an import means, as they are stored and compared. */
function storedOptions(options: ImportOptions): string {
  const { mapping, boundaryFields, publisher, licence } = options;
  return JSON.stringify({ mapping, boundaryFields, publisher, licence });
}

async function repeatsEarlier(
  sql: Sql,
  row: ImportRow,
  kind: ImportKind,
  options: ImportOptions,
): Promise<boolean> {
  const file = { sha256: row.sha256, kind, options: storedOptions(options) };
  const earlier = await sameImport(sql, row.id, file);
  if (!earlier) return false;
  const note = `The same file was imported before (import ${earlier.id}): nothing was changed. To go back to it after later releases, undo those.`;
  await markUnchanged(sql, row.id, earlier.id, kind, JSON.stringify([note]));
  return true;
}

/** Holds a lock for as long as the import runs, so that others can tell a running import from a dead one. */
async function whileMarkedRunning(
  { sql, canCopy }: ImportDependencies,
  importId: number,
  work: () => Promise<void>,
): Promise<void> {
  if (!canCopy) return work();
  const connection = await sql.reserve();
  try {
    await holdRunningLock(connection, importId);
    await work();
  } finally {
    await dropRunningLock(connection, importId).catch(() => undefined);
    connection.release();
  }
}

function stage(
  dependencies: ImportDependencies,
  importer: Importer,
  file: OpenedFile,
  importId: number,
  run: RunOptions,
  rejections: RejectionLog,
  warnings: Set<string>,
): Promise<StagedImport> {
  const { sql, canCopy, openConnection, now } = dependencies;
  let isStoring = false;
  const meter = new ProgressMeter(now, (progress) => {
    run.onProgress?.(progress);
    if (isStoring) return;
    isStoring = true;
    const done = (): void => {
      isStoring = false;
    };
    storeProgress(sql, importId, JSON.stringify(progress)).then(done, done);
  });
  return importer.stage(file, run.options ?? {}, {
    sql,
    canCopy,
    openConnection,
    importId,
    now,
    signal: run.signal ?? new AbortController().signal,
    onProgress: (progress) => meter.update(progress),
    reject: (rejection) => rejections.add(rejection),
    warn: (text) => {
      if (warnings.size < MAX_WARNINGS) warnings.add(text);
    },
    settle: () => rejections.settle(),
  });
}

/** Every row that was read must be accepted or rejected, and every rejected one be on record. */
function assertBalanced({ totals }: StagedImport, rejections: RejectionLog): void {
  const { read, accepted, rejected } = totals;
  if (read === accepted + rejected && rejected === rejections.count) return;
  throw new ImportFailure({
    code: "rows-do-not-balance",
    title: "Not every row is accounted for",
    detail: `Read ${read}, accepted ${accepted}, rejected ${rejected}, of which ${rejections.count} on record.`,
    next: "Nothing was changed. This is a fault of the program: please report it with the file.",
  });
}

/** The one transaction that readers notice. */
async function flip(
  sql: Sql,
  importId: number,
  staged: StagedImport,
  rejections: RejectionLog,
  warnings: Set<string>,
): Promise<void> {
  await sql.begin(async (tx) => {
    await lockFlip(tx);
    const { replacedSlices } = await staged.flip(tx);
    for (const { force, month, oldN, newN } of replacedSlices) {
      if (newN * 2 >= oldN || warnings.size >= MAX_WARNINGS) continue;
      warnings.add(
        `${force}, ${month}: ${oldN.toLocaleString("en-GB")} incidents were replaced by only ${newN.toLocaleString("en-GB")}. If that was not meant, undo this import.`,
      );
    }
    if (staged.incidents && (await retireDemo(tx, importId))) {
      warnings.add(
        "The demo borough and its invented incidents have stepped aside; undoing this import brings them back.",
      );
    }
    await bumpDatasetVersion(tx);
    await commitManifest(tx, importId, staged.totals, {
      rejectedByReason: JSON.stringify(rejections.byReason),
      replacedSlices: JSON.stringify(replacedSlices),
      warnings: JSON.stringify([...warnings]),
    });
  });
}

async function giveUp(
  sql: Sql,
  importId: number,
  error: unknown,
  signal: AbortSignal | undefined,
  rejections: RejectionLog,
  warnings: Set<string>,
): Promise<void> {
  const cancelled = signal?.aborted === true;
  await rejections.finish().catch(() => undefined);
  await discardStaged(sql, importId);
  await endImport(sql, importId, {
    status: cancelled ? "cancelled" : "failed",
    error: cancelled ? null : JSON.stringify(failureOf(error)),
    warnings: JSON.stringify([...warnings]),
    rejectedByReason: JSON.stringify(rejections.byReason),
  });
}

async function manifestOf(sql: Sql, importId: number): Promise<ImportManifest> {
  const manifest = await importManifest(sql, importId);
  if (!manifest) throw new RangeError(`runImport: import ${importId} has disappeared`);
  return manifest;
}
