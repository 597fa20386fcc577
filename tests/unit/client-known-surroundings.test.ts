import { describe, expect, it } from "vitest";
import {
  groundOnlyItSees,
  isKnownAround,
  surroundingsOf,
} from "../../client/screens/cameras/model/view-features.ts";
import { buildingBox } from "../../client/screens/explore/model/building-box.ts";
import { CAMERA_LEVELS } from "../../server/use-cases/camera-levels.ts";
import { camera, turned } from "../support/scenario-document.ts";

const LNG_STEP = 360 / (2 * Math.PI * 6_371_000 * Math.cos((51.62 * Math.PI) / 180));
const LAT_STEP = 360 / (2 * Math.PI * 6_371_000);
/** So many metres east and north of a point of Barnet. */
const at = (east: number, north: number): [number, number] => [
  -0.2 + east * LNG_STEP,
  51.62 + north * LAT_STEP,
];
const boxOf = (halfM: number) => [...at(-halfM, -halfM), ...at(halfM, halfM)].join();
const looking = (bearingDeg: number, east: number, north: number) => ({
  ...turned(camera("P1"), bearingDeg).design,
  position: at(east, north),
});

const levels = CAMERA_LEVELS.find(({ id }) => id === "2014")?.levels ?? [];
const detect = levels.find(({ id }) => id === "detect") ?? expect.fail("no such level");

describe("buildings around what is looked at", () => {
  it("a camera is measured only where everything that could hide something is known", () => {
    const around = surroundingsOf([], boxOf(100));
    expect(isKnownAround(around, { position: at(0, 0), rangeM: 99 })).toBe(true);
    expect(isKnownAround(around, { position: at(0, 0), rangeM: 101 })).toBe(false);
    expect(isKnownAround(around, { position: at(50, 0), rangeM: 60 })).toBe(false);
    expect(isKnownAround(around, { position: at(0, -50), rangeM: 60 })).toBe(false);
  });

  it("what no other camera sees is not said while a neighbour’s buildings are not known", () => {
    const [own, other] = [looking(0, 0, 0), looking(180, 0, 40)];
    const wide = groundOnlyItSees(surroundingsOf([], boxOf(200)), own, [other], detect, false);
    expect(wide?.onlyM2).toBeLessThan(wide?.areaM2 ?? 0);
    // The same ground, but the other camera could look round the corner of a building that is not loaded.
    const narrow = surroundingsOf([], boxOf(own.rangeM + 1));
    expect(groundOnlyItSees(narrow, own, [other], detect, false)).toBeNull();
    expect(groundOnlyItSees(narrow, own, [], detect, false)).not.toBeNull();
  });

  it("the box of buildings reaches as far beyond the map as it is told, on every side", () => {
    const viewport = { lng: -0.2, lat: 51.62, zoom: 17 };
    const [w = 0, s = 0, e = 0, n = 0] = buildingBox(viewport).split(",").map(Number);
    const [west = 0, south = 0, east = 0, north = 0] = buildingBox(viewport, 2000).split(",").map(Number);
    expect((w - west) / LNG_STEP).toBeGreaterThan(1200);
    expect((east - e) / LNG_STEP).toBeGreaterThan(1200);
    expect((s - south) / LAT_STEP).toBeGreaterThan(800);
    expect((north - n) / LAT_STEP).toBeGreaterThan(800);
    expect(viewport.lng - west).toBeGreaterThan(2000 * LNG_STEP);
    expect(viewport.lat - south).toBeGreaterThan(2000 * LAT_STEP);
    expect(buildingBox({ ...viewport, zoom: 12 }, 2000)).toBe("");
  });
});
