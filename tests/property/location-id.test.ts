import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isInUk, locationId, locationPosition, UK_BOUNDS } from "#domain/grid/location-id.ts";

const position = fc.tuple(
  fc.integer({ min: UK_BOUNDS.west * 1e6, max: UK_BOUNDS.east * 1e6 }),
  fc.integer({ min: UK_BOUNDS.south * 1e6, max: UK_BOUNDS.north * 1e6 }),
);

describe("location id", () => {
  it("gives the position back to the sixth decimal", () => {
    fc.assert(
      fc.property(position, fc.string(), ([x, y], name) => {
        const id = locationId(x / 1e6, y / 1e6, name);
        expect(id > 0n && id < 1n << 63n).toBe(true);
        const [lng, lat] = locationPosition(id);
        expect(Math.round(lng * 1e6)).toBe(x);
        expect(Math.round(lat * 1e6)).toBe(y);
      }),
    );
  });

  it("different positions never share an id, whatever their names", () => {
    fc.assert(
      fc.property(position, position, fc.string(), fc.string(), (a, b, nameA, nameB) => {
        fc.pre(a[0] !== b[0] || a[1] !== b[1]);
        expect(locationId(a[0] / 1e6, a[1] / 1e6, nameA)).not.toBe(locationId(b[0] / 1e6, b[1] / 1e6, nameB));
      }),
    );
  });

  it("a position outside the United Kingdom is a programmer's error", () => {
    expect(isInUk(51.6, -0.2)).toBe(false);
    expect(() => locationId(51.6, -0.2, "On or near Park Road")).toThrow(RangeError);
  });
});
