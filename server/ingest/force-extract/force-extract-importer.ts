/** A police force's own extract as CSV, read with a column mapping. Exact times and positions are kept. */
import type { ColumnMapping, ImportOptions } from "#contract/imports.ts";
import { mappingForHeader, saveMapping } from "../../db/queries/column-mappings.ts";
import { openCsvFiles } from "../archive/csv-files.ts";
import { chooseConverter, helmertConverter, OSTN15_METHOD } from "../coordinates/converter.ts";
import { readDelimited } from "../csv/read-delimited.ts";
import {
  type FilePreview,
  type ImportContext,
  type Importer,
  ImportFailure,
  type ImportTotals,
  type OpenedFile,
  type ReadContext,
  type StagedImport,
} from "../importer.ts";
import { IncidentLoader } from "../load/incident-loader.ts";
import { type SourceDefinition, slugOf } from "../load/source-definition.ts";
import { TallySink } from "../load/tally-sink.ts";
import { categoryOfOffence } from "./category-of-offence.ts";
import { type ExtractTotals, readExtract } from "./read-extract.ts";
import { suggestMapping } from "./suggest-mapping.ts";

const PREVIEW_ROWS = 50;
const SAMPLE_ROWS = 500;

export const forceExtractImporter: Importer = { kind: "force-extract", preview, check, stage };

async function preview(file: OpenedFile, options: ImportOptions, context: ReadContext): Promise<FilePreview> {
  return withCsv(file, async (csv) => {
    const { header, rows } = await sampleOf(csv, context);
    return {
      columns: header,
      rows: rows.slice(0, PREVIEW_ROWS),
      entries: [],
      suggestedMapping: options.mapping ?? suggestMapping(header, rows, file.name).mapping,
      suggestedBoundaryFields: null,
    };
  });
}

async function check(file: OpenedFile, options: ImportOptions, context: ReadContext): Promise<ImportTotals> {
  return withCsv(file, async (csv) => {
    const { header, rows } = await sampleOf(csv, context);
    const mapping = options.mapping ?? requireSuggestion(header, rows, file.name, context);
    const sink = new TallySink();
    const read = await readExtract(csv, mapping, helmertConverter, context, sink);
    const source = sourceOf(mapping, options);
    const method = `${OSTN15_METHOD} where the database has the grid, otherwise ${helmertConverter.method}`;
    const totals = totalsOf(read, source, mapping.coordinates === "bng" ? method : null);
    return { ...totals, tally: sink.tally(source.vocabulary, categoryOfOffence) };
  });
}

async function stage(
  file: OpenedFile,
  options: ImportOptions,
  context: ImportContext,
): Promise<StagedImport> {
  const { sql, canCopy, openConnection, importId } = context;
  return withCsv(file, async (csv) => {
    const { header, rows } = await sampleOf(csv, context);
    const signature = headerSignature(header);
    const mapping =
      options.mapping ??
      (await mappingForHeader(sql, signature)) ??
      requireSuggestion(header, rows, file.name, context);
    const source = sourceOf(mapping, options);
    const converter = mapping.coordinates === "bng" ? await chooseConverter(sql) : helmertConverter;
    const dependencies = { sql, canCopy, openConnection, importId, source, categoryOf: categoryOfOffence };
    const loader = new IncidentLoader(dependencies);
    try {
      const read = await readExtract(csv, mapping, converter, context, loader);
      context.onProgress({ phase: "Writing the last rows", rows: read.read });
      await loader.finish();
      return {
        totals: totalsOf(read, source, mapping.coordinates === "bng" ? converter.method : null),
        incidents: true,
        flip: async (tx) => {
          if (options.saveMapping) await saveMapping(tx, mapping, signature);
          return loader.flip(tx);
        },
      };
    } catch (error) {
      await loader.abandon();
      throw error;
    }
  });
}

/** Column names in a form that is the same whatever their order, case and spacing. */
export function headerSignature(header: readonly string[]): string {
  return header
    .map((name) => name.trim().toLowerCase().replace(/\s+/g, " "))
    .toSorted()
    .join("|");
}

/** How the database knows the extracts of one force. */
function sourceOf(mapping: ColumnMapping, options: ImportOptions): SourceDefinition {
  const slug = slugOf(mapping.force) || "unnamed";
  return {
    slug: `force-${slug}`,
    title: `${mapping.force}: own extract`,
    publisher: options.publisher ?? mapping.force,
    licence: options.licence ?? "Not stated: the force's own data",
    vocabulary: `force:${slug}`,
    timePrecision: "exact",
    positionPrecision: "exact",
    invented: false,
  };
}

type Csv = Awaited<ReturnType<typeof openCsvFiles>>["files"][number];

async function withCsv<T>(file: OpenedFile, use: (csv: Csv) => Promise<T>): Promise<T> {
  const source = await openCsvFiles(file);
  try {
    const [csv, second] = source.files;
    if (!csv || second) {
      throw new ImportFailure({
        code: "one-csv-expected",
        title: "One CSV file is expected",
        detail: `${file.name} holds ${source.files.length} CSV files.`,
        next: "Import the extract by itself, one file after the other.",
      });
    }
    return await use(csv);
  } finally {
    source.close();
  }
}

async function sampleOf(csv: Csv, context: ReadContext): Promise<{ header: string[]; rows: string[][] }> {
  const found: string[][] = [];
  const options = { name: csv.name, warn: () => undefined, onFault: () => undefined, signal: context.signal };
  for await (const batch of readDelimited(csv.chunks(), options)) {
    found.push(...batch.slice(0, SAMPLE_ROWS + 1 - found.length).map((row) => row.fields));
    if (found.length > SAMPLE_ROWS) break;
  }
  const header = (found.shift() ?? []).map((name) => name.trim());
  return { header, rows: found };
}

function requireSuggestion(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  fileName: string,
  context: ReadContext,
): ColumnMapping {
  const { mapping, missing } = suggestMapping(header, rows, fileName);
  if (mapping) {
    context.warn(
      `No saved mapping has these columns; one was guessed for “${mapping.force}”. Check it on the Data screen.`,
    );
    return mapping;
  }
  throw new ImportFailure({
    code: "mapping-needed",
    title: "The columns must be mapped first",
    detail: `${fileName}: no column could be found for ${missing.join("; ")}. Its columns: ${header.slice(0, 40).join(", ") || "none"}.`,
    next: "Open the file on the Data screen, say which column is which, and save the mapping; later imports use it.",
  });
}

function totalsOf(
  totals: ExtractTotals,
  source: SourceDefinition,
  transformMethod: string | null,
): ImportTotals {
  const { read, accepted, rejected, unlocated, firstMonth, lastMonth } = totals;
  return {
    read,
    accepted,
    rejected,
    unlocated,
    period: firstMonth === null || lastMonth === null ? null : { from: firstMonth, to: lastMonth },
    publisher: source.publisher,
    licence: source.licence,
    sourceSlug: source.slug,
    transformMethod,
  };
}
