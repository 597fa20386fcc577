import { describe, expect, it } from "vitest";
import { hasMissingSector, isOnLattice, latticeCells } from "#domain/grid/cell-lattice.ts";
import { cellAt, cellDisk } from "#domain/grid/h3.ts";
import { buildNeighbourhood } from "#domain/grid/neighbourhood.ts";

const HENDON = cellAt([-0.226, 51.583], 10);

describe("neighbourhood", () => {
  it("the cell in the middle of a disk has 6, 18 or 36 neighbours, and a corner of it 3, 8 or 15", () => {
    const cells = cellDisk(HENDON, 3);
    const counts = ([1, 2, 3] as const).map((ring) => {
      const { start } = buildNeighbourhood(cells, null, ring);
      const rows = cells.map((_, i) => (start[i + 1] ?? 0) - (start[i] ?? 0));
      return [rows[cells.indexOf(HENDON)], Math.min(...rows)];
    });
    expect(counts).toEqual([
      [6, 3],
      [18, 8],
      [36, 15],
    ]);
  });

  it("a cell that is not included has no neighbours and is no one's neighbour", () => {
    const cells = cellDisk(HENDON, 1);
    const include = Uint8Array.from(cells, (cell) => (cell === HENDON ? 0 : 1));
    const { start, index } = buildNeighbourhood(cells, include, 1);
    const middle = cells.indexOf(HENDON);
    expect(start[middle]).toBe(start[middle + 1]);
    expect([...index]).not.toContain(middle);
    expect(index).toHaveLength(12);
  });

  it("no cells, or one, have no neighbours", () => {
    expect([...buildNeighbourhood([], null, 1).start]).toEqual([0]);
    expect([...buildNeighbourhood([HENDON], null, 2).start]).toEqual([0, 0]);
  });

  it("cells of two resolutions, a cell listed twice, a text that is none and a wrong length are refused", () => {
    const coarser = cellAt([-0.226, 51.583], 9);
    expect(() => buildNeighbourhood([HENDON, coarser], null, 1)).toThrow(/resolution 10, got one of 9/);
    expect(() => buildNeighbourhood([HENDON, HENDON], null, 1)).toThrow(RangeError);
    expect(() => buildNeighbourhood(["hendon"], null, 1)).toThrow(/expected an H3 cell, got "hendon"/);
    expect(() => buildNeighbourhood(["8a1949c6dfffff"], null, 1)).toThrow(RangeError);
    expect(() => buildNeighbourhood([HENDON], new Uint8Array(2), 1)).toThrow(/expected 1 flags, got 2/);
  });
});

describe("lattice of a base cell", () => {
  it("the seven children of a cell lie one step from the first", () => {
    const first = "8a194ada0007fff";
    const { a, b } = latticeCells(cellDisk(first, 1));
    const steps = [...a].map((x, i) => [x - (a[0] ?? 0), (b[i] ?? 0) - (b[0] ?? 0)].join());
    expect(steps.sort()).toEqual(["-1,-1", "-1,0", "0,-1", "0,0", "0,1", "1,0", "1,1"]);
  });

  it("ends where the base cell ends, and where a pentagon has no sector", () => {
    const hexagonBase = 12;
    const pentagonBase = 4;
    expect([hasMissingSector(hexagonBase), hasMissingSector(pentagonBase)]).toEqual([false, true]);
    expect(isOnLattice(hexagonBase, 0, 0, 0)).toBe(true);
    expect(isOnLattice(hexagonBase, 1, 0, 0)).toBe(false);
    expect(isOnLattice(hexagonBase, -1, -1, 1)).toBe(true);
    expect(isOnLattice(pentagonBase, -1, -1, 1)).toBe(false);
    expect(isOnLattice(pentagonBase, 1, 1, 1)).toBe(true);
    expect(isOnLattice(hexagonBase, 2, 0, 1)).toBe(false);
  });
});
