import { describe, expect, it } from "vitest";
import { frameBox, mapShapes } from "../../client/screens/cameras/papers/paper-map-shapes.ts";
import { paperPages } from "../../client/screens/cameras/papers/paper-pages.ts";

const CENTRE = [-0.19, 51.6] as const;
const SIZE = { width: 1000, height: 500 };
const frame = { centre: CENTRE, radiusM: 80 };
/** Metres of a degree of latitude on the mean sphere: good to half a per cent against the ellipsoid. */
const M_PER_DEGREE = 111_195;

const feature = (geometry: GeoJSON.Geometry): GeoJSON.Feature => ({
  type: "Feature",
  properties: {},
  geometry,
});
const nothing = { buildings: [], roads: [], views: [], cameras: [] };
const camera = (position: readonly [number, number], bearingDeg: number | null = 0) => ({
  position,
  bearingDeg,
  label: "P1",
});

describe("the map of a paper", () => {
  it("has the frame's centre in its middle, north up and east to the right", () => {
    const north = [CENTRE[0], CENTRE[1] + 40 / M_PER_DEGREE] as const;
    const { cameras } = mapShapes(frame, SIZE, { ...nothing, cameras: [camera(CENTRE), camera(north)] });
    expect(cameras[0]).toMatchObject({ x: 500, y: 250 });
    expect(cameras[1]?.x).toBeCloseTo(500, 6);
    // 40 m of the 80 m from the middle to the upper edge.
    expect(Math.abs((cameras[1]?.y ?? 0) - 125)).toBeLessThan(1);
  });

  it("a camera that looks east points to the right; one of unknown direction points nowhere", () => {
    const { cameras } = mapShapes(frame, SIZE, {
      ...nothing,
      cameras: [camera(CENTRE, 90), camera(CENTRE, null)],
    });
    expect(cameras[0]?.tip?.x).toBeGreaterThan(500);
    expect(cameras[0]?.tip?.y).toBeCloseTo(250, 6);
    expect(cameras[1]?.tip).toBeNull();
  });

  it.each([10, 37, 80, 240, 999, 5000])(
    "the scale bar of a map of %i m is a round length, true to scale",
    (radiusM) => {
      const { scale } = mapShapes({ centre: CENTRE, radiusM }, SIZE, nothing);
      expect([1, 2, 5]).toContain(Number(String(scale.metres)[0]));
      expect(scale.length / (SIZE.height / 2)).toBeCloseTo(scale.metres / radiusM, 10);
      expect(scale.length).toBeLessThanOrEqual(0.28 * SIZE.width);
      expect(scale.length).toBeGreaterThan(0.28 * SIZE.width * 0.39);
    },
  );

  it("a building is closed, a road is not, and a point is not drawn", () => {
    const line = [
      [-0.19, 51.6],
      [-0.1901, 51.6],
      [-0.1901, 51.6001],
      [-0.19, 51.6],
    ];
    const { buildings, roads } = mapShapes(frame, SIZE, {
      ...nothing,
      buildings: [
        feature({ type: "Polygon", coordinates: [line] }),
        feature({ type: "Point", coordinates: [-0.19, 51.6] }),
      ],
      roads: [feature({ type: "LineString", coordinates: line })],
    });
    expect(buildings).toHaveLength(1);
    expect(buildings[0]).toMatch(/^M500\.0 250\.0L.*Z$/);
    expect(roads[0]).not.toContain("Z");
  });

  it("asks for the ground around the frame", () => {
    const [west = 0, south = 0, east = 0, north = 0] = frameBox(frame, 2).split(",").map(Number);
    expect(((north - south) * M_PER_DEGREE) / 320).toBeCloseTo(1, 1);
    expect((west + east) / 2).toBeCloseTo(CENTRE[0], 4);
  });
});

describe("pages of a paper", () => {
  const section = (id: string, startsPage: boolean) => ({ id, heading: id, blocks: [], startsPage });

  it("a section that starts a page begins a new one, and none is lost", () => {
    const sections = [section("a", false), section("b", false), section("c", true), section("d", false)];
    expect(paperPages(sections).map((page) => page.map(({ id }) => id).join(""))).toEqual(["ab", "cd"]);
    expect(paperPages([])).toEqual([]);
  });
});
