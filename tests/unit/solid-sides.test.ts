import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildScene, type Footprint } from "#domain/camera/scene.ts";
import { viewAreaM2 } from "#domain/camera/view.ts";
import { visibility } from "#domain/camera/visibility.ts";

const ring = (...corners: number[]) => Float64Array.from(corners);
const SQUARE = ring(0, 0, 4, 0, 4, 4, 0, 4);
const scene = (rings: Float64Array[], heightM: number | null = null) => buildScene([{ rings, heightM }]);
const sides = (rings: Float64Array[]) => [...scene(rings).solidSide];

describe("on which side of an edge the building is", () => {
  it("is left all round for an outline that goes anticlockwise, right for one that goes clockwise", () => {
    expect(sides([SQUARE])).toEqual([1, 1, 1, 1]);
    expect(sides([ring(0, 0, 0, 4, 4, 4, 4, 0)])).toEqual([-1, -1, -1, -1]);
  });

  it("a courtyard's edges have the building outside it, however it goes round", () => {
    const yard = ring(1, 1, 3, 1, 3, 3, 1, 3);
    expect(sides([SQUARE, yard])).toEqual([1, 1, 1, 1, -1, -1, -1, -1]);
  });

  it("of an outline that crosses itself, and of bare walls, nothing is said", () => {
    expect(sides([ring(0, 0, 4, 4, 4, 0, 0, 4)])).toEqual([0, 0, 0, 0]);
    expect([...buildScene([], Float64Array.of(0, 0, 4, 0)).solidSide]).toEqual([0]);
  });

  it("a wall that two parts of one footprint share has no open side", () => {
    const found = sides([SQUARE, ring(4, 0, 8, 0, 8, 4, 4, 4)]);
    expect(found[1]).toBe(0);
    expect(found[7]).toBe(0);
  });
});

describe("leaving out the backs of buildings changes no view", () => {
  const corner = fc.integer({ min: -40, max: 40 });
  const footprint = fc
    .array(fc.tuple(corner, corner), { minLength: 3, maxLength: 7 })
    .map((corners): Footprint => ({ rings: [Float64Array.from(corners.flat())], heightM: null }));
  const at = {
    x: 0.37,
    y: 0.71,
    heightM: 6,
    targetHeightM: 1.6,
    rangeM: 50,
    bearingDeg: 0,
    hfovDeg: 360,
  };

  it("whatever the outlines, crossing themselves and each other or not", () => {
    fc.assert(
      fc.property(fc.array(footprint, { maxLength: 6 }), (footprints) => {
        const quick = buildScene(footprints);
        const whole = { ...quick, solidSide: new Int8Array(quick.solidSide.length) };
        const [a, b] = [visibility(quick, at), visibility(whole, at)];
        expect(a.ok).toBe(b.ok);
        if (!a.ok || !b.ok) return;
        expect(viewAreaM2(a.view, 0, 50)).toBeCloseTo(viewAreaM2(b.view, 0, 50), 6);
      }),
      { numRuns: 2000 },
    );
  });
});
