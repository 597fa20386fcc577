import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareArea } from "#domain/grid/point-in-polygon.ts";
import { areaGeometries } from "../../server/db/queries/areas-load.ts";
import { transformBngInDatabase } from "../../server/db/queries/coordinates.ts";
import { connectDatabase } from "../../server/db/sql.ts";
import { refreshParents } from "../../server/ingest/boundaries/authority-of-areas.ts";
import { boundariesImporter } from "../../server/ingest/boundaries/boundaries-importer.ts";
import { geometryOfWkb } from "../../server/ingest/boundaries/well-known-binary.ts";
import {
  chooseConverter,
  helmertConverter,
  OSTN15_METHOD,
  worstOffsetM,
} from "../../server/ingest/coordinates/converter.ts";
import type { Importer, OpenedFile, StagedImport } from "../../server/ingest/importer.ts";
import {
  geoJson,
  geoPackage,
  importContext,
  openedFile,
  shapefile,
  square,
  type TestArea,
  type TestContext,
  zip,
} from "../support/boundary-files.ts";
import { realFile } from "../support/real-data.ts";
import { availableEngines, openTestDatabase, type TestDatabase } from "../support/test-database.ts";

const boroughs = realFile("boundaries/london-boroughs.geojson");
const wards = realFile("boundaries/barnet-wards-2022.geojson");
const lsoas = realFile("boundaries/barnet-lsoa-2021.geojson");
const postcodes = realFile("boundaries/postcode-districts-NW.geojson");
const lights = realFile("columns/barnet-street-lights.csv");

type Done = { importId: number; staged: StagedImport; context: TestContext };

async function newBatch(database: TestDatabase, name: string): Promise<number> {
  const [row] = await database.sql<{ id: number }[]>`
    INSERT INTO import_batch (status, kind, file_name, file_bytes, file_sha256)
    VALUES ('running', 'boundaries', ${name}, 1, ${name}) RETURNING id`;
  return row?.id ?? 0;
}

async function stage(database: TestDatabase, importer: Importer, file: OpenedFile): Promise<Done> {
  const importId = await newBatch(database, file.name);
  const context = importContext({
    sql: database.sql,
    canCopy: database.connection.engine !== "embedded",
    openConnection: () => connectDatabase(database.connection, { max: 1 }),
    importId,
  });
  return { importId, context, staged: await importer.stage(file, {}, context) };
}

async function bring(database: TestDatabase, file: OpenedFile): Promise<Done> {
  const done = await stage(database, boundariesImporter, file);
  await database.sql.begin((tx) => done.staged.flip(tx));
  expect(done.staged.totals.read).toBe(done.staged.totals.accepted + done.staged.totals.rejected);
  expect(done.context.rejections).toHaveLength(done.staged.totals.rejected);
  return done;
}

const real = (path: string) => openedFile(basename(path), readFileSync(path));

const area = (code: string, name: string, rings = [square(-0.3, 51.5, 0.1)]): TestArea => ({
  properties: { code, name },
  rings,
});

describe.each(availableEngines())("boundaries on %s", (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(() => database?.dispose());

  const live = () => database.sql<
    { code: string; kind: string; name: string; parent: string | null; km2: number }[]
  >`
    SELECT code, kind, name, parent_code AS parent, area_m2 / 1e6 AS km2 FROM area WHERE state = 'live' ORDER BY code`;

  it("nothing is visible before the flip, everything after it", async () => {
    const file = openedFile("one.geojson", geoJson([area("E05000001", "One")]));
    const { staged, importId } = await stage(database, boundariesImporter, file);
    expect(await live()).toEqual([]);
    await database.sql.begin((tx) => staged.flip(tx));
    expect(await live()).toMatchObject([{ code: "E05000001", kind: "ward", name: "One", parent: null }]);
    await database.sql`DELETE FROM area WHERE import_id = ${importId}`;
  });

  it("a later boundary with the same code replaces the earlier one, which stays as retired", async () => {
    await bring(database, openedFile("a.geojson", geoJson([area("E05000002", "Old name")])));
    const { importId } = await bring(
      database,
      openedFile("b.geojson", geoJson([area("E05000002", "New name")])),
    );
    expect(await live()).toMatchObject([{ name: "New name" }]);
    const retired = await database.sql`SELECT name, retired_by FROM area WHERE state = 'retired'`;
    expect(retired).toMatchObject([{ name: "Old name", retired_by: importId }]);
    await database.sql`DELETE FROM area`;
  });

  it("wards find the authority that holds most of them, also when the authority comes later", async () => {
    await bring(
      database,
      openedFile(
        "wards.geojson",
        geoJson([
          area("E05000003", "Inner", [square(-0.29, 51.51, 0.02)]),
          area("E05000004", "Mostly west", [square(-0.215, 51.52, 0.02)]),
          area("E05000005", "Far away", [square(-1, 52, 0.02)]),
        ]),
      ),
    );
    await bring(
      database,
      openedFile(
        "authorities.geojson",
        geoJson([
          area("E09000101", "West", [square(-0.3, 51.5, 0.1)]),
          area("E09000102", "East", [square(-0.2, 51.5, 0.1)]),
        ]),
      ),
    );
    const parents = Object.fromEntries((await live()).map(({ code, parent }) => [code, parent]));
    expect(parents).toEqual({
      E05000003: "E09000101",
      E05000004: "E09000101",
      E05000005: null,
      E09000101: null,
      E09000102: null,
    });
    await database.sql`DELETE FROM area`;
  });

  it("when an authority is taken back its wards look for another, and are orphans if there is none", async () => {
    await bring(
      database,
      openedFile("w.geojson", geoJson([area("E05000011", "W", [square(-0.29, 51.51, 0.02)])])),
    );
    const { importId } = await bring(database, openedFile("la.geojson", geoJson([area("E09000104", "LA")])));
    expect((await live()).find(({ kind }) => kind === "ward")?.parent).toBe("E09000104");
    await database.sql`UPDATE area SET state = 'retired', retired_by = ${importId} WHERE import_id = ${importId}`;
    await refreshParents(database.sql);
    expect(await live()).toMatchObject([{ code: "E05000011", parent: null }]);
    await database.sql`UPDATE area SET state = 'live', retired_by = NULL WHERE import_id = ${importId}`;
    await refreshParents(database.sql);
    expect((await live()).find(({ kind }) => kind === "ward")?.parent).toBe("E09000104");
    await database.sql`DELETE FROM area`;
  });

  it("two imports staged at the same time still find each other's areas", async () => {
    const ward = await stage(
      database,
      boundariesImporter,
      openedFile("w.geojson", geoJson([area("E05000006", "W", [square(-0.29, 51.51, 0.02)])])),
    );
    const authority = await stage(
      database,
      boundariesImporter,
      openedFile("la.geojson", geoJson([area("E09000103", "LA")])),
    );
    await database.sql.begin((tx) => ward.staged.flip(tx));
    await database.sql.begin((tx) => authority.staged.flip(tx));
    expect(await live()).toMatchObject([{ parent: "E09000103" }, { parent: null }]);
    await database.sql`DELETE FROM area`;
  });

  it("outlines that cross each other are repaired where that is harmless, else rejected with their number", async () => {
    const big = square(-0.3, 51.5, 0.1);
    const { staged, context } = await bring(
      database,
      openedFile(
        "crossing.geojson",
        geoJson([
          area("E05000007", "Fine"),
          area("E05000008", "Small slip", [big, square(-0.20001, 51.55, 0.0005)]),
          area("E05000009", "Great overlap", [big, square(-0.22, 51.55, 0.05)]),
        ]),
      ),
    );
    expect(staged.totals).toMatchObject({ read: 3, accepted: 2, rejected: 1 });
    expect(context.rejections).toMatchObject([{ line: 3, reason: "invalid-geometry" }]);
    expect(context.warnings.join()).toContain("Small slip");
    expect((await live()).map(({ code }) => code)).toEqual(["E05000007", "E05000008"]);
    await database.sql`DELETE FROM area`;
  });

  it("National Grid metres give the same place in a Shapefile, a GeoPackage and GeoJSON", async () => {
    const areas = [area("E05000010", "Élan Ward", [square(520000, 190000, 1000)])];
    const { shp, dbf } = shapefile(areas);
    const prj = 'PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936"],PROJECTION["Transverse_Mercator"]]';
    const files = [
      openedFile(
        "a.zip",
        zip({ "in/area.shp": shp, "in/area.dbf": dbf, "in/area.prj": prj, "in/area.cpg": "UTF-8" }),
      ),
      openedFile("a.gpkg", await geoPackage({ area: { srs: 27700, type: "POLYGON", areas } })),
      openedFile(
        "a.geojson",
        geoJson(areas, { crs: { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::27700" } } }),
      ),
    ];
    const expected = await (await chooseConverter(database.sql)).toWgs84(Float64Array.from([520500, 190500]));
    for (const file of files) {
      const { staged } = await bring(database, file);
      expect(staged.totals.transformMethod).toBe((await chooseConverter(database.sql)).method);
      expect(await live()).toMatchObject([{ name: "Élan", km2: 1 }]);
      const [row] = await database.sql`
        SELECT ST_X(ST_Centroid(geom)) AS lng, ST_Y(ST_Centroid(geom)) AS lat FROM area WHERE state = 'live'`;
      expect(row?.lng).toBeCloseTo(expected[0] ?? 0, 5);
      expect(row?.lat).toBeCloseTo(expected[1] ?? 0, 5);
    }
    await database.sql`DELETE FROM area`;
  });

  it("the converter is the database's only if it reproduces OSTN15, and then says so", async () => {
    const off = await worstOffsetM((pairs) => transformBngInDatabase(database.sql, pairs));
    const { method } = await chooseConverter(database.sql);
    console.info(
      `${engine}: ST_Transform is ${off === null ? "not available" : `${off.toFixed(3)} m`} off OSTN15; ${method}`,
    );
    if (off !== null && off > 0.05) {
      const bng = Float64Array.from([520483, 191400, 91492, 11318, 395999, 1138728]);
      const [theirs, ours] = [
        await transformBngInDatabase(database.sql, bng),
        await helmertConverter.toWgs84(bng),
      ];
      expect(Math.max(...theirs.map((v, i) => Math.abs(v - (ours[i] ?? 0))))).toBeLessThan(2e-7);
    }
    expect(method).toBe(off !== null && off < 0.05 ? OSTN15_METHOD : helmertConverter.method);
  });

  describe.skipIf(!boroughs || !wards || !lsoas || !postcodes)("with the real files", () => {
    it("33 boroughs, 24 wards, 220 LSOAs and 11 postcode districts import without questions", async () => {
      const counts: number[] = [];
      for (const path of [boroughs, wards, lsoas, postcodes]) {
        const { staged, context } = await bring(database, real(path ?? ""));
        expect(context.rejections).toEqual([]);
        counts.push(staged.totals.accepted);
      }
      expect(counts).toEqual([33, 24, 220, 11]);
      const areas = await live();
      const barnet = areas.find(({ code }) => code === "E09000003");
      expect(barnet).toMatchObject({ kind: "local-authority", name: "Barnet" });
      expect(barnet?.km2).toBeCloseTo(86.748, 2);
      expect(areas.find(({ code }) => code === "ward-barnet-vale")).toMatchObject({
        kind: "ward",
        name: "Barnet Vale",
        parent: "E09000003",
      });
      expect(areas.find(({ code }) => code === "NW4")).toMatchObject({
        kind: "postcode-district",
        parent: "E09000003",
      });
      expect(areas.find(({ code }) => code === "NW1")?.parent).toBe("E09000007");
      const ofBarnet = areas.filter(
        ({ parent, kind }) => parent === "E09000003" && kind !== "postcode-district",
      );
      expect(ofBarnet).toHaveLength(244);
    });

    it.skipIf(!lights)("the pure test and ST_Covers agree on all 33,146 street lights", async () => {
      const [row] = await database.sql<{ id: number }[]>`
        SELECT id FROM area WHERE code = 'E09000003' AND state = 'live'`;
      const id = row?.id ?? 0;
      const wkb = (await areaGeometries(database.sql, [id])).get(id);
      const geometry = geometryOfWkb(wkb ?? Buffer.alloc(0));
      if (geometry.kind !== "polygons") throw new RangeError("no polygon");
      const { covers } = prepareArea(geometry.polygons);
      const points = readFileSync(lights ?? "", "utf8")
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(",").map(Number));
      const lng = points.map((fields) => fields[4] ?? 0);
      const lat = points.map((fields) => fields[3] ?? 0);
      const inside = await database.sql<{ i: bigint }[]>`
        SELECT u.i FROM unnest(${`{${lng.join()}}`}::float8[], ${`{${lat.join()}}`}::float8[]) WITH ORDINALITY AS u (x, y, i)
        JOIN area a ON a.id = ${id} AND ST_Covers(a.geom, ST_SetSRID(ST_MakePoint(u.x, u.y), 4326)) ORDER BY u.i`;
      const pure = lng.flatMap((x, i) => (covers(x, lat[i] ?? 0) ? [i + 1] : []));
      expect(inside.map(({ i }) => Number(i))).toEqual(pure);
      expect(pure).toHaveLength(32_780);
    });
  });
});
