import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localPlane } from "#domain/camera/local-plane.ts";
import { viewPolygons } from "#domain/camera/view-polygons.ts";
import { areaOnlyInM2, unionAreaM2 } from "../../client/screens/cameras/model/united-views.ts";
import { uniteViews } from "../../server/db/queries/camera-scene.ts";
import { randomViews } from "../support/random-views.ts";
import { openTestDatabase, type TestDatabase } from "../support/test-database.ts";

const PLANE = localPlane([-0.2, 51.62]);

describe("views united in the browser and in the database", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(async () => {
    await database?.dispose();
  });

  const inDatabase = async (rings: readonly Float64Array[]) => {
    const texts = rings.map((ring) =>
      JSON.stringify({
        type: "Polygon",
        coordinates: [
          Array.from({ length: ring.length / 2 }, (_, i) => [
            ...PLANE.toLngLat([ring[2 * i] ?? 0, ring[2 * i + 1] ?? 0]),
          ]),
        ],
      }),
    );
    return (await uniteViews(database.sql, texts)).areaM2;
  };

  it("have the same area, alone, together and less the others, to 1 m² in 20,000", async () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const views = randomViews(10, seed).map((view) => viewPolygons(view));
      const [own = [], ...others] = views;
      const all = await inDatabase(views.flat());
      const rest = await inDatabase(others.flat());
      const tolerance = 5e-5 * all;
      expect(Math.abs(unionAreaM2(views.flat()) - all)).toBeLessThan(tolerance);
      expect(Math.abs(unionAreaM2(others.flat()) - rest)).toBeLessThan(tolerance);
      expect(Math.abs(areaOnlyInM2(own, others.flat()) - (all - rest))).toBeLessThan(tolerance);
    }
  });
});
