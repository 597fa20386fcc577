import type { ColumnMapping } from "#contract/imports.ts";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";

type CoordinateSystem = ColumnMapping["coordinates"];

/** What the two position columns hold. */
export function CoordinateChoice({
  system,
  onChange,
}: {
  system: CoordinateSystem;
  onChange: (system: CoordinateSystem) => void;
}) {
  return (
    <div className="field">
      <span className="field-label">Positions are in</span>
      <ChoiceGroup
        label="Positions are in"
        look="segments"
        columns={2}
        choices={[
          { id: "bng", label: "National Grid, m" },
          { id: "wgs84", label: "Degrees" },
        ]}
        value={system}
        onChange={onChange}
      />
    </div>
  );
}
