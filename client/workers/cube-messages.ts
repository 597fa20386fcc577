/** What the page and the cube worker say to each other. Big columns travel as transferred buffers. */
import type { Meta } from "#contract/meta.ts";
import type { PeopleMessage } from "../api/problem-message.ts";
import type { ClassBreaks } from "../map/class-breaks.ts";
import type { Measure, Surface } from "../state/surface.ts";
import type { MonthWindow } from "./cube-kernel.ts";
import type { SurfaceFigures, SurfaceQuestion } from "./surface-messages.ts";

/** A category whose incidents are told apart, and the one it belongs to. */
export type CategoryNode = { id: string; parent: string | null };

/** Asks for the cubes at these addresses (one per area) and for what rates are divided by. */
export type LoadRequest = {
  kind: "load";
  id: number;
  cubeUrls: string[];
  denominatorUrls: string[];
  /** Addresses of the counts that tests are made of, where they differ from those shown; else none. */
  testedUrls: string[];
  measure: Measure;
  /** Categories that the cubes tell apart: the one looked at, then all below it. */
  categories: CategoryNode[];
};

/** Weight of one incident by category, from one table; categories that are not in it have no weight. */
export type HarmWeights = { unit: string; weights: [category: string, weight: number][] };

/** What to show of which months. */
export type WindowsQuestion = {
  /** Tells questions apart: the same key, the same question. */
  key: string;
  show: Surface;
  /** The later window first, then the earlier one of a comparison or a change. */
  windows: MonthWindow[];
  /** The length of window that the scale is made for. */
  scaleMonths: number;
  surface: SurfaceQuestion;
  /** null = each incident counts as one. */
  harm: HarmWeights | null;
};

export type WindowRequest = WindowsQuestion & { kind: "windows"; id: number };
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
  /** 1 for the hexagons that statistics are made of. */
  study: Uint8Array;
  months: string[];
  gaps: Uint8Array;
  monthTotals: Int32Array;
  bufferTotals: Int32Array;
  /** Which area a cell belongs to, as index into the areas. */
  owners: Uint8Array;
  areaMonthTotals: Int32Array[];
  /** Of the incidents inside the areas, by category and month, each counted in its own category only. */
  ownMonthTotals: { category: string; totals: Int32Array }[];
  /** One per area, in the order asked for. */
  metas: Meta[];
  /** Where the people of a rate come from, in words; null for counts and rates per km². */
  denominatorFrom: string | null;
};

/** Harm of a window: of each hexagon, and of all inside the areas. */
export type HarmFigures = {
  byCell: Float64Array;
  /** 1 where one or two incidents make up most of the hexagon's harm. */
  byFew: Uint8Array;
  total: number;
  /** Incidents inside the areas that the table has a weight for. */
  weighed: number;
};

export type WindowCounts = {
  window: MonthWindow;
  /** False if no source speaks of any month of the window: the counts then say nothing. */
  known: boolean;
  counts: Int32Array;
  /** What the ranking goes by: count, rate, harm, local sum …; NaN = none can be given. */
  values: Float32Array;
  /** Classes of the scheme that `figures` stands for. */
  classes: Uint8Array;
  /** First cells in the order of the surface, at most a few hundred; buffer left out. */
  top: Uint32Array;
  /** Incidents inside the areas, and in the buffer. */
  total: number;
  bufferTotal: number;
  /** Cells inside the areas with at least one incident, and cells in all. */
  occupied: number;
  cellsInArea: number;
  harm: HarmFigures | null;
  figures: SurfaceFigures;
};

export type WindowsAnswer = {
  windows: WindowCounts[];
  breaks: ClassBreaks;
  scriptMs: number;
  question: WindowsQuestion;
};

export type CubeAnswer =
  | { kind: "loaded"; id: number; cube: LoadedCube }
  | ({ kind: "windows"; id: number } & WindowsAnswer)
  | { kind: "failed"; id: number; message: PeopleMessage };
