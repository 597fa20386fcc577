/** Rows of the ranked table: the same hexagons and numbers as on the map. Pure. */
import type { LoadedCube, WindowCounts } from "../../../workers/cube-messages.ts";
import type { NamePlace } from "../model/place-names.ts";

export type RankedRow = {
  index: number;
  cell: string;
  rank: number;
  ward: string;
  near: string;
  edge: boolean;
  n: number;
  /** Count of the earlier period; null without comparison. */
  earlier: number | null;
  /** Count or rate as shown on the map; NaN = none can be given. */
  shown: number;
};

export const SORT_KEYS = ["rank", "place", "n", "earlier", "difference"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** Rows for the busiest cells, in order of rank, with the cells of the earlier period's list added after them. */
export function rankedRows(
  cube: LoadedCube,
  windows: readonly WindowCounts[],
  namePlace: NamePlace,
): RankedRow[] {
  const [later, earlier] = windows;
  if (!later || later.counts.length !== cube.grid.cells.length) return [];
  const listed = [...later.top];
  const known = new Set(listed);
  for (const index of earlier?.top ?? []) if (!known.has(index)) listed.push(index);
  return listed.map((index, i) => {
    const { ward, near } = namePlace(
      cube.grid.centres[2 * index] ?? 0,
      cube.grid.centres[2 * index + 1] ?? 0,
    );
    return {
      index,
      cell: cube.grid.cells[index] ?? "",
      rank: i + 1,
      ward,
      near,
      edge: cube.grid.flags[index] === 1,
      n: later.counts[index] ?? 0,
      earlier: earlier ? (earlier.counts[index] ?? 0) : null,
      shown: later.values[index] ?? Number.NaN,
    };
  });
}

/** Later − earlier: the one sign convention of every difference. */
export function difference(row: Pick<RankedRow, "n" | "earlier">): number | null {
  return row.earlier === null ? null : row.n - row.earlier;
}

/** Rows in another order; numbers largest first, places by name. Equal rows stay in order of rank. */
export function sortRows(rows: readonly RankedRow[], key: SortKey, reversed: boolean): RankedRow[] {
  const compare: Record<SortKey, (a: RankedRow, b: RankedRow) => number> = {
    rank: (a, b) => a.rank - b.rank,
    place: (a, b) => `${a.ward} ${a.near}`.localeCompare(`${b.ward} ${b.near}`, "en-GB"),
    n: (a, b) => b.n - a.n,
    earlier: (a, b) => (b.earlier ?? 0) - (a.earlier ?? 0),
    difference: (a, b) => (difference(b) ?? 0) - (difference(a) ?? 0),
  };
  const sign = reversed ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare[key](a, b) || a.rank - b.rank);
}
