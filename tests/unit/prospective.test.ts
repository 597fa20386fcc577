import { describe, expect, it } from "vitest";
import { cellAt, cellDisk, cellRings } from "#domain/grid/h3.ts";
import { prospectiveRisk, prospectiveWeight } from "#domain/hotspot/prospective.ts";

const CENTRE = cellAt([-0.2, 51.6], 10);
const CELLS = cellDisk(CENTRE, 9);
const number = (cell: string) => CELLS.indexOf(cell);

function risk(events: readonly (readonly [cell: number, day: number])[], asOfDay: number) {
  return prospectiveRisk({
    cells: CELLS,
    eventCell: Int32Array.from(events, ([cell]) => cell),
    eventDay: Int32Array.from(events, ([, day]) => day),
    asOfDay,
  });
}

describe("prospective risk", () => {
  it("weights (0, 0), (1, 1), (2, 3) and (8, 2) rings and weeks sum to 1 + 1/4 + 1/12 + 0", () => {
    const pairs = [
      [0, 0],
      [1, 1],
      [2, 3],
      [8, 2],
    ] as const;
    const sum = pairs.reduce((total, [rings, weeks]) => total + prospectiveWeight(rings, weeks), 0);
    expect(sum).toBeCloseTo(1.3333333, 7);
    expect(prospectiveWeight(0, 8)).toBe(0);
    expect(prospectiveWeight(7, 7)).toBe(1 / 64);
  });

  it("an event spreads by ring and fades by whole weeks", () => {
    const rings = cellRings(CENTRE, 9);
    const at = (ring: number) => number(rings[ring]?.[0] ?? "");
    const today = risk([[number(CENTRE), 100]], 100).risk;
    for (const ring of [0, 1, 4, 7]) expect(today[at(ring)]).toBeCloseTo(1 / (1 + ring), 14);
    expect(today[at(8)]).toBe(0);
    const atAge = (days: number) => risk([[number(CENTRE), 100]], 100 + days).risk[number(CENTRE)];
    expect([0, 6, 7, 13, 14, 55, 56].map(atAge)).toEqual([1, 1, 1 / 2, 1 / 2, 1 / 3, 1 / 8, 0]);
  });

  it("events add up; later ones and old ones do not count", () => {
    const found = risk(
      [
        [number(CENTRE), 100],
        [number(CENTRE), 93],
        [number(CENTRE), 101],
        [number(CENTRE), 40],
      ],
      100,
    );
    expect(found.eventsUsed).toBe(2);
    expect(found.risk[number(CENTRE)]).toBe(1.5);
  });

  it("refuses cells that are not listed and days that are missing", () => {
    expect(() => risk([[CELLS.length, 1]], 1)).toThrow(RangeError);
    expect(() =>
      prospectiveRisk({
        cells: CELLS,
        eventCell: Int32Array.of(0),
        eventDay: new Int32Array(),
        asOfDay: 0,
      }),
    ).toThrow(RangeError);
  });
});
