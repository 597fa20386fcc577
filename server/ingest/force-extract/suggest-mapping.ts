/**
 * A first guess at the column mapping of a force's own extract, from the columns' names and what they hold. It is
 * shown for correction; an import without questions uses it only if nothing that is needed is missing.
 */
import type { ColumnMapping } from "#contract/imports.ts";
import { isInUk } from "#domain/grid/location-id.ts";
import { isBng } from "#domain/grid/osgb.ts";
import { type DateOrder, parseDateTime } from "#domain/time/parse-date-time.ts";

export type MappingSuggestion = { mapping: ColumnMapping | null; missing: string[] };

const MOSTLY = 0.8;
const MOST_ATTRIBUTES = 12;

const WORDS = {
  reference:
    /\b(crime|incident|occurrence|log|cad|event)\s*(no|num|number|ref|reference|id)\b|\bcrn\b|^ref(erence)?$|\burn\b/,
  offenceCode: /\b(ho|home office|offence|hocr)\s*code\b/,
  category:
    /\bcategor|\bcrime type\b|\boffence (type|desc|group|title|name)|\bclassification|^offence$|^crime$|\bincident type\b|^type$|\boffence\b/,
  from: /\b(from|start|earliest|first|committed|occurred|begin)\b/,
  to: /\b(to|end|latest|last|until)\b/,
  lng: /^(lng|lon|long|longitude|x)\b/,
  lat: /^(lat|latitude|y)\b/,
  east: /\b(easting|eastings|east|x|grid x|gridx|xcoord|x coord)\b/,
  north: /\b(northing|northings|north|y|grid y|gridy|ycoord|y coord)\b/,
  placeClass: /\b(place|premises?|location|venue|property|building) (type|class|category|use)\b|^premises$/,
  locationName: /\b(location|street|road|place|site|venue)( name)?\b/,
  force: /^(police )?force( name)?$/,
  personal:
    /victim|suspect|offender|complainant|forename|surname|\bname\b|\bdob\b|birth|phone|mobile|e ?mail|address|postcode|house|\bnhs\b/,
} as const;

type Column = { name: string; words: string; texts: string[] };

/** Guesses the mapping. `rows` is a sample; `fileName` names the mapping and, failing a column, the force. */
export function suggestMapping(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  fileName: string,
): MappingSuggestion {
  const columns: Column[] = header.map((name, i) => ({
    name,
    words: name
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .replace(/[^A-Za-z0-9]+/g, " ")
      .trim()
      .toLowerCase(),
    texts: rows.map((row) => (row[i] ?? "").trim()).filter((text) => text !== ""),
  }));
  const order = dateOrderOf(columns);
  const dates = columns.filter((column) => share(column, (text) => isDateLike(text, order)) >= MOSTLY);
  const times = columns.filter((column) => !dates.includes(column) && share(column, isTimeOnly) >= MOSTLY);
  const from =
    byWords(dates, WORDS.from) ?? dates.find(({ words }) => !/report|record|creat|updat|input/.test(words));
  const to = byWords(
    dates.filter((column) => column !== from),
    WORDS.to,
  );
  const free = columns.filter((column) => !dates.includes(column) && !times.includes(column));
  const position = positionColumns(free);
  const used = new Set([position?.x, position?.y]);
  const rest = free.filter((column) => !used.has(column));
  const offenceCode = byWords(rest, WORDS.offenceCode);
  const category =
    byWords(
      rest.filter((column) => column !== offenceCode),
      WORDS.category,
    ) ?? offenceCode;
  const missing = [
    ...(category ? [] : ["the category or offence"]),
    ...(from ? [] : ["the date (or start date and time)"]),
    ...(position ? [] : ["easting and northing, or longitude and latitude"]),
  ];
  if (!category || !from || !position) return { mapping: null, missing };
  const stem = fileName.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "");
  const picked = { from, to, times, order, offenceCode, category, position };
  return { mapping: assemble(picked, rest, stem, columns), missing };
}

type Picked = {
  from: Column;
  to: Column | undefined;
  times: Column[];
  order: DateOrder;
  offenceCode: Column | undefined;
  category: Column;
  position: { x: Column; y: Column; system: "bng" | "wgs84" };
};

function assemble(
  picked: Picked,
  rest: readonly Column[],
  stem: string,
  columns: readonly Column[],
): ColumnMapping {
  const { from, to, times, order, offenceCode, category, position } = picked;
  const toTime = byWords(times, WORDS.to);
  const fromTime = times.find((column) => column !== toTime);
  const reference = byWords(rest, WORDS.reference);
  const placeClass = byWords(rest, WORDS.placeClass);
  const taken = [offenceCode, category, reference, placeClass];
  const locationName = byWords(
    rest.filter((column) => !taken.includes(column)),
    WORDS.locationName,
  );
  const force = columns.find(({ words }) => WORDS.force.test(words));
  const attributes = rest.filter(
    (column) =>
      ![...taken, locationName, force].includes(column) &&
      column.name !== "" &&
      !WORDS.personal.test(column.words),
  );
  return {
    name: stem.slice(0, 80) || "extract",
    force: (force?.texts[0] ?? stem).slice(0, 120) || "extract",
    reference: reference?.name ?? null,
    category: category.name,
    offenceCode: offenceCode && offenceCode !== category ? offenceCode.name : null,
    from: from.name,
    to: to?.name ?? null,
    fromTime: fromTime?.name ?? null,
    toTime: to ? (toTime?.name ?? null) : null,
    dateOrder: order,
    x: position.x.name,
    y: position.y.name,
    coordinates: position.system,
    placeClass: placeClass?.name ?? null,
    locationName: locationName?.name ?? null,
    attributes: attributes.slice(0, MOST_ATTRIBUTES).map(({ name }) => name),
  };
}

function byWords(columns: readonly Column[], pattern: RegExp): Column | undefined {
  return columns.find(({ words }) => pattern.test(words));
}

function share(column: Column, test: (text: string) => boolean): number {
  return column.texts.length === 0 ? 0 : column.texts.filter(test).length / column.texts.length;
}

/** True for dates that are possible, and for those that only look like one: their rows are rejected with reason. */
function isDateLike(text: string, order: DateOrder): boolean {
  const found = parseDateTime(text, "", order);
  return found.ok || (found.reason !== "unreadable-date" && !/^\d+$/.test(text));
}

function isTimeOnly(text: string): boolean {
  return /^([01]?\d|2[0-3])[:.][0-5]\d([:.][0-5]\d)?(\s*[ap]m)?$/i.test(text);
}

/** Order in which most dates of the sample are possible; day first where both are. */
function dateOrderOf(columns: readonly Column[]): DateOrder {
  const texts = columns.flatMap((column) => column.texts);
  const readable = (order: DateOrder): number =>
    texts.filter((text) => parseDateTime(text, "", order).ok).length;
  const candidates: DateOrder[] = ["dmy", "mdy", "ymd"];
  const best = candidates.map((order) => ({ order, n: readable(order) })).toSorted((a, b) => b.n - a.n)[0];
  const slashed = texts.some((text) => /^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}/.test(text));
  return best && slashed ? best.order : texts.some((text) => /^\d{4}[-/.]/.test(text)) ? "ymd" : "dmy";
}

/** The pair of numeric columns that can be a position, preferring those whose names say so. */
function positionColumns(columns: readonly Column[]): Picked["position"] | null {
  const number = (column: Column): number =>
    Number(column.texts.find((text) => Number(text) !== 0) ?? Number.NaN);
  const numeric = columns.filter(
    (column) => column.texts.length > 0 && column.texts.every((text) => /^[-+]?\d+(\.\d+)?$/.test(text)),
  );
  const east = byWords(numeric, WORDS.east);
  const north = byWords(numeric, WORDS.north);
  if (east && north && isBng(number(east), number(north))) return { x: east, y: north, system: "bng" };
  const lng = byWords(numeric, WORDS.lng);
  const lat = byWords(numeric, WORDS.lat);
  if (lng && lat && isInUk(number(lng), number(lat))) return { x: lng, y: lat, system: "wgs84" };
  return null;
}
