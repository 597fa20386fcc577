import type { ColumnMapping } from "#contract/imports.ts";
import { isInUk } from "#domain/grid/location-id.ts";
import { bngToWgs84, isBng } from "#domain/grid/osgb.ts";

/** A position as the check shows it. `unlocated` = accepted without a position, counted but not on the map. */
export type PositionReading =
  | { ok: true; located: true; lng: number; lat: number; text: string }
  | { ok: true; located: false; text: string }
  | { ok: false; text: string };

/** How two cells read as a position in the chosen coordinate system. */
export function readPosition(
  xText: string,
  yText: string,
  system: ColumnMapping["coordinates"],
): PositionReading {
  const [x, y] = [numberOf(xText), numberOf(yText)];
  if (xText.trim() === "" && yText.trim() === "") return { ok: true, located: false, text: "no position" };
  if (xText.trim() === "" || yText.trim() === "") return { ok: false, text: "one of the two is blank" };
  if (x === null || y === null) return { ok: false, text: `“${xText}”, “${yText}” are not two numbers` };
  if (x === 0 && y === 0) return { ok: false, text: "0, 0 is not a place in the United Kingdom" };
  return system === "bng" ? readGrid(x, y) : readDegrees(x, y);
}

function numberOf(text: string): number | null {
  const trimmed = text.trim();
  const n = Number(trimmed);
  return trimmed === "" || !Number.isFinite(n) ? null : n;
}

function readGrid(easting: number, northing: number): PositionReading {
  if (!isBng(easting, northing)) {
    const degrees = Math.abs(easting) <= 180 && Math.abs(northing) <= 90;
    const hint = degrees ? "these look like degrees" : "outside the National Grid";
    return { ok: false, text: `${easting}, ${northing}: ${hint}` };
  }
  const [lng, lat] = bngToWgs84(easting, northing);
  return inUk(lng, lat) ?? { ok: false, text: `${easting}, ${northing} lies outside the United Kingdom` };
}

function readDegrees(lng: number, lat: number): PositionReading {
  const found = inUk(lng, lat);
  if (found) return found;
  if (isInUk(lat, lng)) return { ok: false, text: `${lng}, ${lat}: longitude and latitude look swapped` };
  if (isBng(lng, lat)) return { ok: false, text: `${lng}, ${lat}: these look like easting and northing` };
  return { ok: false, text: `${lng}, ${lat} lies outside the United Kingdom` };
}

function inUk(lng: number, lat: number): PositionReading | null {
  if (!isInUk(lng, lat)) return null;
  const west = lng < 0 ? "W" : "E";
  return {
    ok: true,
    located: true,
    lng,
    lat,
    text: `${lat.toFixed(5)} N, ${Math.abs(lng).toFixed(5)} ${west}`,
  };
}
