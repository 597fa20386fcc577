/** One row of a police.uk street file → an incident, or why not. */
import { normaliseOffence } from "#domain/category/scheme.ts";
import { isMonth } from "#domain/time/months.ts";
import type { IncidentRecord } from "../load/incident-record.ts";
import { publishedPosition } from "../load/published-position.ts";
import type { PoliceUkColumns } from "./columns.ts";

export type RowResult = { ok: true; record: IncidentRecord } | { ok: false; reason: string; detail: string };

/** police.uk starts in December 2010; nothing like it can be older than this. */
const EARLIEST_MONTH = "2000-01";

/**
 * Reader of the rows of one file. `latestMonth` (`YYYY-MM`) is the current month: later ones are impossible.
 * Category texts are kept whatever they are; a blank one is "Not stated".
 */
export function policeUkRowReader(
  columns: PoliceUkColumns,
  latestMonth: string,
): (fields: readonly string[]) => RowResult {
  const offences = new Map<string, { code: string; label: string }>();
  const months = new Map<string, boolean>();
  const isPossible = (month: string): boolean => {
    let possible = months.get(month);
    if (possible === undefined) {
      possible = isMonth(month) && month >= EARLIEST_MONTH && month <= latestMonth;
      if (months.size < 1000) months.set(month, possible);
    }
    return possible;
  };
  return (fields) => {
    if (fields.length !== columns.count) {
      const detail = `Expected ${columns.count} columns, found ${fields.length}.`;
      return { ok: false, reason: "wrong-column-count", detail };
    }
    const month = at(fields, columns.month);
    if (!isPossible(month)) {
      const detail = `Not a month from ${EARLIEST_MONTH} to ${latestMonth}: ${JSON.stringify(month.slice(0, 40))}.`;
      return { ok: false, reason: "impossible-month", detail };
    }
    const force = at(fields, columns.force);
    if (force === "") return { ok: false, reason: "no-force", detail: "The police force is blank." };
    const place = publishedPosition(at(fields, columns.x), at(fields, columns.y), columns.coordinates);
    if (!place.ok) return place;
    const label = at(fields, columns.crimeType) || "Not stated";
    let offence = offences.get(label);
    if (!offence) {
      offence = { code: normaliseOffence(label), label };
      offences.set(label, offence);
    }
    const lsoaCode = at(fields, columns.lsoaCode);
    return {
      ok: true,
      record: {
        force,
        month,
        offence,
        position: place.position,
        locationName: at(fields, columns.location),
        lsoa: lsoaCode === "" ? null : { code: lsoaCode, name: at(fields, columns.lsoaName) },
        outcome: at(fields, columns.outcome) || null,
        reference: at(fields, columns.crimeId) || null,
        occurredFromMs: null,
        occurredToMs: null,
        placeClass: null,
        attributes: null,
      },
    };
  };
}

function at(fields: readonly string[], column: number): string {
  return fields[column] ?? "";
}
