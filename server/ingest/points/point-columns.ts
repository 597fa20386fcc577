/**
 * Which columns of a table (or properties of GeoJSON) say what a place is, what it is called and where it lies? The
 * class is told by content: the column most of whose words are known (data/points-of-interest.json).
 */
import type { PositionResult } from "#domain/grid/published-position.ts";
import { publishedPosition } from "#domain/grid/published-position.ts";
import { classOfTags, classOfWord, OSM_KEYS, type PlaceClass } from "./place-classes.ts";

export type CoordinateColumns = { x: number; y: number; coordinates: "wgs84" | "bng" };

export type PointColumns = {
  /** Column with the class; null where OpenStreetMap keys are columns themselves, or nothing says what a place is. */
  class: number | null;
  /** Columns named after OpenStreetMap keys. */
  osm: ReadonlyMap<string, number>;
  name: number | null;
  reference: number | null;
  /** All pairs that the table has, degrees first. */
  coordinates: CoordinateColumns[];
};

const LEAST_KNOWN_SHARE = 0.5;
const CLASS_NAME = /class|kind|type|categor|layer|phase|activity/i;
const NAME_NAME =
  /^(name|title|common ?name|premises(name)?|business ?name|establishment ?name|site ?name|station|school)$/i;
const REFERENCE_NAME =
  /^(id|ref|reference|urn|uprn|atco ?code|naptan ?code|fhrs ?id|osm ?id|@id|full ?id|licence (number|no|ref)|licen[cs]e ?(number|no|ref)?)$/i;
const COORDINATE_NAMES: readonly [x: RegExp, y: RegExp, system: "wgs84" | "bng"][] = [
  [/^(lng|lon|long|longitude)$/i, /^(lat|latitude)$/i, "wgs84"],
  [/^(easting|eastings)$/i, /^(northing|northings)$/i, "bng"],
  [/^(x|x ?coord(inate)?|xcoord)$/i, /^(y|y ?coord(inate)?|ycoord)$/i, "bng"],
];

/** @param rows a sample of the rows below the header. */
export function pointColumns(header: readonly string[], rows: readonly (readonly string[])[]): PointColumns {
  const plain = header.map((name) => name.trim().replace(/[_-]+/g, " ").trim());
  const find = (pattern: RegExp): number | null => {
    const index = plain.findIndex((name) => pattern.test(name));
    return index < 0 ? null : index;
  };
  const osm = new Map(
    header.flatMap((name, i) => (OSM_KEYS.has(name.trim()) ? [[name.trim(), i] as const] : [])),
  );
  return {
    class: classColumn(plain, rows),
    osm,
    name: find(NAME_NAME) ?? find(/name$/i),
    reference: find(REFERENCE_NAME),
    coordinates: coordinateColumns(plain, rows),
  };
}

function classColumn(header: readonly string[], rows: readonly (readonly string[])[]): number | null {
  const shares = header.map((name, index) => {
    const filled = rows.map((row) => (row[index] ?? "").trim()).filter((text) => text !== "");
    const known = filled.filter((text) => classOfWord(text) !== null).length;
    return { index, share: filled.length === 0 ? 0 : known / filled.length, named: CLASS_NAME.test(name) };
  });
  const fit = shares.filter(
    ({ share, named }) => share >= (named ? LEAST_KNOWN_SHARE / 5 : LEAST_KNOWN_SHARE),
  );
  fit.sort((a, b) => b.share - a.share || Number(b.named) - Number(a.named) || a.index - b.index);
  return fit[0]?.index ?? null;
}

function coordinateColumns(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): CoordinateColumns[] {
  return COORDINATE_NAMES.flatMap(([xName, yName, system]) => {
    const x = header.findIndex((name) => xName.test(name));
    const y = header.findIndex((name) => yName.test(name));
    if (x < 0 || y < 0) return [];
    const degrees = rows.some(
      (row) => publishedPosition(row[x] ?? "", row[y] ?? "", "wgs84").ok === true && (row[x] ?? "") !== "",
    );
    return [{ x, y, coordinates: system === "bng" && degrees ? "wgs84" : system } as const];
  });
}

/** Position of a row by the first pair of columns that is filled. */
export function positionOfRow(
  fields: readonly string[],
  columns: readonly CoordinateColumns[],
): { found: PositionResult; bng: readonly [number, number] | null } {
  let blank: PositionResult = { ok: true, position: null };
  for (const { x, y, coordinates } of columns) {
    const found = publishedPosition(fields[x] ?? "", fields[y] ?? "", coordinates);
    if (found.ok && found.position !== null) {
      return { found, bng: coordinates === "bng" ? [Number(fields[x]), Number(fields[y])] : null };
    }
    if (!found.ok) blank = found;
  }
  return { found: blank, bng: null };
}

/** Class of a row: by its OpenStreetMap keys, else by its class column. Null = not known. */
export function classOfRow(fields: readonly string[], columns: PointColumns): PlaceClass | null {
  const byTags = columns.osm.size > 0 ? classOfTags((key) => fields[columns.osm.get(key) ?? -1]) : null;
  if (byTags) return byTags;
  return columns.class === null ? null : classOfWord(fields[columns.class] ?? "");
}

/** Share of a sample's rows whose class is known, 0–1. */
export function knownShare(rows: readonly (readonly string[])[], columns: PointColumns): number {
  if (rows.length === 0) return 0;
  return rows.filter((row) => classOfRow(row, columns) !== null).length / rows.length;
}
