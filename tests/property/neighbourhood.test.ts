import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellAt, cellCentre, cellDisk, cellFromBigInt, cellRing } from "#domain/grid/h3.ts";
import { buildNeighbourhood, type Neighbourhood, type Ring } from "#domain/grid/neighbourhood.ts";

const rings = fc.constantFrom<Ring[]>(1, 2, 3);
const resolutions = fc.integer({ min: 0, max: 15 });
const places = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -89, max: 89, noNaN: true }),
);
const baseCells = fc.integer({ min: 0, max: 121 }).map(baseCell);
const pentagons = fc.constantFrom(4, 14, 24, 38, 49, 58, 63, 72, 83, 97, 107, 117).map(baseCell);

/** The cell of resolution 0 with a number. */
function baseCell(number: number): string {
  return cellFromBigInt((0x08n << 56n) | (BigInt(number) << 45n) | 0x1fffffffffffn);
}

/** Some of the cells around a place: about three quarters of a disk, in an order of their own. */
function patch(centre: string, radius: number, salt: number): string[] {
  const kept = cellDisk(centre, radius).filter((_, i) => (Math.imul(i + salt, 0x9e3779b1) >>> 28) % 4 !== 0);
  return kept.sort((a, b) => (a.slice(8) < b.slice(8) ? -1 : 1));
}

/** Neighbours asked of H3 one by one. */
function expected(cells: readonly string[], include: Uint8Array | null, ring: Ring): number[][] {
  const listed = new Map(cells.map((cell, i) => [cell, i]));
  return cells.map((cell, i) => {
    if (include && !include[i]) return [];
    const near = cellDisk(cell, ring).map((other) => listed.get(other) ?? -1);
    return near.filter((j) => j >= 0 && j !== i && (!include || include[j])).sort((a, b) => a - b);
  });
}

function rowsOf({ start, index, cellCount }: Neighbourhood): number[][] {
  return Array.from({ length: cellCount }, (_, i) =>
    [...index.slice(start[i], start[i + 1])].sort((a, b) => a - b),
  );
}

function check(centre: string, ring: Ring, salt: number): void {
  const cells = patch(centre, 6, salt);
  expect(rowsOf(buildNeighbourhood(cells, null, ring))).toEqual(expected(cells, null, ring));
}

describe("neighbours are those of H3's own disks", () => {
  it("anywhere on Earth, at any resolution", () => {
    fc.assert(
      fc.property(places, resolutions, rings, fc.nat(1000), (place, resolution, ring, salt) => {
        check(cellAt(place, resolution), ring, salt);
      }),
    );
  });

  it("across the seams between base cells", () => {
    fc.assert(
      fc.property(baseCells, fc.nat(4), resolutions, rings, (cell, corner, resolution, ring) => {
        check(cellAt(cellRing(cell)[corner] ?? [0, 0], resolution), ring, corner);
      }),
    );
  });

  it("around pentagons, where one of six sectors is missing", () => {
    fc.assert(
      fc.property(pentagons, resolutions, rings, fc.nat(1000), (cell, resolution, ring, salt) => {
        check(cellAt(cellCentre(cell), resolution), ring, salt);
      }),
    );
  });

  it("among the included cells only, and the relation is symmetric", () => {
    fc.assert(
      fc.property(
        places,
        fc.integer({ min: 5, max: 12 }),
        rings,
        fc.nat(1000),
        (place, resolution, ring, salt) => {
          const cells = patch(cellAt(place, resolution), 6, salt);
          const include = Uint8Array.from(cells, (_, i) => ((i * 7 + salt) % 5 === 0 ? 0 : 1));
          const rows = rowsOf(buildNeighbourhood(cells, include, ring));
          expect(rows).toEqual(expected(cells, include, ring));
          for (const [i, row] of rows.entries()) for (const j of row) expect(rows[j]).toContain(i);
        },
      ),
    );
  });
});
