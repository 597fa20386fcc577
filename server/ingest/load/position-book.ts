/**
 * Distinct positions met so far. Published positions repeat heavily (123,225 in a million Metropolitan rows), so
 * cells and ids are worked out once per position, not once per incident.
 */
import { cellAt, STORED_RESOLUTIONS } from "#domain/grid/h3.ts";
import { locationId } from "#domain/grid/location-id.ts";
import { TextColumn } from "../text/text-column.ts";
import { type TextInBytes, textInBytes } from "../text/text-in-bytes.ts";
import { CellBook, ChunkBook } from "./cell-book.ts";
import { NumberIndex } from "./number-index.ts";
import { WideColumn } from "./wide-column.ts";

export class PositionBook {
  /** Newest position of each coordinate; `#older` leads to others there under other names. */
  readonly #newest = new NumberIndex();
  readonly #older: number[] = [];
  readonly chunks = new ChunkBook();
  /** One per stored resolution, in the order of STORED_RESOLUTIONS. */
  readonly cells: readonly CellBook[] = STORED_RESOLUTIONS.map(() => new CellBook(this.chunks));
  /** For each stored resolution, the cell of each position: an index into that CellBook. */
  readonly cellOf: readonly number[][] = STORED_RESOLUTIONS.map(() => []);
  readonly id = new WideColumn();
  readonly chunkOf: number[] = [];
  readonly lng: number[] = [];
  readonly lat: number[] = [];
  readonly name = new TextColumn();

  get size(): number {
    return this.lng.length;
  }

  /**
   * Index of a position with its street name, rounded to 6 decimals.
   * @throws RangeError outside the United Kingdom (importers reject such rows first).
   */
  indexOf(lng: number, lat: number, locationName: string | TextInBytes): number {
    const name = typeof locationName === "string" ? textInBytes(locationName) : locationName;
    const key = Math.round((lng + 10) * 1e6) * 0x1000000 + Math.round((lat - 49) * 1e6);
    const newest = this.#newest.get(key);
    for (let index = newest; index >= 0; index = this.#older[index] ?? -1) {
      if (this.name.equals(index, name)) return index;
    }
    const index = this.#add(Math.round(lng * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6, name, newest);
    this.#newest.set(key, index);
    this.#older.push(newest);
    return index;
  }

  #add(lng: number, lat: number, name: TextInBytes, sameCoordinate: number): number {
    const index = this.size;
    this.id.push(locationId(lng, lat, name.bytes.toString("utf8", name.start, name.end)));
    this.lng.push(lng);
    this.lat.push(lat);
    this.name.push(name);
    for (const [r, resolution] of STORED_RESOLUTIONS.entries()) {
      const column = this.cellOf[r];
      const book = this.cells[r];
      if (!column || !book) throw new RangeError(`PositionBook: no column for resolution ${resolution}`);
      const known = sameCoordinate < 0 ? undefined : column[sameCoordinate];
      column.push(known ?? book.indexOf(cellAt([lng, lat], resolution)));
    }
    const cell8 = this.cellOf[0]?.[index] ?? -1;
    this.chunkOf.push(this.cells[0]?.chunkOf[cell8] ?? -1);
    return index;
  }
}
