import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { columnsInPrivacyZones, uniteViews } from "../../server/db/queries/camera-scene.ts";
import { undoImport } from "../../server/ingest/undo-import.ts";
import { importFile } from "../support/run-imports.ts";
import { testFolder } from "../support/street-files.ts";
import { openTestDatabase, type TestDatabase } from "../support/test-database.ts";

const square = (lng: number, lat: number, side: number, properties: object) => ({
  type: "Feature",
  properties,
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [lng, lat],
        [lng + side, lat],
        [lng + side, lat + side],
        [lng, lat + side],
        [lng, lat],
      ],
    ],
  },
});
const collection = (...features: object[]) => JSON.stringify({ type: "FeatureCollection", features });

describe("planned buildings and privacy zones", () => {
  let database: TestDatabase;
  const files = testFolder();
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(async () => {
    await database?.dispose();
  });

  const live = (layer: string) =>
    database.sql<{ name: string; heightM: number | null }[]>`
      SELECT name, height_m AS "heightM" FROM map_feature WHERE layer = ${layer} AND state = 'live' ORDER BY name`;

  it("a planned building needs a height; one without is rejected with its name and the sum balances", async () => {
    const file = files.write(
      "planned-buildings.geojson",
      collection(
        square(-0.2, 51.6, 0.001, { name: "Tower", height: "60 m" }),
        square(-0.21, 51.6, 0.001, { name: "Nobody knows" }),
      ),
    );
    const done = await importFile(database, file);
    expect(done.kind).toBe("planned-buildings");
    expect(done).toMatchObject({ read: 2, accepted: 1, rejected: 1 });
    expect(await live("planned-building")).toEqual([{ name: "Tower", heightM: 60 }]);
    expect(await live("building")).toEqual([]);
  });

  it("zones need no height; views into them are measured, exactly, and undo takes them away", async () => {
    const file = files.write(
      "privacy-zones.geojson",
      collection(square(-0.2, 51.6, 0.001, { name: "School" })),
    );
    const done = await importFile(database, file);
    expect(done.kind).toBe("privacy-zones");
    expect(done).toMatchObject({ read: 1, accepted: 1, rejected: 0 });
    // A view that covers the zone's southern half, and as much ground outside.
    const view = square(-0.2, 51.5995, 0.001, {}).geometry;
    const found = await uniteViews(database.sql, [JSON.stringify(view)]);
    expect(found.privacyZoneM2 / found.areaM2).toBeCloseTo(0.5, 3);
    expect(await columnsInPrivacyZones(database.sql)).toEqual([]);
    await undoImport(database.sql, done.id);
    expect((await uniteViews(database.sql, [JSON.stringify(view)])).privacyZoneM2).toBe(0);
  });

  it("columns in a zone are found by the id that placement knows them by", async () => {
    const zones = files.write("privacy.geojson", collection(square(-0.3, 51.6, 0.001, { name: "Refuge" })));
    await importFile(database, zones);
    const columns = files.write(
      "columns.csv",
      "column_no,longitude,latitude,height\nEC-1,-0.2995,51.6005,6\nEC-2,-0.2985,51.6005,6\n",
    );
    await importFile(database, columns, { options: { kind: "columns" } });
    expect(await columnsInPrivacyZones(database.sql)).toEqual(["EC-1"]);
  });
});
