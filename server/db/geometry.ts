/** Work on polygons that takes long enough to be kept off the thread that answers requests. */
import { type AreaCells, areaCells } from "#domain/grid/area-cells.ts";
import { type SmallArea, spreadOverCells } from "#domain/grid/areal-interpolation.ts";
import type { PolygonRings } from "#domain/grid/h3.ts";

export type Geometry = {
  /** Cells of a multipolygon with their flags and areas; see `areaCells`. */
  areaCells(polygons: readonly PolygonRings[], resolution: number, bufferM: number): Promise<AreaCells>;
  /** People of small areas spread over cells; see `spreadOverCells`. */
  spreadOverCells(areas: readonly SmallArea[], cells: readonly string[]): Promise<(number | null)[]>;
};

/** Does the work where it is asked for. */
export const inlineGeometry: Geometry = {
  areaCells: async (polygons, resolution, bufferM) => areaCells(polygons, resolution, bufferM),
  spreadOverCells: async (areas, cells) => spreadOverCells(areas, cells),
};
