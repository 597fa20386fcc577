import { SelectField, type SelectOption } from "../../../ui/select-field.tsx";

export type ColumnChoiceProps = {
  label: string;
  columns: readonly string[];
  /** Column name; null or "" = none. */
  value: string | null;
  onChange: (column: string | null) => void;
  /** False where the file must have it. */
  optional: boolean;
  /** First row of the file, shown beside each column's name. */
  sample: readonly string[];
};

const NONE = "none";

/** Chooses a column of the file by its name, with the first value in it as a hint. */
export function ColumnChoice({ label, columns, value, onChange, optional, sample }: ColumnChoiceProps) {
  const options: SelectOption<string>[] = columns.map((column, at) => {
    const first = sample[at];
    return {
      id: `c${at}`,
      label: column || `(column ${at + 1}, no name)`,
      ...(first ? { detail: first.slice(0, 60) } : {}),
    };
  });
  if (optional) options.unshift({ id: NONE, label: "None in this file" });
  const at = value ? columns.indexOf(value) : -1;
  return (
    <SelectField
      label={label}
      labelHidden
      options={options}
      value={at >= 0 ? `c${at}` : optional ? NONE : null}
      placeholder={value ? `“${value}” is missing` : "Choose a column…"}
      onChange={(id) => onChange(id === NONE ? null : (columns[Number(id.slice(1))] ?? null))}
    />
  );
}
