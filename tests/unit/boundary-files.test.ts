import { describe, expect, it } from "vitest";
import { boundariesImporter } from "../../server/ingest/boundaries/boundaries-importer.ts";
import { chooseFields, identify } from "../../server/ingest/boundaries/boundary-fields.ts";
import { systemOfWkt } from "../../server/ingest/boundaries/coordinate-system.ts";
import { FeatureScanner } from "../../server/ingest/boundaries/geojson-source.ts";
import { geometryOfWkb, wkbOfPolygons } from "../../server/ingest/boundaries/well-known-binary.ts";
import {
  converterFor,
  helmertConverter,
  OSTN15_METHOD,
  OSTN15_PROBES,
} from "../../server/ingest/coordinates/converter.ts";
import { ImportFailure, type OpenedFile } from "../../server/ingest/importer.ts";
import {
  type Corner,
  geoJson,
  geoPackage,
  openedFile,
  readContext,
  shapefile,
  square,
  type TestArea,
  zip,
} from "../support/boundary-files.ts";

const hendon = (code: string, name: string, rings: Corner[][] = [square(-0.24, 51.58, 0.02)]): TestArea => ({
  properties: { code, name },
  rings,
});

async function check(file: OpenedFile, options: Parameters<typeof boundariesImporter.check>[1] = {}) {
  const context = readContext();
  const totals = await boundariesImporter.check(file, options, context);
  expect(totals.read).toBe(totals.accepted + totals.rejected);
  expect(context.rejections).toHaveLength(totals.rejected);
  return { totals, ...context };
}

async function failure(file: OpenedFile, options: Parameters<typeof boundariesImporter.check>[1] = {}) {
  const error: unknown = await boundariesImporter
    .check(file, options, readContext())
    .catch((e: unknown) => e);
  if (!(error instanceof ImportFailure)) throw new Error(`expected an ImportFailure, got ${String(error)}`);
  expect(error.detail.length).toBeGreaterThan(10);
  expect(error.next.length).toBeGreaterThan(10);
  return error.code;
}

const feature = (geometry: unknown, properties: unknown = { name: "X" }) => ({
  type: "Feature",
  properties,
  geometry,
});
const collection = (...features: unknown[]) => JSON.stringify({ type: "FeatureCollection", features });

describe("GeoJSON boundaries", () => {
  it("a collection, a single feature and a bare geometry are all read", async () => {
    const polygon = { type: "Polygon", coordinates: [square(-0.24, 51.58, 0.02)] };
    expect((await check(openedFile("a.geojson", geoJson([hendon("E05000001", "A")])))).totals.accepted).toBe(
      1,
    );
    expect((await check(openedFile("b.geojson", JSON.stringify(feature(polygon))))).totals.accepted).toBe(1);
    const bare = await check(openedFile("c.geojson", JSON.stringify(polygon)));
    expect(bare.totals.accepted).toBe(1);
    expect(bare.warnings.join()).toContain("named “c” after the file");
  });

  it("heights, a byte order mark and another encoding do no harm", async () => {
    const high = feature(
      { type: "Polygon", coordinates: [square(-0.24, 51.58, 0.02).map((p) => [...p, 73.5])] },
      { name: "Élan" },
    );
    const text = collection(high);
    expect((await check(openedFile("a.geojson", `\ufeff${text}`))).totals.accepted).toBe(1);
    expect(
      (await check(openedFile("a.geojson", Buffer.from(`\ufeff${text}`, "utf16le")))).totals.accepted,
    ).toBe(1);
  });

  it("points, lines, empty and malformed geometries are rejected by number with a reason", async () => {
    const { rejections, totals } = await check(
      openedFile(
        "mixed.geojson",
        collection(
          feature({ type: "Polygon", coordinates: [square(-0.24, 51.58, 0.02)] }),
          feature({ type: "Point", coordinates: [-0.2, 51.6] }),
          feature({
            type: "LineString",
            coordinates: [
              [-0.2, 51.6],
              [-0.3, 51.6],
            ],
          }),
          feature(null),
          feature({ type: "Polygon", coordinates: [] }),
          feature({ type: "Polygon", coordinates: "nonsense" }),
          feature({ type: "Polygon", coordinates: [[["a", "b"]]] }),
          feature({
            type: "Polygon",
            coordinates: [
              [
                [-0.2, 51.6],
                [-0.2, 51.7],
              ],
            ],
          }),
          feature({
            type: "Polygon",
            coordinates: [
              [
                [-0.2, 51.5],
                [-0.1, 51.6],
                [-0.1, 51.5],
                [-0.2, 51.6],
                [-0.2, 51.5],
              ],
            ],
          }),
        ),
      ),
    );
    expect(totals).toMatchObject({ read: 9, accepted: 1, rejected: 8 });
    expect(rejections.map(({ line, reason }) => [line, reason])).toEqual([
      [2, "not-a-polygon"],
      [3, "not-a-polygon"],
      [4, "empty-geometry"],
      [5, "empty-geometry"],
      [6, "malformed-geometry"],
      [7, "malformed-geometry"],
      [8, "too-few-points"],
      [9, "self-crossing"],
    ]);
  });

  it("an unclosed polygon is closed with a warning", async () => {
    const open = square(-0.24, 51.58, 0.02).slice(0, 4);
    const { totals, warnings } = await check(
      openedFile("a.geojson", geoJson([hendon("E05000001", "A", [open])])),
    );
    expect(totals.accepted).toBe(1);
    expect(warnings.join()).toContain("closed");
  });

  it("the later of two features with one code is rejected", async () => {
    const { rejections } = await check(
      openedFile(
        "a.geojson",
        geoJson([hendon("E05000001", "A"), hendon("E05000001", "B"), hendon("E05000002", "C")]),
      ),
    );
    expect(rejections).toMatchObject([{ line: 2, reason: "duplicate-code" }]);
  });

  it("a boundary abroad or at null island is rejected, one among many even if its numbers are swapped", async () => {
    const { rejections } = await check(
      openedFile(
        "a.geojson",
        geoJson([
          hendon("E05000001", "A"),
          hendon("E05000002", "Paris", [square(2.3, 48.8, 0.1)]),
          hendon("E05000003", "Null island", [square(0, 0, 0.1)]),
          hendon("E05000004", "Swapped", [square(51.58, -0.24, 0.02)]),
          hendon("E05000005", "E"),
          hendon("E05000006", "F"),
        ]),
      ),
    );
    expect(rejections.map(({ line, reason }) => [line, reason])).toEqual([
      [2, "outside-uk"],
      [3, "outside-uk"],
      [4, "coordinates-swapped"],
    ]);
    expect(rejections[1]?.detail).toContain("0, 0");
  });

  it("a file with swapped coordinates throughout is refused with advice", async () => {
    expect(
      await failure(
        openedFile("a.geojson", geoJson([hendon("E05000001", "A", [square(51.58, -0.24, 0.02)])])),
      ),
    ).toBe("coordinates-swapped");
  });

  it("metres without a stated system are read as National Grid, with a warning; so are metres called degrees", async () => {
    const metres = [hendon("E05000001", "A", [square(522000, 189000, 1000)])];
    const unstated = await check(openedFile("a.geojson", geoJson(metres)));
    expect(unstated.totals.transformMethod).toContain("Helmert");
    expect(unstated.warnings.join()).toContain("27700");
    const wrong = await check(
      openedFile("a.geojson", geoJson(metres, { crs: { type: "name", properties: { name: "EPSG:4326" } } })),
    );
    expect(wrong.totals.accepted).toBe(1);
    expect(wrong.warnings.join()).toContain("EPSG:4326");
  });

  it("any other system is refused by name", async () => {
    const crs = { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::3857" } };
    expect(await failure(openedFile("a.geojson", geoJson([hendon("E05000001", "A")], { crs })))).toBe(
      "coordinate-system",
    );
    expect(
      await failure(
        openedFile("a.geojson", geoJson([hendon("E05000001", "A", [square(-25000, 6720000, 500)])])),
      ),
    ).toBe("coordinate-system-unknown");
  });

  it("empty, truncated and wrong files are refused with a clear message", async () => {
    const whole = geoJson([hendon("E05000001", "A"), hendon("E05000002", "B")]);
    expect(await failure(openedFile("empty.geojson", ""))).toBe("empty-file");
    expect(await failure(openedFile("blank.geojson", "  \n"))).toBe("not-geojson");
    expect(await failure(openedFile("cut.geojson", whole.slice(0, whole.length - 60)))).toBe("not-geojson");
    expect(await failure(openedFile("list.geojson", "[1,2,3]"))).toBe("not-geojson");
    expect(await failure(openedFile("other.json", '{"type":"Topology","objects":{}}'))).toBe("not-geojson");
    expect(await failure(openedFile("words.txt", "code,name\nE05000001,A\n"))).toBe("not-geojson");
    expect(await failure(openedFile("none.geojson", collection()))).toBe("no-features");
    expect(await failure(openedFile("image.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0])))).toBe(
      "not-a-csv",
    );
  });

  it("entries that are no features at all are mentioned, and endless nesting does no harm", async () => {
    const polygon = feature({ type: "Polygon", coordinates: [square(-0.24, 51.58, 0.02)] });
    const { totals, warnings } = await check(openedFile("a.geojson", collection(polygon, null, 7)));
    expect(totals).toMatchObject({ read: 1, accepted: 1 });
    expect(warnings.join()).toContain("not features");
    const open = '{"type":"GeometryCollection","geometries":['.repeat(5000);
    const nested = `${open}{"type":"Point","coordinates":[0,51]}${"]}".repeat(5000)}`;
    const text = collection(polygon, feature("NESTED")).replace('"NESTED"', nested);
    const deep = await check(openedFile("b.geojson", text));
    expect(deep.rejections).toMatchObject([{ line: 2 }]);
  });

  it("features are cut out the same however the text is cut into pieces", () => {
    const text = JSON.stringify({
      name: 'a "features": [ trap',
      features: [{ a: '}{"]' }, { b: { features: [1, [2]] } }, { c: "\\" }],
      crs: { properties: { name: "EPSG:27700" } },
    });
    for (let size = 1; size < 40; size++) {
      const scanner = new FeatureScanner();
      const found: string[] = [];
      for (let at = 0; at < text.length; at += size) found.push(...scanner.push(text.slice(at, at + size)));
      expect(found.map((piece) => JSON.parse(piece))).toEqual([
        { a: '}{"]' },
        { b: { features: [1, [2]] } },
        { c: "\\" },
      ]);
      expect(scanner.end()).toEqual({
        name: 'a "features": [ trap',
        features: [],
        crs: { properties: { name: "EPSG:27700" } },
      });
    }
  });
});

describe("zipped Shapefiles", () => {
  const areas = [
    hendon("E05000001", "Élan"),
    hendon("E05000002", "With hole", [square(-0.2, 51.5, 0.1), square(-0.17, 51.53, 0.02)]),
  ];
  const { shp, dbf } = shapefile(areas);
  const prj = 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]]]';

  it("is read from a nested folder, with its encoding and its holes", async () => {
    const file = openedFile(
      "a.zip",
      zip({
        "x/y/a.shp": shp,
        "x/y/a.dbf": dbf,
        "x/y/a.prj": prj,
        "x/y/a.cpg": "UTF-8",
        "__MACOSX/x/._a.shp": "junk",
      }),
    );
    const context = readContext();
    const preview = await boundariesImporter.preview(file, {}, context);
    expect(preview.columns).toEqual(["code", "name"]);
    expect(preview.rows).toEqual([
      ["E05000001", "Élan"],
      ["E05000002", "With hole"],
    ]);
    expect(preview.suggestedBoundaryFields).toEqual({ code: "code", name: "name" });
    expect((await check(file)).totals).toMatchObject({ read: 2, accepted: 2 });
  });

  it("without its table every area is rejected, for want of a name", async () => {
    const { rejections, warnings } = await check(openedFile("a.zip", zip({ "a.shp": shp, "a.prj": prj })));
    expect(rejections.map(({ reason }) => reason)).toEqual(["no-code-or-name", "no-code-or-name"]);
    expect(warnings.join()).toContain(".dbf");
  });

  it("archives without one, with two, damaged or in another system are refused", async () => {
    expect(await failure(openedFile("a.zip", zip({ "readme.txt": "hello" })))).toBe("no-shapefile-in-zip");
    expect(await failure(openedFile("a.zip", zip({ "a.shp": shp, "b.shp": shp })))).toBe(
      "several-shapefiles",
    );
    expect(
      await failure(openedFile("a.zip", zip({ "a.shp": shp.subarray(0, 180), "a.dbf": dbf, "a.prj": prj }))),
    ).toBe("shapefile-damaged");
    expect(await failure(openedFile("a.shp", shp))).toBe("shapefile-not-zipped");
    const mercator = 'PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984"]]';
    expect(await failure(openedFile("a.zip", zip({ "a.shp": shp, "a.dbf": dbf, "a.prj": mercator })))).toBe(
      "coordinate-system",
    );
    const whole = zip({ "a.shp": shp, "a.dbf": dbf });
    expect(await failure(openedFile("a.zip", whole.subarray(0, whole.length - 30)))).toMatch(/^archive-/);
  });

  it("systems are read from well-known text by code or by name", () => {
    expect(systemOfWkt(prj)).toEqual({ epsg: 4326, name: "GCS_WGS_1984" });
    expect(
      systemOfWkt('PROJCS["OSGB 1936 / British National Grid",GEOGCS["OSGB 1936"],AUTHORITY["EPSG","27700"]]')
        ?.epsg,
    ).toBe(27700);
    expect(systemOfWkt('PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936"]]')?.epsg).toBe(27700);
    expect(systemOfWkt('GEOGCS["GCS_North_American_1983"]')?.epsg).toBeNull();
    expect(systemOfWkt("")).toBeNull();
  });
});

describe("GeoPackages", () => {
  it("the polygon layer is found beside others, and that is said", async () => {
    const file = openedFile(
      "a.gpkg",
      await geoPackage({
        cameras: { srs: 4326, type: "POINT", areas: [hendon("x", "camera")] },
        small: { srs: 4326, type: "POLYGON", areas: [hendon("E05000009", "Z")] },
        wards: {
          srs: 4326,
          type: "MULTIPOLYGON",
          areas: [hendon("E05000001", "A"), hendon("E05000002", "B")],
        },
      }),
    );
    const { totals, warnings } = await check(file);
    expect(totals).toMatchObject({ read: 2, accepted: 2 });
    expect(warnings.join()).toMatch(/Layer wards .* small/);
  });

  it("files without polygons, damaged ones and other systems are refused", async () => {
    const points = await geoPackage({ p: { srs: 4326, type: "POINT", areas: [hendon("x", "camera")] } });
    expect(await failure(openedFile("a.gpkg", points))).toBe("geopackage-without-polygons");
    expect(await failure(openedFile("a.gpkg", points.subarray(0, 3000)))).toBe("geopackage-damaged");
    const mercator = await geoPackage({
      p: { srs: 3857, type: "POLYGON", areas: [hendon("E05000001", "A")] },
    });
    expect(await failure(openedFile("a.gpkg", mercator))).toBe("coordinate-system");
  });

  it("well-known binary survives a round trip and every truncation", () => {
    const polygons = [[square(0, 50, 1), square(0.2, 50.2, 0.1)], [square(3, 50, 1)]];
    const wkb = wkbOfPolygons(polygons);
    expect(geometryOfWkb(wkb)).toEqual({ kind: "polygons", polygons });
    for (let bytes = 0; bytes < wkb.length; bytes += 7) {
      expect(geometryOfWkb(wkb.subarray(0, bytes)).kind).toBe("malformed");
    }
    const lying = Buffer.from(wkb);
    lying.writeUInt32LE(0xffffffff, 5);
    expect(geometryOfWkb(lying).kind).toBe("malformed");
  });
});

describe("fields of boundaries", () => {
  it.each([
    [
      { NAME: "Barnet", GSS_CODE: "E09000003", SUB_2009: null },
      { code: "E09000003", name: "Barnet", kind: "local-authority" },
    ],
    [
      { lsoa21cd: "E01033917", lsoa21nm: "Barnet 042C", msoa21cd: "E02006953", msoa21nm: "Barnet 042" },
      { code: "E01033917", name: "Barnet 042C", kind: "lsoa" },
    ],
    [
      { ward_code: "E05001643", ward_name: "Anchorsholme" },
      { code: "E05001643", name: "Anchorsholme", kind: "ward" },
    ],
    [
      { objectid: "E07000117", district: "Burnley" },
      { code: "E07000117", name: "Burnley", kind: "local-authority" },
    ],
    [{ name: "Barnet Vale Ward" }, { code: "ward-barnet-vale", name: "Barnet Vale", kind: "ward" }],
    [
      { name: "NW4", styleUrl: "#NW", description: "NW4 postcode district" },
      { code: "NW4", name: "NW4", kind: "postcode-district" },
    ],
    [
      { name: "Safer Streets zone 3" },
      { code: "place-safer-streets-zone-3", name: "Safer Streets zone 3", kind: "place" },
    ],
    [
      { W06: "W06000015", W06NM: "Caerdydd" },
      { code: "W06000015", name: "Caerdydd", kind: "local-authority" },
    ],
  ])("%j is understood", (properties, expected) => {
    expect(identify(properties, chooseFields([properties]), "boundaries")).toEqual(expected);
  });

  it("the caller's fields win, and a field that is not there is refused", async () => {
    const file = openedFile(
      "a.geojson",
      geoJson([
        { properties: { ref: "Z1", label: "Zone", name: "ignored" }, rings: [square(-0.24, 51.58, 0.02)] },
      ]),
    );
    expect(
      (await check(file, { boundaryFields: { code: "ref", name: "label", kind: "place" } })).totals.accepted,
    ).toBe(1);
    expect(identify({ ref: "Z1", label: "Zone" }, { code: "ref", name: "label", kind: "place" }, "")).toEqual(
      {
        code: "Z1",
        name: "Zone",
        kind: "place",
      },
    );
    expect(await failure(file, { boundaryFields: { code: "nope", name: "label", kind: null } })).toBe(
      "unknown-field",
    );
  });
});

describe("choice of the coordinate conversion", () => {
  it("a database that reproduces OSTN15 is used and named; one that is metres off, or fails, is not", async () => {
    const exact = async (pairs: Float64Array) =>
      pairs.length === 2 * OSTN15_PROBES.length
        ? Float64Array.from(OSTN15_PROBES.flatMap(({ wgs84 }) => wgs84))
        : pairs.map((v) => v + 1);
    const chosen = await converterFor(exact);
    expect(chosen.method).toBe(OSTN15_METHOD);
    expect([...(await chosen.toWgs84(Float64Array.from([1, 2])))]).toEqual([2, 3]);
    expect(await converterFor(helmertConverter.toWgs84)).toBe(helmertConverter);
    expect(await converterFor(() => Promise.reject(new Error("no grid")))).toBe(helmertConverter);
    expect(await converterFor(async () => new Float64Array(0))).toBe(helmertConverter);
  });
});
