/** Rows of a CSV of harm weights → tables. A row that cannot be used is rejected, never guessed at. */

import type { CategoryScheme } from "#domain/category/scheme.ts";
import { openCsvFiles } from "../archive/csv-files.ts";
import { readDelimited } from "../csv/read-delimited.ts";
import type { CsvRow } from "../csv/tokeniser.ts";
import { emptyFile } from "../empty-file.ts";
import { ImportFailure, type OpenedFile, type ReadContext } from "../importer.ts";
import { type HarmColumns, harmColumns } from "./harm-columns.ts";

export type HarmWeightDraft = {
  category: string;
  term: string;
  /** null = the table says nothing of this category. */
  weight: number | null;
  verified: boolean;
  note: string;
};

export type HarmTableDraft = {
  id: string;
  title: string;
  publisher: string;
  edition: string;
  unit: string;
  priceYear: string | null;
  source: string;
  weights: HarmWeightDraft[];
};

export type HarmReading = { read: number; accepted: number; rejected: number; tables: HarmTableDraft[] };

type RowResult = { ok: true } | { ok: false; reason: string; detail: string };

const MAX_ROWS = 100_000;
const LONGEST_TEXT = 500;
const LARGEST_WEIGHT = 1e9;

/** Header and first rows. @throws ImportFailure */
export async function sampleHarmWeights(
  file: OpenedFile,
  context: ReadContext,
  limit: number,
): Promise<{ columns: string[]; rows: string[][] }> {
  const rows: string[][] = [];
  for await (const batch of tableRows(file, context, () => undefined)) {
    for (const { fields } of batch) rows.push(fields);
    if (rows.length > limit) break;
  }
  const [columns = [], ...below] = rows;
  return { columns: columns.map((name) => name.trim()), rows: below.slice(0, limit) };
}

/** The whole file. @throws ImportFailure `harm-columns`, `empty-file`, `too-many-rows` */
export async function readHarmWeights(
  file: OpenedFile,
  context: ReadContext,
  scheme: CategoryScheme,
): Promise<HarmReading> {
  const reading: HarmReading = { read: 0, accepted: 0, rejected: 0, tables: [] };
  const reject = (line: number, reason: string, detail: string, excerpt: string): void => {
    reading.read++;
    reading.rejected++;
    context.reject({ entry: file.name, line, reason, detail, excerpt });
  };
  const tables = new TableBook(scheme);
  let header: string[] | null = null;
  let columns: HarmColumns | null = null;
  const rows = tableRows(file, context, ({ line, reason, detail, excerpt }) =>
    reject(line, reason, detail, excerpt),
  );
  for await (const batch of rows) {
    for (const { fields, line } of batch) {
      if (!header || !columns) {
        header = fields;
        columns = requireColumns(file.name, fields);
        continue;
      }
      const result: RowResult =
        fields.length === header.length ? tables.take(fields, columns) : wrongLength(fields, header);
      if (result.ok) {
        reading.read++;
        reading.accepted++;
      } else reject(line, result.reason, result.detail, fields.join(",").slice(0, 300));
      if (reading.read > MAX_ROWS) throw tooMany(file.name);
    }
  }
  if (!header) throw emptyFile(file.name);
  reading.tables = tables.all();
  return reading;
}

/** Tables as they fill up, one per id and edition. */
class TableBook {
  readonly #tables = new Map<string, HarmTableDraft>();
  readonly #seen = new Set<string>();
  readonly #categoryOf: Map<string, string>;

  constructor(scheme: CategoryScheme) {
    this.#categoryOf = new Map(
      scheme.categories.flatMap(({ id, label }) => [
        [id, id],
        [label.toLowerCase(), id],
      ]),
    );
  }

  all(): HarmTableDraft[] {
    return [...this.#tables.values()];
  }

  take(fields: readonly string[], columns: HarmColumns): RowResult {
    const text = (key: keyof HarmColumns): string =>
      (fields[columns[key]] ?? "").trim().slice(0, LONGEST_TEXT);
    for (const key of ["table", "title", "publisher", "edition", "unit"] as const) {
      if (text(key) === "") return no("blank-field", `The ${key} is blank.`);
    }
    const category = this.#categoryOf.get(text("category").toLowerCase());
    if (category === undefined) {
      return no("unknown-category", `“${text("category").slice(0, 80)}” is no category of the scheme.`);
    }
    const weight = weightOf(text("weight"));
    if (weight === undefined) {
      return no("weight-not-a-number", `“${text("weight").slice(0, 40)}” is no weight of 0 or more.`);
    }
    const verified = flagOf(text("verified"));
    if (verified === null) {
      return no("verified-unclear", `“${text("verified").slice(0, 40)}” is neither yes nor no.`);
    }
    const table = this.#table(text);
    if (table === null) {
      return no(
        "table-contradicts",
        "An earlier row of the same table and edition has another title, unit or price year.",
      );
    }
    const key = JSON.stringify([table.id, table.edition, category]);
    if (this.#seen.has(key)) {
      return no("duplicate-weight", `An earlier row already gave ${table.id} a weight for ${category}.`);
    }
    this.#seen.add(key);
    table.weights.push({ category, term: text("term"), weight, verified, note: text("note") });
    return { ok: true };
  }

  #table(text: (key: keyof HarmColumns) => string): HarmTableDraft | null {
    const key = JSON.stringify([text("table"), text("edition")]);
    const head = {
      id: text("table"),
      title: text("title"),
      publisher: text("publisher"),
      edition: text("edition"),
      unit: text("unit"),
      priceYear: text("priceYear") || null,
    };
    const known = this.#tables.get(key);
    if (!known) {
      const table: HarmTableDraft = { ...head, source: text("source"), weights: [] };
      this.#tables.set(key, table);
      return table;
    }
    const same =
      known.title === head.title &&
      known.publisher === head.publisher &&
      known.unit === head.unit &&
      known.priceYear === head.priceYear;
    return same ? known : null;
  }
}

/** "3,217,740" → 3217740; blank → null; undefined for anything else. */
function weightOf(text: string): number | null | undefined {
  if (text === "") return null;
  const clean = text.replace(/^£/, "").replace(/(?<=\d),(?=\d{3}(\D|$))/g, "");
  if (!/^\d+(\.\d+)?$/.test(clean)) return undefined;
  const weight = Number(clean);
  return weight <= LARGEST_WEIGHT ? weight : undefined;
}

/** Blank counts as not verified. */
function flagOf(text: string): boolean | null {
  if (/^(yes|y|true|1|verified)$/i.test(text)) return true;
  return /^(|no|n|false|0|unverified)$/i.test(text) ? false : null;
}

function wrongLength(fields: readonly string[], header: readonly string[]): RowResult {
  return no("wrong-field-count", `The row has ${fields.length} fields, the header ${header.length}.`);
}

function no(reason: string, detail: string): RowResult {
  return { ok: false, reason, detail };
}

async function* tableRows(
  file: OpenedFile,
  context: ReadContext,
  onFault: (fault: { line: number; reason: string; detail: string; excerpt: string }) => void,
): AsyncGenerator<CsvRow[]> {
  const source = await openCsvFiles(file);
  try {
    const [csv] = source.files;
    if (!csv) throw emptyFile(file.name);
    const options = { name: csv.name, warn: context.warn, signal: context.signal, onFault };
    yield* readDelimited(csv.chunks(), options);
  } finally {
    source.close();
  }
}

function requireColumns(name: string, header: readonly string[]): HarmColumns {
  const found = harmColumns(header);
  if (found.ok) return found.columns;
  throw new ImportFailure({
    code: "harm-columns",
    title: "The table of weights lacks columns",
    detail: `${name} has no column named ${found.missing.join(", ")}. Its columns: ${header.slice(0, 30).join(", ")}.`,
    next: "Name the columns: table id, title, publisher, edition, unit, price year, category, term, weight, verified.",
  });
}

function tooMany(name: string): ImportFailure {
  return new ImportFailure({
    code: "too-many-rows",
    title: "This is too long for a table of weights",
    detail: `${name} has more than ${MAX_ROWS.toLocaleString("en-GB")} rows.`,
    next: "Choose another file.",
  });
}
