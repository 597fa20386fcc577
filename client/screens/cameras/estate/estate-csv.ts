/** The table of cameras as a file, with where it comes from in its first lines. Pure. */

import { csvText } from "./csv-text.ts";

export type EstateRow = {
  id: string;
  label: string;
  role: string;
  note: string;
  lng: number;
  lat: number;
  riskShare: number | null;
  uniqueShare: number | null;
  incidentsPerYear: number | null;
  areaM2: number | null;
  homesInView: number | null;
};

export type EstateFacts = {
  title: string;
  period: string;
  area: string;
  caveats: readonly string[];
  link: string;
  /** Day of the download, YYYY-MM-DD. */
  today: string;
};

const COLUMNS = [
  "id",
  "role",
  "note",
  "lng",
  "lat",
  "riskShare",
  "uniqueShare",
  "incidentsPerYear",
  "areaM2",
  "homesInView",
] as const satisfies readonly (keyof EstateRow)[];

/** Provenance lines begin with #. Empty = not known. */
export function estateCsv(rows: readonly EstateRow[], facts: EstateFacts): string {
  const head = [
    facts.title,
    `${facts.area}, ${facts.period}, downloaded ${facts.today}`,
    ...facts.caveats,
    "Planning estimate, not a certified assessment",
    facts.link,
  ];
  return csvText(
    head,
    COLUMNS,
    rows.map((row) => COLUMNS.map((column) => row[column])),
  );
}
