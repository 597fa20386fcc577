/**
 * Counts per cell and per position of one buffer of incidents, made in Node while the file is read (cheaper than
 * GROUP BY afterwards). Every resolution is counted from the coordinate's own cell, never rolled up.
 */
import { STORED_RESOLUTIONS } from "#domain/grid/h3.ts";
import type { PositionBook } from "./position-book.ts";
import type { RecordBuffer } from "./record-buffer.ts";
import type { WideColumn } from "./wide-column.ts";

/** Most keys of one row; more go into further parts. */
const MAX_CHUNK_KEYS = 4096;

/** One row of `count_chunk` to be: `keys` are indexes into `column`. Resolution 0 counts positions. */
export type CountChunk = {
  slice: number;
  offence: number;
  /** Index into the PositionBook's chunks. */
  chunk: number;
  resolution: number;
  /** Number of the piece where one row would be too long, from 0. */
  piece: number;
  column: WideColumn;
  keys: number[];
  counts: number[];
};

type Tally = { counts: Int32Array; touched: number[] };

/** Count chunks of a buffer, for every slice and offence type in it. O(rows + distinct positions × resolutions). */
export function countChunks(buffer: RecordBuffer, book: PositionBook): CountChunk[] {
  const chunks: CountChunk[] = [];
  const positions = tally(book.size);
  const cells = book.cells.map((cell) => tally(cell.key.length));
  for (const group of groups(buffer)) {
    for (const row of group.rows) {
      const position = buffer.position[row] ?? -1;
      if (position >= 0) add(positions, position, 1);
    }
    for (const position of positions.touched) {
      const n = positions.counts[position] ?? 0;
      for (let r = 0; r < cells.length; r++) {
        const cell = book.cellOf[r]?.[position];
        const counter = cells[r];
        if (cell !== undefined && counter) add(counter, cell, n);
      }
    }
    collect(chunks, group, 0, positions, book.chunkOf, book.id);
    for (const [r, resolution] of STORED_RESOLUTIONS.entries()) {
      const counter = cells[r];
      const cell = book.cells[r];
      if (counter && cell) collect(chunks, group, resolution, counter, cell.chunkOf, cell.key);
    }
  }
  return chunks;
}

function tally(size: number): Tally {
  return { counts: new Int32Array(size), touched: [] };
}

function add(counter: Tally, index: number, n: number): void {
  const before = counter.counts[index] ?? 0;
  if (before === 0) counter.touched.push(index);
  counter.counts[index] = before + n;
}

type Group = { slice: number; offence: number; rows: number[] };

function groups(buffer: RecordBuffer): Group[] {
  const byKey = new Map<number, Group>();
  for (let row = 0; row < buffer.length; row++) {
    const slice = buffer.slice[row] ?? 0;
    const offence = buffer.offence[row] ?? 0;
    const key = slice * 1_000_000 + offence;
    const group = byKey.get(key);
    if (group) group.rows.push(row);
    else byKey.set(key, { slice, offence, rows: [row] });
  }
  return [...byKey.values()];
}

/** Splits a tally by chunk into rows and sets it back to zero. */
function collect(
  into: CountChunk[],
  group: Group,
  resolution: number,
  counter: Tally,
  chunkOf: readonly number[],
  column: WideColumn,
): void {
  const open: (CountChunk | undefined)[] = [];
  for (const index of counter.touched) {
    const chunk = chunkOf[index] ?? -1;
    let row = open[chunk];
    if (!row || row.keys.length >= MAX_CHUNK_KEYS) {
      const piece = row ? row.piece + 1 : 0;
      const { slice, offence } = group;
      row = { slice, offence, chunk, resolution, piece, column, keys: [], counts: [] };
      open[chunk] = row;
      into.push(row);
    }
    row.keys.push(index);
    row.counts.push(counter.counts[index] ?? 0);
    counter.counts[index] = 0;
  }
  counter.touched = [];
}
