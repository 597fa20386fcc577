import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { undoImport } from "../../server/ingest/undo-import.ts";
import { hasRealData, realFile } from "../support/real-data.ts";
import { importFile } from "../support/run-imports.ts";
import { testFolder } from "../support/street-files.ts";
import { openTestDatabase, type TestDatabase } from "../support/test-database.ts";

/**
 * Buildings of each public file, as a count of features or tagged outlines in it says. GDAL counts 8,994 in
 * Liechtenstein: one of them is tagged building=no, one relation without a type it does not take as an area,
 * and where seven untagged multipolygons have their tags on the outer ways it gives seven for eight outlines
 * (8,994 − 1 + 1 − 7 + 8). Compared by identifier; everything else is the same.
 */
const REAL = [
  ["buildings/london-holborn/building_commercial.geojson", 70],
  ["buildings/london-holborn/building_non_residential.geojson", 1724],
  ["buildings/london-holborn/building_residential.geojson", 43],
  ["buildings/new-york-buildings-with-heights.geojson", 1525],
  ["buildings/leeds_its-example.osm.pbf", 81],
  ["buildings/whitelion_bristol_uk.osm.pbf", 48],
  ["buildings/liechtenstein-latest.osm.pbf", 8995],
] as const;

const outline = (coordinates: number[][]) => ({ type: "Polygon", coordinates: [coordinates] });
const SQUARE = outline([
  [-0.2, 51.6],
  [-0.199, 51.6],
  [-0.199, 51.601],
  [-0.2, 51.601],
  [-0.2, 51.6],
]);
const OPEN = outline([
  [-0.21, 51.6],
  [-0.209, 51.6],
  [-0.209, 51.601],
  [-0.21, 51.601],
]);
const BOW_TIE = outline([
  [-0.22, 51.6],
  [-0.219, 51.601],
  [-0.219, 51.6],
  [-0.22, 51.601],
  [-0.22, 51.6],
]);

describe("footprints of buildings", () => {
  let database: TestDatabase;
  const files = testFolder();

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(async () => {
    await database?.close();
  });

  const live = async () => {
    const [row] = await database.sql<{ n: number; valid: number; known: number }[]>`
      SELECT count(*)::integer AS n, count(*) FILTER (WHERE ST_IsValid(geom))::integer AS valid,
        count(height_m)::integer AS known
      FROM map_feature WHERE layer = 'building' AND state = 'live'`;
    return row ?? { n: 0, valid: 0, known: 0 };
  };

  it("heights are metres, feet or storeys; outlines are closed and mended; points are rejected with the reason", async () => {
    const features = [
      [SQUARE, { building: "house", height: "8.5 m" }],
      [OPEN, { building: "yes", "building:levels": "3", height: "tall" }],
      [BOW_TIE, { building: "retail", height: "40 ft" }],
      [{ type: "Point", coordinates: [-0.2, 51.6] }, { building: "yes" }],
    ].map(([geometry, properties]) => ({ type: "Feature", geometry, properties }));
    const text = JSON.stringify({ type: "FeatureCollection", features });
    const done = await importFile(database, files.write("buildings.geojson", text));
    expect(done).toMatchObject({ status: "committed", kind: "buildings", read: 4, accepted: 3, rejected: 1 });
    const warnings = done.warnings.join("\n");
    for (const said of ["1 heights are estimated", "“tall”", "1 outlines cross themselves"])
      expect(warnings).toContain(said);
    const rows = await database.sql<{ class: string; heightM: number }[]>`
      SELECT class, height_m AS "heightM" FROM map_feature WHERE layer = 'building' ORDER BY id`;
    expect(rows.map(({ class: kind, heightM }) => [kind, Number(heightM.toFixed(2))])).toEqual([
      ["house", 8.5],
      ["unknown", 9],
      ["retail", 12.19],
    ]);
    expect(await live()).toEqual({ n: 3, valid: 3, known: 3 });
    await undoImport(database.sql, done.id);
    expect((await live()).n).toBe(0);
  });

  it.skipIf(!hasRealData).each(REAL)("%s holds %i buildings", async (path, n) => {
    const file = realFile(path) ?? "";
    const before = (await live()).n;
    const done = await importFile(database, file, { options: { kind: "buildings" } });
    expect(done).toMatchObject({ status: "committed", kind: "buildings", accepted: n });
    expect(done.read).toBe(done.accepted + done.rejected);
    const after = await live();
    expect([after.n - before, after.valid]).toEqual([n, after.n]);
  });
});
