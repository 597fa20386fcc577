/** Rows of the ranked table: the same hexagons as on the map, in the order of the surface. Pure. */
import type { LoadedCube, WindowCounts } from "../../../workers/cube-messages.ts";
import type { NamePlace } from "../model/place-names.ts";
import type { CellColumn } from "../surfaces/cell-column.ts";

export type RankedRow = {
  index: number;
  cell: string;
  rank: number;
  ward: string;
  near: string;
  edge: boolean;
  /** Count of the later period. */
  n: number;
};

/** Column that the table is sorted by; rank and place are always there. */
export type Sort = { column: string; reversed: boolean };
export const BY_RANK: Sort = { column: "rank", reversed: false };

/** Rows for the first cells, in order of rank, with the cells of the earlier period's list added after them. */
export function rankedRows(
  cube: Pick<LoadedCube, "grid">,
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
    };
  });
}

/**
 * Rows in another order: numbers largest first (p and q smallest first), texts by the alphabet, what has no number
 * last either way. Equal rows stay in order of rank.
 */
export function sortRows(
  rows: readonly RankedRow[],
  { column, reversed }: Sort,
  columns: readonly CellColumn[],
): RankedRow[] {
  const sign = reversed ? -1 : 1;
  const compare = comparison(column, columns, sign);
  return [...rows].sort((a, b) => compare(a, b) || a.rank - b.rank);
}

type Compare = (a: RankedRow, b: RankedRow) => number;

function comparison(id: string, columns: readonly CellColumn[], sign: number): Compare {
  if (id === "place") {
    const name = ({ ward, near }: RankedRow) => `${ward} ${near}`;
    return (a, b) => sign * name(a).localeCompare(name(b), "en-GB");
  }
  const column = columns.find((each) => each.id === id);
  if (!column) return (a, b) => sign * (a.rank - b.rank);
  const direction = column.lowFirst ? -sign : sign;
  return (a, b) => {
    const [x, y] = [column.figure(a.index), column.figure(b.index)];
    if (typeof x === "string" || typeof y === "string")
      return sign * String(x).localeCompare(String(y), "en-GB");
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return direction * (y - x);
  };
}
