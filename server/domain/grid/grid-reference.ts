/**
 * Places that people type: Ordnance Survey grid references, eastings and northings, and longitude–latitude pairs
 * in either order. What is typed may be ambiguous; then the answer says so instead of choosing quietly.
 */
import type { LngLat } from "./h3.ts";
import { isInUk } from "./location-id.ts";
import { BNG_BOUNDS, bngToWgs84, type EastingNorthing, isBng } from "./osgb.ts";

/** A lettered reference names a square: its south-west corner and side, both in metres. */
export type GridSquare = { corner: EastingNorthing; sizeM: number };

export type GridReferenceResult =
  | ({ ok: true; alsoPostcodeDistrict: boolean } & GridSquare)
  | {
      ok: false;
      reason: "not-a-grid-reference" | "odd-digits" | "uneven-halves" | "off-grid";
      detail: string;
    };

export type PlaceTextResult =
  | {
      ok: true;
      kind: "grid-reference" | "easting-northing" | "coordinate";
      position: LngLat;
      /** Side of the square that the text names, m; the position is its centre. 0 for a point. */
      sizeM: number;
      /** How the text was understood, for people. */
      understoodAs: string;
      /** What else the text could mean, or null. */
      ambiguity: string | null;
    }
  | { ok: false; reason: string; detail: string };

/** Letters of the grid's 25 squares, north-west to south-east; there is no I. */
const LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ";
const REFERENCE = /^([A-Z]{2})\s*((?:\d\s*){0,12})$/;
const POSTCODE_AREAS_OF_TWO_LETTERS = /^[A-Z]{2}\d{1,2}$/;

/**
 * Reads a lettered grid reference: `TQ 229 893`, `tq2298`, `TQ 22912 89345`, `TQ`. Any even number of digits up
 * to ten. `alsoPostcodeDistrict` is true for texts such as `NW10`, which name a postcode district as well.
 */
export function parseGridReference(text: string): GridReferenceResult {
  const clean = text.trim().toUpperCase();
  const match = REFERENCE.exec(clean);
  if (!match) {
    return refuse(
      "not-a-grid-reference",
      `"${text}" is not two letters followed by digits, such as TQ 229 893`,
    );
  }
  const letters = match[1] ?? "";
  const groups = (match[2] ?? "").trim().split(/\s+/).filter(Boolean);
  const digits = groups.join("");
  const [first = "", second = ""] = groups;
  if (groups.length === 2 && first.length !== second.length) {
    return refuse(
      "uneven-halves",
      `"${text}" is ambiguous: ${first.length} digits east and ${second.length} north; write the same number of each`,
    );
  }
  if (digits.length % 2 === 1 || digits.length > 10) {
    return refuse(
      "odd-digits",
      `"${text}" has ${digits.length} digits; a grid reference has 0, 2, 4, 6, 8 or 10, half of them east and half north`,
    );
  }
  const square = squareOfLetters(letters);
  if (!square) return refuse("off-grid", `${letters} is not a square of the National Grid`);
  const half = digits.length / 2;
  const sizeM = 10 ** (5 - half);
  const corner: EastingNorthing = [
    square[0] + Number(digits.slice(0, half)) * sizeM,
    square[1] + Number(digits.slice(half)) * sizeM,
  ];
  return {
    ok: true,
    corner,
    sizeM,
    alsoPostcodeDistrict: digits.length > 0 && POSTCODE_AREAS_OF_TWO_LETTERS.test(clean),
  };
}

/**
 * Writes the grid reference of the square that holds a position: `TQ 229 893` for 6 digits. Digits are cut, never
 * rounded, because a reference names a square. Null outside the lettered grid.
 * @throws RangeError unless `digits` is 0, 2, 4, 6, 8 or 10.
 */
export function formatGridReference(easting: number, northing: number, digits: number): string | null {
  if (![0, 2, 4, 6, 8, 10].includes(digits)) {
    throw new RangeError(`formatGridReference: expected 0, 2, 4, 6, 8 or 10 digits, got ${digits}`);
  }
  const letters = lettersOf(easting, northing);
  if (!letters) return null;
  if (digits === 0) return letters;
  const half = digits / 2;
  const cut = (metres: number) =>
    String(Math.floor(metres % 100_000))
      .padStart(5, "0")
      .slice(0, half);
  return `${letters} ${cut(easting)} ${cut(northing)}`;
}

/**
 * Reads whatever names a point: a grid reference, `520483, 191400`, `-0.2, 51.6` or `51.6, -0.2` (also with N, S,
 * E, W). Longitude and latitude cannot be mistaken for each other in the United Kingdom, so either order is taken.
 * Positions from the National Grid are Helmert positions (2–5 m), good enough to move a map to.
 */
export function parsePlaceText(text: string): PlaceTextResult {
  const reference = parseGridReference(text);
  if (reference.ok) {
    const { corner, sizeM, alsoPostcodeDistrict } = reference;
    const centre: EastingNorthing = [corner[0] + sizeM / 2, corner[1] + sizeM / 2];
    return {
      ok: true,
      kind: "grid-reference",
      position: bngToWgs84(...centre),
      sizeM,
      understoodAs: `grid reference ${formatGridReference(...corner, 2 * (5 - Math.log10(sizeM)))}`,
      ambiguity: alsoPostcodeDistrict
        ? `${text.trim().toUpperCase()} is also the form of a postcode district`
        : null,
    };
  }
  if (reference.reason !== "not-a-grid-reference") return reference;
  return parseNumberPair(text);
}

function parseNumberPair(text: string): PlaceTextResult {
  const clean = text.trim().toUpperCase().replace(/°/g, "").replace(/−/g, "-");
  const match = /^([-+]?\d+(?:\.\d+)?)\s*([NSEW])?(?:\s*[,;]\s*|\s+)([-+]?\d+(?:\.\d+)?)\s*([NSEW])?$/.exec(
    clean,
  );
  if (!match) return { ok: false, reason: "not-a-place", detail: `"${text}" is not a pair of numbers` };
  const a = signed(match[1], match[2]);
  const b = signed(match[3], match[4]);
  const latitudeFirst = isInUk(b, a);
  const longitudeFirst = isInUk(a, b);
  if (latitudeFirst || longitudeFirst) {
    const position: LngLat = latitudeFirst ? [b, a] : [a, b];
    const understoodAs = `longitude ${position[0]}, latitude ${position[1]}`;
    return { ok: true, kind: "coordinate", position, sizeM: 0, understoodAs, ambiguity: null };
  }
  if (isBng(a, b) && (match[1]?.length ?? 0) >= 5 && (match[3]?.length ?? 0) >= 4) {
    const understoodAs = `easting ${a}, northing ${b}`;
    return {
      ok: true,
      kind: "easting-northing",
      position: bngToWgs84(a, b),
      sizeM: 0,
      understoodAs,
      ambiguity: null,
    };
  }
  if (/^\d{1,5} \d{1,5}$/.test(clean) && match[1]?.length === match[3]?.length) {
    return {
      ok: false,
      reason: "ambiguous",
      detail: `"${text}" is ambiguous: without its two letters a grid reference fits any 100 km square; write TQ ${clean}, for example`,
    };
  }
  return {
    ok: false,
    reason: "outside-uk",
    detail: `"${text}" is not a position in the United Kingdom in either order`,
  };
}

function signed(digits: string | undefined, hemisphere: string | undefined): number {
  const n = Number(digits);
  return hemisphere === "S" || hemisphere === "W" ? -Math.abs(n) : n;
}

function squareOfLetters(letters: string): EastingNorthing | null {
  const l1 = LETTERS.indexOf(letters.charAt(0));
  const l2 = LETTERS.indexOf(letters.charAt(1));
  if (l1 < 0 || l2 < 0) return null;
  // False origin of the lettering is the south-west corner of square SV: two 500 km squares west, one south.
  const east = (((l1 - 2 + 25) % 5) * 5 + (l2 % 5)) * 100_000;
  const north = (19 - Math.floor(l1 / 5) * 5 - Math.floor(l2 / 5)) * 100_000;
  const onGrid = east >= 0 && east < BNG_BOUNDS.east && north >= 0 && north < BNG_BOUNDS.north;
  return onGrid && l1 >= 0 ? [east, north] : null;
}

function lettersOf(easting: number, northing: number): string | null {
  const e = Math.floor(easting / 100_000);
  const n = Math.floor(northing / 100_000);
  if (e < 0 || e > 6 || n < 0 || n > 12) return null;
  const l1 = 19 - n - ((19 - n) % 5) + Math.floor((e + 10) / 5);
  const l2 = (((19 - n) * 5) % 25) + (e % 5);
  return LETTERS.charAt(l1) + LETTERS.charAt(l2);
}

function refuse(
  reason: Extract<GridReferenceResult, { ok: false }>["reason"],
  detail: string,
): Extract<GridReferenceResult, { ok: false }> {
  return { ok: false, reason, detail };
}
