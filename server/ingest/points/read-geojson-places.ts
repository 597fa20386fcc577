/** Places of interest as GeoJSON: points, or areas taken at their centre. */
import { centroidOfPolygons } from "#domain/grid/centroid.ts";
import type { LngLat } from "#domain/grid/h3.ts";
import { isInUk } from "#domain/grid/location-id.ts";
import { bngToWgs84, isBng } from "#domain/grid/osgb.ts";
import { textOf } from "../boundaries/boundary-fields.ts";
import { type CoordinateSystem, decideSystem, emptyTally, whereIs } from "../boundaries/coordinate-system.ts";
import { openGeoJson } from "../boundaries/geojson-source.ts";
import type { BoundarySource, RawGeometry } from "../boundaries/raw-feature.ts";
import type { OpenedFile, ReadContext } from "../importer.ts";
import type { PlaceSample } from "./place-draft.ts";
import type { PlaceSink } from "./place-sink.ts";
import type { Located, RowReader } from "./place-table.ts";
import { pointColumns } from "./point-columns.ts";

const SAMPLE_FEATURES = 300;

type Survey = PlaceSample & { system: CoordinateSystem };

/** Hands every feature to the sink. @throws ImportFailure */
export async function readGeoJsonPlaces(
  file: OpenedFile,
  context: ReadContext,
  sink: PlaceSink,
  rowReader: RowReader,
): Promise<void> {
  const source = openGeoJson(file, context);
  const { columns, rows, system } = await survey(source, context);
  const found = { ...pointColumns(columns, rows), coordinates: [] };
  const read = rowReader(file.name, columns, rows, found, context);
  for await (const { number, properties, geometry } of source.features()) {
    const fields = columns.map((column) => textOf(properties[column]));
    const result = read(fields, locate(geometry, system));
    if (result.ok) sink.accept(result.place);
    else {
      const excerpt = JSON.stringify(properties).slice(0, 300);
      sink.reject({
        line: number,
        reason: result.reason,
        detail: `Feature ${number}: ${result.detail}`,
        excerpt,
      });
    }
    if (number % 4000 === 0) await sink.flush();
  }
}

/** First features as a table. @throws ImportFailure */
export async function sampleGeoJsonPlaces(
  file: OpenedFile,
  context: ReadContext,
  limit: number,
): Promise<PlaceSample> {
  const { columns, rows } = await survey(openGeoJson(file, context), context);
  return { columns, rows: rows.slice(0, limit) };
}

async function survey(source: BoundarySource, context: ReadContext): Promise<Survey> {
  const sample: Readonly<Record<string, unknown>>[] = [];
  const tally = emptyTally();
  for await (const { properties, geometry } of source.features()) {
    if (sample.length < SAMPLE_FEATURES) sample.push(properties);
    const corner = cornerOf(geometry);
    if (corner) tally[whereIs(corner)]++;
  }
  const columns = [...new Set(sample.flatMap((properties) => Object.keys(properties)))];
  const rows = sample.map((properties) => columns.map((column) => textOf(properties[column])));
  return { columns, rows, system: decideSystem(source.system(), tally, context.warn) };
}

function cornerOf(geometry: RawGeometry): LngLat | null {
  if (geometry.kind === "polygons") return geometry.polygons[0]?.[0]?.[0] ?? null;
  return geometry.kind === "other" ? pointOf(geometry) : null;
}

function locate(geometry: RawGeometry, system: CoordinateSystem): Located {
  const point =
    geometry.kind === "polygons"
      ? centroidOfPolygons(geometry.polygons)
      : geometry.kind === "other"
        ? pointOf(geometry)
        : null;
  if (!point) return { ok: false, reason: "not-a-place", detail: describe(geometry) };
  const [x, y] = point;
  if (system === 27700) {
    if (!isBng(x, y)) return outside(point);
    return { ok: true, position: bngToWgs84(x, y), bng: [x, y] };
  }
  return isInUk(x, y) ? { ok: true, position: point, bng: null } : outside(point);
}

/** A Point's position, or that of a MultiPoint with a single one. */
function pointOf({ type, coordinates }: Extract<RawGeometry, { kind: "other" }>): LngLat | null {
  if (!Array.isArray(coordinates)) return null;
  const point: unknown = type === "MultiPoint" && coordinates.length === 1 ? coordinates[0] : coordinates;
  if ((type !== "Point" && type !== "MultiPoint") || !Array.isArray(point)) return null;
  const [x, y] = point;
  return typeof x === "number" && typeof y === "number" ? [x, y] : null;
}

function describe(geometry: RawGeometry): string {
  if (geometry.kind === "malformed") return `${geometry.detail}.`;
  if (geometry.kind === "other") return `it is a ${geometry.type}; a place must be a point or an area.`;
  return "it has no geometry.";
}

function outside([x, y]: LngLat): Located {
  return { ok: false, reason: "outside-uk", detail: `it lies outside the United Kingdom at ${x}, ${y}.` };
}
