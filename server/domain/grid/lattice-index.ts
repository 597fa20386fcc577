/**
 * Look-up of listed cells by their place on the lattice, made for asking about places next to a listed cell.
 *
 * Cells lie in tiles of 4 × 4 places, each tile knows the eight around it, and so a neighbour at most four steps
 * away is found with two array reads; hashing is needed once per tile only. Room: 16 places per occupied tile.
 */
import type { LatticeCells } from "./cell-lattice.ts";
import { KeyTable } from "./key-table.ts";

const TILE_BITS = 2;
const TILE_MASK = (1 << TILE_BITS) - 1;
const TILE_PLACES = 1 << (2 * TILE_BITS);

export class LatticeIndex {
  readonly #tiles: KeyTable;
  readonly #tileOf: Int32Array;
  /** 1 + number of the cell at each place of each tile; 0 = not listed. */
  readonly #places: Int32Array;
  /** Numbers of the 3 × 3 tiles around each tile, itself in the middle; −1 = none occupied. */
  readonly #around: Int32Array;

  /** @throws RangeError if two cells lie at the same place, that is, one is listed twice. */
  constructor(lattice: LatticeCells) {
    const { baseCell, a, b } = lattice;
    const n = baseCell.length;
    this.#tiles = new KeyTable(n >> 3);
    this.#tileOf = new Int32Array(n);
    for (let i = 0; i < n; i++) {
      this.#tileOf[i] = this.#tiles.add(tileHigh(baseCell[i] ?? 0, a[i] ?? 0), tileLow(b[i] ?? 0));
    }
    this.#places = new Int32Array(this.#tiles.size * TILE_PLACES);
    for (let i = 0; i < n; i++) {
      const place = placeIn(this.#tileOf[i] ?? 0, a[i] ?? 0, b[i] ?? 0);
      if (this.#places[place]) throw new RangeError(`expected distinct cells, got number ${i} twice`);
      this.#places[place] = i + 1;
    }
    this.#around = this.#linkTiles(lattice);
  }

  /** Number of the listed cell at a place, or −1. */
  find(baseCell: number, a: number, b: number): number {
    const tile = this.#tiles.find(tileHigh(baseCell, a), tileLow(b));
    return tile < 0 ? -1 : (this.#places[placeIn(tile, a, b)] ?? 0) - 1;
  }

  /** As `find`, for the place (da, db), at most four steps each way, from listed cell i at (a, b). */
  findNear(i: number, a: number, b: number, da: number, db: number): number {
    const toA = a + da;
    const toB = b + db;
    const overA = (toA >> TILE_BITS) - (a >> TILE_BITS) + 1;
    const overB = (toB >> TILE_BITS) - (b >> TILE_BITS) + 1;
    const tile = this.#around[(this.#tileOf[i] ?? 0) * 9 + overA * 3 + overB] ?? -1;
    return tile < 0 ? -1 : (this.#places[placeIn(tile, toA, toB)] ?? 0) - 1;
  }

  #linkTiles({ baseCell, a, b }: LatticeCells): Int32Array {
    const around = new Int32Array(this.#tiles.size * 9).fill(-1);
    for (let i = 0; i < baseCell.length; i++) {
      const tile = this.#tileOf[i] ?? 0;
      if ((around[tile * 9 + 4] ?? 0) >= 0) continue;
      for (let over = 0; over < 9; over++) {
        const nearA = (a[i] ?? 0) + (Math.trunc(over / 3) - 1) * (TILE_MASK + 1);
        const nearB = (b[i] ?? 0) + ((over % 3) - 1) * (TILE_MASK + 1);
        around[tile * 9 + over] = this.#tiles.find(tileHigh(baseCell[i] ?? 0, nearA), tileLow(nearB));
      }
    }
    return around;
  }
}

/** Base cell (7 bits) and row of tiles (24 bits; coordinates stay below 2²³ at resolution 15) in one 32-bit key. */
function tileHigh(baseCell: number, a: number): number {
  return ((baseCell << 24) | ((a >> TILE_BITS) & 0xffffff)) >>> 0;
}

function tileLow(b: number): number {
  return (b >> TILE_BITS) >>> 0;
}

function placeIn(tile: number, a: number, b: number): number {
  return tile * TILE_PLACES + ((a & TILE_MASK) << TILE_BITS) + (b & TILE_MASK);
}
