import type { ColumnMapping } from "#contract/imports.ts";
import { useSavedMappings } from "../../../api/imports.ts";
import { SelectField } from "../../../ui/select-field.tsx";
import { missingColumns } from "./missing-columns.ts";

export type SavedMappingsProps = {
  columns: readonly string[];
  onChoose: (mapping: ColumnMapping) => void;
};

/** Mappings saved before; those that fit this file's columns come first. */
export function SavedMappings({ columns, onChoose }: SavedMappingsProps) {
  const { data } = useSavedMappings();
  if (!data || data.length === 0) return null;
  const options = data
    .map(({ id, mapping }) => ({ id: String(id), mapping, missing: missingColumns(mapping, columns) }))
    .sort((a, b) => a.missing.length - b.missing.length || a.mapping.name.localeCompare(b.mapping.name))
    .map(({ id, mapping, missing }) => ({
      id,
      label: mapping.name,
      detail:
        missing.length === 0 ? `${mapping.force}; fits this file` : `not in this file: ${missing.join(", ")}`,
    }));
  const choose = (id: string) => {
    const found = data.find((saved) => String(saved.id) === id);
    if (found) onChoose(found.mapping);
  };
  return (
    <SelectField
      label="Use a mapping that was saved before"
      options={options}
      value={null}
      placeholder="Choose a saved mapping…"
      onChange={choose}
    />
  );
}
