/** Work on files that is done in a thread of its own. Plain data: it is posted to the thread. */
import type { ImportKind, ImportOptions } from "#contract/imports.ts";
import type { Connection } from "../db/sql.ts";
import type { Detection } from "../ingest/detect.ts";
import type { FilePreview, OpenedFile } from "../ingest/importer.ts";

export type IngestTask =
  | { action: "preview"; file: OpenedFile; kind: ImportKind | null; options: ImportOptions }
  | { action: "commit" | "dry-run"; importId: number; options: ImportOptions };

export type IngestWork = { task: IngestTask; connection: Connection; canCopy: boolean };

/** What a file was taken for, and its first rows; without rows `failure` says why they cannot be read. */
export type LookedAt = {
  detection: Detection;
  preview: FilePreview | null;
  failure: { code: string; title: string; detail: string; next: string } | null;
};

/** Posted to the thread to stop it early. */
export const STOP_MESSAGE = "stop";

/** Posted by the thread when it is done; `looked` only for a preview. */
export type IngestDone = { ok: true; looked: LookedAt | null } | { ok: false; message: string };
