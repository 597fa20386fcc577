/**
 * Writes batches with `INSERT … SELECT FROM unnest`: works on every engine. Statements are kept short, because the
 * embedded engine does one thing at a time and readers wait for it.
 */
import {
  type ChunkColumns,
  type IncidentColumns,
  insertCountChunks,
  insertIncidents,
  insertLocations,
  type LocationColumns,
} from "../../db/queries/load.ts";
import { arrayLiteral, type Sql } from "../../db/sql.ts";
import { entry, type LoadBatch, NO_REGION, type RowSink } from "./load-batch.ts";
import type { PositionBook } from "./position-book.ts";

const ROWS_PER_STATEMENT = 4_000;
/** Keys, not rows: a chunk has between one and some thousands of them. */
const KEYS_PER_STATEMENT = 40_000;

/** Sink on any client of the database. */
export function insertSink(sql: Sql): RowSink {
  return {
    async write(batch) {
      const { from, to } = batch.newPositions;
      for (let at = from; at < to; at += ROWS_PER_STATEMENT) {
        await insertLocations(sql, locationColumns(batch.book, at, Math.min(to, at + ROWS_PER_STATEMENT)));
      }
      for (let at = 0; at < batch.buffer.length; at += ROWS_PER_STATEMENT) {
        await insertIncidents(sql, incidentColumns(batch, at, at + ROWS_PER_STATEMENT));
      }
      await writeChunks(sql, batch);
    },
    end: async () => {},
  };
}

async function writeChunks(sql: Sql, batch: LoadBatch): Promise<void> {
  for (let from = 0; from < batch.chunks.length; ) {
    let to = from;
    for (let keys = 0; to < batch.chunks.length && keys < KEYS_PER_STATEMENT; to++) {
      keys += entry(batch.chunks, to).keys.length;
    }
    await insertCountChunks(sql, chunkColumns(batch, from, to));
    from = to;
  }
}

function locationColumns(book: PositionBook, from: number, to: number): LocationColumns {
  const indexes = Array.from({ length: to - from }, (_, i) => from + i);
  const cellsOf = (r: number): bigint[] =>
    indexes.map((index) => entry(book.cells, r).key.at(entry(entry(book.cellOf, r), index)));
  return {
    ids: indexes.map((index) => book.id.at(index)),
    lng: indexes.map((index) => entry(book.lng, index)),
    lat: indexes.map((index) => entry(book.lat, index)),
    names: indexes.map((index) => book.name.at(index) ?? ""),
    cells: [cellsOf(0), cellsOf(1), cellsOf(2), cellsOf(3)],
  };
}

function incidentColumns(batch: LoadBatch, from: number, to: number): IncidentColumns {
  const { buffer, book } = batch;
  const rows = Array.from({ length: Math.min(to, buffer.length) - from }, (_, i) => from + i);
  const column = <T>(of: (row: number) => T): T[] => rows.map(of);
  const position = (row: number): number => entry(buffer.position, row);
  const idOrNull = (ids: readonly number[], index: number): number | null =>
    index < 0 ? null : entry(ids, index);
  return {
    region: column((n) =>
      position(n) < 0 ? NO_REGION : book.chunks.region.at(entry(book.chunkOf, position(n))),
    ),
    month: column((n) => `${entry(batch.sliceMonth, entry(buffer.slice, n))}-01`),
    sliceId: column((n) => entry(batch.sliceId, entry(buffer.slice, n))),
    seq: column((n) => entry(buffer.seq, n)),
    offenceTypeId: column((n) => entry(batch.offenceTypeId, entry(buffer.offence, n))),
    locationId: column((n) => (position(n) < 0 ? null : book.id.at(position(n)))),
    lsoaId: column((n) => idOrNull(batch.lsoaId, entry(buffer.lsoa, n))),
    outcomeId: column((n) => idOrNull(batch.outcomeId, entry(buffer.outcome, n))),
    reference: column((n) => buffer.reference.at(n)),
    occurredFrom: column((n) => instant(entry(buffer.fromMs, n))),
    occurredTo: column((n) => instant(entry(buffer.toMs, n))),
    placeClass: column((n) => entry(buffer.placeClass, n)),
    attributes: column((n) => entry(buffer.attributes, n)),
  };
}

function chunkColumns(batch: LoadBatch, from: number, to: number): ChunkColumns {
  const rows = batch.chunks.slice(from, to);
  const { region, chunk } = batch.book.chunks;
  return {
    region: rows.map((row) => region.at(row.chunk)),
    month: rows.map((row) => `${entry(batch.sliceMonth, row.slice)}-01`),
    chunk: rows.map((row) => chunk.at(row.chunk)),
    resolution: rows.map((row) => row.resolution),
    sliceId: rows.map((row) => entry(batch.sliceId, row.slice)),
    offenceTypeId: rows.map((row) => entry(batch.offenceTypeId, row.offence)),
    part: rows.map((row) => entry(batch.firstPart, row.slice) + row.piece),
    keys: rows.map((row) => arrayLiteral(row.keys.map((key) => row.column.at(key)))),
    counts: rows.map((row) => arrayLiteral(row.counts)),
  };
}

function instant(epochMs: number): string | null {
  return Number.isNaN(epochMs) ? null : new Date(epochMs).toISOString();
}
