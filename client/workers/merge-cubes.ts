/** Several areas looked at together: one list of cells, one set of counts, each incident counted once. */
import type { CellCube } from "#contract/cells.ts";
import { studyCells } from "#domain/grid/study-cells.ts";
import { buildMonthCube, type MonthCube } from "./cube-kernel.ts";
import type { CategoryNode } from "./cube-messages.ts";

/** 0 inside, 1 edge, 2 buffer: as in the contract. */
const FLAG_BUFFER = 2;

export type MergedCube = {
  cells: string[];
  flags: Uint8Array;
  areaM2: Float64Array;
  /** 1 for the cells that statistics are made of. */
  study: Uint8Array;
  months: string[];
  gaps: Uint8Array;
  /** 1 for cells that belong to an area, 0 for the buffer. */
  counted: Uint8Array;
  /** Incidents of the first category, all below it included. */
  cube: MonthCube;
  /** Each incident once, under its own category and none above it. */
  own: OwnCube[];
  /** Which area a cell belongs to (the first of those that share it), as index into the areas. */
  owners: Uint8Array;
  /** Counts by month of each area, buffer left out; in the order of the areas. */
  areaMonthTotals: Int32Array[];
};

export type OwnCube = { category: string; cube: MonthCube };

export type MergeResult = { ok: true; merged: MergedCube } | { ok: false; reason: "overlap" };

/**
 * Merges cubes of areas that do not overlap. Cells that two areas share along their boundary hold each area's own
 * incidents, so their counts add up. A cell that is wholly in one area and also in another means that the areas
 * overlap and incidents would be counted twice: that is refused.
 * @param cubes of the same categories and months: a category and, where they are told apart, all below it.
 * @param categories those categories with their parents; may be left out for a single one.
 */
export function mergeCubes(
  cubes: readonly CellCube[],
  categories: readonly CategoryNode[] = [],
): MergeResult {
  const index = new Map<string, number>();
  const cells: string[] = [];
  const flags: number[] = [];
  const areaM2: number[] = [];
  const owners: number[] = [];
  const centreInside: number[] = [];
  for (const [area, cube] of cubes.entries()) {
    for (const [i, cell] of cube.cells.entries()) {
      const flag = cube.flags[i] ?? FLAG_BUFFER;
      const known = index.get(cell);
      if (known === undefined) {
        index.set(cell, cells.length);
        cells.push(cell);
        flags.push(flag);
        areaM2.push(cube.areaM2[i] ?? 0);
        centreInside.push(cube.centreInside[i] ?? 0);
        owners.push(area);
        continue;
      }
      const other = flags[known] ?? FLAG_BUFFER;
      if ((flag === 0 && other < FLAG_BUFFER) || (other === 0 && flag < FLAG_BUFFER)) {
        return { ok: false, reason: "overlap" };
      }
      if (other === FLAG_BUFFER && flag < FLAG_BUFFER) owners[known] = area;
      if (cube.centreInside[i] === 1) centreInside[known] = 1;
      flags[known] = Math.min(flag, other);
    }
  }
  const columns = { cells, flags, areaM2, owners, centreInside };
  return { ok: true, merged: assemble(cubes, index, columns, categories) };
}

type CellColumns = {
  cells: string[];
  flags: number[];
  areaM2: number[];
  owners: number[];
  centreInside: number[];
};

function assemble(
  cubes: readonly CellCube[],
  index: Map<string, number>,
  columns: CellColumns,
  categories: readonly CategoryNode[],
): MergedCube {
  const months = cubes[0]?.months ?? [];
  const flags = Uint8Array.from(columns.flags);
  const sorter = new EntrySorter(cubes[0]?.categories ?? [], categories);
  const areaMonthTotals: Int32Array[] = [];
  for (const cube of cubes) {
    const totals = new Int32Array(months.length);
    for (const [k, n] of cube.n.entries()) {
      const local = cube.cellIndex[k] ?? -1;
      const cell = index.get(cube.cells[local] ?? "") ?? -1;
      const month = cube.monthIndex[k] ?? -1;
      const category = cube.categoryIndex[k] ?? 0;
      const inBuffer = cube.flags[local] === FLAG_BUFFER;
      // What is one area's buffer may be inside another area, which counts it itself.
      if (inBuffer && columns.flags[cell] !== FLAG_BUFFER) continue;
      if (!inBuffer && category === 0) totals[month] = (totals[month] ?? 0) + n;
      sorter.add(category, cell, month, n);
    }
    areaMonthTotals.push(totals);
  }
  return {
    cells: columns.cells,
    flags,
    areaM2: Float64Array.from(columns.areaM2),
    study: studyCells(flags, columns.centreInside),
    months: [...months],
    gaps: Uint8Array.from(months, (_, m) => (cubes.some((cube) => cube.monthStates[m] === "gap") ? 1 : 0)),
    counted: flags.map((flag) => (flag === FLAG_BUFFER ? 0 : 1)),
    ...sorter.cubes(columns.cells.length, months.length),
    owners: Uint8Array.from(columns.owners),
    areaMonthTotals,
  };
}

/** Counts that tests are made of, in step with the merged cells. */
export type TestedCounts = Pick<MergedCube, "cube" | "own">;

/**
 * Counts of the same areas with a buffer, in which hexagons are counted whole: where areas or their buffers share a
 * hexagon, each of them has all of its incidents, and the first is taken.
 */
export function mergeWholeCubes(
  cubes: readonly CellCube[],
  cells: readonly string[],
  categories: readonly CategoryNode[],
): TestedCounts {
  const index = new Map(cells.map((cell, i) => [cell, i]));
  const owners = new Map<number, number>();
  for (const [area, cube] of cubes.entries()) {
    for (const cell of cube.cells) {
      const at = index.get(cell);
      if (at !== undefined && !owners.has(at)) owners.set(at, area);
    }
  }
  const sorter = new EntrySorter(cubes[0]?.categories ?? [], categories);
  for (const [area, cube] of cubes.entries()) {
    for (const [k, n] of cube.n.entries()) {
      const at = index.get(cube.cells[cube.cellIndex[k] ?? -1] ?? "");
      if (at === undefined || owners.get(at) !== area) continue;
      sorter.add(cube.categoryIndex[k] ?? 0, at, cube.monthIndex[k] ?? -1, n);
    }
  }
  return sorter.cubes(cells.length, cubes[0]?.months.length ?? 0);
}

type Entries = { cellIndex: number[]; monthIndex: number[]; n: number[] };

/**
 * Splits entries by category. A category's figures hold those of the categories below it; taking these away again
 * leaves the incidents that are of no finer kind.
 */
class EntrySorter {
  readonly #ids: readonly string[];
  readonly #parents: number[];
  readonly #all: Entries = { cellIndex: [], monthIndex: [], n: [] };
  readonly #own: Entries[];

  constructor(ids: readonly string[], categories: readonly CategoryNode[]) {
    this.#ids = ids;
    this.#parents = ids.map((id) => ids.indexOf(categories.find((each) => each.id === id)?.parent ?? ""));
    this.#own = ids.map(() => ({ cellIndex: [], monthIndex: [], n: [] }));
  }

  add(category: number, cell: number, month: number, n: number): void {
    if (category === 0) push(this.#all, cell, month, n);
    if (this.#ids.length === 1) return;
    push(this.#own[category], cell, month, n);
    push(this.#own[this.#parents[category] ?? -1], cell, month, -n);
  }

  cubes(cells: number, months: number): Pick<MergedCube, "cube" | "own"> {
    const cube = buildMonthCube(cells, months, this.#all);
    const own = this.#ids.map((category, c) => ({
      category,
      cube: this.#ids.length === 1 ? cube : buildMonthCube(cells, months, this.#own[c] ?? this.#all),
    }));
    return { cube, own };
  }
}

function push(entries: Entries | undefined, cell: number, month: number, n: number): void {
  if (!entries) return;
  entries.cellIndex.push(cell);
  entries.monthIndex.push(month);
  entries.n.push(n);
}
