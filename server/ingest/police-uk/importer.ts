/** Importer of police.uk street-level crime: a street CSV, or the archive as downloaded. */
import { HELMERT_METHOD } from "#domain/grid/osgb.ts";
import { openCsvFiles } from "../archive/csv-files.ts";
import { readCsv } from "../csv/read-csv.ts";
import type { FilePreview, Importer, ImportTotals, OpenedFile } from "../importer.ts";
import { categoryOfText } from "../load/category-of-text.ts";
import { IncidentLoader } from "../load/incident-loader.ts";
import { TallySink } from "../load/tally-sink.ts";
import { policeUkColumns } from "./columns.ts";
import { readStreetFiles, type StreetTotals } from "./read-street-files.ts";
import { POLICE_UK } from "./source.ts";

const PREVIEW_ROWS = 50;

export const policeUkImporter: Importer = {
  kind: "police-uk",
  preview,
  async check(file, _options, context) {
    const source = await openCsvFiles(file);
    try {
      const sink = new TallySink();
      const totals = asTotals(await readStreetFiles(source, context, sink));
      return { ...totals, tally: sink.tally(POLICE_UK.vocabulary, categoryOfText) };
    } finally {
      source.close();
    }
  },
  async stage(file, _options, context) {
    const source = await openCsvFiles(file);
    const { sql, canCopy, openConnection, importId } = context;
    const loader = new IncidentLoader({
      sql,
      canCopy,
      openConnection,
      importId,
      source: POLICE_UK,
      categoryOf: categoryOfText,
    });
    try {
      const totals = asTotals(await readStreetFiles(source, context, loader));
      context.onProgress({ phase: "Writing the last rows", rows: totals.read });
      await loader.finish();
      return { totals, incidents: true, flip: (tx) => loader.flip(tx) };
    } catch (error) {
      await loader.abandon();
      throw error;
    } finally {
      source.close();
    }
  },
};

function asTotals(totals: StreetTotals): ImportTotals {
  const { read, accepted, rejected, unlocated, firstMonth, lastMonth } = totals;
  return {
    read,
    accepted,
    rejected,
    unlocated,
    period: firstMonth === null || lastMonth === null ? null : { from: firstMonth, to: lastMonth },
    publisher: POLICE_UK.publisher,
    licence: POLICE_UK.licence,
    sourceSlug: POLICE_UK.slug,
    transformMethod: totals.converted ? HELMERT_METHOD : null,
  };
}

/** First rows of the first street file. */
async function preview(file: OpenedFile): Promise<FilePreview> {
  const source = await openCsvFiles(file);
  const found: FilePreview = {
    columns: [],
    rows: [],
    entries: source.isArchive ? [...source.files.map((entry) => entry.name), ...source.others] : [],
    suggestedMapping: null,
    suggestedBoundaryFields: null,
  };
  try {
    for (const entry of source.files) {
      const options = { name: entry.name, warn: () => {}, onFault: () => {} };
      for await (const batch of readCsv(entry.chunks(), options)) {
        if (found.columns.length === 0) {
          const header = batch.shift()?.fields ?? [];
          if (source.isArchive && !policeUkColumns(header).ok) break;
          found.columns = header;
        }
        found.rows.push(...batch.slice(0, PREVIEW_ROWS - found.rows.length).map((row) => row.fields));
        if (found.rows.length >= PREVIEW_ROWS) break;
      }
      if (found.columns.length > 0) break;
    }
    return found;
  } finally {
    source.close();
  }
}
