-- Tables that turn counts into harm, as imported. Every edition is a table of its own; the same edition loaded again
-- replaces itself. The tables that come with the app are files (data/harm).
CREATE TABLE harm_table (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  import_id integer NOT NULL REFERENCES import_batch (id),
  table_id text NOT NULL,
  title text NOT NULL,
  publisher text NOT NULL,
  edition text NOT NULL,
  unit text NOT NULL,
  price_year text,
  source text NOT NULL,
  state text NOT NULL CHECK (state IN ('staged', 'live', 'retired')),
  retired_by integer REFERENCES import_batch (id)
);
CREATE UNIQUE INDEX harm_table_one_live ON harm_table (table_id, edition) WHERE state = 'live';
CREATE INDEX harm_table_import ON harm_table (import_id);

-- weight NULL = the table says nothing of this category. Not a reference to category: an edition outlives a scheme.
CREATE TABLE harm_weight (
  harm_table_id integer NOT NULL REFERENCES harm_table (id) ON DELETE CASCADE,
  category text NOT NULL,
  term text NOT NULL,
  weight double precision CHECK (weight >= 0),
  verified boolean NOT NULL,
  note text NOT NULL,
  PRIMARY KEY (harm_table_id, category)
);
