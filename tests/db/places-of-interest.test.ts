import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wgs84ToBng } from "#domain/grid/osgb.ts";
import { undoImport } from "../../server/ingest/undo-import.ts";
import { osmPbf } from "../support/osm-writer.ts";
import { realFile } from "../support/real-data.ts";
import { importFile } from "../support/run-imports.ts";
import { testFolder } from "../support/street-files.ts";
import { availableEngines, openTestDatabase, type TestDatabase } from "../support/test-database.ts";

const HEADER = "name,class,lng,lat";
const liechtenstein = realFile("buildings/liechtenstein-latest.osm.pbf");
const leeds = realFile("buildings/leeds_its-example.osm.pbf");
const bristol = realFile("buildings/whitelion_bristol_uk.osm.pbf");

describe.each(availableEngines())("places of interest on %s", (engine) => {
  const files = testFolder();
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(async () => {
    await database.dispose();
    files.dispose();
  });

  const live = async () => {
    const rows = await database.sql<{ layer: string; class: string; name: string | null }[]>`
      SELECT layer, class, name FROM map_feature WHERE state = 'live' ORDER BY layer, class, name`;
    return rows.map((row) => [row.layer, row.class, row.name].join(" | "));
  };
  const bring = (name: string, content: string | Buffer) => importFile(database, files.write(name, content));
  /** Only the places of an extract. */
  const places = { options: { kind: "points-of-interest" } } as const;

  it("a release replaces the earlier one of the same source, undo brings it back, another source stays", async () => {
    const first = await bring(
      "barnet-schools-2024.csv",
      `${HEADER}\nA,school,-0.2,51.6\nB,primary,-0.21,51.6\n`,
    );
    expect([first.status, first.kind, first.accepted]).toEqual(["committed", "points-of-interest", 2]);
    const stops = await bring("stops.csv", `${HEADER}\nS,bus stop,-0.2,51.61\nX,hospital,-0.2,51.6\n`);
    expect([stops.status, stops.rejectedByReason]).toEqual(["committed", { "not-of-interest": 1 }]);
    const second = await bring("barnet-schools-2025.csv", `${HEADER}\nC,school,-0.2,51.6\n`);
    expect(second.warnings.join(" ")).toContain(
      "2 schools of an earlier barnet-schools-2024.csv are replaced",
    );
    expect(await live()).toEqual(["bus-stop | bus-stop | S", "school | school | C"]);
    expect(await undoImport(database.sql, first.id)).toEqual({
      ok: false,
      reason: "replaced-by-later-import",
    });
    expect(await undoImport(database.sql, second.id)).toEqual({ ok: true });
    expect(await live()).toEqual(["bus-stop | bus-stop | S", "school | primary | B", "school | school | A"]);
    expect(await undoImport(database.sql, first.id)).toEqual({ ok: true });
    expect(await undoImport(database.sql, stops.id)).toEqual({ ok: true });
    expect(await live()).toEqual([]);
  });

  it("the same file again changes nothing", async () => {
    const text = `${HEADER}\nD,pub,-0.2,51.6\n`;
    const first = await bring("pubs.csv", text);
    expect((await bring("pubs.csv", text)).status).toBe("unchanged");
    expect(await live()).toEqual(["licensed-premises | pub | D"]);
    await undoImport(database.sql, first.id);
  });

  it("class, name, reference and the source's own words are kept; eastings say how they were converted", async () => {
    const [easting, northing] = wgs84ToBng(-0.2, 51.6);
    const path = files.write(
      "filling stations.csv",
      `Site name,Ref,Easting,Northing,Brand\nTop,7,${easting},${northing},Shell\n`,
    );
    // Nothing in it says what the places are, so it must be said: the file's name then tells the layer.
    const done = await importFile(database, path, { options: { kind: "points-of-interest" } });
    expect([done.status, done.transformMethod === null]).toEqual(["committed", false]);
    expect(done.warnings.join(" ")).toContain("after the file’s name");
    const [row] = await database.sql<
      { layer: string; name: string; reference: string; attributes: object; lng: number; lat: number }[]
    >`SELECT layer, name, reference, attributes, ST_X(geom) AS lng, ST_Y(geom) AS lat
      FROM map_feature WHERE import_id = ${done.id}`;
    expect(row).toMatchObject({
      layer: "forecourt",
      name: "Top",
      reference: "7",
      attributes: { Brand: "Shell" },
    });
    expect(row?.lng).toBeCloseTo(-0.2, 3);
    expect(row?.lat).toBeCloseTo(51.6, 3);
    await undoImport(database.sql, done.id);
  });

  it("a damaged extract, and one without a place in the country, change nothing and say why", async () => {
    const whole = osmPbf({ nodes: [{ id: 1, lng: -0.1, lat: 51.5, tags: { amenity: "pub" } }] });
    const cut = await bring("cut.osm.pbf", whole.subarray(0, whole.length - 3));
    expect([cut.status, cut.error?.code]).toEqual(["failed", "osm-damaged"]);
    const pub = osmPbf({ nodes: [{ id: 1, lng: 9.5, lat: 47.1, tags: { amenity: "pub" } }] });
    const abroad = await importFile(database, files.write("abroad.osm.pbf", pub), places);
    expect([abroad.status, abroad.error?.code, abroad.rejectedByReason]).toEqual([
      "failed",
      "no-places",
      { "outside-uk": 1 },
    ]);
    expect(await live()).toEqual([]);
  });

  it.skipIf(!leeds || !bristol || !liechtenstein)("real extracts: as many places as GDAL finds", async () => {
    const manifests = [];
    for (const path of [leeds, bristol, liechtenstein])
      if (path) manifests.push(await importFile(database, path, places));
    expect(
      manifests.map(({ status, accepted, rejectedByReason }) => [status, accepted, rejectedByReason]),
    ).toEqual([
      ["committed", 13, {}],
      ["committed", 7, {}],
      // Outside the country: 353 with a position (GDAL: 353), and a stop area whose members are no ways.
      ["failed", 0, { "incomplete-shape": 1, "outside-uk": 353 }],
    ]);
    expect(manifests[0]?.publisher).toBe("OpenStreetMap contributors");
    expect(manifests[0]?.warnings.join(" ")).toContain("9 bus stops, 4 licensed premises");
  });
});
