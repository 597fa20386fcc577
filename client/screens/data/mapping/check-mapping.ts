import type { ColumnMapping } from "#contract/imports.ts";
import { type PositionReading, readPosition } from "./read-position.ts";
import { readWallTime, type WallTimeReading } from "./read-wall-time.ts";

/** A mapping while it is being made: "" where a required column is not chosen yet. */
export type MappingDraft = ColumnMapping;

export type MappingProblem = { field: keyof ColumnMapping; text: string };

const COLUMN_FIELDS = [
  "reference",
  "category",
  "offenceCode",
  "from",
  "fromTime",
  "to",
  "toTime",
  "x",
  "y",
  "placeClass",
  "locationName",
] as const;
export type ColumnField = (typeof COLUMN_FIELDS)[number];

const REQUIRED: { field: "force" | "category" | "from" | "x" | "y"; text: string }[] = [
  { field: "force", text: "Say which police force this extract is from." },
  { field: "category", text: "Choose the column with the category or offence text." },
  { field: "from", text: "Choose the column with the start date, or the only date." },
  { field: "x", text: "Choose the column with the easting or longitude." },
  { field: "y", text: "Choose the column with the northing or latitude." },
];

/** An empty mapping for a file without a suggestion. */
export function emptyMapping(): MappingDraft {
  return {
    name: "",
    force: "",
    reference: null,
    category: "",
    offenceCode: null,
    from: "",
    to: null,
    fromTime: null,
    toTime: null,
    dateOrder: "dmy",
    x: "",
    y: "",
    coordinates: "bng",
    placeClass: null,
    locationName: null,
    attributes: [],
  };
}

/** What keeps a mapping from being used on a file with these columns; at most one per field, in form order. */
export function mappingProblems(draft: MappingDraft, columns: readonly string[]): MappingProblem[] {
  const problems: MappingProblem[] = [];
  for (const { field, text } of REQUIRED) if (draft[field].trim() === "") problems.push({ field, text });
  for (const field of COLUMN_FIELDS) {
    const column = draft[field];
    if (column && !columns.includes(column)) {
      problems.push({ field, text: `This file has no column “${column}”.` });
    }
  }
  if (draft.x !== "" && draft.x === draft.y) {
    problems.push({ field: "y", text: "Easting and northing cannot be the same column." });
  }
  if (draft.toTime && !draft.to) {
    problems.push({ field: "toTime", text: "An end time needs the column of the end date, too." });
  }
  const missing = draft.attributes.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    problems.push({ field: "attributes", text: `This file has no column “${missing.join("”, “")}”.` });
  }
  return problems;
}

export type CheckedRow = {
  category: string;
  from: WallTimeReading | null;
  to: WallTimeReading | null;
  position: PositionReading | null;
};

/** How one row of the file reads under a mapping; null for what is not chosen yet. */
export function checkRow(
  draft: MappingDraft,
  columns: readonly string[],
  row: readonly string[],
): CheckedRow {
  const cell = (column: string | null) => (column ? (row[columns.indexOf(column)] ?? "") : "");
  const endText = cell(draft.to);
  return {
    category: cell(draft.category).trim(),
    from: draft.from ? readWallTime(cell(draft.from), cell(draft.fromTime), draft.dateOrder) : null,
    to: draft.to && endText.trim() ? readWallTime(endText, cell(draft.toTime), draft.dateOrder) : null,
    position: draft.x && draft.y ? readPosition(cell(draft.x), cell(draft.y), draft.coordinates) : null,
  };
}

/** `48 of 50 rows have a date, 47 a position in the United Kingdom, 50 a category.` */
export function checkSentence(rows: readonly CheckedRow[]): string {
  const dated = rows.filter((row) => row.from?.ok).length;
  const located = rows.filter((row) => row.position?.ok && row.position.located).length;
  const categorised = rows.filter((row) => row.category !== "").length;
  return `Of the first ${rows.length} rows ${dated} have a date, ${located} a position in the United Kingdom and ${categorised} a category.`;
}
