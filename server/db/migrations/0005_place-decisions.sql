-- What analysts decided of places on the hotspot list. Kept for good: a decision that no longer holds is withdrawn
-- with a reason, so that anybody can see later why a place was left out and who said so.
CREATE TABLE place_decision (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('exclude', 'shift')),
  resolution smallint NOT NULL CHECK (resolution BETWEEN 8 AND 11),
  -- Holds for whatever place of the same area and category contains this H3 cell.
  cell bigint NOT NULL,
  -- Codes, not ids: a boundary or category that is imported anew keeps its decisions.
  area_code text NOT NULL,
  -- 'all', or category ids in order, comma-separated.
  category text NOT NULL,
  reason text NOT NULL CHECK (length(btrim(reason)) >= 5),
  lng double precision,
  lat double precision,
  author text NOT NULL CHECK (length(btrim(author)) >= 1),
  created_at timestamptz NOT NULL DEFAULT now(),
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_reason text,
  CHECK ((kind = 'shift') = (lng IS NOT NULL AND lat IS NOT NULL)),
  CHECK (num_nulls(withdrawn_at, withdrawn_by, withdrawn_reason) IN (0, 3))
);

-- One decision holds for a cell at a time: of two people who decide at once, the second is told.
CREATE UNIQUE INDEX place_decision_holds ON place_decision (area_code, category, cell) WHERE withdrawn_at IS NULL;

CREATE FUNCTION keep_place_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'place_decision %: decisions are withdrawn, never deleted', OLD.id;
  END IF;
  IF OLD.withdrawn_at IS NOT NULL
    OR NEW.withdrawn_at IS NULL
    OR (NEW.id, NEW.kind, NEW.resolution, NEW.cell, NEW.area_code, NEW.category, NEW.reason, NEW.author,
        NEW.created_at) IS DISTINCT FROM
       (OLD.id, OLD.kind, OLD.resolution, OLD.cell, OLD.area_code, OLD.category, OLD.reason, OLD.author,
        OLD.created_at)
    OR (NEW.lng, NEW.lat) IS DISTINCT FROM (OLD.lng, OLD.lat) THEN
    RAISE EXCEPTION 'place_decision %: a decision can be withdrawn once and is not changed otherwise', OLD.id;
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER place_decision_kept BEFORE UPDATE OR DELETE ON place_decision
  FOR EACH ROW EXECUTE FUNCTION keep_place_decision();
