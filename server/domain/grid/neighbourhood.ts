/**
 * Which of the listed cells are neighbours: the spatial weights of every local statistic.
 *
 * Neighbours of a cell are the cells within `ring` steps of it, itself left out. Cells that are not listed, or
 * not included, belong to no one's neighbourhood: at the rim of a study area a cell simply has fewer neighbours.
 */
import { hasMissingSector, isOnLattice, type LatticeCells, latticeCells } from "./cell-lattice.ts";
import { cellDisk } from "./h3.ts";
import { LatticeIndex } from "./lattice-index.ts";

/** How many steps count as near: 1 = the six cells around, 2 = 18 cells, 3 = 36 cells. */
export type Ring = 1 | 2 | 3;

/**
 * Compressed rows: neighbours of cell i are index[start[i]] … index[start[i + 1] − 1], in no particular order.
 * The relation is symmetric. A cell that is not included has no neighbours.
 */
export type Neighbourhood = { ring: Ring; cellCount: number; start: Int32Array; index: Int32Array };

/**
 * Neighbours among the included cells.
 *
 * Cells are placed on the lattice of their base cell, where a neighbour is a fixed step away and needs one look-up.
 * A step that leaves the base cell, or meets the missing sector of a pentagon, is not decided there: such cells
 * (a thin seam) are asked of H3 itself.
 * @param cells distinct H3 cells of one resolution.
 * @param include 1 = in the study area, by cell; null = all.
 * Cost: O(cells × neighbours); 430,000 cells: 0.3 s for ring 1.
 * @throws RangeError for a text that is no cell, mixed resolutions, a cell listed twice, a ring outside 1–3, or
 *   an `include` of another length.
 */
export function buildNeighbourhood(
  cells: readonly string[],
  include: Uint8Array | null,
  ring: Ring,
): Neighbourhood {
  if (ring !== 1 && ring !== 2 && ring !== 3) {
    throw new RangeError(`buildNeighbourhood: expected ring 1, 2 or 3, got ${ring}`);
  }
  if (include && include.length !== cells.length) {
    throw new RangeError(`buildNeighbourhood: expected ${cells.length} flags, got ${include.length}`);
  }
  const finder = new NeighbourFinder(latticeCells(cells));
  const steps = stepsWithin(ring);
  const start = new Int32Array(cells.length + 1);
  const index = new Int32Array(cells.length * (steps.length >> 1));
  let end = 0;
  for (let i = 0; i < cells.length; i++) {
    if (!include || include[i]) {
      const first = end;
      end = finder.addByStep(i, steps, index, first);
      if (end < 0) end = finder.addFromDisk(cells[i] ?? "", ring, index, first);
      if (include) end = keepIncluded(index, first, end, include);
    }
    start[i + 1] = end;
  }
  return { ring, cellCount: cells.length, start, index: index.slice(0, end) };
}

/** Steps (a, b, a, b, …) to every cell within `ring` steps, itself left out. */
function stepsWithin(ring: Ring): Int32Array {
  const steps: number[] = [];
  for (let a = -ring; a <= ring; a++) {
    for (let b = -ring; b <= ring; b++) {
      if (Math.abs(a - b) <= ring && (a !== 0 || b !== 0)) steps.push(a, b);
    }
  }
  return Int32Array.from(steps);
}

/** Drops neighbours that are not included; returns the new end of the row. */
function keepIncluded(index: Int32Array, first: number, end: number, include: Uint8Array): number {
  let kept = first;
  for (let at = first; at < end; at++) {
    const neighbour = index[at] ?? 0;
    if (include[neighbour]) index[kept++] = neighbour;
  }
  return kept;
}

/** Finds the listed neighbours of a listed cell. */
class NeighbourFinder {
  readonly #lattice: LatticeCells;
  readonly #index: LatticeIndex;
  /** All in one base cell that is no pentagon: there is no seam, so what is not found is not listed. */
  readonly #seamless: boolean;

  constructor(lattice: LatticeCells) {
    this.#lattice = lattice;
    this.#index = new LatticeIndex(lattice);
    const [first = 0] = lattice.baseCell;
    this.#seamless = !hasMissingSector(first) && lattice.baseCell.every((other) => other === first);
  }

  /** Writes the row of cell i from `at` on and returns its end, or −1 if a step leaves the unbroken lattice. */
  addByStep(i: number, steps: Int32Array, row: Int32Array, at: number): number {
    const { resolution } = this.#lattice;
    const baseCell = this.#lattice.baseCell[i] ?? 0;
    const a = this.#lattice.a[i] ?? 0;
    const b = this.#lattice.b[i] ?? 0;
    let end = at;
    for (let step = 0; step < steps.length; step += 2) {
      const da = steps[step] ?? 0;
      const db = steps[step + 1] ?? 0;
      const found = this.#index.findNear(i, a, b, da, db);
      if (found >= 0) row[end++] = found;
      else if (!this.#seamless && !isOnLattice(baseCell, a + da, b + db, resolution)) return -1;
    }
    return end;
  }

  /** As `addByStep`, from H3's own disk: slower, right everywhere. */
  addFromDisk(cell: string, ring: Ring, row: Int32Array, at: number): number {
    const disk = cellDisk(cell, ring).filter((near) => near !== cell);
    const { baseCell, a, b } = latticeCells(disk);
    let end = at;
    for (let i = 0; i < disk.length; i++) {
      const found = this.#index.find(baseCell[i] ?? 0, a[i] ?? 0, b[i] ?? 0);
      if (found >= 0) row[end++] = found;
    }
    return end;
  }
}
