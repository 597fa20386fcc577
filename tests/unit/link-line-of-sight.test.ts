import { describe, expect, it } from "vitest";
import {
  earthBulgeM,
  type Link,
  type LinkBuilding,
  linkLineOfSight,
  widestClearRadiusM,
} from "#domain/camera/link-line-of-sight.ts";

/** One kilometre due east at 5.8 GHz, both antennas at 10 m. */
const LINK: Link = {
  from: { x: 0, y: 0, heightM: 10 },
  to: { x: 1000, y: 0, heightM: 10 },
  frequencyGHz: 5.8,
};
const BULGE = earthBulgeM(500, 500);
const RADIUS = widestClearRadiusM(1000, 5.8);

/** A box about (x, y). */
function box(x: number, y: number, heightM: number | null, half = 5): LinkBuilding {
  const ring = [x - half, y - half, x + half, y - half, x + half, y + half, x - half, y + half];
  return { rings: [Float64Array.from(ring)], heightM };
}

describe("a wireless link", () => {
  it("known answer: 60 % of the first Fresnel zone at 1 km, mid-path, 5.8 GHz is 2.157 m; the earth rises 15 mm", () => {
    expect(Math.abs(RADIUS - 2.157)).toBeLessThan(0.001);
    expect(BULGE).toBeCloseTo(0.0147, 4);
  });

  it("over open ground is clear", () => {
    expect(linkLineOfSight(LINK, [])).toEqual({
      lengthM: 1000,
      status: "clear",
      clearShare: 1,
      obstructions: [],
      unknown: [],
    });
  });

  it("by hand: a roof in the middle may be 10 − 0.015 − 2.157 m high and no higher", () => {
    const limit = 10 - BULGE - RADIUS;
    expect(linkLineOfSight(LINK, [box(500, 0, limit - 0.001)]).status).toBe("clear");
    const over = linkLineOfSight(LINK, [box(500, 0, limit + 0.5)]);
    expect(over.status).toBe("obstructed");
    expect(over.obstructions[0]?.overM).toBeCloseTo(0.5, 6);
    expect(over.obstructions[0]?.alongM).toBeCloseTo(500, 2);
    expect(over.obstructions[0]?.aboveLineM).toBeNull();
  });

  it("the share that is free: a roof 1.2 m below the line leaves a third of the radius", () => {
    const roof = 10 - BULGE - 1.2;
    const { clearShare } = linkLineOfSight(LINK, [box(500, 0, roof, 0.001)]);
    expect(clearShare).toBeCloseTo(1.2 / (RADIUS / 0.6), 4);
  });

  it("a building of 60 m on the path blocks it, is named, and by how many metres", () => {
    const low = [box(200, 0, 5), box(700, 0, 6)];
    expect(linkLineOfSight(LINK, low).status).toBe("clear");
    const { status, obstructions, clearShare } = linkLineOfSight(LINK, [...low, box(400, 0, 60)]);
    expect([status, clearShare]).toEqual(["blocked", 0]);
    expect(obstructions.map(({ building }) => building)).toEqual([2]);
    const [worst] = obstructions;
    expect(worst?.aboveLineM).toBeCloseTo(50 + earthBulgeM(405, 595), 4);
    expect(worst?.overM).toBeCloseTo(50 + earthBulgeM(405, 595) + RADIUS, 1);
    expect(worst?.alongM).toBeCloseTo(405, 1);
  });

  it("a tower beside the line cuts the zone from the side, without cutting the line", () => {
    const beside = (gap: number) => linkLineOfSight(LINK, [box(500, 5 + gap, 60)]);
    expect(beside(RADIUS + 0.01).status).toBe("clear");
    const near = beside(RADIUS - 0.5);
    expect(near.status).toBe("obstructed");
    expect(near.obstructions[0]?.asideM).toBeCloseTo(RADIUS - 0.5, 6);
    expect(near.obstructions[0]?.aboveLineM).toBeNull();
    expect(near.clearShare).toBeCloseTo((0.6 * (RADIUS - 0.5)) / RADIUS, 2);
  });

  it("a sloping path clears at its high end what it does not clear at its low end", () => {
    const slope: Link = { ...LINK, to: { x: 1000, y: 0, heightM: 50 } };
    expect(linkLineOfSight(slope, [box(900, 0, 20)]).status).toBe("clear");
    expect(linkLineOfSight(slope, [box(100, 0, 20)]).status).toBe("blocked");
  });

  it("an antenna on a roof looks out over its own building", () => {
    const onRoof: Link = { ...LINK, to: { x: 1000, y: 0, heightM: 22 } };
    expect(linkLineOfSight(onRoof, [box(1000, 0, 20)]).status).toBe("clear");
    expect(linkLineOfSight(onRoof, [box(1000, 0, 23)]).status).toBe("blocked");
  });

  it("a building whose height nobody knows leaves it open, with the height up to which it would not matter", () => {
    const { status, unknown, clearShare } = linkLineOfSight(LINK, [box(500, 0, null), box(300, 40, null)]);
    expect([status, clearShare]).toEqual(["unknown", 1]);
    expect(unknown.map(({ building }) => building)).toEqual([0]);
    expect(unknown[0]?.freeBelowM).toBeCloseTo(10 - BULGE - RADIUS, 3);
    expect(linkLineOfSight(LINK, [box(500, 0, null), box(600, 0, 30)]).status).toBe("blocked");
  });

  it("buildings behind the antennas do not matter", () => {
    expect(linkLineOfSight(LINK, [box(-10, 0, 99), box(1010, 0, 99)]).status).toBe("clear");
  });

  it("a courtyard under the line is not a roof", () => {
    const outer = box(500, 0, 60, 20).rings;
    const yard = box(500, 0, 60, 18).rings;
    const walls = linkLineOfSight(LINK, [{ rings: [...outer, ...yard], heightM: 60 }]);
    expect(walls.status).toBe("blocked");
    const long: Link = { ...LINK, from: { x: 490, y: 0, heightM: 10 }, to: { x: 510, y: 0, heightM: 10 } };
    expect(linkLineOfSight(long, [{ rings: [...outer, ...yard], heightM: 60 }]).status).toBe("clear");
  });

  it("refuses ends that are one, antennas in the ground and no frequency", () => {
    expect(() => linkLineOfSight({ ...LINK, to: LINK.from }, [])).toThrow(/a metre apart/);
    expect(() => linkLineOfSight({ ...LINK, to: { x: 9, y: 0, heightM: -1 } }, [])).toThrow(/-1 m/);
    expect(() => linkLineOfSight({ ...LINK, frequencyGHz: 0 }, [])).toThrow(/GHz/);
  });
});
