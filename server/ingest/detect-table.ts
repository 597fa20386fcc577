/** What kind of table a header and some rows are. */
import type { Detection } from "./detect.ts";
import { harmColumns } from "./harm-weights/harm-columns.ts";
import { knownShare, pointColumns } from "./points/point-columns.ts";
import { policeUkColumns } from "./police-uk/columns.ts";
import { populationLayout } from "./population/population-layout.ts";

const X_NAME =
  /(^|[^a-z])(lng|lon|long|longitude|easting|x|xcoord|xcords?|x_?coordinate|eastings)([^a-z]|$)/i;
const Y_NAME = /(^|[^a-z])(lat|latitude|northing|y|ycoord|ycords?|y_?coordinate|northings)([^a-z]|$)/i;
const DATE =
  /^\s*(\d{1,4}[-/.](\d{1,2}|[a-z]{3,9})[-/.]\d{1,4}|\d{1,2}\s+[a-z]{3,9}\s+\d{4}|\d{8})([ T]|\s*$)/i;

/** Decides by the columns and the values below them. */
export function detectTable(name: string, header: readonly string[], rows: readonly string[][]): Detection {
  if (header.length < 2) return no("The first line has fewer than two columns.");
  if (policeUkColumns(header).ok) {
    return { kind: "police-uk", why: "The columns of police.uk street-level crime.", alternatives: [] };
  }
  if (harmColumns(header).ok) {
    return { kind: "harm-weights", why: "A table of weights per category.", alternatives: [] };
  }
  const names = new Set(header.map((column) => column.trim().toLowerCase()));
  if (names.has("crime id") && names.has("outcome type")) {
    return no("A police.uk outcomes file; only street-level crime files are imported.");
  }
  if (names.has("object of search")) {
    return no("A police.uk stop and search file; only street-level crime files are imported.");
  }
  const located = hasCoordinates(header, rows);
  const dated = header.some((_, column) => mostly(rows, column, (text) => DATE.test(text)));
  if (located && namesPlaces(header, rows, dated)) {
    return {
      kind: "points-of-interest",
      why: "A table of schools, stations, bus stops, forecourts or licensed premises with coordinates.",
      alternatives: dated ? ["force-extract"] : [],
    };
  }
  const posts = located ? postsKind(name, header) : null;
  if (posts) {
    return {
      kind: posts,
      why:
        posts === "cameras"
          ? "A register of cameras with coordinates."
          : "Lamp columns or other posts with coordinates.",
      alternatives: [posts === "cameras" ? "columns" : "cameras", "points-of-interest"],
    };
  }
  if (located && dated) {
    return { kind: "force-extract", why: "A table with coordinates and dates.", alternatives: [] };
  }
  if (populationLayout(header, rows, name).ok) {
    return {
      kind: "population",
      why: "A table of areas with residents or households.",
      alternatives: located ? ["force-extract"] : [],
    };
  }
  const found = located ? "has coordinates but no dates" : dated ? "has dates but no coordinates" : null;
  return {
    kind: null,
    why:
      found === null
        ? `A table with the columns ${header.slice(0, 8).join(", ")}: neither coordinates with dates nor residents or households per area.`
        : `A table that ${found}, so its rows cannot be placed in space and time.`,
    alternatives:
      rows.length > 0
        ? [
            ...(located ? (["points-of-interest", "cameras", "columns"] as const) : []),
            "force-extract",
            "population",
          ]
        : [],
  };
}

/** Cameras or columns, by the words of the header, or else of the file's name; null = neither. */
export function postsKind(name: string, header: readonly string[]): "cameras" | "columns" | null {
  const words = header.join(" ").replace(/[_-]+/g, " ");
  if (/offence|crime|incident/i.test(words)) return null;
  for (const text of [words, name]) {
    if (/camera|cctv/i.test(text)) return "cameras";
    if (/lamp|street.?light|lighting|bracket|column (id|no|ref)/i.test(text)) return "columns";
  }
  return null;
}

/** Rows that say what a place is. With dates they must nearly all do so, and no column may speak of crime. */
function namesPlaces(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  dated: boolean,
): boolean {
  const known = knownShare(rows, pointColumns(header, rows));
  if (!dated) return known >= 0.5;
  return known >= 0.8 && !header.some((name) => /offence|crime|incident|committed/i.test(name));
}

/** Two columns named like coordinates and filled with numbers. */
function hasCoordinates(header: readonly string[], rows: readonly string[][]): boolean {
  const isNumber = (text: string): boolean => /^\s*-?\d+(\.\d+)?\s*$/.test(text);
  const numeric = (pattern: RegExp): boolean =>
    header.some((column, i) => pattern.test(column.replace(/_/g, " ")) && mostly(rows, i, isNumber));
  return numeric(X_NAME) && numeric(Y_NAME);
}

function mostly(rows: readonly string[][], column: number, test: (text: string) => boolean): boolean {
  const filled = rows.map((row) => row[column] ?? "").filter((text) => text.trim() !== "");
  return filled.length > 0 && filled.filter(test).length >= 0.8 * filled.length;
}

function no(why: string): Detection {
  return { kind: null, why, alternatives: [] };
}
