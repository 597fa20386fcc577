import type { ColumnMapping } from "#contract/imports.ts";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import { TextInput } from "../../../ui/text-input.tsx";
import { AttributeChoice } from "./attribute-choice.tsx";
import { mappingProblems } from "./check-mapping.ts";
import { ColumnChoice } from "./column-choice.tsx";
import { MAPPING_FIELDS, type MappingFieldWords } from "./mapping-fields.ts";
import { MappingSample } from "./mapping-sample.tsx";
import { SaveMapping } from "./save-mapping.tsx";
import { SavedMappings } from "./saved-mappings.tsx";

export type MappingFormProps = {
  mapping: ColumnMapping;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  onChange: (mapping: ColumnMapping) => void;
};

/** Says which column of a force's extract is which, and shows at once how the first rows then read. */
export function MappingForm({ mapping, columns, rows, onChange }: MappingFormProps) {
  const set = (part: Partial<ColumnMapping>) => onChange({ ...mapping, ...part });
  return (
    <section className="ds-block">
      <h3>Which column is which</h3>
      <SavedMappings columns={columns} onChoose={onChange} />
      <div className="ds-fields">
        <TextInput
          label="Police force"
          hint="As it should stand under the figures, for example Metropolitan Police Service"
          value={mapping.force}
          onChange={(force) => set({ force: force.slice(0, 120) })}
        />
        <div className="field">
          <span className="field-label">Positions are in</span>
          <ChoiceGroup
            label="Positions are in"
            look="segments"
            columns={2}
            choices={[
              { id: "bng", label: "British National Grid" },
              { id: "wgs84", label: "Degrees (WGS84)" },
            ]}
            value={mapping.coordinates}
            onChange={(coordinates) => set({ coordinates })}
          />
        </div>
        <div className="field">
          <span className="field-label">Dates are written</span>
          <ChoiceGroup
            label="Dates are written"
            look="segments"
            columns={3}
            choices={[
              { id: "dmy", label: "day, month, year" },
              { id: "mdy", label: "month, day, year" },
              { id: "ymd", label: "year, month, day" },
            ]}
            value={mapping.dateOrder}
            onChange={(dateOrder) => set({ dateOrder })}
          />
        </div>
      </div>
      <table className="data-table ds-stack ds-mapping">
        <caption className="visually-hidden">Columns of the file for each piece of information</caption>
        <thead>
          <tr>
            <th scope="col">Sightline needs</th>
            <th scope="col">Column in this file</th>
          </tr>
        </thead>
        <tbody>
          {MAPPING_FIELDS.map((words) => (
            <FieldRow key={words.field} words={words} {...{ mapping, columns, rows, onChange }} />
          ))}
        </tbody>
      </table>
      <AttributeChoice mapping={mapping} columns={columns} onChange={(attributes) => set({ attributes })} />
      <MappingSample mapping={mapping} columns={columns} rows={rows} />
      <SaveMapping
        mapping={mapping}
        complete={mappingProblems(mapping, columns).length === 0}
        onChange={onChange}
      />
    </section>
  );
}

function FieldRow({
  words,
  mapping,
  columns,
  rows,
  onChange,
}: MappingFormProps & { words: MappingFieldWords }) {
  const { field, label, hint, optional } = words;
  return (
    <tr>
      <th scope="row">
        {label}
        <span className="sub">{[optional ? "optional" : "", hint].filter(Boolean).join("; ")}</span>
      </th>
      <td>
        <ColumnChoice
          label={`Column for ${label.toLowerCase()}`}
          columns={columns}
          value={mapping[field]}
          optional={optional}
          sample={rows[0] ?? []}
          onChange={(column) => onChange({ ...mapping, [field]: optional ? column : (column ?? "") })}
        />
      </td>
    </tr>
  );
}
