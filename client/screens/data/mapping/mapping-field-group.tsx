import type { ReactNode } from "react";
import { ColumnChoice } from "./column-choice.tsx";
import type { MappingGroup } from "./mapping-fields.ts";
import type { MappingFormProps } from "./mapping-form.tsx";

export type MappingFieldGroupProps = MappingFormProps & { group: MappingGroup; children: ReactNode };

/** Columns that answer one question (what, when, where), with how their texts are to be read. */
export function MappingFieldGroup(props: MappingFieldGroupProps) {
  const { group, mapping, columns, rows, onChange, children } = props;
  return (
    <fieldset className="ds-group">
      <legend>{group.title}</legend>
      <div className="ds-fields">
        {group.fields.map(({ field, label, hint, optional }) => (
          <ColumnChoice
            key={field}
            label={optional ? `${label} (optional)` : label}
            hint={hint}
            columns={columns}
            value={mapping[field]}
            optional={optional}
            sample={rows[0] ?? []}
            onChange={(column) => onChange({ ...mapping, [field]: optional ? column : (column ?? "") })}
          />
        ))}
        {children}
      </div>
    </fieldset>
  );
}
