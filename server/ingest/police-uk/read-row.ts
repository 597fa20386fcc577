/** One row of a police.uk street file → an incident, or why not. */
import { normaliseOffence } from "#domain/category/scheme.ts";
import { publishedPosition } from "#domain/grid/published-position.ts";
import { isMonth } from "#domain/time/months.ts";
import type { IncidentRecord } from "../load/incident-record.ts";
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
  const isPossible = possibleMonths(latestMonth);
  const offenceOf = offences();
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
    const offence = offenceOf(at(fields, columns.crimeType) || "Not stated");
    return { ok: true, record: record(fields, columns, { force, month, offence, position: place.position }) };
  };
}

type Checked = Pick<IncidentRecord, "force" | "month" | "offence" | "position">;

function record(fields: readonly string[], columns: PoliceUkColumns, checked: Checked): IncidentRecord {
  const lsoaCode = at(fields, columns.lsoaCode);
  return {
    force: checked.force,
    month: checked.month,
    offence: checked.offence,
    position: checked.position,
    locationName: at(fields, columns.location),
    lsoa: lsoaCode === "" ? null : { code: lsoaCode, name: at(fields, columns.lsoaName) },
    outcome: at(fields, columns.outcome) || null,
    reference: at(fields, columns.crimeId) || null,
    occurredFromMs: null,
    occurredToMs: null,
    placeClass: null,
    attributes: null,
  };
}

/** Files hold few different months: each is judged once, and runs of the same one cost a comparison. */
function possibleMonths(latestMonth: string): (month: string) => boolean {
  let last = "";
  let lastIsPossible = false;
  return (month) => {
    if (month !== last) {
      last = month;
      lastIsPossible = isMonth(month) && month >= EARLIEST_MONTH && month <= latestMonth;
    }
    return lastIsPossible;
  };
}

function offences(): (label: string) => { code: string; label: string } {
  const known = new Map<string, { code: string; label: string }>();
  return (label) => {
    let offence = known.get(label);
    if (!offence) {
      offence = { code: normaliseOffence(label), label };
      known.set(label, offence);
    }
    return offence;
  };
}

function at(fields: readonly string[], column: number): string {
  return fields[column] ?? "";
}
