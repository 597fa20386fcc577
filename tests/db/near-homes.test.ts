import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localPlane } from "#domain/camera/local-plane.ts";
import { groundNear, sumOfViews, uniteViews } from "../../server/db/queries/camera-scene.ts";
import { HOME_CLASSES } from "../../server/use-cases/camera-town.ts";
import { importFile } from "../support/run-imports.ts";
import { testFolder } from "../support/street-files.ts";
import { openTestDatabase, type TestDatabase } from "../support/test-database.ts";

const PLANE = localPlane([-0.2, 51.62]);

/** A rectangle in metres east and north of one place. */
function box(west: number, south: number, east: number, north: number) {
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ] as const;
  return { type: "Polygon", coordinates: [corners.map((corner) => [...PLANE.toLngLat(corner)])] };
}
const building = (kind: string, geometry: object) => ({
  type: "Feature",
  properties: { building: kind },
  geometry,
});

describe("ground in view near homes", () => {
  let database: TestDatabase;
  const files = testFolder();
  beforeAll(async () => {
    database = await openTestDatabase();
    // Two houses 30 m wide that share a wall, a shop across the street, and a house 500 m away.
    const features = [
      building("house", box(0, 0, 30, 10)),
      building("terrace", box(30, 0, 60, 10)),
      building("retail", box(0, -60, 60, -50)),
      building("house", box(500, 0, 530, 10)),
    ];
    const text = JSON.stringify({ type: "FeatureCollection", features });
    const done = await importFile(database, files.write("buildings.geojson", text));
    expect(done).toMatchObject({ kind: "buildings", accepted: 4 });
  });
  afterAll(async () => {
    await database?.dispose();
  });

  const near = (geometry: object) => groundNear(database.sql, JSON.stringify(geometry), HOME_CLASSES, 10);

  it("is as large as by hand: a strip before two houses, ten metres deep, counted once; none before a shop", async () => {
    expect(await near(box(0, -40, 60, 0))).toBeCloseTo(600, 0);
    expect(await near(box(0, -40, 30, 0))).toBeCloseTo(300, 0);
    expect(await near(box(0, -50, 60, -15))).toBe(0);
    expect(await near(box(200, -40, 260, 0))).toBe(0);
    // Round a corner the zone is a quarter of a circle, drawn with eight straight pieces.
    expect((await near(box(-40, -40, 0, 0))) / ((Math.PI * 100) / 4)).toBeCloseTo(0.993, 2);
  });

  it("of several grounds is the sum, and of nothing nothing", async () => {
    const parts = [box(0, -40, 30, 0), box(500, -40, 530, 0)];
    const both = { type: "MultiPolygon", coordinates: parts.map(({ coordinates }) => coordinates) };
    expect(await near(both)).toBeCloseTo(600, 0);
    const { geometry } = await uniteViews(database.sql, []);
    expect(await groundNear(database.sql, geometry, HOME_CLASSES, 10)).toBe(0);
  });

  it("views of several cameras add up by camera, the looks of each united first", async () => {
    const text = (geometry: object) => JSON.stringify(geometry);
    const [a, b] = [text(box(0, -40, 30, 0)), text(box(15, -40, 45, 0))];
    expect(await sumOfViews(database.sql, [[a], [b]])).toBeCloseTo(2400, 0);
    expect(await sumOfViews(database.sql, [[a, b]])).toBeCloseTo(1800, 0);
    expect(await sumOfViews(database.sql, [[a, b], [], [a]])).toBeCloseTo(3000, 0);
    expect(await sumOfViews(database.sql, [])).toBe(0);
    const { areaM2 } = await uniteViews(database.sql, [a]);
    expect(await sumOfViews(database.sql, [[a]])).toBe(areaM2);
  });
});
