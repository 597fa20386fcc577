import { describe, expect, it } from "vitest";
import { ImportFailure } from "../../server/ingest/importer.ts";
import { collectOsmFeatures } from "../../server/ingest/osm/collect-features.ts";
import { joinRings } from "../../server/ingest/osm/join-rings.ts";
import { ProtobufReader } from "../../server/ingest/osm/protobuf-reader.ts";
import { readOsm } from "../../server/ingest/osm/read-osm.ts";
import { openedFile } from "../support/boundary-files.ts";
import { osmPbf, type TestOsm } from "../support/osm-writer.ts";
import { hasRealData, realFile } from "../support/real-data.ts";

/** A square of 0.001° with corners 1–4, a smaller one inside it with corners 5–8. */
const CORNERS = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
  [4, 4],
  [6, 4],
  [6, 6],
  [4, 6],
].map(([x = 0, y = 0], i) => ({ id: i + 1, lng: -0.2 + x / 1e4, lat: 51.6 + y / 1e4 }));

const TOWN: TestOsm = {
  nodes: [
    ...CORNERS,
    { id: 9_007_199_000, lng: -0.1234567, lat: 51.7654321, tags: { amenity: "pub", name: "The Crown" } },
  ],
  ways: [
    { id: 10, nodes: [1, 2, 3, 4, 1], tags: { building: "yes" } },
    { id: 11, nodes: [1, 2, 3] },
    { id: 12, nodes: [1, 4, 3] },
    { id: 13, nodes: [5, 6, 7, 8, 5] },
    { id: 14, nodes: [1, 99], tags: { building: "yes" } },
  ],
  relations: [
    {
      id: 20,
      members: [
        { kind: "way", id: 11, role: "outer" },
        { kind: "way", id: 12, role: "outer" },
        { kind: "way", id: 13, role: "inner" },
      ],
      tags: { type: "multipolygon", building: "school" },
    },
  ],
};

const failureCode = async (bytes: Buffer): Promise<string> => {
  const error: unknown = await readOsm(openedFile("a.osm.pbf", bytes), { way() {} }).catch((e: unknown) => e);
  return error instanceof ImportFailure ? error.code : String(error);
};

describe("OpenStreetMap extracts", () => {
  it.each([
    ["dense and packed", {}],
    ["node by node", { dense: false }],
    ["not packed", { packed: false }],
  ])("nodes, ways and relations come out as they went in: %s", async (_, options) => {
    const nodes: unknown[] = [];
    const ways: unknown[] = [];
    const relations: unknown[] = [];
    const places = new Map<number, [number, number]>();
    await readOsm(openedFile("town.osm.pbf", osmPbf(TOWN, options)), {
      position: (id, lng, lat) => void places.set(id, [lng, lat]),
      taggedNode: ({ id, tags }) => void nodes.push([id, Object.fromEntries(tags)]),
      way: ({ id, nodeIds, tags }) => void ways.push([id, nodeIds, Object.fromEntries(tags)]),
      relation: ({ id, members, tags }) => void relations.push([id, members, Object.fromEntries(tags)]),
    });
    expect(nodes).toEqual([[9_007_199_000, { amenity: "pub", name: "The Crown" }]]);
    expect(ways).toEqual(TOWN.ways?.map((way) => [way.id, way.nodes, way.tags ?? {}]));
    expect(relations).toEqual(TOWN.relations?.map((one) => [one.id, one.members, one.tags]));
    expect(places.size).toBe(9);
    for (const { id, lng, lat } of TOWN.nodes ?? []) {
      expect(places.get(id)?.[0]).toBeCloseTo(lng, 9);
      expect(places.get(id)?.[1]).toBeCloseTo(lat, 9);
    }
  });

  it("chosen elements come with their shapes; a way whose nodes the extract lacks is incomplete", async () => {
    const found = await collectOsmFeatures(openedFile("town.osm.pbf", osmPbf(TOWN)), (tags) =>
      tags.has("building") ? "building" : null,
    );
    expect(found.map(({ kind, id, shape }) => [kind, id, shape.type])).toEqual([
      ["way", 10, "path"],
      ["way", 14, "incomplete"],
      ["relation", 20, "polygons"],
    ]);
    const relation = found[2]?.shape;
    if (relation?.type !== "polygons") throw new Error("expected polygons");
    expect(relation.polygons).toHaveLength(1);
    expect(relation.polygons[0]?.map((ring) => ring.length)).toEqual([5, 5]);
  });

  it("a file that is cut short, damaged, of another kind or asks for more than is known is refused", async () => {
    const whole = osmPbf(TOWN);
    expect(await failureCode(whole.subarray(0, whole.length - 5))).toBe("osm-damaged");
    const broken = Buffer.from(whole);
    broken.fill(0xff, whole.length - 40, whole.length - 20);
    expect(await failureCode(broken)).toBe("osm-damaged");
    expect(await failureCode(Buffer.from("PK\u0003\u0004 nothing of the kind"))).toBe("osm-damaged");
    expect(await failureCode(Buffer.alloc(0))).toBe("not-osm");
    expect(await failureCode(osmPbf(TOWN, { features: ["HistoricalInformation"] }))).toBe("osm-features");
    expect(await failureCode(Buffer.from([0x7f, 0xff, 0xff, 0xff]))).toBe("osm-damaged");
  });

  it.skipIf(!hasRealData)("real extracts hold what GDAL finds in them", async () => {
    // ogr2ogr 3.6: highway=bus_stop of layer points, building of layer multipolygons. GDAL finds 81, 48, 8,994 and 1,520
    // buildings: it moves the tags of an outer way to its untagged relation, and leaves out relations it cannot close.
    const known = [
      ["leeds_its-example", 9, 81],
      ["whitelion_bristol_uk", 0, 48],
      ["liechtenstein-latest", 307, 8996],
      ["nyc", 0, 1525],
    ] as const;
    for (const [name, busStops, buildings] of known) {
      const path = realFile(`buildings/${name}.osm.pbf`);
      if (!path) continue;
      const found = await collectOsmFeatures({ path, name }, (tags, kind) => {
        if (kind === "node") return tags.get("highway") === "bus_stop" ? "bus stop" : null;
        return tags.has("building") ? "building" : null;
      });
      const areas = found.filter(
        ({ chosen, shape }) =>
          chosen === "building" && (shape.type === "polygons" || (shape.type === "path" && shape.closed)),
      );
      expect([name, found.length - found.filter((one) => one.chosen === "building").length]).toEqual([
        name,
        busStops,
      ]);
      expect([name, areas.length]).toEqual([name, buildings]);
    }
  });
});

describe("numbers on the wire", () => {
  const read = (...bytes: number[]) => new ProtobufReader(Uint8Array.from(bytes));

  it("small, large and negative integers are exact", () => {
    expect(read(0x96, 0x01).varint()).toBe(150);
    expect(read(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f).varint()).toBe(2 ** 53 - 1);
    expect(read(0x01).signed()).toBe(-1);
    expect(read(0xff, 0xff, 0xff, 0xff, 0x0f).signed()).toBe(-(2 ** 31));
    expect(read(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01).plainSigned()).toBe(-1);
    expect(read(0x80, 0x80, 0x80, 0x80, 0x10).plainSigned()).toBe(2 ** 32);
  });

  it("a number or a piece that does not end is an error, never a guess", () => {
    expect(() => read(0x80).varint()).toThrow(RangeError);
    expect(() => read(0x05, 0x00).piece()).toThrow(RangeError);
  });
});

describe("rings out of ways", () => {
  it("ways are joined in any order and direction", () => {
    expect(
      joinRings([
        [1, 2, 3],
        [5, 4, 3],
        [5, 1],
      ]),
    ).toEqual({ rings: [[1, 2, 3, 4, 5, 1]], leftOver: 0 });
  });

  it("a ring that the extract's edge cuts open is left out and counted", () => {
    expect(
      joinRings([
        [1, 2, 3],
        [3, 4],
        [7, 8, 9, 7],
      ]),
    ).toEqual({ rings: [[7, 8, 9, 7]], leftOver: 2 });
  });
});
