import type { Layer } from "@deck.gl/core";
import { ColumnLayer } from "@deck.gl/layers";
import type { HexGrid } from "../../workers/cube-messages.ts";
import { beforeIdOf } from "../layer-order.ts";

export type HexagonsData = { grid: HexGrid; fills: Uint8Array };

/** Share of a hexagon's width that is filled; the rest is the line of ground between two hexagons. */
const COVERAGE = 0.945;

/** Filled hexagons, one instance each: a new position of the slider replaces four bytes per hexagon and no geometry. */
export function hexagonsLayer({ grid, fills }: HexagonsData): Layer {
  const before = beforeIdOf("hexagons");
  return new ColumnLayer({
    id: "hexagons",
    // Read by the overlay, unknown to deck.gl's own types.
    ...(before === undefined ? {} : { beforeId: before }),
    data: {
      length: grid.cells.length,
      attributes: {
        getPosition: { value: grid.centres, size: 2 },
        getFillColor: { value: fills, size: 4, normalized: true },
      },
    },
    vertices: grid.corners,
    diskResolution: grid.corners.length,
    radius: 1,
    coverage: COVERAGE,
    extruded: false,
    stroked: false,
    pickable: false,
    parameters: { depthCompare: "always", depthWriteEnabled: false },
  });
}
