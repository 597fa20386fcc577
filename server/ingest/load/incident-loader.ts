/**
 * The one way in for incidents. Records are added as they are read; buffers of them are binned, counted and written
 * as staged slices behind the reader's back, a few buffers behind. Nothing is visible before `flip`.
 */
import { addSliceCounts, ensureSource } from "../../db/queries/load.ts";
import { publishSlices, slicesToReplace } from "../../db/queries/slices.ts";
import type { Sql, TransactionSql } from "../../db/sql.ts";
import type { FlipResult } from "../importer.ts";
import { CopyConnection } from "./copy-rows.ts";
import { copySink } from "./copy-sink.ts";
import { countChunks } from "./count-chunks.ts";
import { Dictionaries } from "./dictionaries.ts";
import type { ReadIncident } from "./incident-record.ts";
import { insertSink } from "./insert-sink.ts";
import { entry, type LoadBatch, type RowSink } from "./load-batch.ts";
import { PositionBook } from "./position-book.ts";
import { BUFFER_ROWS, NONE, RecordBuffer } from "./record-buffer.ts";
import type { SourceDefinition } from "./source-definition.ts";

/** A buffer is sent at the end of a piece of the file once it holds this many rows. */
const WORTH_SENDING_ROWS = 20_000;
/** Buffers that may wait for the database before the reader is held back: enough that neither waits for the other. */
const MAX_BEHIND = 5;
/** Positions remembered before the book is begun afresh: bounds memory for files of the whole country. */
const MAX_POSITIONS = 300_000;

export type LoaderDependencies = {
  sql: Sql;
  canCopy: boolean;
  openConnection: () => Sql;
  importId: number;
  source: SourceDefinition;
  /** Category of a vocabulary's text, or null where the scheme does not know it. */
  categoryOf: (vocabulary: string, label: string) => string | null;
};

type SliceTally = {
  seq: number;
  nextPart: number;
  byOffence: Map<number, { located: number; unlocated: number }>;
};

export class IncidentLoader {
  readonly #dependencies: LoaderDependencies;
  readonly #dictionaries: Dictionaries;
  readonly #sink: RowSink;
  readonly #tallies: SliceTally[] = [];
  #book = new PositionBook();
  #writtenPositions = 0;
  #buffer = new RecordBuffer();
  #sourceId: Promise<number>;
  #queue: Promise<void> = Promise.resolve();
  #behind: Promise<void>[] = [];
  #failure: unknown = null;

  constructor(dependencies: LoaderDependencies) {
    this.#dependencies = dependencies;
    this.#dictionaries = new Dictionaries(dependencies.source.vocabulary, dependencies.categoryOf);
    this.#sink = dependencies.canCopy
      ? copySink(ownConnection(dependencies), ownConnection(dependencies))
      : insertSink(dependencies.sql);
    this.#sourceId = ensureSource(dependencies.sql, dependencies.source);
    this.#sourceId.catch(() => undefined);
  }

  /** Rows that can be added before `makeRoom` must be awaited. */
  get room(): number {
    return BUFFER_ROWS - this.#buffer.length;
  }

  /**
   * Adds one accepted incident.
   * @throws RangeError when there is no room or the position is outside the United Kingdom.
   */
  add(record: ReadIncident): void {
    const slice = this.#dictionaries.slice(record);
    const offence = this.#dictionaries.offence(record.offence);
    const { position } = record;
    const at = position === null ? NONE : this.#book.indexOf(position[0], position[1], record.locationName);
    let tally = this.#tallies[slice];
    if (!tally) {
      tally = { seq: 0, nextPart: 0, byOffence: new Map() };
      this.#tallies[slice] = tally;
    }
    let counts = tally.byOffence.get(offence);
    if (!counts) {
      counts = { located: 0, unlocated: 0 };
      tally.byOffence.set(offence, counts);
    }
    if (at === NONE) counts.unlocated++;
    else counts.located++;
    this.#buffer.push(record, {
      slice,
      seq: tally.seq++,
      offence,
      position: at,
      lsoa: this.#dictionaries.lsoa(record.lsoa),
      outcome: this.#dictionaries.outcome(record.outcome),
    });
  }

  /**
   * Makes room for at least `rows` more, sending the buffer if needed and waiting while the database is behind.
   * `boundary`: the reader is between two pieces of the file (a good moment to send).
   */
  async makeRoom(rows: number, boundary = false): Promise<void> {
    if (rows > BUFFER_ROWS) throw new RangeError(`makeRoom: expected at most ${BUFFER_ROWS}, got ${rows}`);
    if (this.#failure !== null) throw this.#failure;
    if (this.room >= rows && !(boundary && this.#buffer.length >= WORTH_SENDING_ROWS)) return;
    this.#send();
    if (this.#behind.length > MAX_BEHIND) await this.#behind.shift();
    if (this.#failure !== null) throw this.#failure;
  }

  /** Sends what is left and waits until every row is in the database, staged. */
  async finish(): Promise<void> {
    this.#send();
    await this.#queue;
    if (this.#failure !== null) throw this.#failure;
    const rows = this.#tallies.flatMap((tally, slice) =>
      [...tally.byOffence].map(([offence, counts]) => ({
        sliceId: entry(this.#dictionaries.sliceId, slice),
        offenceTypeId: entry(this.#dictionaries.offenceTypeId, offence),
        ...counts,
      })),
    );
    await addSliceCounts(this.#dependencies.sql, rows);
    await this.#sink.end();
  }

  /** Ends connections of a load that will not be finished. What it staged is deleted with its import. */
  async abandon(): Promise<void> {
    this.#failure ??= new RangeError("IncidentLoader: abandoned");
    await this.#queue;
    await this.#sink.end();
  }

  /** Makes the staged slices live in place of those of the same source, force and month. */
  async flip(tx: TransactionSql): Promise<FlipResult> {
    const replacedSlices = await slicesToReplace(tx, this.#dependencies.importId);
    await publishSlices(tx, this.#dependencies.importId);
    return { replacedSlices };
  }

  #send(): void {
    if (this.#buffer.length === 0) return;
    const buffer = this.#buffer;
    const book = this.#book;
    const positions = { from: this.#writtenPositions, to: book.size };
    this.#writtenPositions = book.size;
    this.#buffer = new RecordBuffer();
    if (book.size > MAX_POSITIONS) {
      this.#book = new PositionBook();
      this.#writtenPositions = 0;
    }
    const job = this.#queue.then(() => this.#write(buffer, book, positions));
    this.#queue = job.catch((error: unknown) => {
      this.#failure ??= error;
    });
    this.#behind.push(this.#queue);
  }

  async #write(
    buffer: RecordBuffer,
    book: PositionBook,
    newPositions: LoadBatch["newPositions"],
  ): Promise<void> {
    if (this.#failure !== null) return;
    const { sql, importId } = this.#dependencies;
    await this.#dictionaries.resolve(sql, importId, await this.#sourceId);
    await this.#sink.write(this.#batch(buffer, book, newPositions));
  }

  #batch(buffer: RecordBuffer, book: PositionBook, newPositions: LoadBatch["newPositions"]): LoadBatch {
    const chunks = countChunks(buffer, book);
    const firstPart = this.#tallies.map((tally) => tally.nextPart);
    for (const chunk of chunks) {
      const tally = entry(this.#tallies, chunk.slice);
      tally.nextPart = Math.max(tally.nextPart, entry(firstPart, chunk.slice) + chunk.piece + 1);
    }
    const { sliceId, sliceMonth, offenceTypeId, lsoaId, outcomeId } = this.#dictionaries;
    const ids = { sliceId, sliceMonth, offenceTypeId, lsoaId, outcomeId };
    return { buffer, book, chunks, newPositions, ...ids, firstPart };
  }
}

function ownConnection({ sql, openConnection }: LoaderDependencies): CopyConnection {
  return new CopyConnection(openConnection(), sql);
}
