/** What is asked of the worker beyond counting, and what it answers for each hexagon. */
import type { Step, SurfaceOptions } from "../state/surface.ts";

export type SurfaceQuestion =
  | { kind: "measure" }
  | ({ kind: "significant" } & Pick<SurfaceOptions, "ring" | "tail" | "correction">)
  | ({ kind: "could-be-significant" } & Pick<SurfaceOptions, "ring" | "tail" | "correction">)
  | ({ kind: "change" } & Pick<SurfaceOptions, "correction">)
  | ({ kind: "emerging"; step: Step; steps: number } & Pick<SurfaceOptions, "ring">)
  | ({ kind: "persistence"; step: Step; steps: number } & Pick<SurfaceOptions, "ring">)
  /** Addresses of the densities: for each window one per area. */
  | { kind: "density"; urls: string[][] };

/** Share of the areas' incidents and land that lies in some of their hexagons. */
export type Tally = { cells: number; n: number; harm: number | null; areaM2: number };

/** The test behind a map of significance. All figures are of the study area. */
export type TestSummary = {
  tail: SurfaceOptions["tail"];
  correction: SurfaceOptions["correction"];
  ring: SurfaceOptions["ring"];
  method: { kind: "exact" } | { kind: "monte-carlo"; draws: number; seed: number };
  cells: number;
  /** In the study area with its buffer; and inside the areas. */
  tested: number;
  testedInside: number;
  islands: number;
  meanPerCell: number;
  sdPerCell: number;
  /** Incidents inside the areas in hexagons whose centre lies outside: counted, but not tested. */
  lost: number;
  /** q ≤ 0.05, inside the areas. */
  hot: Tally;
  cold: Tally;
  /** The same with the hexagons around them, whose incidents their tests take in. */
  hotAround: Tally;
  coldAround: Tally;
  /** Land of all hexagons of the study area that lie inside the areas, m². */
  studyM2: number;
  /** Least local sum that would have been significant here, for a full neighbourhood; null = none could. */
  leastSumOnMap: number | null;
  /** Tested hexagons inside the areas where nothing could have been significant. */
  never: number;
};

export type SignificanceFigures = {
  kind: "significance";
  localSum: Float64Array;
  neighbours: Uint8Array;
  expected: Float64Array;
  z: Float64Array;
  p: Float64Array;
  q: Float64Array;
  /** 3, 2, 1 hot at 1, 5, 10 %; −1 … −3 cold; 0 not significant; 127 not tested. */
  level: Int8Array;
  test: TestSummary;
};

export type AttainableFigures = {
  kind: "attainable";
  /** Least local sum that would have been significant on this map; NaN = none could, or not tested. */
  needed: Float64Array;
  localSum: Float64Array;
  q: Float64Array;
  test: TestSummary;
};

export type ChangeFigures = {
  kind: "change";
  /** Counts tested: those shown, but of whole hexagons at the boundary where there is a buffer. */
  before: Int32Array;
  after: Int32Array;
  /** Count of the later period, had the rate of the earlier one gone on. */
  expected: Float64Array;
  ratio: Float64Array;
  ratioLow: Float64Array;
  ratioHigh: Float64Array;
  p: Float64Array;
  q: Float64Array;
  more: Tally;
  less: Tally;
  tested: number;
  correction: SurfaceOptions["correction"];
  days: { before: number; after: number };
  totals: { before: number; after: number };
};

export type EmergingFigures = {
  kind: "emerging";
  hotSteps: Uint8Array;
  lastHot: Uint8Array;
  trendP: Float64Array;
  /** Sen slope of the local sum, incidents per step and year; NaN = none. */
  slope: Float64Array;
  /** Steps that the classes are made of, and those left out because no source speaks of all their months. */
  step: Step;
  steps: number;
  missing: number;
  tallies: Tally[];
};

export type PersistenceFigures = {
  kind: "persistence";
  hotSteps: Uint8Array;
  step: Step;
  steps: number;
  missing: number;
  /** Hot in at least one step, and in at least half of them. */
  ever: Tally;
  often: Tally;
};

export type DensityFigures = {
  kind: "density";
  perKm2Year: Float64Array;
  timesMean: Float64Array;
  meanPerKm2Year: number;
  bandwidthM: number;
  suggestedBandwidthM: number | null;
  kernel: string;
  edgeCorrected: boolean;
  /** At least three times the mean. */
  dense: Tally;
};

/** Counts or rates as they are; or why the surface cannot be shown, with counts in its place. */
export type SurfaceFigures =
  | { kind: "measure" }
  | { kind: "refused"; code: string; title: string; text: string }
  | SignificanceFigures
  | AttainableFigures
  | ChangeFigures
  | EmergingFigures
  | PersistenceFigures
  | DensityFigures;
