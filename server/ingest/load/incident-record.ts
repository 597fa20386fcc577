import type { TextInBytes } from "../text/text-in-bytes.ts";

/**
 * One incident as every importer hands it to the loader, before it is binned. Importers for police.uk, for a
 * force's own extract and for the demo borough all end here, so there is one way into the database.
 */
export type IncidentRecord = {
  /** Police force the incident belongs to, as published ("Metropolitan Police Service"). */
  force: string;
  /** Calendar month of the incident in Europe/London, `YYYY-MM`. */
  month: string;
  /** The publisher's own category text, unchanged; `code` is its normalised form within the vocabulary. */
  offence: { code: string; label: string };
  /** WGS84 degrees, or null where the publisher gives none (counted as unlocated). */
  position: readonly [lng: number, lat: number] | null;
  /** Street or place name as published; empty if none. */
  locationName: string;
  /** Statistical area that the publisher names, which need not be where the position lies. */
  lsoa: { code: string; name: string } | null;
  outcome: string | null;
  /** Publisher's reference. Not a key: it is blank for ASB, repeated, and reused across months. */
  reference: string | null;
  /** Instants in epoch milliseconds; null where the source knows only the month. */
  occurredFromMs: number | null;
  occurredToMs: number | null;
  placeClass: string | null;
  attributes: Record<string, string> | null;
};

/** An incident as sinks take it: texts that hardly repeat may be given where they stand in the file. */
export type ReadIncident = Omit<IncidentRecord, "locationName" | "reference"> & {
  locationName: string | TextInBytes;
  reference: string | TextInBytes | null;
};

/** Why a row was not accepted; `reason` is a stable id, `detail` says what was found in plain words. */
export type Rejection = { entry: string; line: number; reason: string; detail: string; excerpt: string };
