/** Columns of a table of harm weights, found by name in any order. */
export type HarmColumns = {
  table: number;
  title: number;
  publisher: number;
  edition: number;
  unit: number;
  priceYear: number;
  category: number;
  term: number;
  weight: number;
  verified: number;
  /** −1 where the file has none of the two. */
  source: number;
  note: number;
};

const NAMES: readonly [key: keyof HarmColumns, label: string, pattern: RegExp][] = [
  ["table", "table id", /^(table|table id|id)$/],
  ["title", "title", /^(title|table title)$/],
  ["publisher", "publisher", /^publisher$/],
  ["edition", "edition", /^(edition|version)$/],
  ["unit", "unit", /^unit$/],
  ["priceYear", "price year", /^(price year|prices)$/],
  ["category", "category", /^category( id)?$/],
  ["term", "term", /^(term|publisher term|offence)$/],
  ["weight", "weight", /^weight$/],
  ["verified", "verified", /^verified$/],
  ["source", "source", /^source$/],
  ["note", "note", /^notes?$/],
];
const OPTIONAL: ReadonlySet<keyof HarmColumns> = new Set(["source", "note", "priceYear"]);

export type HarmColumnsResult = { ok: true; columns: HarmColumns } | { ok: false; missing: string[] };

/** The columns, or which of them are missing. */
export function harmColumns(header: readonly string[]): HarmColumnsResult {
  const plain = header.map((name) => name.trim().toLowerCase().replace(/[_-]+/g, " "));
  const columns: HarmColumns = {
    table: -1,
    title: -1,
    publisher: -1,
    edition: -1,
    unit: -1,
    priceYear: -1,
    category: -1,
    term: -1,
    weight: -1,
    verified: -1,
    source: -1,
    note: -1,
  };
  const missing: string[] = [];
  for (const [key, label, pattern] of NAMES) {
    columns[key] = plain.findIndex((name) => pattern.test(name));
    if (columns[key] < 0 && !OPTIONAL.has(key)) missing.push(label);
  }
  return missing.length === 0 ? { ok: true, columns } : { ok: false, missing };
}
