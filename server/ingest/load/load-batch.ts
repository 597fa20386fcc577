/** One buffer of incidents with everything that is needed to write it. */
import type { CountChunk } from "./count-chunks.ts";
import type { PositionBook } from "./position-book.ts";
import type { RecordBuffer } from "./record-buffer.ts";

export type LoadBatch = {
  buffer: RecordBuffer;
  book: PositionBook;
  chunks: CountChunk[];
  /** Positions of the book that no batch before this one wrote. */
  newPositions: { from: number; to: number };
  /** Database ids, by the loader's own indexes. */
  sliceId: readonly number[];
  sliceMonth: readonly string[];
  offenceTypeId: readonly number[];
  lsoaId: readonly number[];
  outcomeId: readonly number[];
  /** First number of a `part` in this batch, by slice. */
  firstPart: readonly number[];
};

/** Where batches go: positions, incidents and count chunks, in one or more short transactions. */
export type RowSink = {
  write(batch: LoadBatch): Promise<void>;
  end(): Promise<void>;
};

/** `region` of incidents without a position. */
export const NO_REGION = 0n;

/** @throws RangeError when an index has no entry, which is a mistake in the loader. */
export function entry<T>(values: ArrayLike<T>, index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError(`LoadBatch: expected 0–${values.length - 1}, got ${index}`);
  return value;
}
