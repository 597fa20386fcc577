import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cellAreaM2,
  cellAt,
  cellCentre,
  cellFromBigInt,
  cellRing,
  cellsTouching,
  cellsWhollyIn,
  cellsWithCentreIn,
  cellToBigInt,
  isCell,
  type LngLat,
  storageParent,
} from "#domain/grid/h3.ts";

const inBritain = fc.tuple(
  fc.double({ min: -6, max: 1.7, noNaN: true }),
  fc.double({ min: 50, max: 58, noNaN: true }),
);

describe("h3", () => {
  it("positions are [lng, lat]: the centre of a position's cell is near the position", () => {
    fc.assert(
      fc.property(inBritain, (position) => {
        const [lng, lat] = cellCentre(cellAt(position, 10));
        expect(Math.abs(lng - position[0])).toBeLessThan(0.003);
        expect(Math.abs(lat - position[1])).toBeLessThan(0.002);
      }),
    );
  });

  it("text and bigint are inverse", () => {
    fc.assert(
      fc.property(inBritain, fc.integer({ min: 0, max: 15 }), (position, resolution) => {
        const cell = cellAt(position, resolution);
        expect(cellFromBigInt(cellToBigInt(cell))).toBe(cell);
        expect(isCell(cell)).toBe(true);
      }),
    );
  });

  it("rolling a cell up puts about 7 % of points into another cell than binning does", () => {
    const random = fc.sample(inBritain, { numRuns: 20_000, seed: 7 });
    const moved = random.filter((p) => storageParent(cellAt(p, 10), 9) !== cellAt(p, 9)).length;
    expect(moved / random.length).toBeGreaterThan(0.06);
    expect(moved / random.length).toBeLessThan(0.085);
  });

  it("wholly inside ⊆ centre inside ⊆ touching", () => {
    const square: LngLat[] = [
      [-0.25, 51.58],
      [-0.2, 51.58],
      [-0.2, 51.61],
      [-0.25, 51.61],
    ];
    const wholly = cellsWhollyIn([square], 9);
    const centre = new Set(cellsWithCentreIn([square], 9));
    const touching = new Set(cellsTouching([square], 9));
    expect(wholly.length).toBeGreaterThan(0);
    for (const cell of wholly) expect(centre.has(cell)).toBe(true);
    for (const cell of centre) expect(touching.has(cell)).toBe(true);
  });

  it("a cell's true area in Leeds is about 12 % below the table's average for its resolution", () => {
    expect(cellAreaM2(cellAt([-1.549, 53.8], 9))).toBeGreaterThan(92_000);
    expect(cellAreaM2(cellAt([-1.549, 53.8], 9))).toBeLessThan(93_500);
    expect(cellRing(cellAt([-1.549, 53.8], 9))).toHaveLength(6);
  });
});
