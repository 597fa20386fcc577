import type { ColumnMapping } from "#contract/imports.ts";
import { TextInput } from "../../../ui/text-input.tsx";
import { AttributeChoice } from "./attribute-choice.tsx";
import { mappingProblems } from "./check-mapping.ts";
import { MappingFieldGroup } from "./mapping-field-group.tsx";
import { MAPPING_GROUPS } from "./mapping-fields.ts";
import { MappingSample } from "./mapping-sample.tsx";
import { SaveMapping } from "./save-mapping.tsx";
import { SavedMappings } from "./saved-mappings.tsx";
import { SegmentChoice } from "./segment-choice.tsx";

/** 03/04/2020 is a day in April or in March. */
const DATE_ORDERS = [
  { id: "dmy", label: "day first" },
  { id: "mdy", label: "month first" },
  { id: "ymd", label: "year first" },
] as const;

const COORDINATES = [
  { id: "bng", label: "National Grid, m" },
  { id: "wgs84", label: "Degrees" },
] as const;

export type MappingFormProps = {
  mapping: ColumnMapping;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  onChange: (mapping: ColumnMapping) => void;
};

/** Says which column of a force's extract is which, and shows at once how the first rows then read. */
export function MappingForm({ mapping, columns, rows, onChange }: MappingFormProps) {
  const set = (part: Partial<ColumnMapping>) => onChange({ ...mapping, ...part });
  const complete = mappingProblems(mapping, columns).length === 0;
  return (
    <section className="ds-block">
      <h3>Which column is which</h3>
      <div className="ds-fields">
        <TextInput
          label="Police force"
          placeholder="for example Metropolitan Police Service"
          hint="Stands under every figure made from this file"
          value={mapping.force}
          onChange={(force) => set({ force: force.slice(0, 120) })}
        />
        <SavedMappings columns={columns} onChoose={onChange} />
      </div>
      {MAPPING_GROUPS.map((group) => (
        <MappingFieldGroup key={group.id} {...{ group, mapping, columns, rows, onChange }}>
          {group.id === "when" ? (
            <SegmentChoice
              label="Dates are written"
              choices={DATE_ORDERS}
              value={mapping.dateOrder}
              onChange={(dateOrder) => set({ dateOrder })}
            />
          ) : null}
          {group.id === "where" ? (
            <SegmentChoice
              label="Positions are in"
              choices={COORDINATES}
              value={mapping.coordinates}
              onChange={(coordinates) => set({ coordinates })}
            />
          ) : null}
        </MappingFieldGroup>
      ))}
      <AttributeChoice mapping={mapping} columns={columns} onChange={(attributes) => set({ attributes })} />
      <MappingSample mapping={mapping} columns={columns} rows={rows} />
      <SaveMapping mapping={mapping} complete={complete} onChange={onChange} />
    </section>
  );
}
