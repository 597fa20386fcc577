/** Writes batches with binary COPY over two connections at once: PostgreSQL only. */
import { insertCopiedLocations } from "../../db/queries/load.ts";
import { BinaryCopyWriter, monthAsDays } from "./binary-copy.ts";
import type { CopyConnection } from "./copy-rows.ts";
import { entry, type LoadBatch, type RowSink } from "./load-batch.ts";
import type { WideColumn } from "./wide-column.ts";

const INCIDENT_COLUMNS = 13;
const CHUNK_COLUMNS = 9;
const LOCATION_COLUMNS = 8;

/** Sink on connections that it alone uses: one for incidents, one for positions and counts. */
export function copySink(incidents: CopyConnection, counts: CopyConnection): RowSink {
  const writePositionsAndCounts = async (batch: LoadBatch): Promise<void> => {
    if (batch.newPositions.to > batch.newPositions.from) {
      await counts.copy("staged_location", encodeLocations(batch));
      await insertCopiedLocations(counts.connection);
    }
    await counts.copy("count_chunk", encodeChunks(batch));
  };
  return {
    async write(batch) {
      const done = await Promise.allSettled([
        incidents.copy("incident", encodeIncidents(batch)),
        writePositionsAndCounts(batch),
      ]);
      for (const result of done) if (result.status === "rejected") throw result.reason;
    },
    async end() {
      await Promise.all([incidents.end(), counts.end()]);
    },
  };
}

function encodeIncidents(batch: LoadBatch): Buffer {
  const { buffer, book } = batch;
  const days = batch.sliceMonth.map(monthAsDays);
  const { region } = book.chunks;
  const writer = new BinaryCopyWriter();
  for (let n = 0; n < buffer.length; n++) {
    const slice = buffer.slice[n] ?? 0;
    const position = buffer.position[n] ?? -1;
    writer.row(INCIDENT_COLUMNS);
    if (position < 0) writer.bigint(0, 0);
    else writeWide(writer, region, book.chunkOf[position] ?? -1);
    writer.date(days[slice] ?? Number.NaN);
    writer.integer(batch.sliceId[slice] ?? Number.NaN);
    writer.integer(buffer.seq[n] ?? 0);
    writer.integer(batch.offenceTypeId[buffer.offence[n] ?? 0] ?? Number.NaN);
    if (position < 0) writer.null();
    else writeWide(writer, book.id, position);
    const lsoa = buffer.lsoa[n] ?? -1;
    if (lsoa < 0) writer.null();
    else writer.integer(batch.lsoaId[lsoa] ?? Number.NaN);
    const outcome = buffer.outcome[n] ?? -1;
    if (outcome < 0) writer.null();
    else writer.smallint(batch.outcomeId[outcome] ?? Number.NaN);
    if (buffer.reference.has(n)) {
      writer.bytes(buffer.reference.bytes, buffer.reference.start(n), buffer.reference.end(n));
    } else writer.null();
    writer.timestamptz(buffer.fromMs[n] ?? Number.NaN);
    writer.timestamptz(buffer.toMs[n] ?? Number.NaN);
    writer.text(buffer.placeClass[n] ?? null);
    writer.jsonb(buffer.attributes[n] ?? null);
  }
  return writer.finish();
}

function encodeLocations(batch: LoadBatch): Buffer {
  const { book, newPositions } = batch;
  const writer = new BinaryCopyWriter();
  for (let n = newPositions.from; n < newPositions.to; n++) {
    writer.row(LOCATION_COLUMNS);
    writeWide(writer, book.id, n);
    writer.double(entry(book.lng, n));
    writer.double(entry(book.lat, n));
    writer.bytes(book.name.bytes, book.name.start(n), book.name.end(n));
    for (const [r, cells] of book.cells.entries())
      writeWide(writer, cells.key, entry(entry(book.cellOf, r), n));
  }
  return writer.finish();
}

function encodeChunks(batch: LoadBatch): Buffer {
  const { book } = batch;
  const days = batch.sliceMonth.map(monthAsDays);
  const writer = new BinaryCopyWriter();
  for (const row of batch.chunks) {
    writer.row(CHUNK_COLUMNS);
    writeWide(writer, book.chunks.region, row.chunk);
    writer.date(entry(days, row.slice));
    writeWide(writer, book.chunks.chunk, row.chunk);
    writer.smallint(row.resolution);
    writer.integer(entry(batch.sliceId, row.slice));
    writer.integer(entry(batch.offenceTypeId, row.offence));
    writer.smallint(entry(batch.firstPart, row.slice) + row.piece);
    writer.bigintArray(row.column, row.keys);
    writer.integerArray(row.counts);
  }
  return writer.finish();
}

function writeWide(writer: BinaryCopyWriter, column: WideColumn, index: number): void {
  writer.bigint(column.hi[index] ?? Number.NaN, column.lo[index] ?? Number.NaN);
}
