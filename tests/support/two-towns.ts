/**
 * A small made-up county: two square towns side by side, street files of one force for January, February and April
 * 2020 (March is missing), and a neighbouring force that speaks of its own town only.
 *
 *        -0.22      -0.20      -0.18
 *   51.72  ┌──────────┬──────────┐
 *          │  Upton   │  Downton │
 *   51.70  └──────────┴──────────┘
 */
import { importFile } from "./run-imports.ts";
import { type StreetRow, streetCsv, testFolder } from "./street-files.ts";
import type { TestDatabase } from "./test-database.ts";

export const UPTON = "E07000901";
export const DOWNTON = "E07000902";

const square = (west: number, east: number) => [
  [
    [west, 51.7],
    [east, 51.7],
    [east, 51.72],
    [west, 51.72],
    [west, 51.7],
  ],
];

const feature = (code: string, name: string, west: number, east: number) => ({
  type: "Feature",
  properties: { lad22cd: code, lad22nm: name },
  geometry: { type: "Polygon", coordinates: square(west, east) },
});

export const TOWNS = JSON.stringify({
  type: "FeatureCollection",
  features: [feature(UPTON, "Upton", -0.22, -0.2), feature(DOWNTON, "Downton", -0.2, -0.18)],
});

/** Positions are spread over a town by number; some of them lie on the line between the towns. */
function rows(n: number, west: number, row: StreetRow): StreetRow[] {
  return Array.from({ length: n }, (_, i) => ({
    lng: (west + ((i * 5) % 21) * 0.001).toFixed(6),
    lat: (51.7 + ((i * 13) % 21) * 0.001).toFixed(6),
    location: `On or near Street ${i % 9}`,
    ...row,
  }));
}

const burglary = { type: "Burglary", lsoaName: "Upton 001A", lsoaCode: "E01000901" };
const asb = { type: "Anti-social behaviour", lsoaName: "Downton 001A", lsoaCode: "E01000902" };

function month(name: string, burglaries: number, calls: number): StreetRow[] {
  return [
    ...rows(burglaries, -0.22, { ...burglary, month: name }),
    ...rows(calls, -0.2, { ...asb, month: name }),
    ...Array.from({ length: 2 }, () => ({
      ...burglary,
      month: name,
      lng: "",
      lat: "",
      location: "No Location",
    })),
  ];
}

const MONTHS: Record<string, StreetRow[]> = {
  "2020-01": month("2020-01", 60, 40),
  "2020-02": month("2020-02", 45, 0),
  "2020-04": month("2020-04", 30, 20),
};

/** Imports the towns and the three months. */
export async function importTwoTowns(database: TestDatabase): Promise<void> {
  const files = testFolder();
  try {
    const towns = await importFile(database, files.write("towns.geojson", TOWNS));
    if (towns.status !== "committed") throw new Error(JSON.stringify(towns.error));
    for (const [name, each] of Object.entries(MONTHS)) {
      const done = await importFile(
        database,
        files.write(`${name}-hertfordshire-street.csv`, streetCsv(each)),
      );
      if (done.status !== "committed") throw new Error(JSON.stringify(done.error));
    }
  } finally {
    files.dispose();
  }
}
