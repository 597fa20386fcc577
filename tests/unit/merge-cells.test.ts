import { describe, expect, it } from "vitest";
import { mergeCells } from "#domain/hotspot/merge-cells.ts";
import { fromRows, hexagon } from "../support/hexagon.ts";

/** A street of ten cells in a row. */
const STREET = fromRows(Array.from({ length: 10 }, (_, i) => [i - 1, i + 1].filter((j) => j >= 0 && j < 10)));

/** One letter per cell: a digit is a significant cell with so many incidents, a letter the same but not significant. */
function places(map: string, expectedPerCell = 1) {
  const letters = [...map];
  const counts = Int32Array.from(letters, (letter) => Number.parseInt(letter, 36) % 10);
  return mergeCells({
    significant: Uint8Array.from(letters, (letter) => (/\d/.test(letter) ? 1 : 0)),
    neighbourhood: STREET,
    counts,
    expected: new Float64Array(10).fill(expectedPerCell),
    heat: Float64Array.from(counts),
  });
}

describe("merging significant cells into places", () => {
  it("cells that touch are one place, a gap makes two, and the larger surplus comes first", () => {
    const found = places("33aa95a8ab");
    expect(found.map(({ cells }) => [...cells])).toEqual([[4, 5], [7], [0, 1]]);
    expect(found.map(({ n, excess }) => [n, excess])).toEqual([
      [14, 12],
      [8, 7],
      [6, 4],
    ]);
    expect(found.map(({ hottest }) => hottest)).toEqual([4, 7, 0]);
  });

  it("the interval of the surplus is Garwood's, less what is expected", () => {
    const [first] = places("55aaaaaaaa", 2);
    // R: 10 → 4.795389 to 18.39036
    expect(first?.excess).toBe(6);
    expect(first?.excessLow).toBeCloseTo(0.795389, 6);
    expect(first?.excessHigh).toBeCloseTo(14.39036, 5);
  });

  it("of equal surplus the lower cell number comes first, of equal heat the first cell is the hottest", () => {
    const found = places("44a44aaaaa");
    expect(found.map(({ cells, hottest }) => [...cells, hottest])).toEqual([
      [0, 1, 0],
      [3, 4, 3],
    ]);
  });

  it("no significant cell is no place; all cells of a hexagon are one", () => {
    expect(places("aaaaaaaaaa")).toEqual([]);
    const { neighbourhood } = hexagon(3);
    const all = new Uint8Array(37).fill(1);
    const [only, ...more] = mergeCells({
      significant: all,
      neighbourhood,
      counts: Int32Array.from(all),
      expected: new Float64Array(37),
      heat: Float64Array.from(all),
    });
    expect(only?.cells).toHaveLength(37);
    expect(more).toEqual([]);
  });

  it("refuses wider rings and arrays of other lengths", () => {
    const { neighbourhood } = hexagon(1, 2);
    const seven = {
      significant: new Uint8Array(7),
      counts: new Int32Array(7),
      expected: new Float64Array(7),
      heat: new Float64Array(7),
    };
    expect(() => mergeCells({ ...seven, neighbourhood })).toThrow(RangeError);
    expect(() => mergeCells({ ...seven, neighbourhood: STREET })).toThrow(RangeError);
  });
});
