/** One row of a police.uk street file → an incident, or why not. */
import { normaliseOffence } from "#domain/category/scheme.ts";
import { isInUk } from "#domain/grid/location-id.ts";
import { type PositionResult, publishedPosition } from "#domain/grid/published-position.ts";
import { isMonth } from "#domain/time/months.ts";
import type { CsvRow } from "../csv/csv-row.ts";
import type { ReadIncident } from "../load/incident-record.ts";
import { TextPool } from "../text/text-pool.ts";
import type { PoliceUkColumns } from "./columns.ts";

export type RowResult = { ok: true; record: ReadIncident } | { ok: false; reason: string; detail: string };

/** police.uk starts in December 2010; nothing like it can be older than this. */
const EARLIEST_MONTH = "2000-01";

/** What the rows of one download have in common: read once, kept from file to file. */
export class StreetVocabulary {
  readonly months = new TextPool();
  readonly forces = new TextPool();
  readonly lsoaCodes = new TextPool();
  readonly lsoaNames = new TextPool();
  readonly outcomes = new TextPool();
  readonly #crimeTypes = new TextPool();
  readonly #offences = new Map<string, ReadIncident["offence"]>();
  #lsoa: NonNullable<ReadIncident["lsoa"]> = { code: "", name: "" };

  /** Category texts are kept whatever they are; a blank one is "Not stated". */
  offence(row: CsvRow, column: number): ReadIncident["offence"] {
    const label = row.pooled(column, this.#crimeTypes) || "Not stated";
    let offence = this.#offences.get(label);
    if (!offence) {
      offence = { code: normaliseOffence(label), label };
      this.#offences.set(label, offence);
    }
    return offence;
  }

  /** Rows are in the order of areas, so most name that of the row before, which is then the same object. */
  lsoa(row: CsvRow, columns: PoliceUkColumns): ReadIncident["lsoa"] {
    const code = row.pooled(columns.lsoaCode, this.lsoaCodes);
    if (code === "") return null;
    const name = row.pooled(columns.lsoaName, this.lsoaNames);
    if (this.#lsoa.code !== code || this.#lsoa.name !== name) this.#lsoa = { code, name };
    return this.#lsoa;
  }
}

/** Reader of the rows of one file. `latestMonth` (`YYYY-MM`) is the current month: later ones are impossible. */
export function policeUkRowReader(
  columns: PoliceUkColumns,
  vocabulary: StreetVocabulary,
  latestMonth: string,
): (row: CsvRow) => RowResult {
  const isPossible = possibleMonths(latestMonth);
  return (row) => {
    if (row.width !== columns.count) {
      const detail = `Expected ${columns.count} columns, found ${row.width}.`;
      return { ok: false, reason: "wrong-column-count", detail };
    }
    const month = row.pooled(columns.month, vocabulary.months);
    if (!isPossible(month)) {
      const detail = `Not a month from ${EARLIEST_MONTH} to ${latestMonth}: ${JSON.stringify(month.slice(0, 40))}.`;
      return { ok: false, reason: "impossible-month", detail };
    }
    const force = row.pooled(columns.force, vocabulary.forces);
    if (force === "") return { ok: false, reason: "no-force", detail: "The police force is blank." };
    const place = positionOf(row, columns);
    if (!place.ok) return place;
    return {
      ok: true,
      record: recordOf(row, columns, vocabulary, { month, force, position: place.position }),
    };
  };
}

type Checked = Pick<ReadIncident, "force" | "month" | "position">;

function recordOf(
  row: CsvRow,
  columns: PoliceUkColumns,
  vocabulary: StreetVocabulary,
  { force, month, position }: Checked,
): ReadIncident {
  return {
    force,
    month,
    offence: vocabulary.offence(row, columns.crimeType),
    position,
    locationName: row.place(columns.location) ?? "",
    lsoa: vocabulary.lsoa(row, columns),
    outcome: row.pooled(columns.outcome, vocabulary.outcomes) || null,
    reference: row.place(columns.crimeId),
    occurredFromMs: null,
    occurredToMs: null,
    placeClass: null,
    attributes: null,
  };
}

/** Plain degrees, as nearly all rows have them, without a string; everything else by its text. */
function positionOf(row: CsvRow, { x, y, coordinates }: PoliceUkColumns): PositionResult {
  if (coordinates === "wgs84") {
    const lng = row.decimal(x);
    const lat = row.decimal(y);
    if (isInUk(lng, lat)) return { ok: true, position: [lng, lat] };
  }
  return publishedPosition(row.field(x), row.field(y), coordinates);
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
