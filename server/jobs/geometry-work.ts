/** Questions to the geometry thread and its answers. Plain data. */
import type { AreaCells } from "#domain/grid/area-cells.ts";
import type { SmallArea } from "#domain/grid/areal-interpolation.ts";
import type { PolygonRings } from "#domain/grid/h3.ts";

export type GeometryQuestion = { id: number } & (
  | { kind: "area-cells"; polygons: readonly PolygonRings[]; resolution: number; bufferM: number }
  | { kind: "spread"; areas: readonly SmallArea[]; cells: readonly string[] }
);

export type GeometryAnswer = { id: number } & (
  | { ok: true; value: AreaCells | (number | null)[] }
  | { ok: false; message: string }
);
