/**
 * What every kind of import must be able to do. `run-import.ts` owns everything that is the same for all of them
 * (hash, manifest row, rejections, the flip transaction, failure, cancellation, undo); an importer only reads its
 * kind of file, writes *staged* rows that no reader sees, and says how to make them live.
 */
import type { ColumnMapping, ImportKind, ImportOptions, ImportProgress } from "#contract/imports.ts";
import type { ManifestTotals } from "../db/queries/imports.ts";
import type { Sql, TransactionSql } from "../db/sql.ts";
import type { Rejection } from "./load/incident-record.ts";
import type { IncidentTally } from "./load/tally-sink.ts";

/** A received file. `name` is what the sender called it: shown, never trusted and never used as a path. */
export type OpenedFile = { path: string; name: string; bytes: number; sha256: string };

/** What the caller must hear of while a file is read. All of these are cheap and may be called per row. */
export type ReadContext = {
  /** Aborted when the import is cancelled; check it at least every few thousand rows. */
  signal: AbortSignal;
  /** Current instant; the only clock an importer may read. */
  now: () => Date;
  /** Progress in the importer's own words. Stored at most once a second, so call it as often as you like. */
  onProgress(progress: ImportProgress): void;
  /** A row that is not accepted. Every rejected row must be reported exactly once. */
  reject(rejection: Rejection): void;
  /** Something the manifest must say in words; the same text is kept once. */
  warn(text: string): void;
  /** Await it between pieces of a file: holds the reader back while rejected rows wait to be stored. */
  settle?: () => Promise<void>;
};

export type ImportContext = ReadContext & {
  sql: Sql;
  /** True where COPY and second connections exist (PostgreSQL); false on the embedded engine. */
  canCopy: boolean;
  /** Opens a client of one connection that the importer alone uses and must end; only where `canCopy`. */
  openConnection: () => Sql;
  importId: number;
};

/** `read` must equal `accepted + rejected`, and `rejected` the number of `reject` calls, or the import fails. */
export type ImportTotals = ManifestTotals & {
  /** Dry runs of incidents only: what a commit would write. */
  tally?: IncidentTally;
};

export type ReplacedSlice = { source: string; force: string; month: string; oldN: number; newN: number };

/** What the flip changed, for the manifest. */
export type FlipResult = { replacedSlices: ReplacedSlice[] };

export type StagedImport = {
  totals: ImportTotals;
  /** True for incidents: committing real incidents retires the demo (run-import does it in the same flip). */
  incidents: boolean;
  /**
   * Makes the staged rows live and retires what they replace (`state = 'retired', retired_by = importId`), inside
   * the caller's transaction and advisory lock. Short; must not read files. dataset.version is the caller's.
   */
  flip(tx: TransactionSql): Promise<FlipResult>;
};

/** First rows of a file as its importer understands them. */
export type FilePreview = {
  columns: string[];
  rows: string[][];
  /** Files inside an archive. */
  entries: string[];
  suggestedMapping: ColumnMapping | null;
  suggestedBoundaryFields: { code: string | null; name: string | null } | null;
};

/**
 * A file that cannot be imported at all (not single rows: those are rejected). Thrown by importers and readers,
 * caught once by run-import, and shown to people as it is: what happened, why, what to do next.
 */
export class ImportFailure extends Error {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly next: string;
  constructor(failure: { code: string; title: string; detail: string; next: string; cause?: unknown }) {
    super(`${failure.title}: ${failure.detail}`, { cause: failure.cause });
    this.name = "ImportFailure";
    this.code = failure.code;
    this.title = failure.title;
    this.detail = failure.detail;
    this.next = failure.next;
  }
}

export type Importer = {
  kind: ImportKind;
  /** First 50 rows, columns, entries and suggestions. Touches no database. @throws ImportFailure */
  preview(file: OpenedFile, options: ImportOptions, context: ReadContext): Promise<FilePreview>;
  /** Dry run: reads and validates the whole file and writes nothing. @throws ImportFailure */
  check(file: OpenedFile, options: ImportOptions, context: ReadContext): Promise<ImportTotals>;
  /** Reads the whole file into staged rows, in any number of short transactions. @throws ImportFailure */
  stage(file: OpenedFile, options: ImportOptions, context: ImportContext): Promise<StagedImport>;
};
