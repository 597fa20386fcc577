/** Rows with named fields (a CSV, or the properties of GeoJSON) → places, or the reason why not. */
import type { LngLat } from "#domain/grid/h3.ts";
import { ImportFailure, type ReadContext } from "../importer.ts";
import { layerOfFileName, PLACE_LABELS, type PlaceClass, type PlaceLayer } from "./place-classes.ts";
import { keptAttributes, type PlaceDraft, textOrNull } from "./place-draft.ts";
import { classOfRow, knownShare, type PointColumns } from "./point-columns.ts";

export type PlaceResult = { ok: true; place: PlaceDraft } | { ok: false; reason: string; detail: string };

export type Located =
  | { ok: true; position: LngLat; bng: readonly [number, number] | null }
  | { ok: false; reason: string; detail: string };

/** Builds the reader of one file's rows from its header and first rows. @throws ImportFailure */
export type RowReader = (
  fileName: string,
  header: readonly string[],
  sample: readonly (readonly string[])[],
  columns: PointColumns,
  context: Pick<ReadContext, "warn">,
) => (fields: readonly string[], located: Located) => PlaceResult;

/**
 * Builds the reader of one file's rows. Where no column says what a place is, the file's name must.
 * @throws ImportFailure `points-class` where neither does.
 */
export function placeReader(
  fileName: string,
  header: readonly string[],
  sample: readonly (readonly string[])[],
  columns: PointColumns,
  context: Pick<ReadContext, "warn">,
): (fields: readonly string[], located: Located) => PlaceResult {
  const told = columns.class !== null || knownShare(sample, columns) > 0;
  const layer = told ? null : layerOfFileName(fileName);
  if (!told && layer === null) throw noClass(fileName, header);
  if (layer) {
    context.warn(
      `No column says what each place is; all were taken as ${labelOf(layer)}, after the file’s name.`,
    );
  }
  const byName: PlaceClass | null = layer ? { layer, class: layer } : null;
  const taken = new Set([columns.name, columns.reference, columns.class].filter((i) => i !== null));
  for (const { x, y } of columns.coordinates) taken.add(x).add(y);
  return (fields, located) => {
    const found = byName ?? classOfRow(fields, columns);
    if (!found) return unknownClass(fields, columns);
    if (!located.ok) return located;
    const rest = header.flatMap((key, i) => (taken.has(i) ? [] : [[key, (fields[i] ?? "").trim()] as const]));
    const place: PlaceDraft = {
      ...found,
      name: textOrNull(fields[columns.name ?? -1]),
      reference: textOrNull(fields[columns.reference ?? -1]),
      attributes: keptAttributes(rest),
      position: located.position,
      bng: located.bng,
    };
    return { ok: true, place };
  };
}

function unknownClass(fields: readonly string[], columns: PointColumns): PlaceResult {
  const word = columns.class === null ? "" : (fields[columns.class] ?? "").trim();
  const detail =
    word === ""
      ? "The row does not say what the place is."
      : `“${word.slice(0, 80)}” is no school, station, bus stop, forecourt or licensed premises that is known here.`;
  return { ok: false, reason: "not-of-interest", detail };
}

function labelOf(layer: PlaceLayer): string {
  return (PLACE_LABELS.get(layer) ?? layer).toLowerCase();
}

function noClass(fileName: string, header: readonly string[]): ImportFailure {
  return new ImportFailure({
    code: "points-class",
    title: "The file does not say what its places are",
    detail: `${fileName} has no column with words such as school, station, bus stop, forecourt or pub. Its columns: ${header.slice(0, 30).join(", ") || "none"}.`,
    next: "Add a column named class with one of these words, or name the file after what it holds (schools.csv, bus-stops.geojson).",
  });
}
