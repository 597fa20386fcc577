import { describe, expect, it } from "vitest";
import { centroidOfPolygons } from "#domain/grid/centroid.ts";
import { wgs84ToBng } from "#domain/grid/osgb.ts";
import { helmertConverter } from "../../server/ingest/coordinates/converter.ts";
import { detectFile } from "../../server/ingest/detect.ts";
import { ImportFailure } from "../../server/ingest/importer.ts";
import { classOfTags, classOfWord, layerOfFileName } from "../../server/ingest/points/place-classes.ts";
import type { PlaceDraft } from "../../server/ingest/points/place-draft.ts";
import { PlaceSink } from "../../server/ingest/points/place-sink.ts";
import { placeReader } from "../../server/ingest/points/place-table.ts";
import { pointsImporter } from "../../server/ingest/points/points-importer.ts";
import { readGeoJsonPlaces } from "../../server/ingest/points/read-geojson-places.ts";
import { readOsmPlaces } from "../../server/ingest/points/read-osm-places.ts";
import { readPointTable } from "../../server/ingest/points/read-point-table.ts";
import { sourceKey } from "../../server/ingest/points/source-key.ts";
import { openedFile, readContext, square } from "../support/boundary-files.ts";
import { osmPbf } from "../support/osm-writer.ts";

const READERS = { csv: readPointTable, geojson: readGeoJsonPlaces, osm: readOsmPlaces };

async function read(form: keyof typeof READERS, name: string, content: string | Buffer) {
  const context = readContext();
  const places: PlaceDraft[] = [];
  const sink = new PlaceSink(name, context, helmertConverter, async (batch) => void places.push(...batch));
  await READERS[form](openedFile(name, content), context, sink, placeReader);
  await sink.flush(true);
  expect(sink.totals.read).toBe(sink.totals.accepted + sink.totals.rejected);
  expect(context.rejections).toHaveLength(sink.totals.rejected);
  expect(places).toHaveLength(sink.totals.accepted);
  return { places, reasons: context.rejections.map(({ line, reason }) => [line, reason]), ...context };
}

const feature = (properties: object, geometry: object | null) => ({ type: "Feature", properties, geometry });
const collection = (...features: object[]) => JSON.stringify({ type: "FeatureCollection", features });
const point = (lng: number, lat: number) => ({ type: "Point", coordinates: [lng, lat] });

describe("what a place is", () => {
  it("publishers' words and codes are known whatever their case, plural and punctuation", () => {
    expect(classOfWord("Public House")).toEqual({ layer: "licensed-premises", class: "pub" });
    expect(classOfWord("PRIMARY SCHOOLS")).toEqual({ layer: "school", class: "primary" });
    expect(classOfWord("BCT")).toEqual({ layer: "bus-stop", class: "bus-stop" });
    expect(classOfWord("Pub/bar/nightclub")).toEqual({ layer: "licensed-premises", class: "pub" });
    expect(classOfWord("Hospital")).toBeNull();
  });

  it("of OpenStreetMap's tags the closest rule decides", () => {
    const of = (tags: Record<string, string>) => classOfTags((key) => tags[key]);
    expect(of({ railway: "station", station: "subway" })).toEqual({ layer: "station", class: "tube" });
    expect(of({ railway: "station" })).toEqual({ layer: "station", class: "rail" });
    expect(of({ shop: "alcohol" })).toEqual({ layer: "licensed-premises", class: "off-licence" });
    expect(of({ railway: "rail" })).toBeNull();
  });

  it("a file's name can say it for all, the longest words first", () => {
    expect(layerOfFileName("barnet-schools-2024.csv")).toBe("school");
    expect(layerOfFileName("Petrol_Stations.geojson")).toBe("forecourt");
    expect(layerOfFileName("export.csv")).toBeNull();
  });

  it("two releases of one file are one source, two publishers are not", () => {
    const key = sourceKey("barnet-schools-2024-03.csv", "DfE");
    expect(sourceKey("Barnet Schools 2025 (1).csv", "DfE")).toBe(key);
    expect(sourceKey("barnet-schools-2024-03.csv", "Council")).not.toBe(key);
    expect(sourceKey("greater-london-latest.osm.pbf", null)).toBe(
      sourceKey("greater-london-250101.osm.pbf", null),
    );
    expect(sourceKey("1.csv", null)).not.toBe(sourceKey("2.csv", null));
  });
});

describe("places as CSV", () => {
  it("class, name and reference are found by content and name, the rest is kept as attributes", async () => {
    const { places } = await read(
      "csv",
      "premises.csv",
      "Licence No,Trading as,Name,Activity,Longitude,Latitude,Hours\nL1,x,The Crown,Public house,-0.2,51.6,late\n",
    );
    expect(places).toEqual([
      {
        layer: "licensed-premises",
        class: "pub",
        name: "The Crown",
        reference: "L1",
        attributes: { "Trading as": "x", Hours: "late" },
        position: [-0.2, 51.6],
        bng: null,
      },
    ]);
  });

  it("degrees are taken before eastings, which stand in where degrees are blank", async () => {
    const [easting, northing] = wgs84ToBng(-0.2, 51.6);
    const { places } = await read(
      "csv",
      "stops.csv",
      `ATCOCode,CommonName,StopType,Easting,Northing,Longitude,Latitude\n1,A,BCT,0,0,-0.21,51.61\n2,B,BCT,${easting},${northing},,\n`,
    );
    expect(
      places.map(({ position, bng }) => [position[0].toFixed(5), position[1].toFixed(5), bng !== null]),
    ).toEqual([
      ["-0.21000", "51.61000", false],
      ["-0.20000", "51.60000", true],
    ]);
  });

  it("rows without a known class, a position or a place in the country are rejected with the reason", async () => {
    const { reasons, places } = await read(
      "csv",
      "a.csv",
      "name,class,lng,lat\nA,school,-0.2,51.6\nB,hospital,-0.2,51.6\nC,school,,\nD,school,13.4,52.5\nE,school,51.6,-0.2\nF,school\nG,pub,-0.2,x\n",
    );
    expect(places.map(({ name }) => name)).toEqual(["A"]);
    expect(reasons).toEqual([
      [3, "not-of-interest"],
      [4, "no-position"],
      [5, "outside-uk"],
      [6, "coordinates-swapped"],
      [7, "wrong-field-count"],
      [8, "coordinate-not-a-number"],
    ]);
  });

  it("without a class column the file's name decides, with a warning; without that the file is refused", async () => {
    const table = "name,lng,lat\nA,-0.2,51.6\n";
    const { places, warnings } = await read("csv", "schools.csv", table);
    expect(places.map(({ layer, class: kind }) => [layer, kind])).toEqual([["school", "school"]]);
    expect(warnings.join()).toContain("after the file’s name");
    await expect(read("csv", "export.csv", table)).rejects.toThrow(ImportFailure);
    await expect(read("csv", "schools.csv", "name,class\nA,school\n")).rejects.toThrow(
      /longitude and latitude/,
    );
  });
});

describe("places as GeoJSON", () => {
  it("points are taken as they are, areas at their centre of gravity, lines are rejected", async () => {
    const { places, reasons } = await read(
      "geojson",
      "a.geojson",
      collection(
        feature({ amenity: "fuel", name: "F" }, point(-0.2, 51.6)),
        feature(
          { amenity: "school", name: "S" },
          { type: "Polygon", coordinates: [square(-0.21, 51.6, 0.002)] },
        ),
        feature(
          { amenity: "school" },
          {
            type: "LineString",
            coordinates: [
              [-0.2, 51.6],
              [-0.2, 51.7],
            ],
          },
        ),
        feature({ amenity: "bench" }, point(-0.2, 51.6)),
        feature({ amenity: "school" }, null),
      ),
    );
    expect(
      places.map(({ layer, name, position }) => [layer, name, position.map((d) => d.toFixed(6))]),
    ).toEqual([
      ["forecourt", "F", ["-0.200000", "51.600000"]],
      ["school", "S", ["-0.209000", "51.601000"]],
    ]);
    expect(reasons).toEqual([
      [3, "not-a-place"],
      [4, "not-of-interest"],
      [5, "not-a-place"],
    ]);
  });

  it("National Grid metres are converted", async () => {
    const [x, y] = wgs84ToBng(-0.2, 51.6);
    const { places } = await read("geojson", "schools.geojson", collection(feature({ a: "b" }, point(x, y))));
    expect(places[0]?.position[0]).toBeCloseTo(-0.2, 6);
    expect(places[0]?.bng).toEqual([x, y]);
  });
});

describe("places out of an OpenStreetMap extract", () => {
  it("nodes, closed ways and multipolygons become points with their tags; others are passed over", async () => {
    const corners = square(-0.2, 51.6, 0.001).slice(0, 4);
    const bytes = osmPbf({
      nodes: [
        ...corners.map(([lng, lat], i) => ({ id: i + 1, lng, lat })),
        { id: 9, lng: -0.1, lat: 51.5, tags: { highway: "bus_stop", name: "High Street", ref: "A" } },
        { id: 10, lng: -73.9, lat: 40.7, tags: { amenity: "bar" } },
        { id: 11, lng: -0.1, lat: 51.5, tags: { natural: "tree" } },
      ],
      ways: [
        { id: 5, nodes: [1, 2, 3, 4, 1], tags: { amenity: "school" } },
        { id: 6, nodes: [77, 78], tags: { amenity: "pub" } },
      ],
    });
    const { places, reasons } = await read("osm", "town.osm.pbf", bytes);
    expect(
      places.map(({ layer, reference, name, attributes }) => [layer, reference, name, attributes]),
    ).toEqual([
      ["bus-stop", "node/9", "High Street", { highway: "bus_stop", ref: "A" }],
      ["school", "way/5", null, { amenity: "school" }],
    ]);
    expect(places[1]?.position.map((d) => d.toFixed(6))).toEqual(["-0.199500", "51.600500"]);
    expect(reasons.map(([, reason]) => reason)).toEqual(["outside-uk", "incomplete-shape"]);
  });
});

describe("a file of places is told by its content", () => {
  const cases: [string, string | Buffer, string | null][] = [
    ["OpenStreetMap", osmPbf({}), "osm-extract"],
    ["GeoJSON points", collection(feature({}, point(-0.2, 51.6))), "points-of-interest"],
    [
      "areas with OpenStreetMap tags",
      collection(
        feature({ amenity: "school" }, { type: "Polygon", coordinates: [square(-0.2, 51.6, 0.01)] }),
      ),
      "points-of-interest",
    ],
    [
      "areas of another kind",
      collection(feature({ name: "Ward" }, { type: "Polygon", coordinates: [square(-0.2, 51.6, 0.01)] })),
      "boundaries",
    ],
    [
      "a table of stops with dates",
      "StopType,Created,Longitude,Latitude\nBCT,2024-01-01,-0.2,51.6\n",
      "points-of-interest",
    ],
    [
      "an extract of incidents in pubs",
      "Offence,Place type,From,Longitude,Latitude\nRobbery,pub,2024-01-01 10:00,-0.2,51.6\n",
      "force-extract",
    ],
    ["a table of lampposts", "name,lng,lat\nA,-0.2,51.6\n", "columns"],
    ["a table of anything", "name,lng,lat\nA,-0.2,51.6\n", null],
  ];
  it.each(cases)("%s", async (name, content, kind) => {
    const detection = await detectFile(openedFile(name, content));
    expect(detection.kind).toBe(kind);
    if (kind === null) expect(detection.alternatives).toContain("points-of-interest");
  });

  it("a file without a single usable place is refused, not committed empty", async () => {
    const file = openedFile("a.csv", "name,class,lng,lat\nA,school,13,52\n");
    await expect(pointsImporter.check(file, {}, readContext())).rejects.toThrow(/no place of interest/);
  });
});

describe("centre of gravity", () => {
  it("a hole pulls it away, the closing corner changes nothing, nothing enclosed has none", () => {
    const outer = square(0, 0, 4);
    expect(centroidOfPolygons([[outer]])).toEqual([2, 2]);
    expect(centroidOfPolygons([[outer.slice(0, 4)]])).toEqual([2, 2]);
    const [x = 0, y = 0] = centroidOfPolygons([[outer, square(0, 0, 2)]]) ?? [];
    expect(x).toBeCloseTo((16 * 2 - 4 * 1) / 12, 12);
    expect(y).toBeCloseTo((16 * 2 - 4 * 1) / 12, 12);
    expect(
      centroidOfPolygons([
        [
          [
            [1, 1],
            [2, 2],
            [1, 1],
          ],
        ],
      ]),
    ).toBeNull();
  });
});
