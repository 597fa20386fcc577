/** Small extracts of a force's own system, with exact times and positions, for tests. */
import type { ColumnMapping } from "#contract/imports.ts";

export const EXTRACT_MAPPING: ColumnMapping = {
  name: "test",
  force: "Test Police",
  reference: null,
  category: "Offence",
  offenceCode: null,
  from: "From",
  to: "To",
  fromTime: null,
  toTime: null,
  dateOrder: "dmy",
  x: "Lng",
  y: "Lat",
  coordinates: "wgs84",
  placeClass: null,
  locationName: "Street",
  attributes: ["Item", "Age", "Rare"],
};

export type ExtractRow = {
  offence?: string;
  /** Day first; a time makes it exact. */
  from?: string;
  to?: string;
  lng?: string;
  lat?: string;
  street?: string;
  item?: string;
  age?: string;
  rare?: string;
};

/** A whole extract; whatever is not given is a robbery in the High Street of Upton. */
export function extractCsv(rows: readonly ExtractRow[]): string {
  const lines = rows.map((row) =>
    [
      row.offence ?? "Robbery",
      row.from ?? "10/02/2021 18:30",
      row.to ?? "",
      row.lng ?? "-0.21",
      row.lat ?? "51.71",
      row.street ?? "High Street",
      row.item ?? "",
      row.age ?? "",
      row.rare ?? "",
    ].join(","),
  );
  return `${["Offence,From,To,Lng,Lat,Street,Item,Age,Rare", ...lines].join("\n")}\n`;
}
