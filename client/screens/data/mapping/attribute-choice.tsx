import type { ColumnMapping } from "#contract/imports.ts";
import { CheckField } from "../../../ui/check-field.tsx";
import { MAPPING_FIELDS } from "./mapping-fields.ts";

const MOST = 20;

export type AttributeChoiceProps = {
  mapping: ColumnMapping;
  columns: readonly string[];
  onChange: (attributes: string[]) => void;
};

/** Further columns that are kept with each incident as they are. None is kept that nobody chose. */
export function AttributeChoice({ mapping, columns, onChange }: AttributeChoiceProps) {
  const used = new Set(MAPPING_FIELDS.map(({ field }) => mapping[field]));
  const free = [...new Set(columns)].filter((column) => column !== "" && !used.has(column));
  if (free.length === 0) return null;
  const chosen = mapping.attributes.filter((column) => free.includes(column));
  const toggle = (column: string, on: boolean) =>
    onChange(on ? [...chosen, column] : chosen.filter((each) => each !== column));
  return (
    <fieldset className="ds-attributes">
      <legend className="field-label">
        Keep these columns, too ({chosen.length} of at most {MOST}); leave out what names people
      </legend>
      <div className="ds-checks">
        {free.map((column) => (
          <CheckField
            key={column}
            isSelected={chosen.includes(column)}
            isDisabled={!chosen.includes(column) && chosen.length >= MOST}
            onChange={(on) => toggle(column, on)}
          >
            {column}
          </CheckField>
        ))}
      </div>
    </fieldset>
  );
}
