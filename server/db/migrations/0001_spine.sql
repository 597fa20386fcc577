-- The spine: sources, imports, immutable slices, positions, incidents, counts, areas and people.
-- Runs unchanged on PostgreSQL >= 15 and on the embedded engine. H3 cells are stored as bigint.

CREATE EXTENSION IF NOT EXISTS postgis;

-- One row. Every change a reader could see adds 1 to version, in the same transaction.
CREATE TABLE dataset (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version bigint NOT NULL DEFAULT 1,
  changed_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO dataset DEFAULT VALUES;

CREATE TABLE source (
  id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  title text NOT NULL,
  publisher text NOT NULL,
  licence text NOT NULL,
  vocabulary text NOT NULL,
  time_precision text NOT NULL CHECK (time_precision IN ('month', 'exact')),
  position_precision text NOT NULL CHECK (position_precision IN ('snap-point', 'exact')),
  invented boolean NOT NULL DEFAULT false
);

CREATE TABLE force (
  id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  name text NOT NULL
);

-- Measures. The tree comes from data/category-scheme.json; ids are dotted (burglary.residential).
CREATE TABLE category (
  id text PRIMARY KEY,
  parent text REFERENCES category (id),
  label text NOT NULL,
  unit text NOT NULL,
  definition text NOT NULL,
  definition_id text NOT NULL,
  source text NOT NULL,
  valid_from date,
  additive boolean NOT NULL DEFAULT true,
  breaks jsonb NOT NULL DEFAULT '[]',
  sort smallint NOT NULL
);

-- The dictionary of category texts as the publisher wrote them. category NULL = not mapped yet.
CREATE TABLE offence_type (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  vocabulary text NOT NULL,
  code text NOT NULL,
  label text NOT NULL,
  category text REFERENCES category (id),
  mapped_by text NOT NULL DEFAULT 'scheme' CHECK (mapped_by IN ('scheme', 'person')),
  UNIQUE (vocabulary, code)
);

CREATE TABLE lsoa (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text NOT NULL,
  name text NOT NULL,
  authority_name text NOT NULL,
  UNIQUE (code, name)
);

CREATE TABLE outcome (
  id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  label text NOT NULL UNIQUE
);

CREATE TABLE import_batch (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  status text NOT NULL CHECK (status IN
    ('received', 'detected', 'running', 'committed', 'unchanged', 'failed', 'cancelled', 'undone', 'retired')),
  kind text,
  file_name text NOT NULL,
  file_path text,
  file_bytes bigint NOT NULL,
  file_sha256 text NOT NULL,
  source_id smallint REFERENCES source (id),
  publisher text,
  licence text,
  period_from date,
  period_to date,
  read_rows bigint NOT NULL DEFAULT 0,
  accepted_rows bigint NOT NULL DEFAULT 0,
  rejected_rows bigint NOT NULL DEFAULT 0,
  unlocated_rows bigint NOT NULL DEFAULT 0,
  rejected_by_reason jsonb NOT NULL DEFAULT '{}',
  replaced_slices jsonb NOT NULL DEFAULT '[]',
  warnings jsonb NOT NULL DEFAULT '[]',
  options jsonb NOT NULL DEFAULT '{}',
  transform_method text,
  error jsonb,
  progress jsonb NOT NULL DEFAULT '{}',
  CHECK (status <> 'committed' OR read_rows = accepted_rows + rejected_rows)
);
CREATE INDEX import_batch_sha ON import_batch (file_sha256);

CREATE TABLE import_rejection (
  import_id integer NOT NULL REFERENCES import_batch (id) ON DELETE CASCADE,
  seq integer NOT NULL,
  entry text NOT NULL,
  line bigint NOT NULL,
  reason text NOT NULL,
  detail text NOT NULL,
  excerpt text NOT NULL,
  PRIMARY KEY (import_id, seq)
);

-- Background work. A row is claimed with FOR UPDATE SKIP LOCKED and kept alive by heartbeat.
CREATE TABLE job (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  payload jsonb NOT NULL,
  status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  heartbeat_at timestamptz,
  finished_at timestamptz,
  error jsonb
);

-- What one source says of one force in one month. Its incidents and counts never change once live.
CREATE TABLE slice (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  import_id integer NOT NULL REFERENCES import_batch (id),
  source_id smallint NOT NULL REFERENCES source (id),
  force_id smallint NOT NULL REFERENCES force (id),
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  state text NOT NULL CHECK (state IN ('staged', 'live', 'retired')),
  retired_by integer REFERENCES import_batch (id),
  located integer NOT NULL DEFAULT 0,
  unlocated integer NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX slice_one_live ON slice (source_id, force_id, month) WHERE state = 'live';
CREATE INDEX slice_import ON slice (import_id);
CREATE INDEX slice_retired_by ON slice (retired_by);

CREATE TABLE slice_count (
  slice_id integer NOT NULL REFERENCES slice (id) ON DELETE CASCADE,
  offence_type_id integer NOT NULL REFERENCES offence_type (id),
  located integer NOT NULL,
  unlocated integer NOT NULL,
  PRIMARY KEY (slice_id, offence_type_id)
);

-- One row per distinct published position and street name. id is derived from both (see domain/grid).
CREATE TABLE location (
  id bigint PRIMARY KEY,
  lng double precision NOT NULL,
  lat double precision NOT NULL,
  name text NOT NULL,
  h3_8 bigint NOT NULL,
  h3_9 bigint NOT NULL,
  h3_10 bigint NOT NULL,
  h3_11 bigint NOT NULL,
  geom geometry(Point, 4326) NOT NULL
);
CREATE INDEX location_geom ON location USING gist (geom);
CREATE INDEX location_h3_10 ON location (h3_10);

CREATE TABLE incident (
  region bigint NOT NULL,
  month date NOT NULL,
  slice_id integer NOT NULL,
  seq integer NOT NULL,
  offence_type_id integer NOT NULL,
  location_id bigint,
  lsoa_id integer,
  outcome_id smallint,
  reference text,
  occurred_from timestamptz,
  occurred_to timestamptz,
  place_class text,
  attributes jsonb,
  PRIMARY KEY (region, month, slice_id, seq)
) PARTITION BY RANGE (month);

CREATE TABLE count_chunk (
  region bigint NOT NULL,
  month date NOT NULL,
  chunk bigint NOT NULL,
  resolution smallint NOT NULL,
  slice_id integer NOT NULL,
  offence_type_id integer NOT NULL,
  part smallint NOT NULL,
  keys bigint[] NOT NULL,
  counts integer[] NOT NULL,
  PRIMARY KEY (region, month, chunk, resolution, slice_id, offence_type_id, part),
  CHECK (cardinality(keys) = cardinality(counts))
) PARTITION BY RANGE (month);

-- Partitions are made per calendar year when an import first needs them (db/queries/partitions.ts).

CREATE VIEW cell_count AS
  SELECT c.region, c.month, c.slice_id, c.resolution, u.key AS cell, c.offence_type_id, sum(u.n)::integer AS n
  FROM count_chunk c
  CROSS JOIN LATERAL unnest(c.keys, c.counts) AS u (key, n)
  WHERE c.resolution > 0
  GROUP BY c.region, c.month, c.slice_id, c.resolution, u.key, c.offence_type_id;

CREATE VIEW location_count AS
  SELECT c.region, c.month, c.slice_id, u.key AS location_id, c.offence_type_id, sum(u.n)::integer AS n
  FROM count_chunk c
  CROSS JOIN LATERAL unnest(c.keys, c.counts) AS u (key, n)
  WHERE c.resolution = 0
  GROUP BY c.region, c.month, c.slice_id, u.key, c.offence_type_id;

-- Areas: boroughs, districts, wards, LSOAs, postcode districts, drawn places.
CREATE TABLE area (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  import_id integer NOT NULL REFERENCES import_batch (id),
  code text NOT NULL,
  kind text NOT NULL CHECK (kind IN
    ('force', 'local-authority', 'ward', 'msoa', 'lsoa', 'postcode-district', 'place', 'other')),
  name text NOT NULL,
  parent_code text,
  state text NOT NULL CHECK (state IN ('staged', 'live', 'retired')),
  retired_by integer REFERENCES import_batch (id),
  area_m2 double precision NOT NULL,
  geom geometry(MultiPolygon, 4326) NOT NULL
);
CREATE UNIQUE INDEX area_one_live ON area (code) WHERE state = 'live';
CREATE INDEX area_geom ON area USING gist (geom);
CREATE INDEX area_import ON area (import_id);

-- Residents and households of an area (by official code) in a year.
CREATE TABLE population (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  import_id integer NOT NULL REFERENCES import_batch (id),
  area_code text NOT NULL,
  area_name text NOT NULL,
  year smallint NOT NULL,
  measure text NOT NULL CHECK (measure IN ('residents', 'households')),
  n integer NOT NULL CHECK (n >= 0),
  state text NOT NULL CHECK (state IN ('staged', 'live', 'retired')),
  retired_by integer REFERENCES import_batch (id)
);
CREATE UNIQUE INDEX population_one_live ON population (area_code, area_name, year, measure) WHERE state = 'live';

-- Everything else that is drawn or looked up: roads, water, parks, place labels, buildings, columns …
CREATE TABLE map_feature (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  import_id integer NOT NULL REFERENCES import_batch (id),
  layer text NOT NULL CHECK (layer IN ('road', 'water', 'park', 'rail', 'place', 'building', 'column',
    'camera', 'school', 'station', 'bus-stop', 'forecourt', 'licensed-premises')),
  class text NOT NULL,
  name text,
  reference text,
  height_m real,
  attributes jsonb,
  state text NOT NULL CHECK (state IN ('staged', 'live', 'retired')),
  retired_by integer REFERENCES import_batch (id),
  geom geometry(Geometry, 4326) NOT NULL
);
CREATE INDEX map_feature_layer ON map_feature (layer, state);
CREATE INDEX map_feature_geom ON map_feature USING gist (geom);

-- Saved column mappings for a force's own extracts.
CREATE TABLE column_mapping (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  header_signature text NOT NULL,
  mapping jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX column_mapping_signature ON column_mapping (header_signature);
