import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Link, type LinkBuilding, linkLineOfSight } from "#domain/camera/link-line-of-sight.ts";

const links = fc
  .record({
    x: fc.double({ min: -500, max: 500, noNaN: true }),
    y: fc.double({ min: -500, max: 500, noNaN: true }),
    lengthM: fc.double({ min: 50, max: 2000, noNaN: true }),
    turn: fc.double({ min: 0, max: 6.28, noNaN: true }),
    h1: fc.double({ min: 3, max: 30, noNaN: true }),
    h2: fc.double({ min: 3, max: 30, noNaN: true }),
    frequencyGHz: fc.constantFrom(2.4, 5.8, 24),
  })
  .map(
    ({ x, y, lengthM, turn, h1, h2, frequencyGHz }): Link => ({
      from: { x, y, heightM: h1 },
      to: { x: x + lengthM * Math.cos(turn), y: y + lengthM * Math.sin(turn), heightM: h2 },
      frequencyGHz,
    }),
  );

/** Boxes placed by their share of the way and their distance from the line. */
const places = fc.array(
  fc.record({
    at: fc.double({ min: -0.1, max: 1.1, noNaN: true }),
    aside: fc.double({ min: -12, max: 12, noNaN: true }),
    half: fc.double({ min: 1, max: 10, noNaN: true }),
    heightM: fc.double({ min: 2, max: 40, noNaN: true }),
  }),
  { minLength: 1, maxLength: 5 },
);
type Place = { at: number; aside: number; half: number; heightM: number };

function build({ from, to }: Link, list: readonly Place[], rise = 0): LinkBuilding[] {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const [cos, sin] = [(to.x - from.x) / length, (to.y - from.y) / length];
  return list.map(({ at, aside, half, heightM }) => {
    const x = from.x + at * length * cos - aside * sin;
    const y = from.y + at * length * sin + aside * cos;
    const ring = [x - half, y - half, x + half, y - half, x + half, y + half, x - half, y + half];
    return { rings: [Float64Array.from(ring)], heightM: heightM + rise };
  });
}

const RANK = { clear: 0, unknown: 1, obstructed: 2, blocked: 3 };

describe("a wireless link", () => {
  it("is the same both ways", () => {
    fc.assert(
      fc.property(links, places, (link, list) => {
        const there = linkLineOfSight(link, build(link, list));
        const back = linkLineOfSight({ ...link, from: link.to, to: link.from }, build(link, list));
        expect(back.status).toBe(there.status);
        expect(back.clearShare).toBeCloseTo(there.clearShare, 5);
        for (const { building, overM } of there.obstructions) {
          const same = back.obstructions.find((one) => one.building === building);
          expect(same?.overM).toBeCloseTo(overM ?? Number.NaN, 4);
        }
      }),
    );
  });

  it("another building, or a higher one, never clears it", () => {
    fc.assert(
      fc.property(links, places, (link, list) => {
        const all = linkLineOfSight(link, build(link, list));
        const fewer = linkLineOfSight(link, build(link, list.slice(1)));
        const higher = linkLineOfSight(link, build(link, list, 3));
        expect(RANK[fewer.status]).toBeLessThanOrEqual(RANK[all.status]);
        expect(fewer.clearShare).toBeGreaterThanOrEqual(all.clearShare - 1e-9);
        expect(RANK[higher.status]).toBeGreaterThanOrEqual(RANK[all.status]);
        expect(higher.clearShare).toBeLessThanOrEqual(all.clearShare + 1e-9);
      }),
    );
  });

  it("the free share and the status say the same: below 60 % is obstructed, none is blocked", () => {
    fc.assert(
      fc.property(links, places, (link, list) => {
        const { status, clearShare, obstructions } = linkLineOfSight(link, build(link, list));
        if (status === "blocked") expect(clearShare).toBe(0);
        if (status === "obstructed") expect(clearShare).toBeLessThan(0.6);
        if (status === "clear") expect(clearShare).toBeGreaterThan(0.6 - 1e-9);
        for (const { overM, aboveLineM } of obstructions) {
          expect(overM ?? 0).toBeGreaterThan(0);
          expect(overM ?? 0).toBeGreaterThanOrEqual(aboveLineM ?? 0);
        }
      }),
    );
  });

  it("a building lowered to what is said to be free no longer obstructs", () => {
    fc.assert(
      fc.property(links, places, (link, list) => {
        const buildings = build(link, list);
        const { obstructions } = linkLineOfSight(link, buildings);
        const lowered = buildings.map((building, i) => {
          const found = obstructions.find((one) => one.building === i);
          return found ? { ...building, heightM: found.freeBelowM - 1e-4 } : building;
        });
        expect(linkLineOfSight(link, lowered).obstructions).toEqual([]);
      }),
    );
  });
});
