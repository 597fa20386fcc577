import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localPlane } from "../../server/domain/camera/local-plane.ts";

describe("the local plane", () => {
  const plane = localPlane([-0.21, 51.61]);

  it("has its origin where it is told, east to the right and north up", () => {
    expect(plane.toPlane([-0.21, 51.61])).toEqual([0, 0]);
    const [x, y] = plane.toPlane([-0.2, 51.62]);
    // A hundredth of a degree by the ellipsoid's radii of curvature there: 1,112.6 m and 692.1 m.
    expect(y).toBeCloseTo(1112.63, 0);
    expect(x).toBeCloseTo(692.1, 0);
  });

  it("keeps areas: a degree cell of the ellipsoid is as large as its formula says", () => {
    // Area between two parallels and two meridians on WGS84 by Snyder (1987), 3-12, for 0.01° at 51.61°.
    const corners = [
      [-0.215, 51.605],
      [-0.205, 51.605],
      [-0.205, 51.615],
      [-0.215, 51.615],
    ] as const;
    const ring = corners.map(([lng, lat]) => plane.toPlane([lng, lat]));
    let twice = 0;
    ring.forEach(([x1, y1], i) => {
      const [x2, y2] = ring[(i + 1) % 4] ?? [0, 0];
      twice += x1 * y2 - x2 * y1;
    });
    const e = Math.sqrt(1 - (6_356_752.314245 / 6_378_137) ** 2);
    const q = (lat: number) => {
      const sin = Math.sin((lat * Math.PI) / 180);
      return (
        (1 - e * e) *
        (sin / (1 - e * e * sin * sin) - (1 / (2 * e)) * Math.log((1 - e * sin) / (1 + e * sin)))
      );
    };
    const exact = ((6_378_137 ** 2 * 0.01 * Math.PI) / 180 / 2) * (q(51.615) - q(51.605));
    expect(Math.abs(twice / 2 / exact - 1)).toBeLessThan(2e-6);
  });

  it("undoes itself within 0.1 mm, in every country", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -179, max: 179, noNaN: true }),
        fc.double({ min: -70, max: 70, noNaN: true }),
        fc.double({ min: -20_000, max: 20_000, noNaN: true }),
        fc.double({ min: -20_000, max: 20_000, noNaN: true }),
        (lng, lat, x, y) => {
          const there = localPlane([lng, lat]);
          const [px, py] = there.toPlane(there.toLngLat([x, y]));
          expect(Math.hypot(px - x, py - y)).toBeLessThan(1e-4);
        },
      ),
    );
  });

  it("refuses an origin that is no position", () => {
    expect(() => localPlane([0, 90])).toThrow(RangeError);
    expect(() => localPlane([Number.NaN, 51])).toThrow(RangeError);
  });
});
