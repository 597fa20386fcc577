/**
 * Two years of burglary in and around Upton (see two-towns.ts): a thin, even background and five planted places.
 *
 *        -0.22           -0.20           -0.18
 *   51.72  ┌───────────────┬───────────────┐
 *          │            Border Lane        │
 *          │  Market Row   │               │
 *          │               │  Far Court    │
 *          │ New Close     │               │
 *          │      Old Mews │               │
 *   51.70  └───────────────┴───────────────┘
 *
 * Market Row: every month. Border Lane: every month, on both sides of the line between the towns. Far Court: every
 * month, in Downton only. Old Mews: December 2019 only. New Close: December 2020 only.
 */
import { addMonths } from "#domain/time/months.ts";
import { importFile } from "./run-imports.ts";
import { type StreetRow, streetCsv, testFolder } from "./street-files.ts";
import type { TestDatabase } from "./test-database.ts";
import { TOWNS } from "./two-towns.ts";

const PLANTED_FROM = "2019-01";
const MONTHS = 24;

const burglary = { type: "Burglary", lsoaName: "Upton 001A", lsoaCode: "E01000901" };

/** `n` burglaries taking turns at 12 positions, spread evenly over a disc of 130 m: several hexagons of resolution 10. */
function plant(street: string, lng: number, lat: number, n: number): StreetRow[] {
  return Array.from({ length: n }, (_, i) => {
    const k = i % 12;
    const radius = 0.00117 * Math.sqrt((k + 0.5) / 12);
    const angle = k * 2.39996;
    return {
      ...burglary,
      lng: (lng + (radius * Math.cos(angle)) / 0.62).toFixed(6),
      lat: (lat + radius * Math.sin(angle)).toFixed(6),
      location: `On or near ${street}`,
    };
  });
}

/** 24 burglaries somewhere else every month, over both towns. */
function background(month: number): StreetRow[] {
  return Array.from({ length: 24 }, (_, i) => {
    const k = month * 24 + i;
    return {
      ...burglary,
      lng: (-0.2198 + ((k * 17) % 397) * 0.0001).toFixed(6),
      lat: (51.7002 + ((k * 29) % 197) * 0.0001).toFixed(6),
      location: `On or near Side Street ${k % 31}`,
    };
  });
}

/** Rows of one month, counted from the first. */
export function plantedMonth(month: number): StreetRow[] {
  const name = addMonths(PLANTED_FROM, month);
  const rows = [
    ...background(month),
    ...plant("Market Row", -0.2105, 51.711, 12),
    ...plant("Border Lane", -0.2, 51.7155, 12),
    ...plant("Far Court", -0.192, 51.7065, 12),
    ...(name === "2019-12" ? plant("Old Mews", -0.207, 51.7025, 96) : []),
    ...(name === "2020-12" ? plant("New Close", -0.2165, 51.705, 96) : []),
  ];
  return rows.map((row) => ({ ...row, month: name }));
}

/** Imports the towns and the two years. */
export async function importPlantedTown(database: TestDatabase): Promise<void> {
  const files = testFolder();
  try {
    const paths = [files.write("towns.geojson", TOWNS)];
    for (let month = 0; month < MONTHS; month++) {
      const name = `${addMonths(PLANTED_FROM, month)}-hertfordshire-street.csv`;
      paths.push(files.write(name, streetCsv(plantedMonth(month))));
    }
    for (const path of paths) {
      const done = await importFile(database, path);
      if (done.status !== "committed") throw new Error(JSON.stringify(done.error));
    }
  } finally {
    files.dispose();
  }
}
