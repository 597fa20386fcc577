import type { Layer } from "@deck.gl/core";
import type { HexGrid } from "../../workers/cube-messages.ts";
import { beforeIdOf } from "../layer-order.ts";
import { markCorners } from "../mark-shapes.ts";
import type { ShapeMarks } from "../paint-cells.ts";
import { cellOutlines, cornerColours } from "./cell-shapes.ts";
import { flatShapesLayer } from "./flat-shapes-layer.ts";

/**
 * Marks of one shape in the middle of some hexagons, so that classes can be told apart without any colour. All
 * shapes have one place in the layer order; no hexagon carries two.
 */
export function hexagonMarksLayer(grid: HexGrid, { shape, cells, colours }: ShapeMarks): Layer {
  const radiusM = cornerRadiusM(grid);
  const corners = markCorners(shape).map(([east, north]) => [radiusM * east, radiusM * north] as const);
  return flatShapesLayer(`hexagon-marks-${shape}`, beforeIdOf("hexagon-marks"), {
    ...cellOutlines(grid, cells, corners),
    colours: cornerColours(colours, corners.length),
  });
}

function cornerRadiusM({ corners }: HexGrid): number {
  return Math.max(0, ...corners.map(([east, north]) => Math.hypot(east, north)));
}
