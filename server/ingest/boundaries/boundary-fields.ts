/**
 * Which fields of a boundary file hold the official code and the name of an area, and what kind of area is it?
 * Decided by what the fields hold, not by what they are called, because every publisher calls them something else.
 */
import { type AreaKind, areaKindSchema } from "#contract/areas.ts";
import { slugOf } from "../load/source-definition.ts";

/** Field names chosen; `kind` is a field name, a kind, or null to decide from codes and names. */
export type BoundaryFields = { code: string | null; name: string | null; kind: string | null };

export type AreaIdentity = { code: string; name: string; kind: AreaKind };

const OFFICIAL = /^[EWSNK]\d{8}$/;
const POSTCODE_DISTRICT = /^[A-Z]{1,2}\d[A-Z\d]?$/;
const MOSTLY = 0.9;

type Column = { field: string; texts: string[]; distinct: number; official: number };

/** Chooses fields from the properties of (a sample of) the features. */
export function chooseFields(sample: readonly Readonly<Record<string, unknown>>[]): BoundaryFields {
  const columns = columnsOf(sample);
  const coded = columns
    .filter(({ texts, official }) => official >= MOSTLY * texts.length && texts.length * 2 > sample.length)
    .sort((a, b) => b.distinct - a.distinct || columns.indexOf(a) - columns.indexOf(b));
  const code = coded[0] ?? null;
  const name = columns
    .map((column) => ({ column, fit: nameFit(column, code, sample.length) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit || columns.indexOf(a.column) - columns.indexOf(b.column))[0]?.column;
  return { code: code?.field ?? null, name: name?.field ?? null, kind: null };
}

function columnsOf(sample: readonly Readonly<Record<string, unknown>>[]): Column[] {
  const fields = new Set(sample.flatMap((properties) => Object.keys(properties)));
  return [...fields].map((field) => {
    const texts = sample.map((properties) => textOf(properties[field])).filter((text) => text !== "");
    const official = texts.filter((text) => OFFICIAL.test(text)).length;
    return { field, texts, distinct: new Set(texts).size, official };
  });
}

/** How well a column would do as the name: 0 = not at all. */
function nameFit(column: Column, code: Column | null, features: number): number {
  const { field, texts, distinct, official } = column;
  if (official > 0 || texts.length < MOSTLY * features) return 0;
  if (!texts.some((text) => /[A-Za-z]/.test(text)) || texts.some((text) => text.length > 200)) return 0;
  const key = field.toLowerCase();
  if (/style|hash|url|fill|stroke|colou?r|desc|comment|type|layer|timestamp/.test(key)) return 0;
  let fit = 0;
  if (code && key === code.field.toLowerCase().replace(/cd$/, "nm").replace(/code$/, "name")) fit = 100;
  else if (/^(name|nm|title|label)$/.test(key)) fit = 80;
  else if (/(name|nm)$/.test(key)) fit = 60;
  else if (/name|nm\d|ward|district|borough|authority|council|lsoa|msoa|place|area|postcode/.test(key))
    fit = 40;
  else if (distinct >= MOSTLY * features) fit = 10;
  return fit === 0 ? 0 : fit + (5 * distinct) / features;
}

/** A property as trimmed text; "" for null, objects and lists. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/**
 * Code, name and kind of one feature, or null where it has neither a code nor a name.
 * @param hint name of the file or layer, used for the kind only where nothing better tells it.
 */
export function identify(
  properties: Readonly<Record<string, unknown>>,
  fields: BoundaryFields,
  hint: string,
): AreaIdentity | null {
  const published = fields.code === null ? "" : textOf(properties[fields.code]);
  const rawName = fields.name === null ? "" : textOf(properties[fields.name]);
  if (published === "" && (rawName === "" || fields.code !== null)) return null;
  const district = postcodeDistrict(published) ?? postcodeDistrict(rawName);
  const code = published !== "" ? published : (district ?? "");
  const kind = kindOf(code, rawName, properties, fields, hint);
  const name = kind === "ward" ? rawName.replace(/\s+ward$/i, "") : rawName;
  return {
    code: code !== "" ? code : `${kind}-${slugOf(name)}`,
    name: name !== "" ? name : code,
    kind,
  };
}

function postcodeDistrict(text: string): string | null {
  const clean = text.toUpperCase().replace(/\s+(POSTCODE|DISTRICT).*$/, "");
  return POSTCODE_DISTRICT.test(clean) ? clean : null;
}

function kindOf(
  code: string,
  name: string,
  properties: Readonly<Record<string, unknown>>,
  fields: BoundaryFields,
  hint: string,
): AreaKind {
  if (fields.kind !== null) {
    const literal = areaKindSchema.safeParse(fields.kind);
    if (literal.success) return literal.data;
    const told = kindOfWords(textOf(properties[fields.kind]));
    if (told) return told;
  }
  if (OFFICIAL.test(code)) return KIND_BY_PREFIX[code.slice(0, 3)] ?? "other";
  if (POSTCODE_DISTRICT.test(code)) return "postcode-district";
  if (/\bward$/i.test(name)) return "ward";
  return kindOfWords(`${fields.name ?? ""} ${fields.code ?? ""}`) ?? kindOfWords(hint) ?? "place";
}

/** Entity prefixes of the ONS Register of Geographic Codes. */
const KIND_BY_PREFIX: Readonly<Record<string, AreaKind>> = {
  E06: "local-authority",
  E07: "local-authority",
  E08: "local-authority",
  E09: "local-authority",
  W06: "local-authority",
  S12: "local-authority",
  N09: "local-authority",
  E05: "ward",
  W05: "ward",
  S13: "ward",
  N08: "ward",
  E01: "lsoa",
  W01: "lsoa",
  S01: "lsoa",
  E02: "msoa",
  W02: "msoa",
  S02: "msoa",
  E23: "force",
  W15: "force",
};

function kindOfWords(words: string): AreaKind | null {
  const text = words.toLowerCase().replaceAll(/[_-]+/g, " ");
  if (/\bwards?\b|\bwd\d/.test(text)) return "ward";
  if (/\blsoas?\b|\blsoa\d/.test(text)) return "lsoa";
  if (/\bmsoas?\b|\bmsoa\d/.test(text)) return "msoa";
  if (/postcode/.test(text)) return "postcode-district";
  if (/borough|local authorit|\blad\d|\bdistricts?\b|council|unitary/.test(text)) return "local-authority";
  if (/police force|\bforce\b|\bpfa\d/.test(text)) return "force";
  return null;
}
