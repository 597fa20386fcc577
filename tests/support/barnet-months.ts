/** Burglaries of Barnet by hexagon and month, from the police's own files where the machine has them. */
import { readFileSync, statSync } from "node:fs";
import { cellAreaM2, cellAt, cellsWithCentreIn, type PolygonRings } from "#domain/grid/h3.ts";
import { monthNumber } from "#domain/time/months.ts";
import { openCsvFiles } from "../../server/ingest/archive/csv-files.ts";
import { readStreetFiles } from "../../server/ingest/police-uk/read-street-files.ts";
import { readContext } from "./boundary-files.ts";
import { realFile } from "./real-data.ts";

export const barnetFiles = {
  archive: realFile("police-uk/metropolitan-burglary-2010-12_2025-02.zip"),
  boroughs: realFile("boundaries/london-boroughs.geojson"),
};

export type BarnetMonths = {
  cells: string[];
  areas: Float64Array;
  /** December 2010 to February 2025, oldest first. */
  months: Int32Array[];
};

type Borough = { properties: { GSS_CODE: string }; geometry: { coordinates: PolygonRings } };

const FIRST_MONTH = "2010-12";
const MONTHS = 171;

/** Counts in the cells whose centre is in the borough; incidents in other cells are left out. */
export async function barnetMonths(resolution: 9 | 10): Promise<BarnetMonths> {
  const file: { features: Borough[] } = JSON.parse(readFileSync(barnetFiles.boroughs ?? "", "utf8"));
  const barnet = file.features.find(({ properties }) => properties.GSS_CODE === "E09000003");
  const cells = cellsWithCentreIn(barnet?.geometry.coordinates ?? [], resolution);
  const indexOf = new Map(cells.map((cell, i) => [cell, i]));
  const months = Array.from({ length: MONTHS }, () => new Int32Array(cells.length));
  const path = barnetFiles.archive ?? "";
  const source = await openCsvFiles({ path, name: "archive.zip", bytes: statSync(path).size, sha256: "" });
  await readStreetFiles(source, readContext(new Date("2026-01-01")), {
    room: Number.POSITIVE_INFINITY,
    makeRoom: async () => undefined,
    add: ({ position, month }) => {
      if (!position) return;
      const [lng, lat] = position;
      if (lng < -0.31 || lng > -0.12 || lat < 51.54 || lat > 51.68) return;
      const cell = indexOf.get(cellAt(position, resolution));
      const counts = months[monthNumber(month) - monthNumber(FIRST_MONTH)];
      if (cell !== undefined && counts) counts[cell] = (counts[cell] ?? 0) + 1;
    },
  });
  source.close();
  return { cells, areas: Float64Array.from(cells, cellAreaM2), months };
}
