import type { ColumnField } from "./check-mapping.ts";

export type MappingFieldWords = { field: ColumnField; label: string; hint: string; optional: boolean };

/** Fields of a force extract in the order in which the form asks for them. */
export const MAPPING_FIELDS: readonly MappingFieldWords[] = [
  { field: "category", label: "Offence or category", hint: "the force’s own text", optional: false },
  { field: "offenceCode", label: "Offence code", hint: "Home Office or local code", optional: true },
  { field: "reference", label: "Crime reference", hint: "need not be unique", optional: true },
  { field: "from", label: "Start, or the only date", hint: "with the time, or without", optional: false },
  { field: "fromTime", label: "Start time", hint: "if it stands in a column of its own", optional: true },
  { field: "to", label: "End", hint: "burglaries are often known only as a span", optional: true },
  { field: "toTime", label: "End time", hint: "if it stands in a column of its own", optional: true },
  { field: "x", label: "Easting or longitude", hint: "", optional: false },
  { field: "y", label: "Northing or latitude", hint: "", optional: false },
  { field: "placeClass", label: "Kind of place", hint: "dwelling, shop, street …", optional: true },
  { field: "locationName", label: "Street or place name", hint: "", optional: true },
];
