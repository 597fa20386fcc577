import { type AreaKind, areaKindSchema } from "#contract/areas.ts";
import { SelectField, type SelectOption } from "../../../ui/select-field.tsx";

export type AreaKindChoiceProps = {
  columns: readonly string[];
  /** A kind that all areas are of, the name of the field that says it, or null = from codes and names. */
  value: string | null;
  onChange: (value: string | null) => void;
};

const AUTO = "auto";

const KIND_NAMES: Record<AreaKind, string> = {
  force: "police forces",
  "local-authority": "boroughs, districts or other local authorities",
  ward: "wards",
  msoa: "MSOAs",
  lsoa: "LSOAs",
  "postcode-district": "postcode districts",
  place: "places",
  other: "other areas",
};

/** What kind of area the file holds: told by the codes, by one of its fields, or the same for all. */
export function AreaKindChoice({ columns, value, onChange }: AreaKindChoiceProps) {
  const options: SelectOption<string>[] = [
    { id: AUTO, label: "Tell from the codes and names" },
    ...areaKindSchema.options.map((kind) => ({ id: `k:${kind}`, label: `All are ${KIND_NAMES[kind]}` })),
    ...columns.map((column, at) => ({ id: `c:${at}`, label: `As field “${column}” says` })),
  ];
  const kind = areaKindSchema.safeParse(value);
  const at = value === null ? -1 : columns.indexOf(value);
  const choose = (id: string) => {
    if (id.startsWith("k:")) onChange(id.slice(2));
    else onChange(id === AUTO ? null : (columns[Number(id.slice(2))] ?? null));
  };
  return (
    <SelectField
      label="Kind of area"
      labelHidden
      options={options}
      value={kind.success ? `k:${kind.data}` : at >= 0 ? `c:${at}` : AUTO}
      onChange={choose}
    />
  );
}
