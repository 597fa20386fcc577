/** What the map can show: counts and rates as they are, and what statistics make of them; with the options of each. */

/** Figures as recorded, or divided by something. */
export const MEASURES = ["count", "per-km2", "per-1000-residents", "per-1000-households"] as const;
export type Measure = (typeof MEASURES)[number];

/** Everything the map can show. */
export const SURFACES = [
  ...MEASURES,
  "density",
  "significant",
  "could-be-significant",
  "change",
  "emerging",
  "persistence",
] as const;
export type Surface = (typeof SURFACES)[number];

/** How far around a hexagon its surroundings reach: 1 = the six around it, 2 = 18, 3 = 36. */
export const RINGS = [1, 2, 3] as const;
/** Which way a place has to differ to be of interest. */
export const TAILS = ["hot", "cold", "two-sided"] as const;
/** How p is corrected for testing thousands of hexagons at once. */
export const CORRECTIONS = ["bh", "by", "holm", "none"] as const;
/** Spans of time that are tested one by one for a history, in months. */
export const STEP_MONTHS = { month: 1, quarter: 3, year: 12 } as const;
export type Step = keyof typeof STEP_MONTHS;
export const STEPS = ["month", "quarter", "year"] as const satisfies readonly Step[];
/** How far back persistence looks, years. */
export const PERSISTENCE_YEARS = [1, 3, 5, 10] as const;
/** What emerging classes are made of: so many steps up to the end of the period. */
export const EMERGING_HISTORIES = {
  "12-months": { step: "month", steps: 12 },
  "36-months": { step: "month", steps: 36 },
  "12-quarters": { step: "quarter", steps: 12 },
  "20-quarters": { step: "quarter", steps: 20 },
  "10-years": { step: "year", steps: 10 },
} as const satisfies Record<string, { step: Step; steps: number }>;
export type EmergingHistory = keyof typeof EMERGING_HISTORIES;
export const EMERGING_HISTORY_IDS = [
  "12-months",
  "36-months",
  "12-quarters",
  "20-quarters",
  "10-years",
] as const satisfies readonly EmergingHistory[];
/** Widths of the kernel of a density, m. */
export const BANDWIDTHS_M = [150, 200, 300, 400, 600, 800, 1200] as const;

/** Options of the surfaces. Each is kept when another surface is shown, so that coming back finds it as it was. */
export type SurfaceOptions = {
  ring: (typeof RINGS)[number];
  tail: (typeof TAILS)[number];
  correction: (typeof CORRECTIONS)[number];
  persistenceYears: (typeof PERSISTENCE_YEARS)[number];
  persistenceStep: Step;
  emergingHistory: EmergingHistory;
  /** null = what suits the size of the hexagons. */
  bandwidthM: (typeof BANDWIDTHS_M)[number] | null;
};

export const DEFAULT_OPTIONS: SurfaceOptions = {
  ring: 1,
  tail: "hot",
  correction: "bh",
  persistenceYears: 3,
  persistenceStep: "quarter",
  emergingHistory: "12-quarters",
  bandwidthM: null,
};

/** What is divided by, if anything: surfaces other than rates are made of counts. */
export function measureOf(surface: Surface): Measure {
  return MEASURES.find((measure) => measure === surface) ?? "count";
}

/** True for counts and rates, false for what statistics make of them. */
export function isMeasure(surface: Surface): surface is Measure {
  return MEASURES.some((measure) => measure === surface);
}

/** Surfaces whose incidents can be weighed by harm; the tests of the others are about numbers of incidents. */
const WEIGHABLE: readonly Surface[] = ["count", "per-km2", "significant"];

export function canBeWeighed(surface: Surface): boolean {
  return WEIGHABLE.includes(surface);
}
