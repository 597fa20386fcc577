/** What tags or columns say of a building: how high it is, whether somebody lives there. Null = they do not say. */

/** Storeys of this height where only their number is known; such heights are marked as estimated. */
const STOREY_M = 3;
const HIGHEST_M = 830;

export type BuildingHeight = {
  heightM: number | null;
  from: "height" | "levels" | null;
  unusable: string | null;
};

const HEIGHT_KEYS = [
  "height",
  "building:height",
  "height_m",
  "heightm",
  "heightroof",
  "roof_height",
  "relh2",
  "relhmax",
];
const LEVEL_KEYS = ["building:levels", "building_levels", "levels", "storeys", "floors", "numfloors"];

/** @param of value of a tag or column by its lower-case name. */
export function heightOf(of: (key: string) => string | undefined): BuildingHeight {
  const text = first(of, HEIGHT_KEYS);
  const heightM = text === null ? null : metresOf(text);
  if (heightM !== null) return { heightM, from: "height", unusable: null };
  const levels = Number(first(of, LEVEL_KEYS) ?? Number.NaN);
  if (levels > 0 && levels <= 200) return { heightM: levels * STOREY_M, from: "levels", unusable: text };
  return { heightM: null, from: null, unusable: text };
}

/** `12`, `12.5 m`, `40 ft`, `40'`. */
function metresOf(text: string): number | null {
  const found = /^\s*(\d+(?:[.,]\d+)?)\s*(m|metres?|ft|feet|')?\s*$/i.exec(text);
  if (!found) return null;
  const number = Number(found[1]?.replace(",", "."));
  const metres = /^(ft|feet|')$/i.test(found[2] ?? "") ? number * 0.3048 : number;
  return metres > 0 && metres <= HIGHEST_M ? metres : null;
}

function first(of: (key: string) => string | undefined, keys: readonly string[]): string | null {
  for (const key of keys) {
    const text = of(key)?.trim();
    if (text) return text;
  }
  return null;
}

/** The building's class as OpenStreetMap has it, or what the file's name says of all of them; "unknown" without either. */
export function classOfBuilding(tag: string | undefined, fileName: string): string {
  const word = tag?.trim().toLowerCase() ?? "";
  if (word !== "" && word !== "yes") return word.slice(0, 60);
  if (/non.?residential/i.test(fileName)) return "non_residential";
  if (/residential|houses|homes/i.test(fileName)) return "residential";
  if (/commercial|shops|retail/i.test(fileName)) return "commercial";
  return "unknown";
}

/** True if names of tags or columns, or the file's name, speak of buildings. */
export function speaksOfBuildings(fileName: string, keys: readonly string[]): boolean {
  const words = keys.map((key) => key.toLowerCase());
  return words.includes("building") || /building|footprint/i.test(fileName);
}
