import { arrayLiteral, type Queryable } from "../sql.ts";
import type { MultiPolygonCoordinates } from "./areas.ts";

export type PeopledArea = { coordinates: MultiPolygonCoordinates; people: number };
export type PeopledAreas = { kind: string; year: number; areas: PeopledArea[] };

const FINEST_FIRST = ["lsoa", "msoa", "ward", "local-authority"];

/**
 * The finest live areas in a box that have a published figure, of the newest year that has one for them.
 * Null where nothing is published. A figure is found by the area's code, or by its name where the file has none.
 */
export async function peopledAreas(
  sql: Queryable,
  measure: "residents" | "households",
  bbox: readonly number[],
): Promise<PeopledAreas | null> {
  const [west = 0, south = 0, east = 0, north = 0] = bbox;
  const found = await sql<{ id: number; kind: string; year: number; n: number }[]>`
    SELECT DISTINCT ON (a.id, p.year) a.id, a.kind, p.year, p.n
    FROM area a
    JOIN population p ON p.state = 'live' AND p.measure = ${measure}
      AND (p.area_code = a.code OR (p.area_code = '' AND p.area_name = a.name))
    WHERE a.state = 'live' AND a.kind = ANY (${FINEST_FIRST}::text[])
      AND a.geom && ST_MakeEnvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 4326)
    ORDER BY a.id, p.year, p.area_code DESC`;
  const kind = FINEST_FIRST.find((wanted) => found.some((row) => row.kind === wanted));
  const ofKind = found.filter((row) => row.kind === kind);
  if (!kind || ofKind.length === 0) return null;
  const year = Math.max(...ofKind.map((row) => row.year));
  const people = new Map(ofKind.filter((row) => row.year === year).map((row) => [row.id, row.n]));
  const outlines = await sql<{ id: number; coordinates: MultiPolygonCoordinates }[]>`
    SELECT id, ST_AsGeoJSON(geom, 7)::json -> 'coordinates' AS coordinates
    FROM area WHERE id = ANY (${arrayLiteral(people.keys())}::integer[])`;
  return {
    kind,
    year,
    areas: outlines.map((row) => ({ coordinates: row.coordinates, people: people.get(row.id) ?? 0 })),
  };
}

/** Which measures of people are published for live areas that meet an area's box. */
export async function publishedMeasures(
  sql: Queryable,
  bbox: readonly number[],
): Promise<Set<"residents" | "households">> {
  const [west = 0, south = 0, east = 0, north = 0] = bbox;
  const rows = await sql<{ measure: "residents" | "households" }[]>`
    SELECT DISTINCT p.measure
    FROM area a
    JOIN population p ON p.state = 'live'
      AND (p.area_code = a.code OR (p.area_code = '' AND p.area_name = a.name))
    WHERE a.state = 'live' AND a.kind = ANY (${FINEST_FIRST}::text[])
      AND a.geom && ST_MakeEnvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 4326)`;
  return new Set(rows.map((row) => row.measure));
}
