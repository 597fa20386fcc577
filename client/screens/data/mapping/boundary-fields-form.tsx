import type { z } from "zod";
import type { boundaryFieldsSchema } from "#contract/imports.ts";
import { AreaKindChoice } from "./area-kind-choice.tsx";
import { ColumnChoice } from "./column-choice.tsx";

type BoundaryFields = z.infer<typeof boundaryFieldsSchema>;
type FieldRow = { field: "code" | "name"; label: string; hint: string; optional: boolean };

const FIELDS: FieldRow[] = [
  { field: "name", label: "Name", hint: "shown on maps and in tables", optional: false },
  {
    field: "code",
    label: "Official code",
    hint: "for example E09000003; without it a code is made from the name",
    optional: true,
  },
];

export type BoundaryFieldsFormProps = {
  fields: BoundaryFields;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  onChange: (fields: BoundaryFields) => void;
};

/** Says which attribute of a boundary file is the name, the official code and the kind of area. */
export function BoundaryFieldsForm({ fields, columns, rows, onChange }: BoundaryFieldsFormProps) {
  const examples = (column: string | null) => {
    const at = column ? columns.indexOf(column) : -1;
    if (at < 0) return "–";
    return [...new Set(rows.map((row) => row[at] ?? ""))].filter(Boolean).slice(0, 3).join(", ") || "blank";
  };
  return (
    <section className="ds-block">
      <h3>Which field is which</h3>
      <table className="data-table ds-stack ds-mapping">
        <caption className="visually-hidden">Fields of the boundary file</caption>
        <thead>
          <tr>
            <th scope="col">Sightline needs</th>
            <th scope="col">Field in this file</th>
            <th scope="col">First areas</th>
          </tr>
        </thead>
        <tbody>
          {FIELDS.map(({ field, label, hint, optional }) => (
            <tr key={field}>
              <th scope="row">
                {label}
                <span className="sub">{hint}</span>
              </th>
              <td>
                <ColumnChoice
                  label={`Field for ${label.toLowerCase()}`}
                  labelHidden
                  columns={columns}
                  value={fields[field]}
                  optional={optional}
                  sample={rows[0] ?? []}
                  onChange={(column) => onChange({ ...fields, [field]: optional ? column : (column ?? "") })}
                />
              </td>
              <td data-label="First areas">{examples(fields[field])}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">
              Kind of area
              <span className="sub">decides where the areas can be chosen</span>
            </th>
            <td colSpan={2}>
              <AreaKindChoice
                columns={columns}
                value={fields.kind}
                onChange={(kind) => onChange({ ...fields, kind })}
              />
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}
