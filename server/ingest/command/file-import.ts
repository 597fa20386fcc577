import type { ImportKind, ImportManifest, ImportProgress } from "#contract/imports.ts";

/** Where the command imports to: this process's own database, or a server that has it open. */
export type ImportTarget = {
  /** One sentence for people. */
  text: string;
  /** Imports one file to its end; the manifest says how it went. */
  importFile(
    path: string,
    kind: ImportKind | null,
    onProgress: (progress: ImportProgress) => void,
    signal: AbortSignal,
  ): Promise<ImportManifest>;
  close(): Promise<void>;
};
