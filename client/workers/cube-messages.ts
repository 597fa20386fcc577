/** What the page and the cube worker say to each other. Big columns travel as transferred buffers. */
import type { Meta } from "#contract/meta.ts";
import type { PeopleMessage } from "../api/problem-message.ts";
import type { ClassBreaks } from "../map/class-breaks.ts";
import type { Measure } from "../state/url-state.ts";
import type { MonthWindow } from "./cube-kernel.ts";

/** Asks for the cubes at these addresses (one per area) and for what rates are divided by. */
export type LoadRequest = {
  kind: "load";
  id: number;
  cubeUrls: string[];
  denominatorUrls: string[];
  measure: Measure;
};

/** Asks for the counts of one or two windows. `scaleMonths` is the length of window that the scale is made for. */
export type WindowRequest = { kind: "windows"; id: number; windows: MonthWindow[]; scaleMonths: number };
export type CubeRequest = LoadRequest | WindowRequest;

export type HexGrid = {
  cells: string[];
  flags: Uint8Array;
  /** [lng, lat] of each centre. */
  centres: Float64Array;
  /** Corners of the hexagon, metres east and north of its centre, anticlockwise. */
  corners: [number, number][];
};

export type LoadedCube = {
  grid: HexGrid;
  areaM2: Float64Array;
  months: string[];
  gaps: Uint8Array;
  monthTotals: Int32Array;
  bufferTotals: Int32Array;
  /** Which area a cell belongs to, as index into the areas. */
  owners: Uint8Array;
  areaMonthTotals: Int32Array[];
  /** One per area, in the order asked for. */
  metas: Meta[];
  /** Where the people of a rate come from, in words; null for counts and rates per km². */
  denominatorFrom: string | null;
};

export type WindowCounts = {
  window: MonthWindow;
  /** False if no source speaks of any month of the window: the counts then say nothing. */
  known: boolean;
  counts: Int32Array;
  /** What is shown: count or rate; NaN = no rate can be given. */
  values: Float32Array;
  /** 0 zero, 1 … n bins, 255 unknown. */
  classes: Uint8Array;
  /** Busiest cells by value, at most 200; buffer left out. */
  top: Uint32Array;
  /** Incidents inside the areas, and in the buffer. */
  total: number;
  bufferTotal: number;
  /** Cells inside the areas with at least one incident, and cells in all. */
  occupied: number;
  cellsInArea: number;
};

export type CubeAnswer =
  | { kind: "loaded"; id: number; cube: LoadedCube }
  | { kind: "windows"; id: number; windows: WindowCounts[]; breaks: ClassBreaks; scriptMs: number }
  | { kind: "failed"; id: number; message: PeopleMessage };
