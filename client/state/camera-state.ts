/** What is looked at and planned on the Cameras screen, as a value and as a part of the address: a link is a plan. */
import type { CameraDesign } from "#domain/camera/camera-design.ts";
import type { Viewport } from "./url-state.ts";

export const RISK_YEARS = [1, 3, 5] as const;
export type RiskYears = (typeof RISK_YEARS)[number];
export const CAMERA_TABS = [
  "camera",
  "estate",
  "sites",
  "review",
  "deploy",
  "links",
  "anpr",
  "evidence",
  "compare",
  "papers",
] as const;
export type CameraTab = (typeof CAMERA_TABS)[number];
/** Parts of the day, by the hours that begin in them. */
export const DAY_PARTS = {
  all: [],
  day: [6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17],
  evening: [16, 17, 18, 19, 20, 21, 22, 23],
  night: [22, 23, 0, 1, 2, 3, 4, 5],
} as const satisfies Record<string, readonly number[]>;
export type DayPart = keyof typeof DAY_PARTS;
export const DAY_PART_IDS = ["all", "day", "evening", "night"] as const satisfies readonly DayPart[];
/** Meteorological seasons, months of the year. */
export const SEASONS = {
  all: [],
  winter: [12, 1, 2],
  spring: [3, 4, 5],
  summer: [6, 7, 8],
  autumn: [9, 10, 11],
} as const satisfies Record<string, readonly number[]>;
export type Season = keyof typeof SEASONS;
export const SEASON_IDS = [
  "all",
  "winter",
  "spring",
  "summer",
  "autumn",
] as const satisfies readonly Season[];
export const TREES = ["ignored", "leaf-on", "leaf-off"] as const;
export type TreeChoice = (typeof TREES)[number];
export const EDITIONS = ["2014", "2025"] as const;
export type Edition = (typeof EDITIONS)[number];

/** A camera that is planned, or one of the estate as it would be changed: it then has the estate's id. */
export type PlanCamera = { id: string; design: CameraDesign };

export type CameraState = {
  screen: "cameras";
  /** null = the server's default area. */
  area: string | null;
  /** null = robbery where there is any, else the first category with data. */
  category: string | null;
  years: RiskYears;
  season: Season;
  hours: DayPart;
  edition: Edition;
  /** null = the edition's level for seeing what somebody does: observe or discern. */
  level: string | null;
  night: boolean;
  /** Whether imported trees dim what lies behind them. */
  trees: TreeChoice;
  /** Table of harm weights; null = each incident counts as one. */
  weights: string | null;
  /** The scenario that is worked on; null = a draft, which the address itself holds. */
  scenario: string | null;
  /** What the plan is compared with: today’s cameras, or another scenario. */
  against: string;
  /** Further scenarios in the comparison. */
  options: readonly string[];
  plan: readonly PlanCamera[];
  /** Cameras of the estate that would be taken away. */
  removed: readonly string[];
  selected: string | null;
  viewport: Viewport | null;
  tab: CameraTab;
};

/** Id of the baseline in a comparison. */
export const TODAY = "today";
/** More columns than this cannot be read side by side. */
export const MOST_OPTIONS = 6;

export const DEFAULT_CAMERAS: CameraState = {
  screen: "cameras",
  area: null,
  category: null,
  years: 3,
  season: "all",
  hours: "all",
  edition: "2014",
  level: null,
  night: false,
  trees: "ignored",
  weights: null,
  scenario: null,
  against: TODAY,
  options: [],
  plan: [],
  removed: [],
  selected: null,
  viewport: null,
  tab: "camera",
};

const SCENARIO_ID = /^[0-9a-z]{10}$/;
/** More than this make an address too long to be sent. */
const MOST_PLANNED = 60;

/** Reads the parts of the address that belong to this screen; what cannot be read is listed in words. */
export function parseCameras(params: URLSearchParams, problems: string[]): CameraState {
  const choice = <T extends string | number>(name: string, allowed: readonly T[], fallback: T): T => {
    const text = params.get(name);
    const found = allowed.find((each) => String(each) === text);
    if (text !== null && found === undefined)
      problems.push(`The link's ${name} “${text}” is not known; “${fallback}” is shown.`);
    return found ?? fallback;
  };
  return {
    screen: "cameras",
    area: params.get("area"),
    category: params.get("category"),
    years: choice("years", RISK_YEARS, DEFAULT_CAMERAS.years),
    season: choice("season", SEASON_IDS, DEFAULT_CAMERAS.season),
    hours: choice("hours", DAY_PART_IDS, DEFAULT_CAMERAS.hours),
    edition: choice("edition", EDITIONS, DEFAULT_CAMERAS.edition),
    level: params.get("level"),
    night: params.get("night") === "1",
    trees: choice("trees", TREES, DEFAULT_CAMERAS.trees),
    weights: params.get("weights") || null,
    scenario: readScenarioId(params.get("scenario"), problems),
    against: readAgainst(params.get("against"), problems),
    options: (params.get("options") ?? "")
      .split(",")
      .filter((id) => SCENARIO_ID.test(id))
      .slice(0, MOST_OPTIONS),
    plan: readPlan(params.get("plan"), problems),
    removed: (params.get("without") ?? "").split(";").filter((id) => id !== ""),
    selected: params.get("camera"),
    viewport: null,
    tab: choice("tab", CAMERA_TABS, DEFAULT_CAMERAS.tab),
  };
}

/** Writes them; what is as by default is left out. */
export function writeCameras(state: CameraState, params: URLSearchParams): void {
  const set = (name: string, text: string | null, unless = "") =>
    text === null || text === unless ? undefined : params.set(name, text);
  set("area", state.area);
  set("category", state.category);
  set("years", String(state.years), String(DEFAULT_CAMERAS.years));
  set("season", state.season, DEFAULT_CAMERAS.season);
  set("hours", state.hours, DEFAULT_CAMERAS.hours);
  set("edition", state.edition, DEFAULT_CAMERAS.edition);
  set("level", state.level);
  set("night", state.night ? "1" : "");
  set("trees", state.trees, DEFAULT_CAMERAS.trees);
  set("weights", state.weights);
  set("scenario", state.scenario);
  set("against", state.against, TODAY);
  set("options", state.options.join(","));
  if (state.scenario === null) {
    set("plan", planText(state.plan));
    set("without", state.removed.join(";"));
  }
  set("camera", state.selected);
  set("tab", state.tab, DEFAULT_CAMERAS.tab);
}

const FIELDS = [
  "heightM",
  "bearingDeg",
  "tiltDeg",
  "hfovDeg",
  "sensorWidthMm",
  "focalLengthMm",
  "horizontalPx",
  "verticalPx",
  "rangeM",
  "nightRangeM",
] as const satisfies readonly (keyof CameraDesign)[];

/** `P1,-0.154860,51.583240,6,90,,68,…`: empty = not known. A fisheye ends in `,f`. */
function cameraText({ id, design }: PlanCamera): string {
  const [lng, lat] = design.position;
  const fields = FIELDS.map((field) => design[field] ?? "");
  const kind = design.projection === "fisheye" ? ["f"] : [];
  return [id, lng.toFixed(6), lat.toFixed(6), ...fields, ...kind].join(",");
}

/** The cameras of a draft as the address has them. */
export function planText(plan: readonly PlanCamera[]): string {
  return plan.map(cameraText).join(";");
}

function readScenarioId(text: string | null, problems: string[]): string | null {
  if (text === null || SCENARIO_ID.test(text)) return text;
  problems.push(`“${text}” is not a scenario’s id; a draft is shown.`);
  return null;
}

function readAgainst(text: string | null, problems: string[]): string {
  if (text === null || text === TODAY || SCENARIO_ID.test(text)) return text ?? TODAY;
  problems.push(`“${text}” is not a scenario’s id; the plan is compared with today’s cameras.`);
  return TODAY;
}

function readPlan(text: string | null, problems: string[]): PlanCamera[] {
  const entries = (text ?? "").split(";").filter((entry) => entry !== "");
  const read = entries.map(readCamera).filter((camera) => camera !== null);
  if (read.length < entries.length)
    problems.push("The link holds a camera that cannot be read; it is left out.");
  return read.slice(0, MOST_PLANNED);
}

function readCamera(text: string): PlanCamera | null {
  const [id = "", lng = "", lat = "", ...rest] = text.split(",");
  const numbers = rest.slice(0, FIELDS.length).map((field) => (field === "" ? null : Number(field)));
  const [heightM, bearingDeg, tiltDeg, hfovDeg, sensorWidthMm, focalLengthMm] = numbers;
  const [horizontalPx, verticalPx, rangeM, nightRangeM] = numbers.slice(6);
  const position: [number, number] = [Number(lng), Number(lat)];
  const isGood =
    /^[\w .:-]{1,60}$/.test(id) &&
    lng !== "" &&
    Math.abs(position[0]) <= 180 &&
    Math.abs(position[1]) <= 85 &&
    numbers.every((number) => number === null || Number.isFinite(number)) &&
    (heightM ?? 0) > 0 &&
    (rangeM ?? 0) > 0;
  if (!isGood) return null;
  return {
    id,
    design: {
      position,
      heightM: heightM ?? 6,
      bearingDeg: bearingDeg ?? null,
      tiltDeg: tiltDeg ?? null,
      projection: rest[FIELDS.length] === "f" ? "fisheye" : "rectilinear",
      hfovDeg: hfovDeg ?? null,
      sensorWidthMm: sensorWidthMm ?? null,
      focalLengthMm: focalLengthMm ?? null,
      horizontalPx: horizontalPx ?? null,
      verticalPx: verticalPx ?? null,
      rangeM: rangeM ?? 60,
      nightRangeM: nightRangeM ?? null,
      presets: [],
    },
  };
}
