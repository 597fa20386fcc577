/** Rows of a population CSV → figures. A row with a figure that cannot be read is rejected whole. */
import { openCsvFiles } from "../archive/csv-files.ts";
import type { CsvRow } from "../csv/csv-row.ts";
import { readDelimited } from "../csv/read-delimited.ts";
import { ImportFailure, type OpenedFile, type ReadContext } from "../importer.ts";
import { type Measure, type PopulationLayout, populationLayout } from "./population-layout.ts";

export type Figure = { code: string; name: string; year: number; measure: Measure; n: number };

export type PopulationTotals = {
  read: number;
  accepted: number;
  rejected: number;
  firstYear: number | null;
  lastYear: number | null;
};

/** Files of figures are small; more than this is the wrong file. */
const MAX_ROWS = 2_000_000;
const SAMPLE_ROWS = 300;
const LARGEST_FIGURE = 100_000_000;

/** Header and rows of the CSV. @throws ImportFailure `empty-file` and what reading a CSV throws. */
export async function readTable(
  file: OpenedFile,
  context: ReadContext,
  onFault: (fault: { line: number; reason: string; detail: string; excerpt: string }) => void,
  limit: number = MAX_ROWS,
): Promise<{ header: string[]; rows: CsvRow[] }> {
  const source = await openCsvFiles(file);
  try {
    const [csv] = source.files;
    if (!csv)
      throw failure("no-csv-in-archive", "The archive holds no CSV", `${file.name} has no CSV file in it.`);
    const rows: CsvRow[] = [];
    const options = { name: csv.name, warn: context.warn, signal: context.signal, onFault };
    for await (const batch of readDelimited(csv.chunks(), options)) {
      for (const row of batch) rows.push(row);
      if (rows.length > limit) break;
    }
    const header = rows.shift()?.fields.map((name) => name.trim());
    if (!header)
      throw failure("empty-file", "The file is empty", `${file.name} holds no rows, not even a header.`);
    return { header, rows };
  } finally {
    source.close();
  }
}

/** Every figure of the file, in batches of a few thousand; rejections and warnings go to the context. */
export async function readPopulation(
  file: OpenedFile,
  context: ReadContext,
  accept: (figures: Figure[]) => Promise<void>,
): Promise<PopulationTotals> {
  const totals: PopulationTotals = { read: 0, accepted: 0, rejected: 0, firstYear: null, lastYear: null };
  const reject = (line: number, reason: string, detail: string, excerpt: string): void => {
    totals.rejected++;
    context.reject({ entry: file.name, line, reason, detail, excerpt });
  };
  const { header, rows } = await readTable(file, context, (fault) => {
    totals.read++;
    reject(fault.line, fault.reason, fault.detail, fault.excerpt);
  });
  const layout = requireLayout(header, rows, file.name, context);
  const seen = new Set<string>();
  let batch: Figure[] = [];
  for (const row of rows) {
    totals.read++;
    const result = figuresOf(row.fields, header, layout, seen);
    if (!result.ok) {
      reject(row.line, result.reason, result.detail, row.fields.join(",").slice(0, 300));
      continue;
    }
    totals.accepted++;
    for (const { year } of result.figures) {
      totals.firstYear = Math.min(totals.firstYear ?? year, year);
      totals.lastYear = Math.max(totals.lastYear ?? year, year);
    }
    batch.push(...result.figures);
    if (batch.length >= 5000) {
      await accept(batch);
      batch = [];
      context.onProgress({ phase: "Reading figures", rows: totals.read });
    }
  }
  if (batch.length > 0) await accept(batch);
  return totals;
}

/** The layout, with a warning where the year had to be inferred. @throws ImportFailure `population-columns` */
function requireLayout(
  header: readonly string[],
  rows: readonly CsvRow[],
  fileName: string,
  context: ReadContext,
): PopulationLayout {
  const sample = rows.slice(0, SAMPLE_ROWS).map((row) => row.fields);
  const found = populationLayout(header, sample, fileName);
  if (!found.ok) {
    throw new ImportFailure({
      code: "population-columns",
      title: "The figures cannot be told from the columns",
      detail: `${fileName} lacks ${found.missing}. Its columns: ${header.join(", ")}.`,
      next: "Name the columns plainly (code, name, residents 2021, households 2021) or put the year into the file's name.",
    });
  }
  const { layout } = found;
  const [first] = layout.figures;
  if (layout.yearFrom === "file-name")
    context.warn(`The year ${first?.year} was taken from the file's name.`);
  if (layout.yearFrom === "geography") {
    context.warn(`No year is given; ${first?.year} was taken from the names of the area columns.`);
  }
  return layout;
}

type RowResult = { ok: true; figures: Figure[] } | { ok: false; reason: string; detail: string };

function figuresOf(
  fields: readonly string[],
  header: readonly string[],
  layout: PopulationLayout,
  seen: Set<string>,
): RowResult {
  if (fields.length !== header.length) {
    const detail = `The row has ${fields.length} fields, the header ${header.length}.`;
    return { ok: false, reason: "wrong-field-count", detail };
  }
  const text = (index: number | null): string => (index === null ? "" : (fields[index] ?? "").trim());
  const code = text(layout.code);
  const name = text(layout.name);
  if (code === "" && name === "") return { ok: false, reason: "no-area", detail: "The row names no area." };
  const rowYear = layout.yearColumn === null ? null : Number(text(layout.yearColumn));
  const figures: Figure[] = [];
  for (const { index, measure, year } of layout.figures) {
    const found = text(index);
    if (found === "") continue;
    const n = wholeNumber(found);
    if (n === null) {
      const detail = `${header[index]} is not a whole number of people or households: ${found.slice(0, 40)}.`;
      return { ok: false, reason: "figure-not-a-number", detail };
    }
    const figureYear = rowYear ?? year;
    if (figureYear === null || !(figureYear >= 1801 && figureYear <= 2100)) {
      return { ok: false, reason: "impossible-year", detail: `The year ${figureYear} is not possible.` };
    }
    figures.push({ code, name, year: figureYear, measure, n });
  }
  if (figures.length === 0)
    return { ok: false, reason: "no-figure", detail: "Every figure of the row is blank." };
  const keys = figures.map((figure) => `${figure.code}|${figure.name}|${figure.year}|${figure.measure}`);
  const repeated = keys.find((key) => seen.has(key));
  if (repeated !== undefined) {
    return {
      ok: false,
      reason: "duplicate-area",
      detail: `An earlier row already gave a figure for ${name || code}.`,
    };
  }
  for (const key of keys) seen.add(key);
  return { ok: true, figures };
}

/** "1,465", "1 465", "1465.0" → 1465; null for anything that is not a whole number of 0 or more. */
export function wholeNumber(text: string): number | null {
  const clean = text.replace(/(?<=\d)[, \u00a0](?=\d{3}(\D|$))/g, "");
  if (!/^\d+(\.0+)?$/.test(clean)) return null;
  const n = Number(clean);
  return n <= LARGEST_FIGURE ? n : null;
}

function failure(code: string, title: string, detail: string): ImportFailure {
  return new ImportFailure({ code, title, detail, next: "Download or export it again." });
}
