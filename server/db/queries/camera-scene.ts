/** What stands in the way of views, and what they show: footprints, columns and cameras. */
import { readDoubles } from "../binary-array.ts";
import type { Queryable } from "../sql.ts";
import { textArrayLiteral } from "./load.ts";

export type FootprintRows = {
  /** GeoJSON of each footprint, a polygon or multipolygon, as text with 8 decimals. */
  shapes: string[];
  /** Height of each, m; NaN = not known. */
  heightM: Float64Array;
  /** Class of each, as imported. */
  classes: string[];
};

type Box = readonly [west: number, south: number, east: number, north: number];

/** Live buildings that touch a box, degrees. */
export async function footprintsIn(sql: Queryable, [west, south, east, north]: Box): Promise<FootprintRows> {
  const [row] = await sql<{ shapes: string[] | null; heights: Buffer | null; classes: string[] | null }[]>`
    SELECT array_agg(ST_AsGeoJSON(f.geom, 8) ORDER BY f.id) AS shapes,
      array_send(array_agg(coalesce(f.height_m, 'NaN')::float8 ORDER BY f.id)) AS heights,
      array_agg(f.class ORDER BY f.id) AS classes
    FROM map_feature f
    WHERE f.layer = 'building' AND f.state = 'live' AND ST_Dimension(f.geom) = 2
      AND f.geom && ST_MakeEnvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 4326)`;
  if (!row?.shapes || !row.heights) return { shapes: [], heightM: new Float64Array(0), classes: [] };
  return {
    shapes: row.shapes,
    heightM: readDoubles(row.heights),
    classes: row.classes ?? [],
  };
}

export type PostRow = {
  id: number;
  class: string;
  name: string | null;
  reference: string | null;
  heightM: number | null;
  attributes: Record<string, unknown> | null;
  lng: number;
  lat: number;
};

/** Live points of a layer (columns, cameras) in an area or a box, in the order they were imported. */
export async function postsOf(
  sql: Queryable,
  layer: "column" | "camera",
  areaId: number | null,
  box: Box | null,
  limit: number,
): Promise<PostRow[]> {
  const [west = 0, south = 0, east = 0, north = 0] = box ?? [];
  const inBox = box
    ? sql`AND f.geom && ST_MakeEnvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 4326)`
    : sql``;
  const inArea =
    areaId === null ? sql`` : sql`AND ST_Covers((SELECT a.geom FROM area a WHERE a.id = ${areaId}), f.geom)`;
  return sql<PostRow[]>`
    SELECT ${postColumns(sql)}
    FROM map_feature f
    WHERE f.layer = ${layer} AND f.state = 'live' AND ST_GeometryType(f.geom) = 'ST_Point' ${inBox} ${inArea}
    ORDER BY f.id LIMIT ${limit}`;
}

/** Columns by id: their reference, or their number in the register where they have none. */
export async function columnsById(sql: Queryable, ids: readonly string[]): Promise<PostRow[]> {
  return sql<PostRow[]>`
    SELECT ${postColumns(sql)}
    FROM map_feature f
    WHERE f.layer = 'column' AND f.state = 'live' AND ST_GeometryType(f.geom) = 'ST_Point'
      AND coalesce(f.reference, 'column ' || f.id) = ANY (${textArrayLiteral(ids)}::text[])
    ORDER BY f.id`;
}

function postColumns(sql: Queryable) {
  return sql`f.id, f.class, f.name, f.reference, f.height_m AS "heightM", f.attributes,
    ST_X(f.geom) AS lng, ST_Y(f.geom) AS lat`;
}

export type TreeRow = { lng: number; lat: number; heightM: number | null; crownRadiusM: number | null };

/** Live trees in a box, degrees. */
export async function treesIn(sql: Queryable, [west, south, east, north]: Box): Promise<TreeRow[]> {
  return sql<TreeRow[]>`
    SELECT ST_X(geom) AS lng, ST_Y(geom) AS lat, height_m::float8 AS "heightM",
      (attributes ->> 'crownRadiusM')::float8 AS "crownRadiusM"
    FROM map_feature
    WHERE layer = 'tree' AND state = 'live' AND ST_GeometryType(geom) = 'ST_Point'
      AND geom && ST_MakeEnvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 4326)
    ORDER BY id`;
}

/** Ids of columns that stand in a privacy zone. */
export async function columnsInPrivacyZones(sql: Queryable): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    SELECT DISTINCT coalesce(f.reference, 'column ' || f.id) AS id
    FROM map_feature z
    JOIN map_feature f ON f.layer = 'column' AND f.state = 'live' AND ST_Covers(z.geom, f.geom)
    WHERE z.layer = 'privacy-zone' AND z.state = 'live'`;
  return rows.map(({ id }) => id);
}

/**
 * Area of the union of polygons given as GeoJSON texts, m², the union itself, and how much of it lies in privacy zones.
 * Areas are taken on the ellipsoid.
 */
export async function uniteViews(
  sql: Queryable,
  polygons: readonly string[],
): Promise<{ areaM2: number; privacyZoneM2: number; geometry: string }> {
  if (polygons.length === 0)
    return { areaM2: 0, privacyZoneM2: 0, geometry: '{"type":"MultiPolygon","coordinates":[]}' };
  const [row] = await sql<{ areaM2: number; privacyZoneM2: number; geometry: string }[]>`
    WITH united AS (
      SELECT ST_Union(ST_Buffer(ST_SetSRID(ST_GeomFromGeoJSON(p), 4326), 0)) AS geom
      FROM unnest(${textArrayLiteral(polygons)}::text[]) AS p
    )
    SELECT ST_Area(geom::geography) AS "areaM2", ST_AsGeoJSON(geom, 8) AS geometry,
      coalesce((
        SELECT ST_Area(ST_Intersection(united.geom, ST_Union(z.geom))::geography) FROM map_feature z
        WHERE z.layer = 'privacy-zone' AND z.state = 'live' AND z.geom && united.geom
      ), 0) AS "privacyZoneM2"
    FROM united`;
  if (!row) throw new RangeError("uniteViews: the database answered nothing");
  return row;
}

/**
 * Areas of several cameras' views added up, m²: the looks of each are united first, on the ellipsoid as in `uniteViews`,
 * so that the difference of the two is ground that is seen twice and no rounding of arcs.
 * @param polygons GeoJSON texts by camera.
 */
export async function sumOfViews(sql: Queryable, polygons: readonly (readonly string[])[]): Promise<number> {
  const texts = polygons.flat();
  if (texts.length === 0) return 0;
  const owners = polygons.flatMap((each, camera) => each.map(() => String(camera)));
  const [row] = await sql<{ sum: number }[]>`
    SELECT sum(area)::float8 AS sum FROM (
      SELECT ST_Area(ST_Union(ST_Buffer(ST_SetSRID(ST_GeomFromGeoJSON(p), 4326), 0))::geography) AS area
      FROM unnest(${textArrayLiteral(texts)}::text[], ${textArrayLiteral(owners)}::text[]) AS v(p, owner)
      GROUP BY owner
    ) AS each`;
  return row?.sum ?? 0;
}

/** Degrees that are farther than `metres` at any latitude cameras hang at: what is near is looked for in a wider box. */
const WIDER = 1 / 30_000;

/**
 * Part of some ground that lies within so many metres of a building of these classes, m², on the ellipsoid.
 * @param ground a polygon or multipolygon as GeoJSON text.
 */
export async function groundNear(
  sql: Queryable,
  ground: string,
  classes: readonly string[],
  metres: number,
): Promise<number> {
  const [row] = await sql<{ areaM2: number }[]>`
    WITH parts AS MATERIALIZED (
      SELECT (ST_Dump(ST_SetSRID(ST_GeomFromGeoJSON(${ground}::text), 4326))).geom AS geom
    ), homes AS MATERIALIZED (
      SELECT DISTINCT ON (f.id) f.id, f.geom FROM parts p JOIN map_feature f
        ON f.layer = 'building' AND f.state = 'live' AND f.class = ANY (${textArrayLiteral(classes)}::text[])
        AND f.geom && ST_Expand(p.geom, ${metres * WIDER}::float8)
        AND ST_DWithin(f.geom::geography, p.geom::geography, ${metres}::float8)
    ), zone AS (
      SELECT ST_Union(ST_Buffer(geom::geography, ${metres}::float8)::geometry) AS geom FROM homes
    )
    SELECT coalesce(sum(ST_Area(ST_Intersection(p.geom, z.geom)::geography)), 0)::float8 AS "areaM2"
    FROM parts p, zone z`;
  return row?.areaM2 ?? 0;
}
