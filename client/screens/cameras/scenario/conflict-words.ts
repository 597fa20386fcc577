/** What a fact of a scenario is called, and what it is, for people. Pure. */

const FIELDS: Record<string, string> = {
  label: "name",
  kind: "kind of camera",
  "design.position": "place",
  "design.heightM": "height, m",
  "design.bearingDeg": "direction, ° from north",
  "design.tiltDeg": "tilt, °",
  "design.hfovDeg": "field of view, °",
  "design.focalLengthMm": "focal length, mm",
  "design.sensorWidthMm": "sensor width, mm",
  "design.horizontalPx": "picture width, px",
  "design.verticalPx": "picture height, px",
  "design.rangeM": "counted up to, m",
  "design.nightRangeM": "own light reaches, m",
  capitalCost: "cost, £",
  yearlyCost: "cost a year, £",
  purpose: "purpose",
  columnId: "column",
  heightM: "height, m",
  ring: "outline",
  grade: "grade",
  why: "reason",
  frequencyGHz: "frequency, GHz",
  from: "first end",
  to: "second end",
};

const DEPLOYMENT: Record<string, string> = {
  requested: "day of the request",
  leadTimeDays: "lead time, days",
  power: "power",
  columnTest: "column test",
  columnTestExpiry: "certificate until",
  signal: "signal",
  permission: "permission",
  stayWeeks: "stay, weeks",
  review: "day of the review",
  removed: "day of removal",
  unit: "unit",
  gatekeeper: "gatekeeper",
};

/** `design.bearingDeg` → `direction, ° from north`. */
export function fieldWords(field: string): string {
  const [first, second = ""] = field.split(".");
  return FIELDS[field] ?? (first === "deployment" ? DEPLOYMENT[second] : undefined) ?? field;
}

/** A fact in a few words; what is not there is said. */
export function factWords(fact: unknown): string {
  if (fact === null || fact === undefined) return "left out or not known";
  if (typeof fact === "number") return String(Number(fact.toFixed(6)));
  if (typeof fact === "string") return fact === "" ? "empty" : fact;
  if (typeof fact === "boolean") return fact ? "yes" : "no";
  if (Array.isArray(fact)) return isPosition(fact) ? positionWords(fact) : `${fact.length} entries`;
  return "kept, as changed";
}

function isPosition(list: readonly unknown[]): list is readonly [number, number] {
  return list.length === 2 && list.every((each) => typeof each === "number");
}

function positionWords([lng, lat]: readonly [number, number]): string {
  return `${lat.toFixed(5)}, ${lng.toFixed(5)}`;
}
