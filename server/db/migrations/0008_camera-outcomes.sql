-- What the control room logs of each camera and month. A later entry for the same camera, month and kind corrects the
-- one before it; the latest holds and none is ever changed or deleted. No entry = not known, never zero.
CREATE TABLE camera_outcome (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  camera_id text NOT NULL CHECK (length(btrim(camera_id)) BETWEEN 1 AND 120),
  month text NOT NULL CHECK (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  kind text NOT NULL CHECK (kind IN ('assist', 'arrest', 'request', 'useful', 'incident', 'downtime-hours')),
  n double precision NOT NULL CHECK (n >= 0),
  note text NOT NULL,
  author text NOT NULL CHECK (length(btrim(author)) >= 1),
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX camera_outcome_entry ON camera_outcome (camera_id, month, kind, id DESC);

CREATE FUNCTION keep_camera_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'camera_outcome: entries are never changed or deleted; add a later one';
END $$;

CREATE TRIGGER camera_outcome_kept BEFORE UPDATE OR DELETE ON camera_outcome
  FOR EACH ROW EXECUTE FUNCTION keep_camera_outcome();
