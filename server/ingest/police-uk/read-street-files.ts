/** Every row of the street files of one download: accepted into a sink, or rejected with its line number. */

import type { CsvFile, CsvFiles } from "../archive/csv-files.ts";
import type { CsvRow } from "../csv/csv-row.ts";
import { readCsv } from "../csv/read-csv.ts";
import type { CsvFault } from "../csv/tokeniser.ts";
import { emptyFile } from "../empty-file.ts";
import { ImportFailure, type ReadContext } from "../importer.ts";
import type { IncidentSink } from "../load/incident-sink.ts";
import { type PoliceUkColumns, policeUkColumns } from "./columns.ts";
import { policeUkRowReader, StreetVocabulary } from "./read-row.ts";

export type StreetTotals = {
  read: number;
  accepted: number;
  rejected: number;
  unlocated: number;
  firstMonth: string | null;
  lastMonth: string | null;
  /** True if any file had eastings and northings. */
  converted: boolean;
};

const EXCERPT_CHARS = 300;
/** Unreadable records kept back to be told in the order of the lines; a file of nothing else is told at once. */
const MAX_FAULTS_HELD = 5_000;
const STREET_NAME = /-street\.csv$/i;

/**
 * Reads all street files in the order of their names. In an archive, CSV files of other kinds (outcomes, stop and
 * search) are passed over and counted in a warning; a single file must be a street file.
 * @throws ImportFailure `missing-columns`, `no-street-files`, `empty-file`, and what reading a CSV or a zip throws.
 */
export async function readStreetFiles(
  source: CsvFiles,
  context: ReadContext,
  sink: IncidentSink,
): Promise<StreetTotals> {
  const totals: StreetTotals = {
    read: 0,
    accepted: 0,
    rejected: 0,
    unlocated: 0,
    firstMonth: null,
    lastMonth: null,
    converted: false,
  };
  const bytesTotal = source.files.reduce((sum, file) => sum + file.bytes, 0);
  let bytesDone = 0;
  const skipped: string[] = [];
  const vocabulary = new StreetVocabulary();
  for (const file of source.files) {
    const onBytes = (inFile: number): void =>
      context.onProgress({
        phase: `Reading ${file.name}`,
        bytesRead: bytesDone + inFile,
        bytesTotal,
        rows: totals.read,
      });
    const wasStreet = await readFile(file, source.isArchive, vocabulary, context, sink, totals, onBytes);
    if (!wasStreet) skipped.push(file.name);
    bytesDone += file.bytes;
    await sink.makeRoom(0, true);
  }
  warnOfSkipped(source, skipped, context);
  return totals;
}

/** Reads one file; false if it is not a street file (only in an archive). */
async function readFile(
  file: CsvFile,
  inArchive: boolean,
  vocabulary: StreetVocabulary,
  context: ReadContext,
  sink: IncidentSink,
  totals: StreetTotals,
  onBytes: (bytes: number) => void,
): Promise<boolean> {
  let reader: RowReader | null = null;
  let bytes = 0;
  const faults: CsvFault[] = [];
  const count = (chunkBytes: number): void => {
    bytes += chunkBytes;
  };
  const rows = readCsv(counted(file.chunks(), count), {
    name: file.name,
    warn: context.warn,
    signal: context.signal,
    onFault: (fault) => {
      faults.push(fault);
      if (faults.length >= MAX_FAULTS_HELD) reader?.rejectFaults(Number.POSITIVE_INFINITY);
    },
  });
  for await (const batch of rows) {
    let from = 0;
    if (!reader) {
      const columns = headerOf(file.name, batch[0], inArchive);
      if (!columns) return false;
      reader = new RowReader(file.name, columns, vocabulary, faults, context, sink, totals);
      from = 1;
    }
    await reader.readAll(batch, from);
    await context.settle?.();
    onBytes(bytes);
  }
  if (reader) reader.finish();
  else if (inArchive) context.warn(`${file.name} is empty.`);
  else throw emptyFile(file.name);
  return true;
}

async function* counted(
  chunks: AsyncIterable<Buffer>,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of chunks) {
    count(chunk.length);
    yield chunk;
  }
}

class RowReader {
  readonly #name: string;
  readonly #context: ReadContext;
  readonly #sink: IncidentSink;
  readonly #totals: StreetTotals;
  readonly #read: ReturnType<typeof policeUkRowReader>;
  /** Records that could not be read, in the order of their lines; told in turn with the rows around them. */
  readonly #faults: CsvFault[];
  readonly #ownMonth: string | null;
  #ofOtherMonths = 0;
  #lastMonth = "";

  constructor(
    name: string,
    columns: PoliceUkColumns,
    vocabulary: StreetVocabulary,
    faults: CsvFault[],
    context: ReadContext,
    sink: IncidentSink,
    totals: StreetTotals,
  ) {
    this.#name = name;
    this.#faults = faults;
    this.#context = context;
    this.#sink = sink;
    this.#totals = totals;
    this.#read = policeUkRowReader(columns, vocabulary, context.now().toISOString().slice(0, 7));
    this.#ownMonth = monthOfName(name);
    if (columns.coordinates === "bng") totals.converted = true;
  }

  async readAll(batch: readonly CsvRow[], from: number): Promise<void> {
    const totals = this.#totals;
    for (let i = from; i < batch.length; i++) {
      const row = batch[i];
      if (!row) break;
      if (this.#faults.length > 0) this.rejectFaults(row.line);
      totals.read++;
      const result = this.#read(row);
      if (!result.ok) {
        totals.rejected++;
        const excerpt = row.fields.join(",").slice(0, EXCERPT_CHARS);
        const { reason, detail } = result;
        this.#context.reject({ entry: this.#name, line: row.line, reason, detail, excerpt });
        continue;
      }
      totals.accepted++;
      if (result.record.position === null) totals.unlocated++;
      this.#countMonth(result.record.month);
      if (this.#sink.room === 0) await this.#sink.makeRoom(1);
      this.#sink.add(result.record);
    }
  }

  finish(): void {
    this.rejectFaults(Number.POSITIVE_INFINITY);
    if (this.#ofOtherMonths > 0) {
      const n = this.#ofOtherMonths.toLocaleString("en-GB");
      this.#context.warn(
        `${this.#name}: ${n} rows are of another month than the file's name says; they were filed under their own.`,
      );
    }
  }

  /** Reports the unreadable records that start before a line. */
  rejectFaults(beforeLine: number): void {
    for (let fault = this.#faults[0]; fault && fault.line < beforeLine; fault = this.#faults[0]) {
      this.#faults.shift();
      this.#totals.read++;
      this.#totals.rejected++;
      this.#context.reject({ entry: this.#name, ...fault });
    }
  }

  #countMonth(month: string): void {
    if (this.#ownMonth !== null && month !== this.#ownMonth) this.#ofOtherMonths++;
    if (month === this.#lastMonth) return;
    const totals = this.#totals;
    this.#lastMonth = month;
    if (totals.firstMonth === null || month < totals.firstMonth) totals.firstMonth = month;
    if (totals.lastMonth === null || month > totals.lastMonth) totals.lastMonth = month;
  }
}

/** Month in a name such as `2024-03/2024-03-hertfordshire-street.csv`, or null. */
function monthOfName(name: string): string | null {
  return /(?:^|\/)(\d{4}-(?:0[1-9]|1[0-2]))[-/][^/]*$/.exec(name)?.[1] ?? null;
}

function headerOf(name: string, row: CsvRow | undefined, inArchive: boolean): PoliceUkColumns | null {
  const header = policeUkColumns(row?.fields ?? []);
  if (header.ok) return header.columns;
  if (inArchive && !STREET_NAME.test(name)) return null;
  throw new ImportFailure({
    code: "missing-columns",
    title: "Columns are missing",
    detail: `${name} has no column ${header.missing.map((column) => `“${column}”`).join(", ")}.`,
    next: "Check that this is a street file of data.police.uk with its header row, and import it unchanged.",
  });
}

function warnOfSkipped(source: CsvFiles, skipped: readonly string[], context: ReadContext): void {
  if (source.isArchive && skipped.length === source.files.length) {
    throw new ImportFailure({
      code: "no-street-files",
      title: "There is no street file in this archive",
      detail: `It holds ${source.files.length} CSV files, none with the columns of street-level crime.`,
      next: "On data.police.uk/data choose “Include crime data” for the download.",
    });
  }
  const kinds: [string, number][] = [
    ["outcomes", skipped.filter((name) => /outcomes/i.test(name)).length],
    ["stop-and-search", skipped.filter((name) => /stop-and-search/i.test(name)).length],
  ];
  const known = kinds.reduce((sum, [, n]) => sum + n, 0);
  kinds.push(["other CSV", skipped.length - known], ["other", source.others.length]);
  for (const [kind, n] of kinds) {
    if (n === 0) continue;
    context.warn(`${n} ${kind} ${n === 1 ? "file" : "files"} in the archive not imported.`);
  }
}
