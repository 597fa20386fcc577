/** A GeoPackage (OGC 12-128): one of its polygon layers, read with SQLite compiled to WebAssembly. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import initSqlJs, { type Database } from "sql.js";
import { ImportFailure, type OpenedFile, type ReadContext } from "../importer.ts";
import type { BoundarySource, DeclaredSystem, RawFeature, RawGeometry } from "./raw-feature.ts";
import { geometryOfWkb } from "./well-known-binary.ts";

/** Largest file that is read: SQLite needs it in memory. */
const MAX_BYTES = 400 * 1024 * 1024;

type Layer = { table: string; column: string; type: string; srs: number; rows: number };

export async function openGeoPackage(
  file: OpenedFile,
  context: Pick<ReadContext, "signal" | "warn">,
): Promise<BoundarySource> {
  if (file.bytes > MAX_BYTES) throw tooLarge(file.bytes);
  const db = await openDatabase(file);
  try {
    const layers = polygonLayers(db);
    const [layer] = layers;
    if (!layer) throw noLayer(file.name);
    if (layers.length > 1) {
      const others = layers.slice(1).map(({ table }) => table);
      context.warn(`Layer ${layer.table} was imported; the file also has ${others.join(", ")}.`);
    }
    return {
      entry: layer.table,
      entries: layers.map(({ table }) => table),
      features: () => readLayer(db, layer, context.signal),
      system: () => systemOf(db, layer.srs),
      close: () => db.close(),
    };
  } catch (error) {
    db.close();
    throw error instanceof ImportFailure ? error : damaged(file.name, error);
  }
}

async function openDatabase(file: OpenedFile): Promise<Database> {
  const wasm = await readFile(createRequire(import.meta.url).resolve("sql.js/dist/sql-wasm.wasm"));
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength);
  const { Database } = await initSqlJs({ wasmBinary });
  return new Database(await readFile(file.path));
}

/** Layers that can hold polygons, the one with most rows first. */
function polygonLayers(db: Database): Layer[] {
  const rows = rowsOf(
    db,
    "SELECT g.table_name AS name, g.column_name AS geom, g.geometry_type_name AS type, g.srs_id AS srs " +
      "FROM gpkg_geometry_columns g JOIN gpkg_contents c ON c.table_name = g.table_name ORDER BY g.table_name",
  );
  const layers: Layer[] = [];
  for (const row of rows) {
    const type = String(row.type).toUpperCase();
    const table = String(row.name);
    if (!/POLYGON|SURFACE|^GEOMETRY/.test(type)) continue;
    const [count] = rowsOf(db, `SELECT count(*) AS n FROM ${quoted(table)}`);
    layers.push({ table, column: String(row.geom), type, srs: Number(row.srs), rows: Number(count?.n ?? 0) });
  }
  const certain = ({ type }: Layer) => (/POLYGON|SURFACE/.test(type) ? 1 : 0);
  return layers.sort((a, b) => certain(b) - certain(a) || b.rows - a.rows);
}

async function* readLayer(db: Database, layer: Layer, signal: AbortSignal): AsyncGenerator<RawFeature> {
  const statement = db.prepare(`SELECT * FROM ${quoted(layer.table)}`);
  try {
    for (let number = 1; statement.step(); number++) {
      signal.throwIfAborted();
      const { [layer.column]: blob, ...properties } = statement.getAsObject();
      yield { number, properties, geometry: geometryOfBlob(blob) };
    }
  } finally {
    statement.free();
  }
}

/** Bytes of an envelope, by the indicator in the flags (section 2.1.3 of the standard). */
const ENVELOPE_BYTES = [0, 32, 48, 48, 64] as const;

/** GeoPackage binary: "GP", version, flags, srs id, envelope, then WKB. */
function geometryOfBlob(blob: unknown): RawGeometry {
  if (blob === null || blob === undefined) return { kind: "empty" };
  if (!(blob instanceof Uint8Array) || blob.length < 8 || blob[0] !== 0x47 || blob[1] !== 0x50) {
    return { kind: "malformed", detail: "it is not a GeoPackage geometry" };
  }
  const flags = blob[3] ?? 0;
  const envelope = ENVELOPE_BYTES[(flags >> 1) & 7];
  if (envelope === undefined) return { kind: "malformed", detail: "its envelope is of an unknown kind" };
  if (flags & 0x10) return { kind: "empty" };
  return geometryOfWkb(
    Buffer.from(blob.buffer, blob.byteOffset + 8 + envelope, Math.max(0, blob.length - 8 - envelope)),
  );
}

function systemOf(db: Database, srs: number): DeclaredSystem {
  if (srs <= 0) return null;
  const [row] = rowsOf(
    db,
    `SELECT srs_name AS name, organization AS org, organization_coordsys_id AS code FROM gpkg_spatial_ref_sys WHERE srs_id = ${Math.trunc(srs)}`,
  );
  const official = String(row?.org ?? "").toUpperCase() === "EPSG";
  return { epsg: official ? Number(row?.code) : null, name: String(row?.name ?? `srs ${srs}`) };
}

function rowsOf(db: Database, text: string): Record<string, unknown>[] {
  const statement = db.prepare(text);
  const rows: Record<string, unknown>[] = [];
  while (statement.step()) rows.push(statement.getAsObject());
  statement.free();
  return rows;
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

function tooLarge(bytes: number): ImportFailure {
  return new ImportFailure({
    code: "geopackage-too-large",
    title: "The GeoPackage is too large",
    detail: `It has ${Math.round(bytes / 2 ** 20)} MB; the limit is ${MAX_BYTES / 2 ** 20} MB.`,
    next: "Export only the layer with the boundaries, or export it as GeoJSON, which has no limit.",
  });
}

function noLayer(name: string): ImportFailure {
  return new ImportFailure({
    code: "geopackage-without-polygons",
    title: "The GeoPackage has no polygon layer",
    detail: `${name} holds no layer of polygons.`,
    next: "Choose the file with the boundaries; points and lines are not areas.",
  });
}

function damaged(name: string, cause: unknown): ImportFailure {
  return new ImportFailure({
    code: "geopackage-damaged",
    title: "The file is not a readable GeoPackage",
    detail: `${name} is a SQLite file that is damaged, cut short, or has no GeoPackage tables.`,
    next: "Download or export it again.",
    cause,
  });
}
