-- What-if plans. Every save is a version of its own and none is ever changed or deleted: a paper that names a version
-- can be made again, and of two people who save at once nobody's work is lost.
CREATE TABLE scenario (
  id text PRIMARY KEY CHECK (id ~ '^[0-9a-z]{10}$'),
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL CHECK (length(btrim(created_by)) >= 1),
  -- The version it was copied from, where it was.
  copied_from text REFERENCES scenario (id),
  copied_version integer,
  archived_at timestamptz,
  archived_by text,
  CHECK (num_nulls(copied_from, copied_version) IN (0, 2)),
  CHECK (num_nulls(archived_at, archived_by) IN (0, 2))
);

CREATE TABLE scenario_version (
  scenario_id text NOT NULL REFERENCES scenario (id),
  version integer NOT NULL CHECK (version >= 1),
  name text NOT NULL CHECK (length(btrim(name)) BETWEEN 1 AND 120),
  document jsonb NOT NULL,
  author text NOT NULL CHECK (length(btrim(author)) >= 1),
  -- What was done, in the author's words or the app's: "Camera P1 moved".
  summary text NOT NULL,
  saved_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (scenario_id, version)
);

CREATE FUNCTION keep_scenario_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'scenario_version: versions are never changed or deleted';
END $$;

CREATE TRIGGER scenario_version_kept BEFORE UPDATE OR DELETE ON scenario_version
  FOR EACH ROW EXECUTE FUNCTION keep_scenario_version();

-- Where rapid-deployment cameras hung and when, and requests that were refused: the record that reviews need. A line is
-- corrected by a later line about the same deployment; the latest holds, the others stay.
CREATE TABLE deployment_record (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  deployment text NOT NULL CHECK (length(btrim(deployment)) BETWEEN 1 AND 60),
  state text NOT NULL CHECK (state IN ('requested', 'refused', 'live', 'removed')),
  unit text,
  place text NOT NULL CHECK (length(btrim(place)) BETWEEN 1 AND 200),
  column_reference text,
  lng double precision NOT NULL,
  lat double precision NOT NULL,
  day date NOT NULL,
  reason text NOT NULL CHECK (length(btrim(reason)) >= 3),
  scenario_id text REFERENCES scenario (id),
  author text NOT NULL CHECK (length(btrim(author)) >= 1),
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX deployment_record_deployment ON deployment_record (deployment, id);

CREATE FUNCTION keep_deployment_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'deployment_record: lines are never changed or deleted; add another';
END $$;

CREATE TRIGGER deployment_record_kept BEFORE UPDATE OR DELETE ON deployment_record
  FOR EACH ROW EXECUTE FUNCTION keep_deployment_record();
