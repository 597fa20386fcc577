import type { ReadIncident } from "./incident-record.ts";

/** Where readers of incident files put accepted rows: the loader, or a mere tally in a dry run. */
export type IncidentSink = {
  /** Rows that may be added before `makeRoom` must be awaited. */
  readonly room: number;
  add(record: ReadIncident): void;
  makeRoom(rows: number, boundary?: boolean): Promise<void>;
};
