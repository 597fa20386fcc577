/** Distinct H3 cells of one resolution met so far, each with the keys it is stored under. */
import { cellToBigInt, storageParent } from "#domain/grid/h3.ts";
import { KeyTable } from "#domain/grid/key-table.ts";
import { WideColumn } from "./wide-column.ts";

/** H3 resolution of `count_chunk.chunk` and of `region`, which only say where a row is kept. */
const CHUNK_RESOLUTION = 5;
const REGION_RESOLUTION = 4;
/** An index has 15 hexadecimal digits; the last 8 are its lower 32 bits. */
const HIGH_DIGITS = 7;

/** Chunks are few: one list for every resolution, so that an index means the same everywhere. */
export class ChunkBook {
  readonly #byPrefix = new Map<string, number>();
  readonly #byCell = new Map<string, number>();
  readonly chunk = new WideColumn();
  readonly region = new WideColumn();

  /**
   * Index of the chunk that holds a cell of resolution 6 or finer. The first 8 of an index's 15 hexadecimal digits
   * hold everything down to resolution 5, so cells that share them share their chunk.
   */
  indexOf(cell: string): number {
    const prefix = cell.slice(0, 8);
    const known = this.#byPrefix.get(prefix);
    if (known !== undefined) return known;
    const chunk = storageParent(cell, CHUNK_RESOLUTION);
    let index = this.#byCell.get(chunk);
    if (index === undefined) {
      index = this.chunk.length;
      this.#byCell.set(chunk, index);
      this.chunk.push(cellToBigInt(chunk));
      this.region.push(cellToBigInt(storageParent(chunk, REGION_RESOLUTION)));
    }
    this.#byPrefix.set(prefix, index);
    return index;
  }
}

export class CellBook {
  readonly #indexes = new KeyTable(1 << 10);
  readonly #chunks: ChunkBook;
  readonly key = new WideColumn();
  /** Chunk of each cell, an index into the ChunkBook. */
  readonly chunkOf: number[] = [];

  constructor(chunks: ChunkBook) {
    this.#chunks = chunks;
  }

  indexOf(cell: string): number {
    const high = hexadecimal(cell, 0, HIGH_DIGITS);
    const low = hexadecimal(cell, HIGH_DIGITS, cell.length);
    const index = this.#indexes.add(high, low);
    if (index === this.key.length) {
      this.key.pushHalves(high, low);
      this.chunkOf.push(this.#chunks.indexOf(cell));
    }
    return index;
  }
}

/** Unsigned number of at most eight lower-case hexadecimal digits. */
function hexadecimal(text: string, from: number, to: number): number {
  let bits = 0;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    bits = (bits << 4) | (code < 58 ? code - 48 : code - 87);
  }
  return bits >>> 0;
}
