import { SelectField, type SelectOption } from "../../../ui/select-field.tsx";

export type ColumnChoiceProps = {
  label: string;
  labelHidden?: boolean;
  hint?: string;
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
export function ColumnChoice(props: ColumnChoiceProps) {
  const { label, labelHidden = false, hint = "", columns, value, onChange, optional, sample } = props;
  const at = value ? columns.indexOf(value) : -1;
  const empty = optional ? NONE : null;
  return (
    <div className="field">
      <SelectField
        label={label}
        labelHidden={labelHidden}
        options={columnOptions(columns, sample, optional)}
        value={at >= 0 ? `c${at}` : value ? null : empty}
        placeholder={value ? `“${value}” is not in this file` : "Choose a column…"}
        onChange={(id) => onChange(id === NONE ? null : (columns[Number(id.slice(1))] ?? null))}
      />
      {hint ? <p className="small-print">{hint}</p> : null}
    </div>
  );
}

function columnOptions(
  columns: readonly string[],
  sample: readonly string[],
  optional: boolean,
): SelectOption<string>[] {
  const options: SelectOption<string>[] = columns.map((column, at) => {
    const first = sample[at];
    const label = column || `(column ${at + 1}, no name)`;
    return { id: `c${at}`, label, ...(first ? { detail: first.slice(0, 60) } : {}) };
  });
  return optional ? [{ id: NONE, label: "None in this file" }, ...options] : options;
}
