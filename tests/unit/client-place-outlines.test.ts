import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellAt, cellCentre, cellDisk } from "#domain/grid/h3.ts";
import { type OutlinedPlace, placeOutlines } from "../../client/map/place-outlines.ts";
import { hexGrid } from "../../client/workers/hex-grid.ts";

const HENDON = cellAt([-0.2266, 51.59], 9);
const BOROUGH = cellDisk(HENDON, 12);
const GRID = hexGrid(BOROUGH, new Uint8Array(BOROUGH.length));

const placeOf = (cells: readonly string[], rank = 1): OutlinedPlace => ({
  rank,
  cells,
  centre: cellCentre(cells[0] ?? HENDON),
});

function edgesOf(cells: readonly string[]): GeoJSON.Position[][] {
  const [line] = placeOutlines([placeOf(cells)], GRID).features;
  return line?.geometry.type === "MultiLineString" ? line.geometry.coordinates : [];
}

/** Neighbours of a cell by H3 itself, in no order. */
const around = (cell: string) => cellDisk(cell, 1).filter((other) => other !== cell);

describe("outline of a place", () => {
  test("a single hexagon has 6 edges, two neighbours have 10, seven in a rosette have 18", () => {
    const [neighbour = ""] = around(HENDON);
    expect(edgesOf([HENDON])).toHaveLength(6);
    expect(edgesOf([HENDON, neighbour])).toHaveLength(10);
    expect(edgesOf(cellDisk(HENDON, 1))).toHaveLength(18);
  });

  test("a hole is outlined on its inside as well", () => {
    expect(edgesOf(around(HENDON))).toHaveLength(24);
  });

  test("hexagons that do not touch are outlined each by itself", () => {
    const far = cellDisk(HENDON, 4).at(-1) ?? "";
    expect(edgesOf([HENDON, far])).toHaveLength(12);
  });

  test("whatever the hexagons, there are as many edges as H3 says have nothing of the place beyond, out to the grid's edge", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(BOROUGH.length - 1), { minLength: 1, maxLength: 60 }), (picks) => {
        const cells = picks.map((i) => BOROUGH[i] ?? "");
        const inside = new Set(cells);
        const expected = cells.flatMap((cell) => around(cell).filter((other) => !inside.has(other))).length;
        expect(edgesOf(cells)).toHaveLength(expected);
      }),
    );
  });

  test("edges join up: each end meets another, as lines around a shape must, to within a metre", () => {
    const ends = edgesOf(cellDisk(HENDON, 2)).flat();
    for (const [lng = 0, lat = 0] of ends) {
      const meeting = ends.filter(
        ([x = 0, y = 0]) => Math.hypot((x - lng) * 69_000, (y - lat) * 111_000) < 5,
      );
      expect(meeting).toHaveLength(2);
    }
  });

  test("hexagons that the grid does not hold are left out, and a place of none but such is not drawn", () => {
    const elsewhere = cellAt([-1.5, 53.8], 9);
    expect(edgesOf([HENDON, elsewhere])).toHaveLength(6);
    expect(placeOutlines([placeOf([elsewhere])], GRID).features).toEqual([]);
  });

  test("each drawn place has its rank in its middle; without a grid nothing is drawn", () => {
    const far = cellDisk(HENDON, 6).at(-1) ?? "";
    const { features } = placeOutlines([placeOf([HENDON], 1), placeOf([far], 2)], GRID);
    expect(features.map(({ geometry, properties }) => [geometry.type, properties?.rank])).toEqual([
      ["MultiLineString", 1],
      ["Point", 1],
      ["MultiLineString", 2],
      ["Point", 2],
    ]);
    expect(features[1]?.geometry).toEqual({ type: "Point", coordinates: cellCentre(HENDON) });
    expect(placeOutlines([placeOf([HENDON])], null).features).toEqual([]);
  });
});
