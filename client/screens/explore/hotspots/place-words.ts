/** Places in words that need no statistics. */
import type { Place } from "#contract/places.ts";
import { formatCount, formatFigure } from "../../../state/format.ts";

export const PLACE_CLASS_WORDS: Record<Place["class"], string> = {
  "hot-99": "Very unlikely to be chance",
  "hot-95": "Unlikely to be chance",
};

const TREND_WORDS: Record<NonNullable<Place["trend"]>["class"], string> = {
  new: "New",
  consecutive: "New and staying",
  intensifying: "Growing",
  persistent: "Persistent",
  diminishing: "Fading",
  sporadic: "On and off",
  oscillating: "On and off",
  historical: "Was a hotspot",
  none: "No pattern yet",
};

/** One or two words for how the place has been over time. */
export function trendWord({ trend }: Pick<Place, "trend">): string {
  if (!trend) return "";
  const isClear = trend.class !== "sporadic" && trend.class !== "oscillating" && trend.class !== "none";
  return isClear ? TREND_WORDS[trend.class] : PERSISTENCE_WORDS[trend.persistence];
}

/** For places whose steps fit no class but which were hot often enough to say something. */
const PERSISTENCE_WORDS: Record<NonNullable<Place["trend"]>["persistence"], string> = {
  persistent: "Persistent",
  recent: "Recent",
  fading: "Fading",
  occasional: "On and off",
  never: "",
  "too-short": "",
};

const FLAG_WORDS: Record<Place["flags"][number], { short: string; long: string }> = {
  edge: {
    short: "At the boundary",
    long: "Some neighbouring hexagons lie beyond the boundary, where nothing is counted.",
  },
  "small-number": {
    short: "Small number",
    long: "Few incidents: a handful more or less would change its place.",
  },
  "few-positions": { short: "Few positions", long: "Nearly all incidents are at one or two positions." },
  "one-position": {
    short: "One position",
    long: "All incidents share one position: a single address, or a point that the publisher uses for several.",
  },
  "harm-by-few": { short: "Harm by few", long: "Most of the harm comes from one or two incidents." },
};

export function flagWords(flag: Place["flags"][number]): { short: string; long: string } {
  return FLAG_WORDS[flag];
}

/** `23 where about 9 would be expected (8 to 20 more)`. */
export function excessSentence({ n, expected, excessLow, excessHigh }: Place): string {
  const range =
    excessLow >= 0
      ? ` (${formatFigure(excessLow)} to ${formatFigure(excessHigh)} more)`
      : ` (from ${formatFigure(-excessLow)} fewer to ${formatFigure(excessHigh)} more)`;
  return `${formatCount(n)} where ${formatFigure(expected)} would be expected${range}`;
}

/** `31 in the same months a year before`, or that nothing is known. */
export function yearBeforeWords({ yearBefore }: Pick<Place, "yearBefore">): string {
  return yearBefore === null
    ? "nothing known of the same months a year before"
    : `${formatCount(yearBefore)} in the same months a year before`;
}

const SORTS = {
  rank: (a: Place, b: Place) => a.rank - b.rank,
  n: (a: Place, b: Place) => b.n - a.n || a.rank - b.rank,
  sure: (a: Place, b: Place) => a.q - b.q || a.rank - b.rank,
  change: (a: Place, b: Place) => growth(b) - growth(a) || a.rank - b.rank,
} as const;
export type PlaceSort = keyof typeof SORTS;

/** The more against a year before, the larger; places without a year before come last. */
function growth({ n, yearBefore }: Place): number {
  return yearBefore === null ? Number.NEGATIVE_INFINITY : n - yearBefore;
}

export function sortPlaces(places: readonly Place[], sort: PlaceSort): Place[] {
  return [...places].sort(SORTS[sort]);
}

/** True for a place that keeps being a hotspot and has no camera near its incidents. */
export function isGap({ trend, covered }: Place): boolean {
  if (covered !== false || !trend) return false;
  return trend.persistence === "persistent" || trend.class === "persistent" || trend.class === "intensifying";
}

/** The hexagon that a place is called by: its hottest. */
export function hottestCell({ id }: Pick<Place, "id">): string {
  return id.slice(id.indexOf("-") + 1);
}

const METRES_PER_PIXEL_AT_0 = 78_271.5;
/** Pixels that a framed place takes up, of those that the smallest map has. */
const FRAME_PX = 130;
const CLOSEST_ZOOM = 15.5;

/** Viewport that shows a place with its surroundings. */
export function viewportOf({ centre, areaM2 }: Pick<Place, "centre" | "areaM2">) {
  const [lng, lat] = centre;
  const acrossM = 2 * Math.sqrt(areaM2 / Math.PI);
  const zoom = Math.log2((METRES_PER_PIXEL_AT_0 * Math.cos((lat * Math.PI) / 180) * FRAME_PX) / acrossM);
  return { lng, lat, zoom: Math.min(CLOSEST_ZOOM, zoom) };
}
