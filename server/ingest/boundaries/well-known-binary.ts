/** Well-known binary (OGC 06-103r4, and the EWKB variant that PostGIS writes) → polygons. Z and M are dropped. */
import type { LngLat, PolygonRings } from "#domain/grid/h3.ts";
import type { RawGeometry } from "./raw-feature.ts";

const POINT = 1;
const POLYGON = 3;
const MULTI_POLYGON = 6;
const COLLECTION = 7;
const NAMES = ["Geometry", "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"];

/** Largest number of points or parts that is believed before memory is set aside for them. */
const MAX_COUNT = 50_000_000;

/** Reads one geometry. Anything that is cut short or has impossible counts is `malformed`, never an exception. */
export function geometryOfWkb(bytes: Buffer): RawGeometry {
  try {
    const reader = new WkbReader(bytes);
    const polygons: PolygonRings[] = [];
    const type = reader.geometry(polygons);
    if (polygons.length > 0) return { kind: "polygons", polygons };
    if (type === POLYGON || type === MULTI_POLYGON || type === COLLECTION) return { kind: "empty" };
    return { kind: "other", type: NAMES[type] ?? `geometry type ${type}` };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { kind: "malformed", detail: "its binary geometry is cut short or damaged" };
  }
}

class WkbReader {
  readonly #bytes: Buffer;
  #at = 0;
  #littleEndian = true;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Reads one geometry, adds its polygons, and returns its base type. */
  geometry(polygons: PolygonRings[], depth = 0): number {
    if (depth > 8) throw new RangeError("WKB: nested too deeply");
    this.#littleEndian = this.#bytes.readUInt8(this.#at++) === 1;
    const code = this.#uint();
    if (code & 0x20000000) this.#uint();
    const plain = code & 0x0fffffff;
    const type = plain % 1000;
    const extra = Math.floor(plain / 1000);
    const dimensions =
      2 +
      (code & 0x80000000 || extra === 1 || extra === 3 ? 1 : 0) +
      (code & 0x40000000 || extra >= 2 ? 1 : 0);
    if (type === POLYGON) {
      const rings = this.#rings(dimensions);
      if ((rings[0]?.length ?? 0) > 0) polygons.push(rings);
    } else if (type === MULTI_POLYGON || type === COLLECTION) {
      const count = this.#count();
      for (let i = 0; i < count; i++) {
        const part = this.geometry(polygons, depth + 1);
        if (part !== POLYGON && part < MULTI_POLYGON) return type;
      }
    } else if (type < POINT || type > 17) throw new RangeError(`WKB: unknown type ${type}`);
    return type;
  }

  #rings(dimensions: number): LngLat[][] {
    const rings: LngLat[][] = [];
    const ringCount = this.#count();
    for (let r = 0; r < ringCount; r++) {
      const pointCount = this.#count();
      const ring: LngLat[] = [];
      for (let p = 0; p < pointCount; p++) {
        ring.push([this.#double(0), this.#double(8)]);
        this.#at += 8 * dimensions;
      }
      rings.push(ring);
    }
    return rings;
  }

  #count(): number {
    const count = this.#uint();
    if (count > MAX_COUNT || count > this.#bytes.length)
      throw new RangeError(`WKB: impossible count ${count}`);
    return count;
  }

  #uint(): number {
    const at = this.#at;
    this.#at += 4;
    return this.#littleEndian ? this.#bytes.readUInt32LE(at) : this.#bytes.readUInt32BE(at);
  }

  #double(offset: number): number {
    const at = this.#at + offset;
    return this.#littleEndian ? this.#bytes.readDoubleLE(at) : this.#bytes.readDoubleBE(at);
  }
}

/** Writes a multipolygon as little-endian WKB, ready for ST_GeomFromWKB. */
export function wkbOfPolygons(polygons: readonly PolygonRings[]): Buffer {
  let size = 9;
  for (const rings of polygons) size += rings.reduce((sum, ring) => sum + 4 + 16 * ring.length, 9);
  const out = Buffer.alloc(size);
  let at = writeHead(out, 0, MULTI_POLYGON, polygons.length);
  for (const rings of polygons) {
    at = writeHead(out, at, POLYGON, rings.length);
    for (const ring of rings) {
      at = out.writeUInt32LE(ring.length, at);
      for (const [x, y] of ring) at = out.writeDoubleLE(y, out.writeDoubleLE(x, at));
    }
  }
  return out;
}

function writeHead(out: Buffer, at: number, type: number, count: number): number {
  return out.writeUInt32LE(count, out.writeUInt32LE(type, out.writeUInt8(1, at)));
}
