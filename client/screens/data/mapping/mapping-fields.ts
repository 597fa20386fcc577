import type { ColumnField } from "./check-mapping.ts";

export type MappingFieldWords = { field: ColumnField; label: string; hint: string; optional: boolean };

export type MappingGroup = {
  id: "what" | "when" | "where";
  title: string;
  fields: readonly MappingFieldWords[];
};

/** Fields of a force extract in the order in which the form asks for them. */
export const MAPPING_GROUPS: readonly MappingGroup[] = [
  {
    id: "what",
    title: "What happened",
    fields: [
      { field: "category", label: "Offence or category", hint: "The force’s own text", optional: false },
      { field: "offenceCode", label: "Offence code", hint: "Home Office or local code", optional: true },
      { field: "reference", label: "Crime reference", hint: "Need not be unique", optional: true },
    ],
  },
  {
    id: "when",
    title: "When",
    fields: [
      { field: "from", label: "Start, or the only date", hint: "With the time, or without", optional: false },
      { field: "fromTime", label: "Start time", hint: "If it has a column of its own", optional: true },
      { field: "to", label: "End", hint: "Burglaries are often known as a span", optional: true },
      { field: "toTime", label: "End time", hint: "If it has a column of its own", optional: true },
    ],
  },
  {
    id: "where",
    title: "Where",
    fields: [
      { field: "x", label: "Easting or longitude", hint: "", optional: false },
      { field: "y", label: "Northing or latitude", hint: "", optional: false },
      { field: "placeClass", label: "Kind of place", hint: "Dwelling, shop, street …", optional: true },
      { field: "locationName", label: "Street or place name", hint: "", optional: true },
    ],
  },
];

export const MAPPING_FIELDS: readonly MappingFieldWords[] = MAPPING_GROUPS.flatMap(({ fields }) => fields);
