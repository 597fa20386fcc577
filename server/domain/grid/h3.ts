/**
 * The only file that imports h3-js. Everywhere else positions are [lng, lat]; here, and only here, they are
 * turned round for H3's (lat, lng) order.
 */
import {
  cellArea,
  cellsToMultiPolygon,
  cellToBoundary,
  cellToChildren,
  cellToLatLng,
  cellToParent,
  getResolution,
  gridDisk,
  gridDiskDistances,
  isValidCell,
  latLngToCell,
  POLYGON_TO_CELLS_FLAGS,
  polygonToCells,
  polygonToCellsExperimental,
} from "h3-js";

export type LngLat = readonly [lng: number, lat: number];

/** Rings of one polygon: outer ring first, then holes; closed or open; [lng, lat] degrees. */
export type PolygonRings = readonly (readonly LngLat[])[];

/** Resolutions at which incidents are binned on import, each from the coordinate itself. */
export const STORED_RESOLUTIONS = [8, 9, 10, 11] as const;
export type StoredResolution = (typeof STORED_RESOLUTIONS)[number];

/** H3 cell that holds a position. `resolution` 0–15. */
export function cellAt(position: LngLat, resolution: number): string {
  return latLngToCell(position[1], position[0], resolution);
}

/** Centre of a cell, [lng, lat]. */
export function cellCentre(cell: string): LngLat {
  const [lat, lng] = cellToLatLng(cell);
  return [lng, lat];
}

/** Boundary of a cell as an open ring of [lng, lat]. */
export function cellRing(cell: string): LngLat[] {
  return cellToBoundary(cell).map(([lat, lng]) => [lng, lat] as const);
}

/** Outline of cells of one resolution, those that touch merged: polygons of closed rings, outer ring first. */
export function cellsOutline(cells: readonly string[]): LngLat[][][] {
  return cellsToMultiPolygon([...cells], true).map((rings) =>
    rings.map((ring) => ring.map(([lng = 0, lat = 0]) => [lng, lat] as const)),
  );
}

/** True area of this very cell on the sphere, m². Not the table average, which is up to 22 % off in Britain. */
export function cellAreaM2(cell: string): number {
  return cellArea(cell, "m2");
}

/** Cells within `rings` steps of a cell, itself included. */
export function cellDisk(cell: string, rings: number): string[] {
  return gridDisk(cell, rings);
}

/** Cells by steps from a cell: [0] itself, [1] the ring of up to six around it, … [rings] the outermost. */
export function cellRings(cell: string, rings: number): string[][] {
  return gridDiskDistances(cell, rings);
}

/** True if the text is an H3 cell index. */
export function isCell(text: string): boolean {
  return isValidCell(text);
}

/** Resolution of a cell, 0–15. */
export function cellResolution(cell: string): number {
  return getResolution(cell);
}

/** Finer cells that descend from a cell. Not those that lie in it: along its edge some belong to its neighbours. */
export function cellDescendants(cell: string, resolution: number): string[] {
  return cellToChildren(cell, resolution);
}

/** Ancestor of a cell. A storage key only: statistics never roll counts up (7 % of points change cell). */
export function storageParent(cell: string, resolution: number): string {
  return cellToParent(cell, resolution);
}

/** Cells whose centre lies in the polygon. */
export function cellsWithCentreIn(rings: PolygonRings, resolution: number): string[] {
  return polygonToCells(toLatLngRings(rings), resolution);
}

/** Cells that the polygon touches at all. */
export function cellsTouching(rings: PolygonRings, resolution: number): string[] {
  return polygonToCellsExperimental(
    toLatLngRings(rings),
    resolution,
    POLYGON_TO_CELLS_FLAGS.containmentOverlapping,
  );
}

/** Cells that lie wholly in the polygon. */
export function cellsWhollyIn(rings: PolygonRings, resolution: number): string[] {
  return polygonToCellsExperimental(toLatLngRings(rings), resolution, POLYGON_TO_CELLS_FLAGS.containmentFull);
}

/** H3 text → the bigint the database stores. */
export function cellToBigInt(cell: string): bigint {
  return BigInt(`0x${cell}`);
}

/** The database's bigint → H3 text. */
export function cellFromBigInt(index: bigint): string {
  return index.toString(16);
}

function toLatLngRings(rings: PolygonRings): number[][][] {
  return rings.map((ring) => ring.map(([lng, lat]) => [lat, lng]));
}
