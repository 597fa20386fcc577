/** One row of a force's own extract → an incident, or the reason why not. */
import type { ColumnMapping } from "#contract/imports.ts";
import { LEVEL_SEPARATOR, normaliseOffence } from "#domain/category/scheme.ts";
import { publishedPosition } from "#domain/grid/published-position.ts";
import { londonMonth } from "#domain/time/local-time.ts";
import { type DateTimeResult, endOfLondonDay, parseDateTime } from "#domain/time/parse-date-time.ts";
import type { IncidentRecord } from "../load/incident-record.ts";

/** Things worth counting that are no reason to reject. */
export type RowNote = "to-before-from" | "repeated-hour" | "date-only" | "zero-coordinates";

export type RowResult =
  | { ok: true; record: IncidentRecord; bng: readonly [number, number] | null; notes: RowNote[] }
  | { ok: false; reason: string; detail: string };

const DAY_MS = 86_400_000;

/** Attribute that marks rows whose times contradict each other; later analyses leave them out. */
const QUALITY_ATTRIBUTE = "dataQuality";

/**
 * Builds the reader of one file.
 * @param header trimmed column names; every column of the mapping must be among them.
 */
export function forceRowReader(
  header: readonly string[],
  mapping: ColumnMapping,
  now: Date,
): (fields: readonly string[]) => RowResult {
  const at = new Map(header.map((name, i) => [name, i]));
  const latestMs = now.getTime() + DAY_MS;
  return (fields) => {
    if (fields.length !== header.length) {
      const detail = `The row has ${fields.length} fields, the header ${header.length}.`;
      return { ok: false, reason: "wrong-field-count", detail };
    }
    const text = (column: string | null): string =>
      column === null ? "" : (fields[at.get(column) ?? -1] ?? "").trim();
    const label = text(mapping.category);
    const code = text(mapping.offenceCode);
    if (label === "" && code === "") {
      return { ok: false, reason: "missing-category", detail: "The row names no category and no offence." };
    }
    const when = readTimes(text, mapping, latestMs);
    if (!when.ok) return when;
    const where = readPosition(text, mapping);
    if (!where.ok) return where;
    const attributes = attributesOf(text, mapping, when.notes);
    const record: IncidentRecord = {
      force: mapping.force,
      month: londonMonth(when.fromMs),
      offence: offenceOf(label, code),
      position: where.position,
      locationName: text(mapping.locationName),
      lsoa: null,
      outcome: null,
      reference: text(mapping.reference) || null,
      occurredFromMs: when.fromMs,
      occurredToMs: when.toMs,
      placeClass: text(mapping.placeClass) || null,
      attributes,
    };
    return { ok: true, record, bng: where.bng, notes: [...when.notes, ...where.notes] };
  };
}

/** Text and code are kept together, so that one code under two texts stays two entries of the dictionary. */
function offenceOf(label: string, code: string): IncidentRecord["offence"] {
  const both = code === "" || label === "" ? label || code : `${label}${LEVEL_SEPARATOR}${code}`;
  return { code: normaliseOffence(both), label: both };
}

type Times =
  | { ok: true; fromMs: number; toMs: number | null; notes: RowNote[] }
  | { ok: false; reason: string; detail: string };

function readTimes(text: (column: string | null) => string, mapping: ColumnMapping, latestMs: number): Times {
  const fromText = text(mapping.from);
  if (fromText === "") return { ok: false, reason: "missing-date", detail: `${mapping.from} is blank.` };
  const from = parseDateTime(fromText, text(mapping.fromTime), mapping.dateOrder);
  if (!from.ok) return { ...from, detail: `${mapping.from}: ${from.detail}` };
  if (from.ms > latestMs) {
    return {
      ok: false,
      reason: "date-in-future",
      detail: `${mapping.from} lies in the future: ${fromText.slice(0, 40)}.`,
    };
  }
  const notes: RowNote[] = [];
  const toText = text(mapping.to);
  let to: DateTimeResult | null = null;
  if (toText !== "") {
    to = parseDateTime(toText, text(mapping.toTime), mapping.dateOrder);
    if (!to.ok) return { ...to, detail: `${mapping.to}: ${to.detail}` };
  }
  if (from.ambiguousHour || to?.ambiguousHour) notes.push("repeated-hour");
  if (!from.hasTime) notes.push("date-only");
  const toMs = endOfSpan(from, to);
  if (toMs !== null && toMs < from.ms) notes.push("to-before-from");
  return { ok: true, fromMs: from.ms, toMs, notes };
}

/** A date without a time stands for its whole day, also where there is no end. */
function endOfSpan(
  from: DateTimeResult & { ok: true },
  to: (DateTimeResult & { ok: true }) | null,
): number | null {
  if (to) return to.hasTime ? to.ms : endOfLondonDay(to.ms);
  return from.hasTime ? null : endOfLondonDay(from.ms);
}

type Where =
  | {
      ok: true;
      position: IncidentRecord["position"];
      bng: readonly [number, number] | null;
      notes: RowNote[];
    }
  | { ok: false; reason: string; detail: string };

function readPosition(text: (column: string | null) => string, mapping: ColumnMapping): Where {
  const x = text(mapping.x);
  const y = text(mapping.y);
  // Systems write 0, 0 for "not known"; no place in the country has either coordinate 0 in both systems.
  if (/^0+(\.0+)?$/.test(x) && /^0+(\.0+)?$/.test(y)) {
    return { ok: true, position: null, bng: null, notes: ["zero-coordinates"] };
  }
  const found = publishedPosition(x, y, mapping.coordinates);
  if (!found.ok) return found;
  const isGrid = mapping.coordinates === "bng" && found.position !== null;
  return { ok: true, position: found.position, bng: isGrid ? [Number(x), Number(y)] : null, notes: [] };
}

function attributesOf(
  text: (column: string | null) => string,
  mapping: ColumnMapping,
  notes: readonly RowNote[],
): Record<string, string> | null {
  const found: [string, string][] = [];
  for (const column of mapping.attributes) {
    const value = text(column);
    if (value !== "") found.push([column, value.slice(0, 500)]);
  }
  if (notes.includes("to-before-from")) found.push([QUALITY_ATTRIBUTE, "to-before-from"]);
  else if (notes.includes("date-only")) found.push([QUALITY_ATTRIBUTE, "date-only"]);
  return found.length === 0 ? null : Object.fromEntries(found);
}
