/**
 * Which columns of a population CSV hold the area and which the figures, and of what year? Decided by content and
 * by the words publishers use; wide tables (a column per year) and long ones (a year column) are both taken.
 */
export type Measure = "residents" | "households";

export type FigureColumn = { index: number; measure: Measure; year: number | null };

export type PopulationLayout = {
  code: number | null;
  name: number | null;
  /** Column with the year of each row, in long tables. */
  yearColumn: number | null;
  figures: FigureColumn[];
  /** Where years came from that the columns do not state. */
  yearFrom: "columns" | "file-name" | "geography" | "rows";
};

export type LayoutResult = { ok: true; layout: PopulationLayout } | { ok: false; missing: string };

const OFFICIAL = /^[EWSNK]\d{8}$/;
const YEAR = /(?:^|\D)((?:19|20)\d{2})(?!\d)/;
const MOSTLY = 0.9;

/**
 * @param header column names; `rows` a sample of the rows below it; `fileName` may give the year.
 */
export function populationLayout(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  fileName: string,
): LayoutResult {
  const column = (index: number) =>
    rows.map((row) => (row[index] ?? "").trim()).filter((text) => text !== "");
  const distinct = (index: number) => new Set(column(index)).size;
  const indexes = header.map((_, index) => index);
  const coded = indexes
    .filter((i) => mostly(column(i), (text) => OFFICIAL.test(text)) && column(i).length * 2 >= rows.length)
    .sort((a, b) => distinct(b) - distinct(a) || a - b);
  const code = coded[0] ?? null;
  const name = nameColumn(header, indexes, code, column, distinct);
  if (code === null && name === null)
    return { ok: false, missing: "a column with the code or the name of each area" };
  const yearColumn = indexes.find((i) => isYearColumn(header[i] ?? "", column(i))) ?? null;
  const measured = indexes.flatMap((index) => {
    const measure = index === code || index === yearColumn ? null : measureOf(header[index] ?? "", fileName);
    const numeric = mostly(column(index), (text) => /^[\d,. -]+$/.test(text), 0.5);
    return measure && numeric ? [{ index, measure, year: yearIn(header[index] ?? "") }] : [];
  });
  if (measured.length === 0) return { ok: false, missing: "a column with residents or households" };
  if (yearColumn !== null) {
    return { ok: true, layout: { code, name, yearColumn, figures: measured, yearFrom: "rows" } };
  }
  return withYears({ code, name, yearColumn, figures: measured, yearFrom: "columns" }, header, fileName);
}

function withYears(layout: PopulationLayout, header: readonly string[], fileName: string): LayoutResult {
  if (layout.figures.every(({ year }) => year !== null)) return { ok: true, layout };
  const named = yearIn(fileName);
  const geography = geographyYear(header);
  const year = named ?? geography;
  if (year === null)
    return { ok: false, missing: "the year of the figures, in a column, a column's name or the file's name" };
  const figures = layout.figures.map((figure) => ({ ...figure, year: figure.year ?? year }));
  return { ok: true, layout: { ...layout, figures, yearFrom: named === null ? "geography" : "file-name" } };
}

function nameColumn(
  header: readonly string[],
  indexes: readonly number[],
  code: number | null,
  column: (index: number) => string[],
  distinct: (index: number) => number,
): number | null {
  const texts = indexes.filter((i) =>
    mostly(column(i), (text) => /[A-Za-z]{2}/.test(text) && !OFFICIAL.test(text)),
  );
  const partner =
    code === null ? null : (header[code] ?? "").toLowerCase().replace(/cd$/, "nm").replace(/code$/, "name");
  const paired = texts.find((i) => (header[i] ?? "").toLowerCase() === partner);
  return paired ?? texts.toSorted((a, b) => distinct(b) - distinct(a) || a - b)[0] ?? null;
}

function mostly(texts: readonly string[], test: (text: string) => boolean, share = MOSTLY): boolean {
  return texts.length > 0 && texts.filter(test).length >= share * texts.length;
}

function isYearColumn(name: string, values: readonly string[]): boolean {
  return (
    /^(year|mid[- _]?year|date)$/i.test(name.trim()) &&
    values.length > 0 &&
    values.every((text) => /^(19|20)\d{2}$/.test(text))
  );
}

function measureOf(name: string, fileName: string): Measure | null {
  const key = name.toLowerCase();
  if (/hholds?|households?|\bhh\b|dwellings?/.test(key)) return "households";
  if (/usualres|residents?|^pop|population|persons|people|all ages|inhabitants/.test(key)) return "residents";
  if (/^(n|count|value|total|obs_value|figure|(19|20)\d{2})$/.test(key.trim())) {
    return /household/i.test(fileName) ? "households" : /pop|resident/i.test(fileName) ? "residents" : null;
  }
  return null;
}

function yearIn(text: string): number | null {
  const year = YEAR.exec(text)?.[1];
  return year === undefined ? null : Number(year);
}

/** Census year in a geography column such as LSOA11CD or LAD22NM. */
function geographyYear(header: readonly string[]): number | null {
  for (const name of header) {
    const match = /^[A-Z]{3,5}(\d{2})(CD|NM)$/i.exec(name.trim());
    if (match) return 2000 + Number(match[1]);
  }
  return null;
}
