/** What people do with files that they hand in. */
import type {
  ColumnMapping,
  ImportKind,
  ImportManifest,
  ImportOptions,
  ImportPreview,
} from "#contract/imports.ts";
import type { Answer } from "../use-cases/answer.ts";

export type ReceivedBody = {
  /** What the sender calls the file: shown, never used as a path. */
  name: string;
  body: ReadableStream<Uint8Array> | null;
  /** Length that the sender announced, or NaN. */
  announcedBytes: number;
};

export type ImportService = {
  /** Stores a file below the data folder, and says what it is taken for. */
  receive(received: ReceivedBody): Promise<Answer<ImportPreview>>;
  preview(id: number, read: { kind?: ImportKind | undefined }): Promise<Answer<ImportPreview>>;
  dryRun(id: number, options: ImportOptions): Promise<Answer<ImportManifest>>;
  commit(id: number, options: ImportOptions): Promise<Answer<ImportManifest>>;
  cancel(id: number): Promise<Answer<ImportManifest>>;
  undo(id: number): Promise<Answer<ImportManifest>>;
  discard(id: number): Promise<Answer<null>>;
  saveMapping(mapping: ColumnMapping): Promise<{ id: number; mapping: ColumnMapping }>;
};
