/** Writing incidents and their counts: dictionaries, positions, staged slices and their rows. */
import type { Writable } from "node:stream";
import { arrayLiteral, type Queryable, type Sql } from "../sql.ts";

/** Text form of an array of texts, to be cast: `${textArrayLiteral(names)}::text[]`. */
export function textArrayLiteral(values: readonly (string | null)[]): string {
  const parts = values.map((value) =>
    value === null ? "NULL" : `"${value.replace(/["\\]/g, (character) => `\\${character}`)}"`,
  );
  return `{${parts.join(",")}}`;
}

/** Id of a source, which is made or brought up to date. */
export async function ensureSource(
  sql: Queryable,
  source: {
    slug: string;
    title: string;
    publisher: string;
    licence: string;
    vocabulary: string;
    timePrecision: string;
    positionPrecision: string;
    invented: boolean;
  },
): Promise<number> {
  const { slug, title, publisher, licence, vocabulary, timePrecision, positionPrecision, invented } = source;
  const [known] = await sql<{ id: number }[]>`SELECT id FROM source WHERE slug = ${slug}`;
  if (known) return known.id;
  const [row] = await sql<{ id: number }[]>`
    INSERT INTO source (slug, title, publisher, licence, vocabulary, time_precision, position_precision, invented)
    VALUES (${slug}, ${title}, ${publisher}, ${licence}, ${vocabulary}, ${timePrecision}, ${positionPrecision},
      ${invented})
    ON CONFLICT (slug) DO UPDATE SET title = excluded.title
    RETURNING id`;
  if (!row) throw new RangeError(`ensureSource: no id for ${slug}`);
  return row.id;
}

/** Ids of forces by slug, in the order given; unknown ones are added. */
export async function ensureForces(
  sql: Queryable,
  forces: readonly { slug: string; name: string }[],
): Promise<number[]> {
  const slugs = textArrayLiteral(forces.map((force) => force.slug));
  const names = textArrayLiteral(forces.map((force) => force.name));
  await sql`
    INSERT INTO force (slug, name)
    SELECT DISTINCT ON (slug) slug, name FROM unnest(${slugs}::text[], ${names}::text[]) AS t (slug, name)
    WHERE NOT EXISTS (SELECT 1 FROM force f WHERE f.slug = t.slug)
    ORDER BY slug
    ON CONFLICT (slug) DO NOTHING`;
  const rows = await sql<{ id: number }[]>`
    SELECT f.id FROM unnest(${slugs}::text[]) WITH ORDINALITY AS t (slug, n)
    JOIN force f USING (slug) ORDER BY t.n`;
  return rows.map((row) => row.id);
}

/**
 * Ids of offence types, in the order given. Unknown ones are added under the category that the scheme knows for
 * them; a category that is not in the table, or null, leaves them unmapped.
 */
export async function ensureOffenceTypes(
  sql: Queryable,
  vocabulary: string,
  types: readonly { code: string; label: string; category: string | null }[],
): Promise<number[]> {
  const codes = textArrayLiteral(types.map((type) => type.code));
  const labels = textArrayLiteral(types.map((type) => type.label));
  const categories = textArrayLiteral(types.map((type) => type.category));
  await sql`
    INSERT INTO offence_type (vocabulary, code, label, category)
    SELECT DISTINCT ON (t.code) ${vocabulary}, t.code, t.label, c.id
    FROM unnest(${codes}::text[], ${labels}::text[], ${categories}::text[]) AS t (code, label, category)
    LEFT JOIN category c ON c.id = t.category
    WHERE NOT EXISTS (SELECT 1 FROM offence_type o WHERE o.vocabulary = ${vocabulary} AND o.code = t.code)
    ORDER BY t.code
    ON CONFLICT (vocabulary, code) DO NOTHING`;
  const rows = await sql<{ id: number }[]>`
    SELECT o.id FROM unnest(${codes}::text[]) WITH ORDINALITY AS t (code, n)
    JOIN offence_type o ON o.vocabulary = ${vocabulary} AND o.code = t.code ORDER BY t.n`;
  return rows.map((row) => row.id);
}

/** Ids of statistical areas by (code, name), in the order given; unknown ones are added. */
export async function ensureLsoas(
  sql: Queryable,
  lsoas: readonly { code: string; name: string; authorityName: string }[],
): Promise<number[]> {
  const codes = textArrayLiteral(lsoas.map((lsoa) => lsoa.code));
  const names = textArrayLiteral(lsoas.map((lsoa) => lsoa.name));
  const authorities = textArrayLiteral(lsoas.map((lsoa) => lsoa.authorityName));
  await sql`
    INSERT INTO lsoa (code, name, authority_name)
    SELECT code, name, authority
    FROM unnest(${codes}::text[], ${names}::text[], ${authorities}::text[]) AS t (code, name, authority)
    WHERE NOT EXISTS (SELECT 1 FROM lsoa l WHERE l.code = t.code AND l.name = t.name)
    ORDER BY code, name
    ON CONFLICT (code, name) DO NOTHING`;
  const rows = await sql<{ id: number }[]>`
    SELECT l.id FROM unnest(${codes}::text[], ${names}::text[]) WITH ORDINALITY AS t (code, name, n)
    JOIN lsoa l ON l.code = t.code AND l.name = t.name ORDER BY t.n`;
  return rows.map((row) => row.id);
}

/** Ids of outcomes by their text, in the order given; unknown ones are added. */
export async function ensureOutcomes(sql: Queryable, labels: readonly string[]): Promise<number[]> {
  const texts = textArrayLiteral(labels);
  await sql`
    INSERT INTO outcome (label)
    SELECT label FROM unnest(${texts}::text[]) AS t (label)
    WHERE NOT EXISTS (SELECT 1 FROM outcome o WHERE o.label = t.label)
    ORDER BY label
    ON CONFLICT (label) DO NOTHING`;
  const rows = await sql<{ id: number }[]>`
    SELECT o.id FROM unnest(${texts}::text[]) WITH ORDINALITY AS t (label, n)
    JOIN outcome o ON o.label = t.label ORDER BY t.n`;
  return rows.map((row) => row.id);
}

/** Positions as columns; the cells are H3 indexes of resolutions 8, 9, 10 and 11. */
export type LocationColumns = {
  ids: bigint[];
  lng: number[];
  lat: number[];
  names: string[];
  cells: readonly [bigint[], bigint[], bigint[], bigint[]];
};

/** Adds the positions that are not there yet, always in the order of their ids so that two imports cannot deadlock. */
export async function insertLocations(sql: Queryable, columns: LocationColumns): Promise<void> {
  const [h8, h9, h10, h11] = columns.cells;
  await sql`
    INSERT INTO location (id, lng, lat, name, h3_8, h3_9, h3_10, h3_11, geom)
    SELECT id, lng, lat, name, h8, h9, h10, h11, ST_SetSRID(ST_MakePoint(lng, lat), 4326)
    FROM unnest(${arrayLiteral(columns.ids)}::bigint[], ${arrayLiteral(columns.lng)}::float8[],
      ${arrayLiteral(columns.lat)}::float8[], ${textArrayLiteral(columns.names)}::text[],
      ${arrayLiteral(h8)}::bigint[], ${arrayLiteral(h9)}::bigint[], ${arrayLiteral(h10)}::bigint[],
      ${arrayLiteral(h11)}::bigint[]) AS t (id, lng, lat, name, h8, h9, h10, h11)
    ORDER BY id
    ON CONFLICT (id) DO NOTHING`;
}

/** Incidents as columns of texts, each already in the form its type reads. */
export type IncidentColumns = {
  region: bigint[];
  month: string[];
  sliceId: number[];
  seq: number[];
  offenceTypeId: number[];
  locationId: (bigint | null)[];
  lsoaId: (number | null)[];
  outcomeId: (number | null)[];
  reference: (string | null)[];
  occurredFrom: (string | null)[];
  occurredTo: (string | null)[];
  placeClass: (string | null)[];
  attributes: (string | null)[];
};

/** Adds staged incidents in one statement (the way that works on every engine). */
export async function insertIncidents(sql: Queryable, c: IncidentColumns): Promise<void> {
  await sql`
    INSERT INTO incident (region, month, slice_id, seq, offence_type_id, location_id, lsoa_id, outcome_id, reference,
      occurred_from, occurred_to, place_class, attributes)
    SELECT * FROM unnest(${arrayLiteral(c.region)}::bigint[], ${textArrayLiteral(c.month)}::date[],
      ${arrayLiteral(c.sliceId)}::integer[], ${arrayLiteral(c.seq)}::integer[],
      ${arrayLiteral(c.offenceTypeId)}::integer[], ${arrayLiteral(c.locationId)}::bigint[],
      ${arrayLiteral(c.lsoaId)}::integer[], ${arrayLiteral(c.outcomeId)}::smallint[],
      ${textArrayLiteral(c.reference)}::text[], ${textArrayLiteral(c.occurredFrom)}::timestamptz[],
      ${textArrayLiteral(c.occurredTo)}::timestamptz[], ${textArrayLiteral(c.placeClass)}::text[],
      ${textArrayLiteral(c.attributes)}::jsonb[])`;
}

/** Count chunks as columns; `keys` and `counts` are array literals. */
export type ChunkColumns = {
  region: bigint[];
  month: string[];
  chunk: bigint[];
  resolution: number[];
  sliceId: number[];
  offenceTypeId: number[];
  part: number[];
  keys: string[];
  counts: string[];
};

/** Adds staged count chunks in one statement. */
export async function insertCountChunks(sql: Queryable, c: ChunkColumns): Promise<void> {
  await sql`
    INSERT INTO count_chunk (region, month, chunk, resolution, slice_id, offence_type_id, part, keys, counts)
    SELECT region, month, chunk, resolution, slice_id, offence_type_id, part, keys::bigint[], counts::integer[]
    FROM unnest(${arrayLiteral(c.region)}::bigint[], ${textArrayLiteral(c.month)}::date[],
      ${arrayLiteral(c.chunk)}::bigint[], ${arrayLiteral(c.resolution)}::smallint[],
      ${arrayLiteral(c.sliceId)}::integer[], ${arrayLiteral(c.offenceTypeId)}::integer[],
      ${arrayLiteral(c.part)}::smallint[], ${textArrayLiteral(c.keys)}::text[],
      ${textArrayLiteral(c.counts)}::text[])
      AS t (region, month, chunk, resolution, slice_id, offence_type_id, part, keys, counts)`;
}

/** Adds to the counts per slice and offence type, and sets the slices' own totals from them. */
export async function addSliceCounts(
  sql: Queryable,
  rows: readonly { sliceId: number; offenceTypeId: number; located: number; unlocated: number }[],
): Promise<void> {
  await sql`
    INSERT INTO slice_count (slice_id, offence_type_id, located, unlocated)
    SELECT * FROM unnest(${arrayLiteral(rows.map((row) => row.sliceId))}::integer[],
      ${arrayLiteral(rows.map((row) => row.offenceTypeId))}::integer[],
      ${arrayLiteral(rows.map((row) => row.located))}::integer[],
      ${arrayLiteral(rows.map((row) => row.unlocated))}::integer[])`;
  await sql`
    UPDATE slice SET located = t.located, unlocated = t.unlocated
    FROM (SELECT slice_id, sum(located)::integer AS located, sum(unlocated)::integer AS unlocated
      FROM slice_count WHERE slice_id = ANY (${arrayLiteral(rows.map((row) => row.sliceId))}::integer[])
      GROUP BY slice_id) t
    WHERE slice.id = t.slice_id`;
}

export type CopyTable = "incident" | "count_chunk" | "staged_location";

/** Opens `COPY … FROM STDIN (FORMAT binary)` on a connection; the stream is written and ended by the caller. */
export function openCopy(connection: Sql, table: CopyTable): Promise<Writable> {
  switch (table) {
    case "incident":
      return connection`
        COPY incident (region, month, slice_id, seq, offence_type_id, location_id, lsoa_id, outcome_id, reference,
          occurred_from, occurred_to, place_class, attributes) FROM STDIN (FORMAT binary)`.writable();
    case "count_chunk":
      return connection`
        COPY count_chunk (region, month, chunk, resolution, slice_id, offence_type_id, part, keys, counts)
        FROM STDIN (FORMAT binary)`.writable();
    case "staged_location":
      return connection`
        COPY staged_location (id, lng, lat, name, h3_8, h3_9, h3_10, h3_11) FROM STDIN (FORMAT binary)`.writable();
  }
}

/** Adds the copied positions that are not there yet, in the order of their ids so that two imports cannot deadlock. */
export async function insertCopiedLocations(connection: Sql): Promise<void> {
  await connection`
    INSERT INTO location (id, lng, lat, name, h3_8, h3_9, h3_10, h3_11, geom)
    SELECT id, lng, lat, name, h3_8, h3_9, h3_10, h3_11, ST_SetSRID(ST_MakePoint(lng, lat), 4326)
    FROM staged_location ORDER BY id
    ON CONFLICT (id) DO NOTHING`;
  await connection`TRUNCATE staged_location`;
}

/**
 * Prepares a connection for loading: its commits need not wait for the disk, because nothing they write is visible
 * before the flip, whose own commit does wait and makes everything before it durable too.
 * @returns process id of its backend.
 */
export async function prepareLoadConnection(connection: Sql): Promise<number> {
  await connection`SET synchronous_commit = off`;
  await connection`
    CREATE TEMP TABLE staged_location (id bigint, lng float8, lat float8, name text, h3_8 bigint, h3_9 bigint,
      h3_10 bigint, h3_11 bigint)`;
  const [row] = await connection<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  if (!row) throw new RangeError("prepareLoadConnection: the server gave no process id");
  return row.pid;
}

/** True while the backend is at work on a COPY. */
export async function isCopying(sql: Queryable, pid: number): Promise<boolean> {
  const rows = await sql`
    SELECT 1 FROM pg_stat_activity WHERE pid = ${pid} AND state = 'active' AND query ILIKE '%COPY%'`;
  return rows.length > 0;
}
