/**
 * GeoJSON of any size: the features are cut out of the text one by one, so that only one of them is in memory at a
 * time. Takes a FeatureCollection, a single Feature or a bare geometry; heights are ignored.
 */
import { createReadStream } from "node:fs";
import { createTextDecoding } from "../csv/decode.ts";
import { ImportFailure, type OpenedFile, type ReadContext } from "../importer.ts";
import {
  type BoundarySource,
  type DeclaredSystem,
  geometryOfGeoJson,
  type RawFeature,
} from "./raw-feature.ts";

/** Longest single feature, and longest text outside the features, in characters. */
const MAX_PIECE = 128 * 1024 * 1024;

export function openGeoJson(file: OpenedFile, context: Pick<ReadContext, "signal" | "warn">): BoundarySource {
  let system: DeclaredSystem = null;
  async function* features(): AsyncGenerator<RawFeature, void, undefined> {
    const scanner = new FeatureScanner();
    const text = createTextDecoding(file.name, context.warn);
    let number = 0;
    for await (const chunk of createReadStream(file.path, { highWaterMark: 1 << 18 })) {
      context.signal.throwIfAborted();
      for (const piece of scanner.push(text.push(chunk))) yield featureOf(piece, ++number);
    }
    for (const piece of scanner.push(text.end())) yield featureOf(piece, ++number);
    const rest = scanner.end();
    system = systemOf(rest);
    if (scanner.sawStrays) {
      context.warn(
        "The list of features also holds entries that are not features (null or numbers); they were passed over.",
      );
    }
    if (!scanner.sawFeatures) yield* singleFeature(rest);
  }
  return { entry: file.name, entries: [], features, system: () => system, close: () => undefined };
}

function* singleFeature(root: Record<string, unknown>): Generator<RawFeature> {
  if (root.type === "Feature") {
    yield { number: 1, properties: recordOf(root.properties), geometry: geometryOfGeoJson(root.geometry) };
  } else if (typeof root.type === "string" && ("coordinates" in root || "geometries" in root)) {
    yield { number: 1, properties: {}, geometry: geometryOfGeoJson(root) };
  } else {
    throw notGeoJson(`it is JSON, but of type ${JSON.stringify(root.type ?? null)}, which is not a boundary`);
  }
}

function featureOf(text: string, number: number): RawFeature {
  const feature = parse(text);
  if (!feature) {
    return {
      number,
      properties: {},
      geometry: { kind: "malformed", detail: "the feature is not valid JSON" },
    };
  }
  return {
    number,
    properties: recordOf(feature.properties),
    geometry: geometryOfGeoJson(feature.geometry),
  };
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? recordOf(value) : null;
  } catch {
    return null;
  }
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function systemOf(root: Record<string, unknown>): DeclaredSystem {
  if (root.crs === undefined || root.crs === null) return null;
  const name = String(recordOf(recordOf(root.crs).properties).name ?? JSON.stringify(root.crs));
  if (/CRS84/i.test(name)) return { epsg: 4326, name };
  const code = /EPSG\D*?(?::[\d.]*)?:?\D*(\d{4,6})\s*$/i.exec(name);
  return { epsg: code ? Number(code[1]) : null, name };
}

function notGeoJson(detail: string): ImportFailure {
  return new ImportFailure({
    code: "not-geojson",
    title: "This is not a GeoJSON boundary file",
    detail: `The file could not be read: ${detail}.`,
    next: "Export the boundaries as GeoJSON again, or choose a zipped Shapefile or a GeoPackage.",
  });
}

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;

/** White space or a comma. */
function isSeparator(code: number): boolean {
  return code <= 32 || code === 44 || code === 0xfeff;
}

/** Cuts the elements of the top-level "features" array out of a JSON text; keeps everything else. */
export class FeatureScanner {
  sawFeatures = false;
  /** True if the list of features held anything that is not even an object: null, numbers. */
  sawStrays = false;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #inFeatures = false;
  #buffer = "";
  #position = 0;
  #pieceFrom = -1;
  #keptFrom = 0;
  #kept = "";
  #stringFrom = 0;
  #lastKey = "";

  /** Features completed by this piece of text, as JSON texts. */
  push(text: string): string[] {
    const found: string[] = [];
    this.#buffer += text;
    const buffer = this.#buffer;
    for (let i = this.#position; i < buffer.length; i++) {
      const code = buffer.charCodeAt(i);
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (code === BACKSLASH) this.#escaped = true;
        else if (code === QUOTE) {
          this.#inString = false;
          if (this.#depth === 1) this.#lastKey = buffer.slice(this.#stringFrom + 1, i);
        }
      } else if (code === QUOTE) {
        this.#inString = true;
        this.#stringFrom = i;
      } else if (code === OPEN_BRACE || code === OPEN_BRACKET) this.#open(code, i);
      else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
        const piece = this.#close(i);
        if (piece !== null) found.push(piece);
      } else if (this.#inFeatures && this.#depth === 2 && !isSeparator(code)) this.sawStrays = true;
    }
    this.#position = buffer.length;
    this.#forget();
    return found;
  }

  /**
   * The document without its features.
   * @throws ImportFailure if it is cut short or not JSON.
   */
  end(): Record<string, unknown> {
    if (this.#kept.trim() === "") throw notGeoJson("it is empty");
    if (this.#depth > 0 || this.#inString)
      throw notGeoJson("it ends in the middle; it was probably cut short");
    const root = parse(this.#kept);
    if (!root) throw notGeoJson("it is not valid JSON");
    return root;
  }

  #open(code: number, i: number): void {
    this.#depth++;
    if (this.#depth === 2 && code === OPEN_BRACKET && this.#lastKey === "features" && !this.sawFeatures) {
      this.sawFeatures = true;
      this.#kept += this.#buffer.slice(this.#keptFrom, i + 1);
      this.#inFeatures = true;
    } else if (this.#inFeatures && this.#depth === 3 && this.#pieceFrom < 0) this.#pieceFrom = i;
  }

  #close(i: number): string | null {
    this.#depth--;
    if (!this.#inFeatures) return null;
    if (this.#depth === 2 && this.#pieceFrom >= 0) {
      const piece = this.#buffer.slice(this.#pieceFrom, i + 1);
      this.#pieceFrom = -1;
      return piece;
    }
    if (this.#depth === 1) {
      this.#inFeatures = false;
      this.#keptFrom = i;
    }
    return null;
  }

  /** Drops text that is no longer needed, so that memory holds one feature at most. */
  #forget(): void {
    let from = this.#buffer.length;
    if (this.#inFeatures) {
      if (this.#pieceFrom >= 0) from = this.#pieceFrom;
    } else {
      this.#kept += this.#buffer.slice(this.#keptFrom);
      this.#keptFrom = this.#buffer.length;
      if (this.#inString) from = this.#stringFrom;
    }
    if (this.#buffer.length - from > MAX_PIECE || this.#kept.length > MAX_PIECE) {
      throw new ImportFailure({
        code: "feature-too-large",
        title: "One boundary in the file is too large",
        detail: "A single feature is longer than 128 MB of text.",
        next: "Simplify the boundaries (for example to 1 m) and export them again.",
      });
    }
    this.#buffer = this.#buffer.slice(from);
    this.#position -= from;
    this.#stringFrom -= from;
    this.#keptFrom -= from;
    if (this.#pieceFrom >= 0) this.#pieceFrom -= from;
  }
}
