/**
 * Where the counts of one area are kept: its positions, its cells at a resolution, and the counts read so far.
 * Exact by polygon: cells wholly inside are counted from the cell counts, cells that the boundary touches from
 * the counts of those positions that ST_Covers puts in the polygon.
 */
import type { SelectedSlice } from "#domain/coverage/select-slices.ts";
import { type AreaCells, BUFFER, EDGE } from "#domain/grid/area-cells.ts";
import {
  cellAreaM2,
  cellFromBigInt,
  cellToBigInt,
  type StoredResolution,
  storageParent,
} from "#domain/grid/h3.ts";
import { KeyTable } from "#domain/grid/key-table.ts";
import { type PairCounts, PairStore } from "./pair-counts.ts";
import type { LocationRow } from "./queries/locations.ts";
import type { Queryable } from "./sql.ts";

const REGION_RESOLUTION = 4;
const CHUNK_RESOLUTION = 5;

type Within = { regions: bigint[]; chunks: bigint[] };

/** Storage keys of cells: res-4 and res-5 parents, each once. */
function storageKeys(cells: Iterable<string>): Within {
  const regions = new Set<bigint>();
  const chunks = new Set<bigint>();
  for (const cell of cells) {
    regions.add(cellToBigInt(storageParent(cell, REGION_RESOLUTION)));
    chunks.add(cellToBigInt(storageParent(cell, CHUNK_RESOLUTION)));
  }
  return { regions: [...regions], chunks: [...chunks] };
}

/** Positions of an area and their counts. Index k is `rows[k]`, or for the whole database `table.keyAt(k)`. */
export type LocationIndex = { rows: readonly LocationRow[] | null; table: KeyTable; store: PairStore };

/** Positions inside an area; null = every position of the database, numbered as they are met. */
export function indexLocations(rows: readonly LocationRow[] | null): LocationIndex {
  const table = new KeyTable(rows?.length ?? 1024);
  if (!rows) {
    return { rows, table, store: new PairStore(0, null, (high, low) => table.add(high, low)) };
  }
  for (const row of rows) table.addKey(row.id);
  const within = storageKeys(Array.from(new Set(rows.map((row) => row.h8)), cellFromBigInt));
  return { rows, table, store: new PairStore(0, within, (high, low) => table.find(high, low)) };
}

export type CellIndex = {
  cells: string[];
  /** 0 inside, 1 edge, 2 buffer. */
  flags: ArrayLike<number>;
  areaM2: ArrayLike<number>;
  /** 1 where the centre of the cell is in the polygon: the cells of the study area. */
  centreInside: ArrayLike<number>;
  /** True where the list holds every cell of the area; false for the whole database, which has no outline. */
  complete: boolean;
  bytes(): number;
  /** Counts by index in `cells`. One cell may occur twice in a pair. */
  counts(sql: Queryable, slices: readonly SelectedSlice[]): Promise<PairCounts[]>;
};

const COLUMN = { 8: "h8", 9: "h9", 10: "h10", 11: "h11" } as const;

/**
 * What is counted in hexagons that the boundary crosses: only what lies in the polygon, or everything. Statistics
 * that look beyond the boundary need the latter, or a hotspot that straddles it has a hole along the line.
 */
export type EdgeCounting = "polygon" | "whole";

/** Cells of an area with an outline. */
export function indexCells(
  outline: AreaCells,
  resolution: StoredResolution,
  locations: LocationIndex,
  edges: EdgeCounting,
): CellIndex {
  const rows = locations.rows ?? [];
  const column = COLUMN[resolution];
  const cover = withCellsOf(
    outline,
    rows.map((row) => row[column]),
  );
  const numbers = new Map(cover.cells.map((cell, i) => [cellToBigInt(cell), i]));
  const isClipped = (i: number) => edges === "polygon" && cover.flags[i] === EDGE;
  const wholeCells = cover.cells.filter((_, i) => !isClipped(i));
  const table = new KeyTable(wholeCells.length);
  const numberOfWhole = wholeCells.map((cell) => {
    const key = cellToBigInt(cell);
    table.addKey(key);
    return numbers.get(key) ?? -1;
  });
  const edgeOf = Int32Array.from(rows, (row) => {
    const number = numbers.get(row[column]) ?? -1;
    return number >= 0 && isClipped(number) ? number : -1;
  });
  const store = new PairStore(resolution, storageKeys(wholeCells), (high, low) => {
    const at = table.find(high, low);
    return at < 0 ? -1 : (numberOfWhole[at] ?? -1);
  });
  return {
    cells: cover.cells,
    flags: cover.flags,
    areaM2: cover.areaM2,
    centreInside: cover.centreInside,
    complete: true,
    bytes: () => store.bytes + cover.cells.length * 120,
    counts: async (sql, slices) => {
      const [whole, positions] = await Promise.all([
        store.counts(sql, slices),
        locations.store.counts(sql, slices),
      ]);
      return whole.map((pair, i) => mergeEdge(pair, positions[i], edgeOf));
    },
  };
}

/**
 * The sides of hexagons are not quite straight in longitude and latitude, so a position within millimetres of a
 * corner of the outline could have a cell that the outline seems to miss. Such a cell is an edge cell.
 */
function withCellsOf(cover: AreaCells, keys: readonly bigint[]): AreaCells {
  const known = new Map(cover.cells.map((cell, i) => [cellToBigInt(cell), cover.flags[i]]));
  const missed = [...new Set(keys)].filter((key) => (known.get(key) ?? BUFFER) === BUFFER);
  if (missed.length === 0) return cover;
  const names = missed.map(cellFromBigInt);
  const kept = cover.cells.map((_, i) => i).filter((i) => !names.includes(cover.cells[i] ?? ""));
  const pick = (list: ArrayLike<number>) => kept.map((i) => list[i] ?? 0);
  return {
    cells: [...names, ...kept.map((i) => cover.cells[i] ?? "")],
    flags: Uint8Array.from([...names.map(() => EDGE), ...pick(cover.flags)]),
    areaM2: Float64Array.from([...names.map(cellAreaM2), ...pick(cover.areaM2)]),
    centreInside: Uint8Array.from([...names.map(() => 0), ...pick(cover.centreInside)]),
  };
}

/** Adds to the counts of whole cells those of positions that lie in edge cells. */
function mergeEdge(whole: PairCounts, positions: PairCounts | undefined, edgeOf: Int32Array): PairCounts {
  const index: number[] = [];
  const n: number[] = [];
  for (let k = 0; k < (positions?.index.length ?? 0); k++) {
    const cell = edgeOf[positions?.index[k] ?? -1] ?? -1;
    if (cell < 0) continue;
    index.push(cell);
    n.push(positions?.n[k] ?? 0);
  }
  if (index.length === 0) return whole;
  const merged = {
    index: new Int32Array(whole.index.length + index.length),
    n: new Int32Array(whole.n.length + n.length),
  };
  merged.index.set(whole.index);
  merged.index.set(index, whole.index.length);
  merged.n.set(whole.n);
  merged.n.set(n, whole.n.length);
  return { ...whole, ...merged };
}

/** Cells of the whole database: those that have ever been counted, numbered as they are met. */
export function indexAllCells(resolution: number): CellIndex {
  const table = new KeyTable(1024);
  const cells: string[] = [];
  const areaM2: number[] = [];
  const flags: number[] = [];
  const centreInside: number[] = [];
  const store = new PairStore(resolution, null, (high, low) => {
    const at = table.add(high, low);
    if (at === cells.length) {
      const cell = cellFromBigInt(table.keyAt(at));
      cells.push(cell);
      areaM2.push(cellAreaM2(cell));
      flags.push(0);
      centreInside.push(1);
    }
    return at;
  });
  return {
    cells,
    flags,
    areaM2,
    centreInside,
    complete: false,
    bytes: () => store.bytes + cells.length * 120,
    counts: (sql, slices) => store.counts(sql, slices),
  };
}
