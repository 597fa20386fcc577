import type { ColumnMapping } from "#contract/imports.ts";
import { MAPPING_FIELDS } from "./mapping-fields.ts";

/** Columns that a mapping needs and a file does not have, in the order of the form. */
export function missingColumns(mapping: ColumnMapping, columns: readonly string[]): string[] {
  const wanted = [...MAPPING_FIELDS.map(({ field }) => mapping[field]), ...mapping.attributes];
  return [...new Set(wanted)].filter(
    (column): column is string => Boolean(column) && !columns.includes(column ?? ""),
  );
}
