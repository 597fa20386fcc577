/** Places of interest as CSV, alone or in a zip. */

import { openCsvFiles } from "../archive/csv-files.ts";
import type { CsvRow } from "../csv/csv-row.ts";
import { readDelimited } from "../csv/read-delimited.ts";
import { emptyFile } from "../empty-file.ts";
import { ImportFailure, type OpenedFile, type ReadContext } from "../importer.ts";
import type { PlaceSample } from "./place-draft.ts";
import type { PlaceSink } from "./place-sink.ts";
import type { Located, RowReader } from "./place-table.ts";
import { pointColumns, positionOfRow } from "./point-columns.ts";

const SAMPLE_ROWS = 300;

/** Header and first rows. @throws ImportFailure */
export async function samplePointTable(
  file: OpenedFile,
  context: ReadContext,
  limit: number,
): Promise<PlaceSample> {
  const rows: string[][] = [];
  for await (const batch of tableRows(file, context, () => undefined)) {
    for (const { fields } of batch) rows.push(fields);
    if (rows.length > limit) break;
  }
  const [columns = [], ...below] = rows;
  return { columns: columns.map((name) => name.trim()), rows: below.slice(0, limit) };
}

/** Hands every row to the sink. @throws ImportFailure */
export async function readPointTable(
  file: OpenedFile,
  context: ReadContext,
  sink: PlaceSink,
  rowReader: RowReader,
): Promise<void> {
  const sample = await samplePointTable(file, context, SAMPLE_ROWS);
  if (sample.columns.length === 0) throw emptyFile(file.name);
  const columns = pointColumns(sample.columns, sample.rows);
  if (columns.coordinates.length === 0) throw noCoordinates(file.name, sample.columns);
  const read = rowReader(file.name, sample.columns, sample.rows, columns, context);
  let header = true;
  const rows = tableRows(file, context, (fault) => sink.reject(fault));
  for await (const batch of rows) {
    for (const row of batch) {
      if (header) {
        header = false;
        continue;
      }
      const fault = { line: row.line, excerpt: row.fields.join(",").slice(0, 300) };
      if (row.fields.length !== sample.columns.length) {
        const detail = `The row has ${row.fields.length} fields, the header ${sample.columns.length}.`;
        sink.reject({ ...fault, reason: "wrong-field-count", detail });
        continue;
      }
      const result = read(row.fields, locate(row.fields, columns.coordinates));
      if (result.ok) sink.accept(result.place);
      else sink.reject({ ...fault, reason: result.reason, detail: result.detail });
    }
    await sink.flush();
  }
}

function locate(fields: readonly string[], pairs: Parameters<typeof positionOfRow>[1]): Located {
  const { found, bng } = positionOfRow(fields, pairs);
  if (!found.ok) return found;
  if (found.position) return { ok: true, position: found.position, bng };
  return { ok: false, reason: "no-position", detail: "The row has no coordinates." };
}

async function* tableRows(
  file: OpenedFile,
  context: ReadContext,
  onFault: (fault: { line: number; reason: string; detail: string; excerpt: string }) => void,
): AsyncGenerator<CsvRow[]> {
  const source = await openCsvFiles(file);
  try {
    const [csv] = source.files;
    if (!csv) throw noTable(file.name);
    if (source.files.length > 1) {
      context.warn(`The archive holds ${source.files.length} tables; only ${csv.name} was read.`);
    }
    const options = { name: csv.name, warn: context.warn, signal: context.signal, onFault };
    yield* readDelimited(csv.chunks(), options);
  } finally {
    source.close();
  }
}

function noCoordinates(name: string, header: readonly string[]): ImportFailure {
  return new ImportFailure({
    code: "points-coordinates",
    title: "The places cannot be put on the map",
    detail: `${name} has no columns named longitude and latitude or easting and northing. Its columns: ${header.slice(0, 30).join(", ")}.`,
    next: "Export it with coordinates, in degrees or on the National Grid.",
  });
}

function noTable(name: string): ImportFailure {
  return new ImportFailure({
    code: "no-csv-in-archive",
    title: "The archive holds no CSV",
    detail: `${name} has no CSV file in it.`,
    next: "Download or export it again.",
  });
}
