/**
 * What you look at, as a value and as the query part of the address. The address is the whole of it: a copied
 * link shows the same screen, place, period and numbers.
 */
import { isMonth } from "#domain/time/months.ts";
import { type CameraState, parseCameras, writeCameras } from "./camera-state.ts";
import {
  BANDWIDTHS_M,
  CORRECTIONS,
  DEFAULT_OPTIONS,
  EMERGING_HISTORY_IDS,
  PERSISTENCE_YEARS,
  RINGS,
  STEPS,
  SURFACES,
  type Surface,
  type SurfaceOptions,
  TAILS,
} from "./surface.ts";

export const RESOLUTIONS = [8, 9, 10, 11] as const;
export type Resolution = (typeof RESOLUTIONS)[number];
export const PERIOD_KINDS = ["latest", "last-3", "rolling-12", "financial-year", "all", "custom"] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** Months chosen. A preset follows the data when newer months arrive; custom stays where it was put. */
export type PeriodChoice =
  | { kind: Exclude<PeriodKind, "custom"> }
  | { kind: "custom"; from: string; to: string };

/** Parts of the right panel; the panel itself says which exist and shows the first of them instead of others. */
export const PANELS = ["list", "cells", "when", "near", "accuracy"] as const;
export type Panel = (typeof PANELS)[number];

export type Viewport = { lng: number; lat: number; zoom: number };

export type ExploreState = {
  screen: "explore";
  /** Codes of the areas looked at together; empty = the server's default area. */
  areas: readonly string[];
  /** null = the first category that has data. */
  category: string | null;
  show: Surface;
  options: SurfaceOptions;
  /** Table of harm weights that incidents are weighed by; null = each counts as one; "default" = the first there is. */
  harm: string | null;
  resolution: Resolution;
  /** How far beyond the boundary incidents are shown, m; 0 = not at all. */
  bufferM: number;
  period: PeriodChoice;
  /** True: everything from the first month to the end of the period. */
  cumulative: boolean;
  /** null = one map; otherwise the earlier period that the chosen one is compared with. */
  compare: { kind: "year-before" } | { kind: "custom"; from: string } | null;
  viewport: Viewport | null;
  cell: string | null;
  panel: Panel;
};

export type DataState = {
  screen: "data";
  /** Section of the Data screen; the screen itself says which exist. */
  section: string | null;
  /** What is open in that section, for example an import's id. */
  item: string | null;
};

/** Definitions and known answers. */
export type MethodState = { screen: "method" };

export type ScreenState = ExploreState | CameraState | DataState | MethodState;

/** Farthest that neighbours' incidents are shown beyond the boundary, m. */
export const DEFAULT_BUFFER_M = 500;

export const DEFAULT_EXPLORE: ExploreState = {
  screen: "explore",
  areas: [],
  category: null,
  show: "count",
  options: DEFAULT_OPTIONS,
  harm: null,
  resolution: 9,
  bufferM: 0,
  period: { kind: "last-3" },
  cumulative: false,
  compare: null,
  viewport: null,
  cell: null,
  panel: "cells",
};
export const DEFAULT_DATA: DataState = { screen: "data", section: null, item: null };
export const METHOD: MethodState = { screen: "method" };

/** State and what of the address could not be used, in words. */
export type ParsedUrl = { state: ScreenState; problems: string[] };

/** Reads the query part of an address. Parts that make no sense fall back to the default and are listed. */
export function parseUrl(search: string): ParsedUrl {
  const params = new URLSearchParams(search);
  const problems: string[] = [];
  const screen = params.get("screen") ?? "explore";
  if (screen === "method") return { state: METHOD, problems };
  if (screen === "cameras") {
    const viewport = parseViewport(params.get("view"), problems);
    return { state: { ...parseCameras(params, problems), viewport }, problems };
  }
  if (screen === "data") {
    const state: DataState = { screen, section: params.get("section"), item: params.get("item") };
    return { state, problems };
  }
  if (screen !== "explore") problems.push(`There is no screen called “${screen}”; this is Explore.`);
  return { state: parseExplore(params, problems), problems };
}

/** The query part for a state, `""` or `?…`; what is as by default is left out, so that links stay short. */
export function urlOf(state: ScreenState): string {
  const params = new URLSearchParams();
  if (state.screen === "method") params.set("screen", "method");
  else if (state.screen === "cameras") {
    params.set("screen", "cameras");
    writeCameras(state, params);
    if (state.viewport) params.set("view", viewportText(state.viewport));
  } else if (state.screen === "data") {
    params.set("screen", "data");
    if (state.section) params.set("section", state.section);
    if (state.item) params.set("item", state.item);
  } else writeExplore(state, params);
  const text = params.toString().replaceAll("%2C", ",").replaceAll("%3B", ";");
  return text === "" ? "" : `?${text}`;
}

function writeExplore(state: ExploreState, params: URLSearchParams): void {
  const set = (name: string, text: string, unless: string) =>
    text === unless ? undefined : params.set(name, text);
  set("area", state.areas.join(","), "");
  set("category", state.category ?? "", "");
  set("show", state.show, DEFAULT_EXPLORE.show);
  const { ring, tail, correction, persistenceYears, persistenceStep, emergingHistory, bandwidthM } =
    state.options;
  set("ring", String(ring), String(DEFAULT_OPTIONS.ring));
  set("tail", tail, DEFAULT_OPTIONS.tail);
  set("correction", correction, DEFAULT_OPTIONS.correction);
  set("years", String(persistenceYears), String(DEFAULT_OPTIONS.persistenceYears));
  set("step", persistenceStep, DEFAULT_OPTIONS.persistenceStep);
  set("history", emergingHistory, DEFAULT_OPTIONS.emergingHistory);
  set("bandwidth", String(bandwidthM ?? ""), "");
  set("harm", state.harm ?? "", "");
  set("res", String(state.resolution), String(DEFAULT_EXPLORE.resolution));
  set("buffer", String(state.bufferM), String(DEFAULT_EXPLORE.bufferM));
  set("period", periodText(state.period), "last-3");
  set("sum", state.cumulative ? "cumulative" : "", "");
  set("compare", compareText(state.compare), "");
  set("view", state.viewport ? viewportText(state.viewport) : "", "");
  set("cell", state.cell ?? "", "");
  set("panel", state.panel, DEFAULT_EXPLORE.panel);
}

function periodText(period: PeriodChoice): string {
  return period.kind === "custom" ? `${period.from}..${period.to}` : period.kind;
}

function compareText(compare: ExploreState["compare"]): string {
  if (compare === null) return "";
  return compare.kind === "custom" ? compare.from : compare.kind;
}

function viewportText({ lng, lat, zoom }: Viewport): string {
  return `${lng.toFixed(5)},${lat.toFixed(5)},${zoom.toFixed(2)}`;
}

type OneOf = <T extends string | number | null>(
  name: string,
  allowed: readonly T[],
  fallback: T,
  what: string,
) => T;

/** Reads one of a few values; anything else falls back and is listed among the problems. */
function choiceReader(params: URLSearchParams, problems: string[]): OneOf {
  return (name, allowed, fallback, what) => {
    const text = params.get(name);
    if (text === null) return fallback;
    const found = allowed.find((each) => String(each) === text);
    if (found === undefined)
      problems.push(
        `The link's ${what} “${text}” is not known; ${fallback === null ? "the usual one" : `“${fallback}”`} is shown.`,
      );
    return found ?? fallback;
  };
}

function parseOptions(params: URLSearchParams, oneOf: OneOf): SurfaceOptions {
  const { ring, tail, correction, persistenceYears, persistenceStep, emergingHistory } = DEFAULT_OPTIONS;
  return {
    ring: oneOf("ring", RINGS, ring, "number of rings"),
    tail: oneOf("tail", TAILS, tail, "side of the test"),
    correction: oneOf("correction", CORRECTIONS, correction, "correction"),
    persistenceYears: oneOf("years", PERSISTENCE_YEARS, persistenceYears, "number of years"),
    persistenceStep: oneOf("step", STEPS, persistenceStep, "step of time"),
    emergingHistory: oneOf("history", EMERGING_HISTORY_IDS, emergingHistory, "history"),
    bandwidthM: params.has("bandwidth") ? oneOf("bandwidth", [...BANDWIDTHS_M, null], null, "width") : null,
  };
}

function parseExplore(params: URLSearchParams, problems: string[]): ExploreState {
  const oneOf = choiceReader(params, problems);
  return {
    screen: "explore",
    areas: parseAreas(params.get("area"), problems),
    category: params.get("category"),
    show: oneOf("show", SURFACES, DEFAULT_EXPLORE.show, "map"),
    options: parseOptions(params, oneOf),
    harm: params.get("harm") || null,
    resolution: oneOf("res", RESOLUTIONS, DEFAULT_EXPLORE.resolution, "hexagon size"),
    bufferM: parseBuffer(params.get("buffer"), problems),
    period: parsePeriod(params.get("period"), problems),
    cumulative: oneOf("sum", ["windowed", "cumulative"], "windowed", "way of adding up") === "cumulative",
    compare: parseCompare(params.get("compare"), problems),
    viewport: parseViewport(params.get("view"), problems),
    cell: parseCell(params.get("cell"), problems),
    panel: oneOf("panel", PANELS, DEFAULT_EXPLORE.panel, "panel"),
  };
}

function parseAreas(text: string | null, problems: string[]): string[] {
  const codes = (text ?? "").split(",").filter((code) => code !== "");
  const good = codes.filter((code) => /^[\w.-]{1,60}$/.test(code));
  if (good.length < codes.length)
    problems.push("The link names an area in a way that cannot be read; it is left out.");
  return [...new Set(good)].slice(0, 8);
}

function parseBuffer(text: string | null, problems: string[]): number {
  if (text === null) return DEFAULT_EXPLORE.bufferM;
  const metres = Number(text);
  if (Number.isInteger(metres) && metres >= 0 && metres <= 5000) return metres;
  problems.push(`The link's buffer “${text}” is not a distance from 0 to 5000 m; none is shown.`);
  return DEFAULT_EXPLORE.bufferM;
}

function parsePeriod(text: string | null, problems: string[]): PeriodChoice {
  if (text === null) return DEFAULT_EXPLORE.period;
  const [from, to] = text.split("..");
  if (from && to && isMonth(from) && isMonth(to) && from <= to) return { kind: "custom", from, to };
  for (const kind of PERIOD_KINDS) if (kind === text && kind !== "custom") return { kind };
  problems.push(`The link's period “${text}” is not known; the last 3 months are shown.`);
  return DEFAULT_EXPLORE.period;
}

function parseCompare(text: string | null, problems: string[]): ExploreState["compare"] {
  if (text === null) return null;
  if (text === "year-before") return { kind: text };
  if (isMonth(text)) return { kind: "custom", from: text };
  problems.push(`The link's comparison “${text}” is not known; one map is shown.`);
  return null;
}

function parseViewport(text: string | null, problems: string[]): Viewport | null {
  if (text === null) return null;
  const [lng = Number.NaN, lat = Number.NaN, zoom = Number.NaN] = text.split(",").map(Number);
  const good = Math.abs(lng) <= 180 && Math.abs(lat) <= 85 && zoom >= 0 && zoom <= 22;
  if (!good) problems.push("The link's map position cannot be read; the whole area is shown.");
  return good ? { lng, lat, zoom } : null;
}

function parseCell(text: string | null, problems: string[]): string | null {
  if (text === null || /^8[89ab][0-9a-f]{13}$/.test(text)) return text;
  problems.push(`“${text}” is not a hexagon; none is selected.`);
  return null;
}
