/** What a file is, told from its content and never from its name alone. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { ImportKind } from "#contract/imports.ts";
import { openArchive } from "./archive/read-archive.ts";
import { speaksOfBuildings } from "./buildings/building-facts.ts";
import { readCsv } from "./csv/read-csv.ts";
import { sniffDelimiter } from "./csv/sniff-delimiter.ts";
import { detectTable, postsKind } from "./detect-table.ts";
import { ImportFailure, type OpenedFile } from "./importer.ts";
import { classOfTags, OSM_KEYS } from "./points/place-classes.ts";
import { looksLikeOsm } from "./points/points-importer.ts";

export type Detection = {
  /** Null where it cannot be told; `why` then says what was found. */
  kind: ImportKind | null;
  why: string;
  /** Kinds that the file could also be read as. */
  alternatives: ImportKind[];
};

const HEAD_BYTES = 1 << 16;
const SAMPLE_ROWS = 50;
/** Entries of an archive that are looked into; street files come among the first of any download. */
const MAX_ENTRIES_TRIED = 200;

/** Looks at the first bytes, and into archives. Never fails: what cannot be read is unknown, with the reason. */
export async function detectFile(file: OpenedFile): Promise<Detection> {
  try {
    return await detect(file);
  } catch (error) {
    if (!(error instanceof ImportFailure)) throw error;
    return unknown(`${error.title}. ${error.detail}`);
  }
}

async function detect(file: OpenedFile): Promise<Detection> {
  if (file.bytes === 0) return unknown("The file is empty.");
  const head = await readHead(file.path);
  const text = head.toString("latin1");
  if (text.startsWith("PK\x03\x04") || text.startsWith("PK\x05\x06")) return detectArchive(file);
  if (text.startsWith("SQLite format 3\0")) {
    return text.startsWith("GPKG", 68) || text.includes("gpkg_contents")
      ? found("boundaries", "A GeoPackage.")
      : unknown("An SQLite database, but not a GeoPackage.");
  }
  if (looksLikeOsm(text)) {
    return {
      kind: "osm-extract",
      why: "An OpenStreetMap extract: roads, waters, parks, buildings, trees and places of interest.",
      alternatives: ["points-of-interest", "buildings"],
    };
  }
  const other = knownBinary(text);
  if (other !== null) return unknown(other);
  if (/^(?:\xef\xbb\xbf)?\s*\{/.test(text)) return detectJson(file.name, text);
  return detectCsv(file.name, readHeadOf(file.path));
}

/** A name that speaks of nothing but trees, parks or waters. */
function isMapName(name: string): boolean {
  return /(^|[^a-z])(trees?|parks|lakes|rivers|waters|ponds)([^a-z]|$)/i.test(name.replace(/_/g, " "));
}

/** GeoJSON of points, or of areas whose properties are OpenStreetMap tags of places, holds places of interest. */
function detectJson(name: string, text: string): Detection {
  if (
    !/"type"\s*:\s*"(FeatureCollection|Feature|MultiPolygon|Polygon|Point|LineString|Topology)"/.test(text)
  ) {
    return unknown("JSON, but not GeoJSON with areas.");
  }
  const lines = text.match(/"type"\s*:\s*"(LineString|MultiLineString)"/g)?.length ?? 0;
  const shapes = [...text.matchAll(/"type"\s*:\s*"(Point|MultiPoint|Polygon|MultiPolygon)"/g)];
  if (lines > shapes.length || (shapes.length > 0 && isMapName(name))) {
    return {
      kind: "map-layers",
      why: lines > 0 ? "GeoJSON with lines." : "GeoJSON, by its name trees, parks or waters.",
      alternatives: lines > 0 ? [] : ["points-of-interest", "boundaries"],
    };
  }
  const points = shapes.filter(([, shape]) => shape === "Point" || shape === "MultiPoint").length;
  const tags = [...text.matchAll(/"([a-z_]+)"\s*:\s*"([a-z_]+)"/g)];
  const places = tags.filter(
    ([, key = "", value]) => OSM_KEYS.has(key) && classOfTags((asked) => (asked === key ? value : undefined)),
  ).length;
  const isPoints = points > 0 && points * 2 > shapes.length;
  const keys = [...text.matchAll(/"([\w -]+)"\s*:/g)].map(([, key = ""]) => key);
  const posts = isPoints && places * 2 <= shapes.length ? postsKind(name, keys) : null;
  if (posts) return { kind: posts, why: `GeoJSON with ${posts}.`, alternatives: ["points-of-interest"] };
  if (isPoints || places * 2 > shapes.length) {
    return {
      kind: "points-of-interest",
      why: isPoints ? "GeoJSON with points." : "GeoJSON with schools, stations or other places.",
      alternatives: isPoints ? [] : ["boundaries"],
    };
  }
  if (shapes.length > 0 && /privacy/i.test(name)) {
    return {
      kind: "privacy-zones",
      why: "GeoJSON with areas, by its name privacy zones.",
      alternatives: ["boundaries"],
    };
  }
  if (shapes.length > 0 && speaksOfBuildings(name, keys)) {
    const [kind, other] = /planned|proposed|permission/i.test(name)
      ? (["planned-buildings", "buildings"] as const)
      : (["buildings", "planned-buildings"] as const);
    const what = kind === "buildings" ? "buildings" : "planned buildings";
    return { kind, why: `GeoJSON with outlines of ${what}.`, alternatives: [other, "boundaries"] };
  }
  return {
    kind: "boundaries",
    why: "GeoJSON.",
    alternatives:
      shapes.length > 0 ? ["points-of-interest", "buildings", "planned-buildings", "privacy-zones"] : [],
  };
}

function knownBinary(text: string): string | null {
  if (text.startsWith("%PDF")) return "A PDF document. Export the table it shows as CSV.";
  if (text.startsWith("\xd0\xcf\x11\xe0")) return "An old Excel or Word file. Save the sheet as CSV (UTF-8).";
  if (text.startsWith("\x1f\x8b")) return "A gzip archive. Unpack it, or pack it as a zip.";
  if (text.startsWith("7z\xbc\xaf") || text.startsWith("Rar!"))
    return "An archive that is not a zip. Unpack it.";
  if (/^(?:\xef\xbb\xbf)?\s*<(\?xml|!doctype|html|kml)/i.test(text)) return "XML or a web page, not a table.";
  return null;
}

async function detectArchive(file: OpenedFile): Promise<Detection> {
  const archive = await openArchive(file.path, file.name);
  try {
    const names = archive.entries.map((entry) => entry.name);
    if (names.includes("[Content_Types].xml")) {
      return unknown("An Excel, Word or similar document. Save the sheet as CSV (UTF-8) and import that.");
    }
    if (names.some((name) => /\.shp$/i.test(name))) return found("boundaries", "A zipped Shapefile.");
    const tables = names.filter((name) => /\.csv$/i.test(name) && !name.startsWith("__MACOSX/"));
    for (const name of tables.slice(0, MAX_ENTRIES_TRIED)) {
      const inside = await detectCsv(name, archive.read(name));
      if (inside.kind === "police-uk") {
        return found(
          "police-uk",
          `An archive of ${tables.length} CSV files with police.uk street-level crime.`,
        );
      }
    }
    if (tables.length > 0)
      return unknown("An archive of CSV files, none of them police.uk street-level crime.");
    return unknown(`An archive of ${names.length} files without a Shapefile or a CSV.`);
  } finally {
    archive.close();
  }
}

/** First records of a table. Only the first chunk of bytes is read. */
async function detectCsv(name: string, chunks: AsyncIterable<Buffer>): Promise<Detection> {
  for await (const chunk of chunks) {
    const sample = wholeLines(chunk.subarray(0, HEAD_BYTES));
    const options = {
      name,
      delimiter: sniffDelimiter(sample.toString("latin1")),
      warn: () => {},
      onFault: () => {},
    };
    const once = async function* (): AsyncGenerator<Buffer> {
      yield sample;
    };
    // The last line of a file comes by itself where no line end follows it.
    const found: string[][] = [];
    try {
      for await (const rows of readCsv(once(), options)) {
        for (const { fields } of rows) found.push(fields);
        if (found.length > SAMPLE_ROWS) break;
      }
    } catch (error) {
      // A fault further down is the importer's to report; the rows above it say what the table is.
      if (!(error instanceof ImportFailure) || found.length === 0) throw error;
    }
    const [header, ...below] = found.slice(0, SAMPLE_ROWS + 1);
    if (header) return detectTable(name, header, below);
    return unknown("No line of this file can be read as a table's header.");
  }
  return unknown("The file holds no rows.");
}

/** Drops the line that the end of the sample cuts in two; UTF-16 is left as it is. */
function wholeLines(bytes: Buffer): Buffer {
  const utf16 = bytes.length >= 2 && (bytes.readUInt16BE(0) === 0xfffe || bytes.readUInt16BE(0) === 0xfeff);
  if (utf16 || bytes.length < HEAD_BYTES)
    return bytes.subarray(0, bytes.length - (utf16 ? bytes.length % 2 : 0));
  return bytes.subarray(0, bytes.lastIndexOf(10) + 1);
}

async function readHead(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function readHeadOf(path: string): AsyncIterable<Buffer> {
  return createReadStream(path, { end: HEAD_BYTES - 1, highWaterMark: HEAD_BYTES });
}

function found(kind: ImportKind, why: string): Detection {
  return { kind, why, alternatives: [] };
}

function unknown(why: string): Detection {
  return { kind: null, why, alternatives: [] };
}
