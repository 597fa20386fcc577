/** Tables of harm weights as CSV. Every edition is a table of its own; only the same edition is replaced. */
import type { ImportOptions } from "#contract/imports.ts";
import { editionsReplaced, insertStagedHarmTables, publishHarmTables } from "../../db/queries/harm-load.ts";
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
import { CATEGORY_SCHEME } from "../load/category-of-text.ts";
import { type HarmReading, readHarmWeights, sampleHarmWeights } from "./read-harm-weights.ts";

const PREVIEW_ROWS = 50;

export const harmWeightsImporter: Importer = {
  kind: "harm-weights",
  async preview(file: OpenedFile, _options: ImportOptions, context: ReadContext): Promise<FilePreview> {
    const { columns, rows } = await sampleHarmWeights(file, context, PREVIEW_ROWS);
    return { columns, rows, entries: [], suggestedMapping: null, suggestedBoundaryFields: null };
  },

  async check(file: OpenedFile, options: ImportOptions, context: ReadContext): Promise<ImportTotals> {
    return totalsOf(await read(file, context), options);
  },

  async stage(file: OpenedFile, options: ImportOptions, context: ImportContext): Promise<StagedImport> {
    const { sql, importId } = context;
    const reading = await read(file, context);
    await insertStagedHarmTables(sql, importId, reading.tables);
    for (const { title, edition } of await editionsReplaced(sql, importId)) {
      context.warn(`${title}, ${edition}, was loaded before and is replaced.`);
    }
    return {
      totals: totalsOf(reading, options),
      incidents: false,
      flip: async (tx) => {
        await publishHarmTables(tx, importId);
        return { replacedSlices: [] };
      },
    };
  },
};

/** @throws ImportFailure where no row can be used. */
async function read(file: OpenedFile, context: ReadContext): Promise<HarmReading> {
  const reading = await readHarmWeights(file, context, CATEGORY_SCHEME);
  if (reading.accepted === 0) {
    throw new ImportFailure({
      code: "no-weights",
      title: "The file holds no weight that can be used",
      detail: `None of the ${reading.read.toLocaleString("en-GB")} rows of ${file.name} was accepted; the rejected rows say why.`,
      next: "Use the ids or labels of categories, as the Data screen lists them.",
    });
  }
  for (const { title, edition, weights } of reading.tables) {
    const unverified = weights.filter(({ verified, weight }) => !verified && weight !== null).length;
    if (unverified > 0) {
      context.warn(
        `${title}, ${edition}: ${unverified} of ${weights.length} weights are marked as not verified. They are shown with that mark and left out of printed reports.`,
      );
    }
  }
  return reading;
}

function totalsOf(
  { read: rows, accepted, rejected, tables }: HarmReading,
  options: ImportOptions,
): ImportTotals {
  const publishers = [...new Set(tables.map(({ publisher }) => publisher))].join(", ");
  return {
    read: rows,
    accepted,
    rejected,
    unlocated: 0,
    period: null,
    publisher: options.publisher ?? publishers,
    licence: options.licence ?? null,
    sourceSlug: null,
    transformMethod: null,
  };
}
