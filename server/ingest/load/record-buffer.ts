/** Incidents on their way to the database, as columns. Texts that repeat are indexes into the loader's interners. */
import { TextColumn } from "../text/text-column.ts";
import type { ReadIncident } from "./incident-record.ts";

/** Rows that one buffer can hold; the most that is ever sent to the database at once. */
export const BUFFER_ROWS = 50_000;

/** Stands for "none" in the index columns. */
export const NONE = -1;

export class RecordBuffer {
  length = 0;
  readonly slice = new Int32Array(BUFFER_ROWS);
  readonly seq = new Int32Array(BUFFER_ROWS);
  readonly offence = new Int32Array(BUFFER_ROWS);
  readonly position = new Int32Array(BUFFER_ROWS);
  readonly lsoa = new Int32Array(BUFFER_ROWS);
  readonly outcome = new Int32Array(BUFFER_ROWS);
  readonly fromMs = new Float64Array(BUFFER_ROWS);
  readonly toMs = new Float64Array(BUFFER_ROWS);
  readonly reference = new TextColumn();
  readonly placeClass: (string | null)[] = [];
  readonly attributes: (string | null)[] = [];

  /** @throws RangeError when full. */
  push(
    record: ReadIncident,
    at: { slice: number; seq: number; offence: number; position: number; lsoa: number; outcome: number },
  ): void {
    const n = this.length;
    if (n >= BUFFER_ROWS) throw new RangeError(`RecordBuffer.push: holds ${BUFFER_ROWS} rows, got one more`);
    this.slice[n] = at.slice;
    this.seq[n] = at.seq;
    this.offence[n] = at.offence;
    this.position[n] = at.position;
    this.lsoa[n] = at.lsoa;
    this.outcome[n] = at.outcome;
    this.fromMs[n] = record.occurredFromMs ?? Number.NaN;
    this.toMs[n] = record.occurredToMs ?? Number.NaN;
    this.reference.push(record.reference);
    this.placeClass.push(record.placeClass);
    this.attributes.push(record.attributes === null ? null : JSON.stringify(record.attributes));
    this.length = n + 1;
  }
}
