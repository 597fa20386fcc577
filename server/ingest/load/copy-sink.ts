/** Writes batches with binary COPY: PostgreSQL only. */
import { BinaryCopyWriter, monthAsDays } from "./binary-copy.ts";
import type { CopyConnection } from "./copy-rows.ts";
import { entry, type LoadBatch, type RowSink } from "./load-batch.ts";

const INCIDENT_COLUMNS = 13;
const CHUNK_COLUMNS = 9;

/** Sink on a connection that it alone uses. */
export function copySink(connection: CopyConnection): RowSink {
  return {
    writeIncidents: (batch) => connection.copy("incident", encodeIncidents(batch)),
    writeChunks: (batch) => connection.copy("count_chunk", encodeChunks(batch)),
    end: () => connection.end(),
  };
}

function encodeIncidents(batch: LoadBatch): Buffer {
  const { buffer, book } = batch;
  const days = batch.sliceMonth.map(monthAsDays);
  const writer = new BinaryCopyWriter();
  for (let n = 0; n < buffer.length; n++) {
    const slice = entry(buffer.slice, n);
    const position = entry(buffer.position, n);
    writer.row(INCIDENT_COLUMNS);
    if (position < 0) writer.bigint(0, 0);
    else {
      const chunk = entry(book.chunkOf, position);
      writer.bigint(entry(book.chunks.region.hi, chunk), entry(book.chunks.region.lo, chunk));
    }
    writer.date(entry(days, slice));
    writer.integer(entry(batch.sliceId, slice));
    writer.integer(entry(buffer.seq, n));
    writer.integer(entry(batch.offenceTypeId, entry(buffer.offence, n)));
    if (position < 0) writer.null();
    else writer.bigint(entry(book.id.hi, position), entry(book.id.lo, position));
    const lsoa = entry(buffer.lsoa, n);
    if (lsoa < 0) writer.null();
    else writer.integer(entry(batch.lsoaId, lsoa));
    const outcome = entry(buffer.outcome, n);
    if (outcome < 0) writer.null();
    else writer.smallint(entry(batch.outcomeId, outcome));
    writer.text(entry(buffer.reference, n));
    writer.timestamptz(entry(buffer.fromMs, n));
    writer.timestamptz(entry(buffer.toMs, n));
    writer.text(entry(buffer.placeClass, n));
    writer.jsonb(entry(buffer.attributes, n));
  }
  return writer.finish();
}

function encodeChunks(batch: LoadBatch): Buffer {
  const { book } = batch;
  const days = batch.sliceMonth.map(monthAsDays);
  const writer = new BinaryCopyWriter();
  for (const row of batch.chunks) {
    const { region, chunk } = book.chunks;
    writer.row(CHUNK_COLUMNS);
    writer.bigint(entry(region.hi, row.chunk), entry(region.lo, row.chunk));
    writer.date(entry(days, row.slice));
    writer.bigint(entry(chunk.hi, row.chunk), entry(chunk.lo, row.chunk));
    writer.smallint(row.resolution);
    writer.integer(entry(batch.sliceId, row.slice));
    writer.integer(entry(batch.offenceTypeId, row.offence));
    writer.smallint(entry(batch.firstPart, row.slice) + row.piece);
    writer.bigintArray(row.column, row.keys);
    writer.integerArray(row.counts);
  }
  return writer.finish();
}
