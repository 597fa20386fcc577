import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { undoImport } from "../../server/ingest/undo-import.ts";
import { osmPbf } from "../support/osm-writer.ts";
import { hasRealData, realFile } from "../support/real-data.ts";
import { importFile } from "../support/run-imports.ts";
import { testFolder } from "../support/street-files.ts";
import { openTestDatabase, type TestDatabase } from "../support/test-database.ts";

/**
 * Elements of the real extracts by layer. Trees are those that osmium-tool 1.14 counts with
 * `tags-filter n/natural=tree`, railways with `w/railway=rail,subway,light_rail,tram` (no narrow gauge is there); buildings
 * as counted against GDAL in tests/db/buildings.test.ts; roads are its ways with a highway of the classes that the map draws.
 */
const REAL = [
  ["buildings/liechtenstein-latest.osm.pbf", { tree: 3000, rail: 31, building: 8995 }],
  ["buildings/leeds_its-example.osm.pbf", { tree: 11, building: 81 }],
  ["buildings/whitelion_bristol_uk.osm.pbf", { building: 48 }],
] as const;

describe("an OpenStreetMap extract as a whole", () => {
  let database: TestDatabase;
  const files = testFolder();
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database?.dispose());

  async function live(): Promise<Record<string, number>> {
    const rows = await database.sql<{ layer: string; n: number }[]>`
      SELECT layer, count(*)::integer AS n FROM map_feature WHERE state = 'live' GROUP BY layer ORDER BY layer`;
    return Object.fromEntries(rows.map(({ layer, n }) => [layer, n]));
  }

  const at = (id: number, lng: number, lat: number, tags: Record<string, string> = {}) => ({
    id,
    lng,
    lat,
    tags,
  });
  const town = osmPbf({
    nodes: [
      at(1, -0.2, 51.6),
      at(2, -0.199, 51.6),
      at(3, -0.199, 51.601),
      at(4, -0.2, 51.601),
      at(5, -0.198, 51.6, { natural: "tree", height: "9 m", diameter_crown: "6" }),
      at(6, -0.197, 51.6, { natural: "tree" }),
    ],
    ways: [
      {
        id: 10,
        nodes: [1, 2, 3, 4, 1],
        tags: { building: "school", amenity: "school", name: "Hill School" },
      },
      { id: 11, nodes: [1, 2], tags: { highway: "primary", ref: "A1", name: "Great North Way" } },
      { id: 12, nodes: [1, 99], tags: { highway: "residential" } },
      { id: 13, nodes: [1, 2, 3, 4, 1], tags: { leisure: "park" } },
      { id: 14, nodes: [1, 2, 3, 4, 1], tags: { highway: "pedestrian", area: "yes" } },
      { id: 15, nodes: [2, 3], tags: { railway: "subway" } },
      { id: 16, nodes: [3, 4], tags: { waterway: "stream", name: "Brook" } },
    ],
  });

  it("what an element is decides where it goes, and the sum balances", async () => {
    const done = await importFile(database, files.write("town-latest.osm.pbf", town));
    // The school is a building and a school; the street whose node is missing is rejected; the paved square is no line.
    expect(done).toMatchObject({
      status: "committed",
      kind: "osm-extract",
      read: 9,
      accepted: 8,
      rejected: 1,
    });
    expect(await live()).toEqual({ building: 1, park: 1, rail: 1, road: 1, school: 1, tree: 2, water: 1 });
    const [road] = await database.sql`SELECT name, class, attributes FROM map_feature WHERE layer = 'road'`;
    expect(road).toEqual({ name: "Great North Way", class: "primary", attributes: { ref: "A1" } });
    const trees = await database.sql`
      SELECT height_m AS "heightM", attributes FROM map_feature WHERE layer = 'tree' ORDER BY id`;
    expect(trees).toEqual([
      { heightM: 9, attributes: { crownRadiusM: 3 } },
      { heightM: null, attributes: {} },
    ]);
  });

  it("a later extract of the same name replaces the earlier in every layer, and undo brings it back", async () => {
    const before = await live();
    const later = osmPbf({ nodes: [at(5, -0.198, 51.6, { natural: "tree" })] });
    const done = await importFile(database, files.write("town-251127.osm.pbf", later));
    expect(await live()).toEqual({ tree: 1 });
    await undoImport(database.sql, done.id);
    expect(await live()).toEqual(before);
  });

  it.skipIf(!hasRealData).each([
    ["highways_primary", "road", 162],
    ["highways_other", "road", 1058],
    ["trees", "tree", 688],
    ["parks", "park", 12],
  ] as const)("Holborn’s %s.geojson becomes layer %s, all %i features of it", async (name, layer, n) => {
    const done = await importFile(database, realFile(`buildings/london-holborn/${name}.geojson`) ?? "");
    expect(done).toMatchObject({
      status: "committed",
      kind: "map-layers",
      read: n,
      accepted: n,
      rejected: 0,
    });
    const [row] = await database.sql<{ n: number; class: string }[]>`
      SELECT count(*)::integer AS n, min(class) AS class FROM map_feature
      WHERE import_id = ${done.id} AND layer = ${layer}`;
    expect(row?.n).toBe(n);
    if (name === "highways_primary") expect(row?.class).toBe("primary");
  });

  it("what a GeoJSON feature is its tags say, else the file’s name; what neither says is rejected", async () => {
    const feature = (geometry: object, properties: object = {}) => ({
      type: "Feature",
      geometry,
      properties,
    });
    const line = {
      type: "LineString",
      coordinates: [
        [-0.2, 51.6],
        [-0.199, 51.6],
      ],
    };
    const text = JSON.stringify({
      type: "FeatureCollection",
      features: [
        feature(line, { highway: "trunk", name: "Way" }),
        feature({
          type: "LineString",
          coordinates: [
            [520000, 190000],
            [520100, 190000],
          ],
        }),
        feature({ type: "Point", coordinates: [-0.2, 51.6] }),
        feature({
          type: "LineString",
          coordinates: [
            [999, 999],
            [1, 2],
          ],
        }),
      ],
    });
    const done = await importFile(database, files.write("side-roads.geojson", text));
    expect(done).toMatchObject({ kind: "map-layers", read: 4, accepted: 2, rejected: 2 });
    const rows = await database.sql<{ class: string; lng: number }[]>`
      SELECT class, ST_X(ST_StartPoint(geom)) AS lng FROM map_feature WHERE import_id = ${done.id} ORDER BY id`;
    expect(rows.map((row) => row.class)).toEqual(["trunk", "residential"]);
    // Easting 520000 is a little west of Greenwich.
    expect(rows[1]?.lng).toBeCloseTo(-0.27, 1);
  });

  it.skipIf(!hasRealData).each(REAL)(
    "%s holds as many of each kind as other software counts",
    async (path, expected) => {
      const done = await importFile(database, realFile(path) ?? "");
      expect(done.read).toBe(done.accepted + done.rejected);
      const rows = await database.sql<{ layer: string; n: number }[]>`
      SELECT layer, count(*)::integer AS n FROM map_feature WHERE import_id = ${done.id} GROUP BY layer`;
      const found = Object.fromEntries(rows.map(({ layer, n }) => [layer, n]));
      expect(found).toMatchObject(expected);
    },
  );
});
