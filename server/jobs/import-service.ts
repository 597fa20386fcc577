/** What people do with files that they hand in: receive, look at, check, commit, cancel, undo, discard. */
import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type {
  ColumnMapping,
  ImportKind,
  ImportManifest,
  ImportOptions,
  ImportPreview,
} from "#contract/imports.ts";
import { mappingForHeader, saveMapping } from "../db/queries/column-mappings.ts";
import { importManifest, savedMappings } from "../db/queries/import-manifests.ts";
import { type ImportRow, insertImport, readImport } from "../db/queries/imports.ts";
import { activeJobOf, cancelJobOf } from "../db/queries/jobs.ts";
import { deleteReceived, markDetected, markQueued, markWaiting } from "../db/queries/received-imports.ts";
import type { Connection, Sql } from "../db/sql.ts";
import { headerSignature } from "../ingest/force-extract/force-extract-importer.ts";
import { undoImport } from "../ingest/undo-import.ts";
import { type Answer, answer } from "../use-cases/answer.ts";
import { importRefusals } from "./import-refusals.ts";
import type { LookedAt } from "./ingest-task.ts";
import type { IngestThreads } from "./ingest-threads.ts";
import type { JobQueue } from "./job-queue.ts";

import { storeUpload } from "./upload-store.ts";

export type ReceivedBody = {
  /** What the sender calls the file: shown, never used as a path. */
  name: string;
  body: ReadableStream<Uint8Array> | null;
  /** Length that the sender announced, or NaN. */
  announcedBytes: number;
};

export type ImportServiceDeps = {
  sql: Sql;
  connection: Connection;
  canCopy: boolean;
  queue: JobQueue;
  /** Folder for received files. */
  uploads: string;
  threads: IngestThreads;
};

const JOB_ENDS_WITHIN_MS = 5000;
const JOB_POLL_MS = 20;

export class ImportService {
  readonly #deps: ImportServiceDeps;

  constructor(deps: ImportServiceDeps) {
    this.#deps = deps;
  }

  /** Stores a file below the data folder, and says what it is taken for. Nothing goes into the data. */
  async receive({ name, body, announcedBytes }: ReceivedBody): Promise<Answer<ImportPreview>> {
    const { sql, uploads } = this.#deps;
    const stored = await storeUpload(uploads, body, announcedBytes);
    if (!stored.ok) return stored;
    const { path, bytes, sha256 } = stored.value;
    const id = await insertImport(sql, { fileName: name, filePath: path, bytes, sha256, kind: null });
    const looked = await this.#lookAt(await this.#row(id), null);
    if (!looked.ok || looked.value.failure) {
      await this.discard(id);
      return looked.ok ? importRefusals.unreadable(looked.value.failure) : looked;
    }
    await markDetected(sql, id, looked.value.detection.kind);
    return this.#asPreview(id, looked.value);
  }

  /** First rows of a received file. `kind` reads it as something else than it was taken for. */
  async preview(id: number, { kind }: { kind?: ImportKind | undefined }): Promise<Answer<ImportPreview>> {
    const row = await readImport(this.#deps.sql, id);
    if (!row) return importRefusals.unknownImport(id);
    if (row.filePath === null) return importRefusals.fileGone(row.fileName);
    const looked = await this.#lookAt(row, kind ?? null);
    if (!looked.ok) return looked;
    if (looked.value.failure) return importRefusals.unreadable(looked.value.failure);
    return this.#asPreview(id, looked.value);
  }

  /** Queues a check of the whole file; the manifest then holds what a commit would do. */
  dryRun(id: number, options: ImportOptions): Promise<Answer<ImportManifest>> {
    return this.#enqueue(id, "dry-run", options);
  }

  /** Queues the import. */
  commit(id: number, options: ImportOptions): Promise<Answer<ImportManifest>> {
    return this.#enqueue(id, "commit", options);
  }

  /** Stops a queued or running import, wherever it runs. Nothing of it stays. */
  async cancel(id: number): Promise<Answer<ImportManifest>> {
    const { sql, queue } = this.#deps;
    if (!(await readImport(sql, id))) return importRefusals.unknownImport(id);
    const job = await cancelJobOf(sql, id);
    if (!job) return importRefusals.notRunning();
    if (job.was === "queued") await markWaiting(sql, id, "cancelled", null);
    else queue.stopJob(job.id);
    return this.#manifest(id);
  }

  /** Takes a committed import back. */
  async undo(id: number): Promise<Answer<ImportManifest>> {
    const undone = await undoImport(this.#deps.sql, id);
    return undone.ok ? this.#manifest(id) : importRefusals.notUndone(id, undone.reason);
  }

  /** Forgets a received file that never went into the data. */
  async discard(id: number): Promise<Answer<null>> {
    const { sql } = this.#deps;
    if (!(await readImport(sql, id))) return importRefusals.unknownImport(id);
    if (await this.#isBusy(id)) return importRefusals.running();
    const deleted = await deleteReceived(sql, id);
    if (!deleted) return importRefusals.partOfTheRecord();
    if (deleted.filePath?.startsWith(this.#deps.uploads)) await rm(deleted.filePath, { force: true });
    return answer(null);
  }

  /** Keeps a column mapping under its name. */
  async saveMapping(mapping: ColumnMapping): Promise<{ id: number; mapping: ColumnMapping }> {
    const { sql } = this.#deps;
    await saveMapping(sql, mapping, "");
    const saved = (await savedMappings(sql)).find((each) => each.mapping.name === mapping.name);
    if (!saved) throw new RangeError(`saveMapping: ${mapping.name} was not saved`);
    return saved;
  }

  async #enqueue(
    id: number,
    action: "commit" | "dry-run",
    options: ImportOptions,
  ): Promise<Answer<ImportManifest>> {
    const { sql, queue } = this.#deps;
    const row = await readImport(sql, id);
    if (!row) return importRefusals.unknownImport(id);
    if (await this.#isBusy(id)) return importRefusals.running();
    if (row.filePath === null) return importRefusals.fileGone(row.fileName);
    const kind = options.kind ?? row.kind;
    if (kind === null) return importRefusals.kindMissing(row.fileName);
    if (!(await markQueued(sql, id, kind))) return importRefusals.alreadyDone(row.status);
    await queue.add({ importId: id, action, options, lost: 0 });
    return this.#manifest(id);
  }

  /**
   * Whether a job of the import still runs. The manifest says how a job ended a moment before the job itself is
   * over; who acts on what the manifest says waits for that moment and is not turned away.
   */
  async #isBusy(id: number): Promise<boolean> {
    const { sql } = this.#deps;
    const deadline = Date.now() + JOB_ENDS_WITHIN_MS;
    while (await activeJobOf(sql, id)) {
      const row = await readImport(sql, id);
      if (row?.status === "running" || Date.now() > deadline) return true;
      await sleep(JOB_POLL_MS);
    }
    return false;
  }

  async #lookAt(row: ImportRow, kind: ImportKind | null): Promise<Answer<LookedAt>> {
    const { connection, canCopy, threads } = this.#deps;
    const file = { path: row.filePath ?? "", name: row.fileName, bytes: row.bytes, sha256: row.sha256 };
    const work = { task: { action: "preview" as const, file, kind, options: {} }, connection, canCopy };
    const done = await threads.run(work).done;
    if (done.ok && done.looked) return answer(done.looked);
    return importRefusals.lookFailed(done.ok ? "nothing was found" : done.message);
  }

  async #asPreview(id: number, { detection, preview }: LookedAt): Promise<Answer<ImportPreview>> {
    const { sql } = this.#deps;
    const manifest = await this.#manifest(id);
    if (!manifest.ok) return manifest;
    const columns = preview?.columns ?? [];
    const saved =
      detection.kind === "force-extract" ? await mappingForHeader(sql, headerSignature(columns)) : null;
    return answer({
      import: manifest.value,
      detected: { kind: detection.kind, why: detection.why, alternatives: detection.alternatives },
      columns,
      rows: preview?.rows ?? [],
      entries: preview?.entries ?? [],
      suggestedMapping: saved ?? preview?.suggestedMapping ?? null,
      suggestedBoundaryFields: preview?.suggestedBoundaryFields ?? null,
    });
  }

  async #manifest(id: number): Promise<Answer<ImportManifest>> {
    const manifest = await importManifest(this.#deps.sql, id);
    return manifest ? answer(manifest) : importRefusals.unknownImport(id);
  }

  async #row(id: number): Promise<ImportRow> {
    const row = await readImport(this.#deps.sql, id);
    if (!row) throw new RangeError(`import ${id}: expected the row just written`);
    return row;
  }
}
