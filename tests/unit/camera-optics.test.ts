import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  downAngleDeg,
  fieldOfViewDeg,
  fresnelRadiusM,
  groundLimits,
  groundRangeM,
  nightRangeM,
  opticsOf,
  pixelsPerM,
  slantRangeM,
  storageGB,
} from "../../server/domain/camera/optics.ts";

const LENS = {
  projection: "rectilinear" as const,
  hfovDeg: null,
  sensorWidthMm: 5.4,
  focalLengthMm: 4,
  horizontalPx: 1920,
  verticalPx: 1080,
};

function optics(part: Partial<Parameters<typeof opticsOf>[0]> = {}) {
  const answer = opticsOf({ ...LENS, ...part });
  if (!answer.ok) throw new RangeError(answer.missing.join());
  return answer.optics;
}

/** Closed form, and cctvplanner.io's published 56.9, 11.4 and 5.7 m and 68.0° for the first camera. */
const REACH = [
  [{}, 68.039, [113.778, 56.889, 22.756, 11.378, 5.689, 2.844, 0.948]],
  [
    { sensorWidthMm: 5.37, focalLengthMm: 2.8, horizontalPx: 2688 },
    87.598,
    [112.125, 56.063, 22.425, 11.213, 5.606, 2.803, 0.934],
  ],
  [
    { hfovDeg: 90, sensorWidthMm: null, focalLengthMm: null },
    90,
    [76.8, 38.4, 15.36, 7.68, 3.84, 1.92, 0.64],
  ],
] as const;

describe("optics", () => {
  it("sensor and lens give the field of view, and each level its slant range", () => {
    for (const [part, hfovDeg, ranges] of REACH) {
      const found = optics(part);
      expect(found.hfovDeg).toBeCloseTo(hfovDeg, 3);
      [12.5, 25, 62.5, 125, 250, 500, 1500].forEach((level, i) => {
        expect(slantRangeM(found, level)).toBeCloseTo(ranges[i] ?? 0, 3);
        expect(pixelsPerM(found, slantRangeM(found, level))).toBeCloseTo(level, 9);
      });
    }
    expect(fieldOfViewDeg(3.04, 4)).toBeCloseTo(41.6136, 4);
    const of2025 = [20, 40, 80, 125, 250, 500, 1500].map((level) => slantRangeM(optics(), level));
    [71.111, 35.556, 17.778, 11.378, 5.689, 2.844, 0.948].forEach((range, i) => {
      expect(of2025[i]).toBeCloseTo(range, 3);
    });
  });

  it("height shortens the ground range, until there is none", () => {
    const ground = (level: number, heightM: number, targetM: number, part = {}) =>
      groundRangeM(slantRangeM(optics(part), level), heightM, targetM);
    expect(ground(125, 5, 1.6)).toBeCloseTo(10.857892, 6);
    expect(ground(250, 5, 1.6)).toBeCloseTo(4.561081, 6);
    expect(ground(250, 8, 1.6)).toBeNull();
    const square = { hfovDeg: 90, sensorWidthMm: null, focalLengthMm: null };
    expect(ground(250, 6, 1.5, square)).toBeNull();
    expect(ground(125, 6, 1.5, square)).toBeCloseTo(6.223536, 6);
    expect(ground(62.5, 6, 1.5, square)).toBeCloseTo(14.686034, 6);
    expect(ground(25, 6, 1.5, square)).toBeCloseTo(38.135417, 6);
  });

  it("tilt sets where the picture begins and ends on the ground", () => {
    expect(groundLimits(6, 0, 15, 40)).toEqual({ nearM: expect.closeTo(8.568888, 6), farM: Infinity });
    expect(groundLimits(6, 1.8, 15, 40).nearM).toBeCloseTo(5.998222, 6);
    expect(groundLimits(5, 0, 30, 40)).toEqual({
      nearM: expect.closeTo(4.195498, 6),
      farM: expect.closeTo(28.356409, 6),
    });
    const face = groundLimits(5, 1.8, 30, 40);
    expect([face.nearM, face.farM]).toEqual([expect.closeTo(2.685119, 6), expect.closeTo(18.148102, 6)]);
    expect(groundLimits(5, 0, 80, 40).nearM).toBe(0);
  });

  it("a declared angle counts, and one that the lens contradicts by a tenth is told", () => {
    expect(optics({ hfovDeg: 70 })).toMatchObject({ hfovDeg: 70, disagreement: null });
    const predator = optics({ hfovDeg: 60, sensorWidthMm: 5.4, focalLengthMm: 6 });
    expect(predator.disagreement).toEqual({ declaredDeg: 60, computedDeg: expect.closeTo(48.455, 3) });
  });

  it("what is not on record is named, and no flat picture is as wide as a fisheye's", () => {
    expect(opticsOf({ ...LENS, focalLengthMm: null, horizontalPx: null })).toEqual({
      ok: false,
      missing: ["lens", "resolution"],
    });
    expect(opticsOf({ ...LENS, hfovDeg: 180 }).ok).toBe(false);
    const around = optics({ projection: "fisheye", hfovDeg: 360, horizontalPx: 3072 });
    expect(slantRangeM(around, 62.5)).toBeCloseTo(3072 / (2 * Math.PI) / 62.5, 9);
  });

  it("more pixels, a longer lens or a lower level never reach less far", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 5, max: 140, noNaN: true }),
        fc.integer({ min: 320, max: 8000 }),
        fc.double({ min: 5, max: 1500, noNaN: true }),
        (hfovDeg, px, level) => {
          const at = (h: number, p: number, l: number) =>
            slantRangeM({ hfovDeg: h, horizontalPx: p, projection: "rectilinear" }, l);
          const reach = at(hfovDeg, px, level);
          expect(at(hfovDeg, px + 1, level)).toBeGreaterThan(reach);
          expect(at(hfovDeg * 0.9, px, level)).toBeGreaterThan(reach);
          expect(at(hfovDeg, px, level * 0.9)).toBeGreaterThan(reach);
        },
      ),
    );
  });

  it("night, storage, down-angle and the Fresnel zone are as in their formulas", () => {
    expect(nightRangeM(40, null)).toBeCloseTo(28, 9);
    expect([nightRangeM(40, 30), nightRangeM(20, 30)]).toEqual([30, 20]);
    expect(storageGB(4, 31)).toBeCloseTo(1339.2, 6);
    expect(downAngleDeg(6, 1.6, 4.4)).toBeCloseTo(45, 9);
    expect(fresnelRadiusM(0.5, 0.5, 5.8)).toBeCloseTo(3.596, 3);
    expect(0.6 * fresnelRadiusM(0.5, 0.5, 5.8)).toBeCloseTo(2.1575, 4);
  });

  it("senseless inputs are refused at the door", () => {
    expect(() => fieldOfViewDeg(0, 4)).toThrow(RangeError);
    expect(() => fieldOfViewDeg(5.4, -1)).toThrow(RangeError);
    expect(() => slantRangeM(optics(), 0)).toThrow(RangeError);
    expect(() => pixelsPerM(optics(), 0)).toThrow(RangeError);
    expect(() => fresnelRadiusM(1, 1, 0)).toThrow(RangeError);
  });
});
