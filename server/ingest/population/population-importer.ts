/** Residents and households of areas, as CSV. */
import type { ImportOptions } from "#contract/imports.ts";
import { figuresReplaced, insertStagedFigures, publishFigures } from "../../db/queries/population-load.ts";
import type {
  FilePreview,
  ImportContext,
  Importer,
  ImportTotals,
  OpenedFile,
  ReadContext,
  StagedImport,
} from "../importer.ts";
import { type PopulationTotals, readPopulation, readTable } from "./read-population.ts";

const PREVIEW_ROWS = 50;

export const populationImporter: Importer = {
  kind: "population",
  async preview(file: OpenedFile, _options: ImportOptions, context: ReadContext): Promise<FilePreview> {
    const { header, rows } = await readTable(file, context, () => undefined, PREVIEW_ROWS);
    return {
      columns: header,
      rows: rows.slice(0, PREVIEW_ROWS).map((row) => row.fields),
      entries: [],
      suggestedMapping: null,
      suggestedBoundaryFields: null,
    };
  },
  async check(file: OpenedFile, options: ImportOptions, context: ReadContext): Promise<ImportTotals> {
    return totalsOf(await readPopulation(file, context, async () => undefined), options);
  },
  async stage(file: OpenedFile, options: ImportOptions, context: ImportContext): Promise<StagedImport> {
    const { sql, importId } = context;
    const totals = await readPopulation(file, context, (figures) =>
      insertStagedFigures(sql, importId, figures),
    );
    for (const { fileName, n } of await figuresReplaced(sql, importId)) {
      context.warn(`${n.toLocaleString("en-GB")} figures that ${fileName} gave differently are replaced.`);
    }
    return {
      totals: totalsOf(totals, options),
      incidents: false,
      flip: async (tx) => {
        await publishFigures(tx, importId);
        return { replacedSlices: [] };
      },
    };
  },
};

function totalsOf(totals: PopulationTotals, options: ImportOptions): ImportTotals {
  const { read, accepted, rejected, firstYear, lastYear } = totals;
  const period =
    firstYear === null || lastYear === null ? null : { from: `${firstYear}-01`, to: `${lastYear}-12` };
  return {
    read,
    accepted,
    rejected,
    unlocated: 0,
    period,
    publisher: options.publisher ?? null,
    licence: options.licence ?? null,
    sourceSlug: null,
    transformMethod: null,
  };
}
