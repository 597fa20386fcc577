/** Every row of a force's own extract, into a sink of incidents or to the rejections. */

import type { ColumnMapping } from "#contract/imports.ts";
import type { CsvFile } from "../archive/csv-files.ts";
import { type CoordinateConverter, helmertConverter } from "../coordinates/converter.ts";
import type { CsvRow } from "../csv/csv-row.ts";
import { readDelimited } from "../csv/read-delimited.ts";
import { emptyFile } from "../empty-file.ts";
import { ImportFailure, type ReadContext } from "../importer.ts";
import type { IncidentRecord } from "../load/incident-record.ts";
import type { IncidentSink } from "../load/incident-sink.ts";
import { forceRowReader, type RowNote, type RowResult } from "./read-row.ts";

export type ExtractTotals = {
  read: number;
  accepted: number;
  rejected: number;
  unlocated: number;
  firstMonth: string | null;
  lastMonth: string | null;
};

const BATCH_ROWS = 2000;
/** Rows after which it is judged whether all coordinates are wrong in the same way. */
const JUDGED_ROWS = 1000;

/**
 * Reads one CSV with a mapping.
 * @throws ImportFailure `mapping-columns` if the file lacks a mapped column, `coordinates-…` if most positions are
 *   wrong in the same way, `empty-file`, and what reading a CSV throws.
 */
export async function readExtract(
  csv: CsvFile,
  mapping: ColumnMapping,
  converter: CoordinateConverter,
  context: ReadContext,
  sink: IncidentSink,
): Promise<ExtractTotals> {
  const reader = new ExtractReader(csv.name, mapping, converter, context, sink);
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of csv.chunks()) {
      bytes += chunk.length;
      yield chunk;
    }
  };
  const { warn, signal } = context;
  const options = {
    name: csv.name,
    warn,
    signal,
    onFault: (fault: Parameters<ExtractReader["fault"]>[0]) => reader.fault(fault),
  };
  for await (const batch of readDelimited(counted(), options)) {
    await reader.readAll(batch);
    const progress = { phase: `Reading ${csv.name}`, bytesRead: bytes, bytesTotal: csv.bytes };
    context.onProgress({ ...progress, rows: reader.totals.read });
  }
  await reader.finish();
  return reader.totals;
}

class ExtractReader {
  readonly totals: ExtractTotals = {
    read: 0,
    accepted: 0,
    rejected: 0,
    unlocated: 0,
    firstMonth: null,
    lastMonth: null,
  };
  readonly #name: string;
  readonly #mapping: ColumnMapping;
  readonly #converter: CoordinateConverter;
  readonly #context: ReadContext;
  readonly #sink: IncidentSink;
  readonly #notes = new Map<RowNote | "repeated-reference", number>();
  readonly #references = new Set<string>();
  #read: ((fields: readonly string[]) => RowResult) | null = null;
  #pending: { record: IncidentRecord; bng: readonly [number, number] | null }[] = [];
  #misplaced = new Map<string, number>();

  constructor(
    name: string,
    mapping: ColumnMapping,
    converter: CoordinateConverter,
    context: ReadContext,
    sink: IncidentSink,
  ) {
    this.#name = name;
    this.#mapping = mapping;
    this.#converter = converter;
    this.#context = context;
    this.#sink = sink;
  }

  fault(fault: { line: number; reason: string; detail: string; excerpt: string }): void {
    this.totals.read++;
    this.totals.rejected++;
    this.#context.reject({ entry: this.#name, ...fault });
  }

  async readAll(batch: readonly CsvRow[]): Promise<void> {
    for (const row of batch) {
      if (!this.#read) {
        const header = row.fields.map((name) => name.trim());
        requireColumns(header, this.#mapping, this.#name);
        this.#read = forceRowReader(header, this.#mapping, this.#context.now());
        continue;
      }
      this.#take(row, this.#read(row.fields));
      if (this.totals.read === JUDGED_ROWS) this.#judgeCoordinates();
      if (this.#pending.length >= BATCH_ROWS) await this.#flush();
    }
  }

  async finish(): Promise<void> {
    if (!this.#read) throw emptyFile(this.#name);
    this.#judgeCoordinates();
    await this.#flush();
    for (const [note, n] of this.#notes) this.#context.warn(describeNote(note, n));
  }

  #take(row: CsvRow, result: RowResult): void {
    const { totals } = this;
    totals.read++;
    if (!result.ok) {
      totals.rejected++;
      const { reason, detail } = result;
      this.#misplaced.set(reason, (this.#misplaced.get(reason) ?? 0) + 1);
      const excerpt = row.fields.join(",").slice(0, 300);
      this.#context.reject({ entry: this.#name, line: row.line, reason, detail, excerpt });
      return;
    }
    const { record, bng, notes } = result;
    totals.accepted++;
    if (record.position === null) totals.unlocated++;
    if (totals.firstMonth === null || record.month < totals.firstMonth) totals.firstMonth = record.month;
    if (totals.lastMonth === null || record.month > totals.lastMonth) totals.lastMonth = record.month;
    for (const note of notes) this.#note(note);
    if (record.reference !== null) {
      if (this.#references.has(record.reference)) this.#note("repeated-reference");
      else this.#references.add(record.reference);
    }
    this.#pending.push({ record, bng });
  }

  #note(note: RowNote | "repeated-reference"): void {
    this.#notes.set(note, (this.#notes.get(note) ?? 0) + 1);
  }

  async #flush(): Promise<void> {
    const batch = this.#pending;
    this.#pending = [];
    if (this.#converter !== helmertConverter) await this.#convert(batch);
    for (const { record } of batch) {
      if (this.#sink.room === 0) await this.#sink.makeRoom(1);
      this.#sink.add(record);
    }
    await this.#sink.makeRoom(0, true);
  }

  /** Replaces the Helmert positions of a batch by the database's better ones. */
  async #convert(
    batch: readonly { record: IncidentRecord; bng: readonly [number, number] | null }[],
  ): Promise<void> {
    const grid = batch.flatMap(({ record, bng }) => (bng ? [{ record, bng }] : []));
    const out = await this.#converter.toWgs84(Float64Array.from(grid.flatMap(({ bng }) => bng)));
    for (const [i, { record }] of grid.entries()) {
      record.position = [out[2 * i] ?? Number.NaN, out[2 * i + 1] ?? Number.NaN];
    }
  }

  #judgeCoordinates(): void {
    for (const reason of ["coordinates-swapped", "coordinates-wrong-system"]) {
      const n = this.#misplaced.get(reason) ?? 0;
      if (n > 1 && n * 2 > this.totals.read)
        throw systematicFault(reason, n, this.totals.read, this.#mapping);
    }
  }
}

function requireColumns(header: readonly string[], mapping: ColumnMapping, name: string): void {
  const { reference, category, offenceCode, from, to, fromTime, toTime, x, y, placeClass, locationName } =
    mapping;
  const wanted = [
    reference,
    category,
    offenceCode,
    from,
    to,
    fromTime,
    toTime,
    x,
    y,
    placeClass,
    locationName,
  ];
  const missing = [...wanted, ...mapping.attributes].filter(
    (column) => column !== null && !header.includes(column.trim()),
  );
  const repeated = header.filter((column, i) => wanted.includes(column) && header.indexOf(column) !== i);
  if (missing.length === 0 && repeated.length === 0) return;
  const what =
    missing.length > 0
      ? `no column ${missing.map((c) => `“${c}”`).join(", ")}`
      : `two columns “${repeated[0]}”`;
  throw new ImportFailure({
    code: "mapping-columns",
    title: "The columns do not fit the mapping",
    detail: `${name} has ${what}. Its columns: ${header.slice(0, 40).join(", ")}.`,
    next: "Correct the mapping on the Data screen, or export the file with the columns it had before.",
  });
}

function describeNote(note: RowNote | "repeated-reference", n: number): string {
  const rows = `${n.toLocaleString("en-GB")} ${n === 1 ? "row" : "rows"}`;
  switch (note) {
    case "to-before-from":
      return `${rows} end before they begin. They are counted, but left out where time of day is analysed.`;
    case "repeated-hour":
      return `${rows} fall in the hour that clocks repeat in October; the first of the two was taken.`;
    case "date-only":
      return `${rows} give a date without a time; the whole day is taken as the time of the incident.`;
    case "zero-coordinates":
      return `${rows} have the coordinates 0, 0; they are counted as unlocated.`;
    case "repeated-reference":
      return `${rows} repeat a reference of an earlier row. They are counted: a reference is not a key.`;
  }
}

function systematicFault(reason: string, n: number, read: number, mapping: ColumnMapping): ImportFailure {
  const swapped = reason === "coordinates-swapped";
  return new ImportFailure({
    code: reason,
    title: swapped ? "The two coordinate columns are swapped" : "The coordinates are in the other system",
    detail: `${n} of ${read} rows do not fit ${mapping.x} and ${mapping.y} as ${mapping.coordinates === "bng" ? "easting and northing in metres" : "longitude and latitude in degrees"}.`,
    next: swapped
      ? `Swap the columns in the mapping: x is ${mapping.y}, y is ${mapping.x}.`
      : `Change the mapping's coordinates to ${mapping.coordinates === "bng" ? "longitude and latitude (WGS84)" : "easting and northing (British National Grid)"}.`,
  });
}
