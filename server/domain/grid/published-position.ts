/** Coordinates as publishers write them → a position, or why they cannot be one. */
import { isInUk } from "./location-id.ts";
import { bngToWgs84, isBng } from "./osgb.ts";

export type PositionResult =
  | { ok: true; position: readonly [lng: number, lat: number] | null }
  | { ok: false; reason: string; detail: string };

/**
 * Reads a pair of texts: degrees (`wgs84`: longitude, latitude) or metres (`bng`: easting, northing). Both blank is
 * an accepted row without a position; one blank is not.
 */
export function publishedPosition(
  xText: string,
  yText: string,
  coordinates: "wgs84" | "bng",
): PositionResult {
  const x = decimal(xText);
  const y = decimal(yText);
  if (!Number.isNaN(x) && !Number.isNaN(y)) return coordinates === "wgs84" ? degrees(x, y) : metres(x, y);
  const xBlank = xText.trim() === "";
  const yBlank = yText.trim() === "";
  if (xBlank && yBlank) return { ok: true, position: null };
  if (xBlank !== yBlank) {
    return { ok: false, reason: "coordinate-half-blank", detail: "One of the two coordinates is blank." };
  }
  return { ok: false, reason: "coordinate-not-a-number", detail: `Not numbers: ${shown(xText, yText)}.` };
}

function degrees(lng: number, lat: number): PositionResult {
  if (isInUk(lng, lat)) return { ok: true, position: [lng, lat] };
  const found = shown(String(lng), String(lat));
  if (isInUk(lat, lng)) {
    const detail = `Longitude and latitude are the wrong way round: ${found}.`;
    return { ok: false, reason: "coordinates-swapped", detail };
  }
  if (Math.abs(lng) > 180 || Math.abs(lat) > 90) {
    const detail = `Not degrees (eastings and northings?): ${found}.`;
    return { ok: false, reason: "coordinates-wrong-system", detail };
  }
  return { ok: false, reason: "outside-uk", detail: `Outside the United Kingdom: ${found}.` };
}

function metres(easting: number, northing: number): PositionResult {
  const found = shown(String(easting), String(northing));
  if (!isBng(easting, northing)) {
    const small = Math.abs(easting) <= 180 && Math.abs(northing) <= 90;
    return small
      ? { ok: false, reason: "coordinates-wrong-system", detail: `Not metres (degrees?): ${found}.` }
      : { ok: false, reason: "outside-uk", detail: `Outside the National Grid: ${found}.` };
  }
  const [lng, lat] = bngToWgs84(easting, northing);
  if (!isInUk(lng, lat)) {
    return { ok: false, reason: "outside-uk", detail: `Outside the United Kingdom: ${found}.` };
  }
  return { ok: true, position: [lng, lat] };
}

function shown(x: string, y: string): string {
  return `${x.slice(0, 40)}, ${y.slice(0, 40)}`;
}

const MAX_EXACT_DIGITS = 15;

/**
 * Plain decimal number, or NaN. Up to 15 digits are read in one pass (exact: an integer below 2^53 divided by a
 * power of ten rounds once); anything else is left to `Number`, and only if it is plain decimal.
 */
function decimal(text: string): number {
  let digits = 0;
  let whole = 0;
  let scale = 1;
  let inFraction = false;
  const negative = text.charCodeAt(0) === 45;
  for (let i = negative ? 1 : 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 46 && !inFraction) inFraction = true;
    else if (code >= 48 && code <= 57) {
      if (++digits > MAX_EXACT_DIGITS) return slowDecimal(text);
      whole = whole * 10 + (code - 48);
      if (inFraction) scale *= 10;
    } else return slowDecimal(text);
  }
  if (digits === 0) return Number.NaN;
  return negative ? -whole / scale : whole / scale;
}

function slowDecimal(text: string): number {
  const trimmed = text.trim();
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(trimmed) ? Number(trimmed) : Number.NaN;
}
