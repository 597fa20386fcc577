import type { Layer } from "@deck.gl/core";
import { ColumnLayer } from "@deck.gl/layers";
import type { HexGrid } from "../../workers/cube-messages.ts";
import { beforeIdOf } from "../layer-order.ts";
import { markCorners } from "../mark-shapes.ts";
import type { ShapeMarks } from "../paint-cells.ts";

/**
 * Marks of one shape in the middle of some hexagons, so that classes can be told apart without any colour. All
 * shapes have one place in the layer order; no hexagon carries two.
 */
export function hexagonMarksLayer(grid: HexGrid, { shape, cells, colours }: ShapeMarks): Layer {
  const before = beforeIdOf("hexagon-marks");
  const corners = markCorners(shape);
  const positions = new Float64Array(cells.length * 2);
  for (const [k, i] of cells.entries()) {
    positions[2 * k] = grid.centres[2 * i] ?? 0;
    positions[2 * k + 1] = grid.centres[2 * i + 1] ?? 0;
  }
  return new ColumnLayer({
    id: `hexagon-marks-${shape}`,
    ...(before === undefined ? {} : { beforeId: before }),
    data: {
      length: cells.length,
      attributes: {
        getPosition: { value: positions, size: 2 },
        getFillColor: { value: colours, size: 4, normalized: true },
      },
    },
    vertices: corners,
    diskResolution: corners.length,
    radius: cornerRadiusM(grid),
    extruded: false,
    stroked: false,
    pickable: false,
    parameters: { depthCompare: "always", depthWriteEnabled: false },
  });
}

function cornerRadiusM({ corners }: HexGrid): number {
  return Math.max(0, ...corners.map(([east, north]) => Math.hypot(east, north)));
}
