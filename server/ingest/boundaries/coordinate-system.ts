/**
 * Which coordinate system is a boundary file in? What it says is checked against its numbers, because files that
 * say nothing, or the wrong thing, are common. Only WGS84 (EPSG:4326) and the British National Grid (EPSG:27700)
 * are taken; all others are refused by name.
 */
import type { LngLat } from "#domain/grid/h3.ts";
import { isInUk } from "#domain/grid/location-id.ts";
import { isBng } from "#domain/grid/osgb.ts";
import { ImportFailure } from "../importer.ts";
import type { DeclaredSystem } from "./raw-feature.ts";

export type CoordinateSystem = 4326 | 27700;

/** How many features have their first corner where. */
export type WhereTally = {
  uk: number;
  swapped: number;
  grid: number;
  elsewhereDegrees: number;
  elsewhereMetres: number;
};

export function emptyTally(): WhereTally {
  return { uk: 0, swapped: 0, grid: 0, elsewhereDegrees: 0, elsewhereMetres: 0 };
}

/** What a pair of numbers looks like. */
export function whereIs([x, y]: LngLat): keyof WhereTally {
  if (isInUk(x, y)) return "uk";
  if (isInUk(y, x)) return "swapped";
  if (isBng(x, y)) return "grid";
  return Math.abs(x) <= 360 && Math.abs(y) <= 360 ? "elsewhereDegrees" : "elsewhereMetres";
}

/**
 * Decides the system of a file, warning where its numbers contradict what it says.
 * @throws ImportFailure for any other system, for swapped coordinates, and where the numbers fit neither system.
 */
export function decideSystem(
  declared: DeclaredSystem,
  tally: WhereTally,
  warn: (text: string) => void,
): CoordinateSystem {
  const total = Object.values(tally).reduce((sum, n) => sum + n, 0);
  if (declared && declared.epsg !== 4326 && declared.epsg !== 27700) throw otherSystem(declared);
  if (total > 0 && tally.swapped * 2 > total) throw swapped(tally.swapped, total);
  const looksLike: CoordinateSystem | null =
    tally.grid * 2 > total ? 27700 : (tally.uk + tally.elsewhereDegrees) * 2 > total ? 4326 : null;
  if (!declared) {
    if (looksLike === null && total > 0) throw unknownSystem(tally.elsewhereMetres);
    if (looksLike === 27700) {
      warn(
        "The file does not name its coordinate system; its numbers are National Grid metres (EPSG:27700).",
      );
    }
    return looksLike ?? 4326;
  }
  const says: CoordinateSystem = declared.epsg === 27700 ? 27700 : 4326;
  if (looksLike !== null && looksLike !== says) {
    warn(
      `The file says EPSG:${says}, but its numbers are ${looksLike === 27700 ? "National Grid metres" : "degrees"}; it was read as EPSG:${looksLike}.`,
    );
    return looksLike;
  }
  return says;
}

/** Reads the well-known text of a `.prj` file. An authority's code wins; otherwise the names decide. */
export function systemOfWkt(wkt: string): DeclaredSystem {
  const clean = wkt.trim();
  if (clean === "") return null;
  const name = /^[A-Z_]+\s*\[\s*"([^"]*)"/i.exec(clean)?.[1] ?? clean.slice(0, 60);
  const projected = /^PROJ/i.test(clean);
  const code = /(?:AUTHORITY|ID)\s*\[\s*"EPSG"\s*,\s*"?(\d+)"?\s*\]\s*\]\s*$/i.exec(clean)?.[1];
  if (code) return { epsg: Number(code), name };
  if (projected && /british[_ ]national[_ ]grid/i.test(name)) return { epsg: 27700, name };
  if (projected && /OSGB|Ordnance/i.test(clean) && /400000/.test(clean) && /-100000/.test(clean)) {
    return { epsg: 27700, name };
  }
  if (!projected && /^GEOG/i.test(clean) && /WGS_?\s?(19)?84/i.test(name)) return { epsg: 4326, name };
  return { epsg: null, name };
}

function otherSystem({ epsg, name }: NonNullable<DeclaredSystem>): ImportFailure {
  return new ImportFailure({
    code: "coordinate-system",
    title: "The coordinate system is not supported",
    detail: `The file is in ${name}${epsg ? ` (EPSG:${epsg})` : ""}.`,
    next: "Export it again in WGS84 longitude and latitude (EPSG:4326) or the British National Grid (EPSG:27700).",
  });
}

function swapped(n: number, total: number): ImportFailure {
  return new ImportFailure({
    code: "coordinates-swapped",
    title: "Longitude and latitude are the wrong way round",
    detail: `${n} of ${total} boundaries would be in the United Kingdom only with their two numbers swapped.`,
    next: "Export the file again with longitude first (x, y), as GeoJSON and Shapefiles require.",
  });
}

function unknownSystem(metres: number): ImportFailure {
  return new ImportFailure({
    code: "coordinate-system-unknown",
    title: "The coordinate system cannot be told",
    detail: `The file does not name one, and its numbers fit neither degrees nor National Grid metres${metres > 0 ? " (they look like metres of another grid)" : ""}.`,
    next: "Export it again in WGS84 (EPSG:4326) or the British National Grid (EPSG:27700).",
  });
}
