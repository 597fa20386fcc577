import type { Layer } from "@deck.gl/core";
import { ColumnLayer } from "@deck.gl/layers";
import type { HexGrid } from "../../workers/cube-messages.ts";
import { beforeProp } from "./hexagons.ts";

export type HexagonMarksData = { grid: HexGrid; marks: Uint8Array };

/** A dot in hexagons whose number is not known or not shown, so that they differ from zero without any colour. */
export function hexagonMarksLayer({ grid, marks }: HexagonMarksData): Layer {
  return new ColumnLayer({
    id: "hexagon-marks",
    ...beforeProp("hexagon-marks"),
    data: {
      length: grid.cells.length,
      attributes: {
        getPosition: { value: grid.centres, size: 2 },
        getFillColor: { value: marks, size: 4, normalized: true },
      },
    },
    vertices: grid.corners,
    diskResolution: grid.corners.length,
    radius: 1,
    coverage: 0.22,
    extruded: false,
    stroked: false,
    pickable: false,
    parameters: { depthCompare: "always", depthWriteEnabled: false },
  });
}
