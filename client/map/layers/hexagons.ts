import type { Layer } from "@deck.gl/core";
import type { HexGrid } from "../../workers/cube-messages.ts";
import { beforeIdOf } from "../layer-order.ts";
import { cellOutlines, cornerColours } from "./cell-shapes.ts";
import { flatShapesLayer } from "./flat-shapes-layer.ts";

export type HexagonsData = { grid: HexGrid; fills: Uint8Array };

/** Share of a hexagon's width that is filled; the rest is the line of ground between two hexagons. */
const COVERAGE = 0.945;

/** Outlines of a grid's hexagons; kept for as long as the grid is. */
const OUTLINES = new WeakMap<HexGrid, ReturnType<typeof cellOutlines>>();

/** Filled hexagons: a new position of the slider replaces their colours and no geometry. */
export function hexagonsLayer({ grid, fills }: HexagonsData): Layer {
  const outlines = OUTLINES.get(grid) ?? outlinesOf(grid);
  const colours = cornerColours(fills, grid.corners.length);
  return flatShapesLayer("hexagons", beforeIdOf("hexagons"), { ...outlines, colours });
}

function outlinesOf(grid: HexGrid): ReturnType<typeof cellOutlines> {
  const shape = grid.corners.map(([east, north]) => [COVERAGE * east, COVERAGE * north] as const);
  const made = cellOutlines(grid, grid.cells.keys(), shape);
  OUTLINES.set(grid, made);
  return made;
}
