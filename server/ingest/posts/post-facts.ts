/** What a cell of a register says, as a number, a direction, a date or a word that is known here. Null = it cannot be used. */

/** `8`, `8.5 m`, `4mm` within limits. */
export function numberOf(text: string, min: number, max: number): number | null {
  const found = /^\s*(-?\d+(?:[.,]\d+)?)\s*(?:m|mm|metres?|°|deg(?:rees)?|px|dbm)?\s*$/i.exec(text);
  const number = found ? Number(found[1]?.replace(",", ".")) : Number.NaN;
  return number >= min && number <= max ? number : null;
}

const POINTS = [
  "n",
  "nne",
  "ne",
  "ene",
  "e",
  "ese",
  "se",
  "sse",
  "s",
  "ssw",
  "sw",
  "wsw",
  "w",
  "wnw",
  "nw",
  "nnw",
];
const WORDS: Record<string, string> = { north: "n", east: "e", south: "s", west: "w" };

/** Degrees from north, given as such or as a point of the compass in letters or words. */
export function bearingOf(text: string): number | null {
  const degrees = numberOf(text, 0, 360);
  if (degrees !== null) return degrees % 360;
  const letters = text
    .toLowerCase()
    .replace(/(north|east|south|west)(bound|ern|wards?)?/g, (_, word: string) => WORDS[word] ?? "")
    .replace(/[^a-z]/g, "");
  const at = POINTS.indexOf(letters);
  return at < 0 ? null : at * 22.5;
}

const NAMED_PICTURES: Record<string, readonly [number, number]> = {
  "720p": [1280, 720],
  "1080p": [1920, 1080],
  "1440p": [2560, 1440],
  "2160p": [3840, 2160],
  "4k": [3840, 2160],
  "2mp": [1920, 1080],
  "3mp": [2048, 1536],
  "4mp": [2560, 1440],
  "5mp": [2592, 1944],
  "8mp": [3840, 2160],
};

/** Width and height of a picture in pixels: `1920x1080`, `1080p`, `4 MP`. */
export function pictureOf(text: string): readonly [number, number] | null {
  const pair = /(\d{3,5})\s*[x×*]\s*(\d{3,5})/i.exec(text);
  if (pair) return [Number(pair[1]), Number(pair[2])];
  return NAMED_PICTURES[text.toLowerCase().replace(/[^a-z0-9]/g, "")] ?? null;
}

/** YYYY-MM-DD of an ISO date or of day, month and year. */
export function dateOf(text: string): string | null {
  const iso = /^\s*(\d{4})-(\d{2})-(\d{2})/.exec(text);
  const british = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})/.exec(text);
  const [year, month, day] = iso ? iso.slice(1) : british ? [british[3], british[2], british[1]] : [];
  if (!year || !month || !day) return null;
  const made = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isReal = made.getUTCMonth() === Number(month) - 1 && made.getUTCDate() === Number(day);
  return isReal ? made.toISOString().slice(0, 10) : null;
}

/** The first word of a list whose pattern fits. */
export function wordOf<T extends string>(text: string, words: readonly (readonly [RegExp, T])[]): T | null {
  return words.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

export const CAMERA_KINDS = [
  [/ptz|speed|moving|pan.?tilt/i, "ptz"],
  [/fish.?eye|360|panoram/i, "fisheye"],
  [/rapid|re-?deploy|mobile|rdc/i, "rapid-deployment"],
  [/fixed|static|bullet|dome|shoe/i, "fixed"],
] as const;

export const CAMERA_STATUSES = [
  [/decommission|removed|retired|out of use/i, "decommissioned"],
  [/fault|broken|not working|offline/i, "faulty"],
  [/live|active|working|operational|in use/i, "live"],
] as const;

export const SUPPLIES = [
  [/perm|24|constant|unswitched|always/i, "permanent"],
  [/switch|photo|dusk|pecu/i, "switched"],
  [/^\s*(no|none|n)\s*$/i, "none"],
] as const;
