/** Geometry as hexadecimal EWKB in WGS84, the form in which PostGIS takes text as geometry fastest. */
import type { FeatureGeometry } from "./map-features.ts";

const POINT = 1;
const LINE_STRING = 2;
const POLYGON = 3;
const HAS_SRID = 0x20000000;
const WGS84 = 4326;

type Position = readonly [number, number];

/** Point, line or polygon → hexadecimal EWKB with its SRID. */
export function ewkbHex(geometry: FeatureGeometry): string {
  switch (geometry.type) {
    case "Point":
      return encode(POINT, [[geometry.coordinates]], "none");
    case "LineString":
      return encode(LINE_STRING, [geometry.coordinates], "points");
    case "Polygon":
      return encode(POLYGON, geometry.coordinates, "rings");
  }
}

function encode(
  type: number,
  parts: readonly (readonly Position[])[],
  counts: "none" | "points" | "rings",
): string {
  const pointCount = parts.reduce((total, part) => total + part.length, 0);
  const bytes = Buffer.alloc(13 + 4 * (parts.length + 1) + 16 * pointCount);
  let at = bytes.writeUInt8(1, 0);
  at = bytes.writeUInt32LE(type + HAS_SRID, at);
  at = bytes.writeUInt32LE(WGS84, at);
  if (counts === "rings") at = bytes.writeUInt32LE(parts.length, at);
  for (const part of parts) {
    if (counts !== "none") at = bytes.writeUInt32LE(part.length, at);
    for (const [lng, lat] of part) at = bytes.writeDoubleLE(lat, bytes.writeDoubleLE(lng, at));
  }
  return bytes.toString("hex", 0, at);
}
