/** What are these hexagons called? The streets where most of their incidents are. */
import type { CellStreets } from "#contract/cells.ts";
import type { Meta } from "#contract/meta.ts";
import { cellFromBigInt, type StoredResolution } from "#domain/grid/h3.ts";
import type { LocationRow, Reader } from "../db/read-model.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { storedResolution, unknownCell } from "./describe-cell.ts";
import { type QuestionInput, readQuestion } from "./question.ts";
import { positionTotals } from "./shared-positions.ts";

const STREETS_NAMED = 3;

/** As many cells as one table page may ask for. */
export const MOST_CELLS_NAMED = 60;

export type CellNamesInput = QuestionInput & { cells: readonly string[] };

/** Streets of cells, all of one resolution; a cell without incidents in the period gets an empty list. */
export async function nameCells(
  reader: Reader,
  input: CellNamesInput,
): Promise<Answer<{ data: CellStreets[]; meta: Meta }>> {
  const resolutions = new Set(input.cells.map(storedResolution));
  const [resolution] = resolutions;
  if (resolutions.size !== 1 || resolution === null || resolution === undefined) {
    const wrong = input.cells.find((cell) => storedResolution(cell) === null);
    return wrong === undefined ? mixedResolutions(input.cells.length) : unknownCell(wrong);
  }
  const question = await readQuestion(reader, input);
  if (!question.ok) return question;
  const { area, slices } = question.value;
  const { rows, pairs } = await reader.cellPositions(resolution, input.cells, area, slices);
  const perCell = new Map<string, Map<string, number>>();
  let n = 0;
  for (const [at, count] of positionTotals(pairs)) {
    const row = rows[at];
    n += count;
    if (row?.name) addTo(perCell, cellOf(row, resolution), row.name, count);
  }
  const data = input.cells.map((cell) => ({ cell, streets: busiest(perCell.get(cell)) }));
  const method = "Published street names of the incidents in each cell, busiest first.";
  const meta = buildMeta(question.value, { method, n, resolution, bufferM: 0, caveats: [] });
  return answer({ data, meta });
}

function cellOf(row: LocationRow, resolution: StoredResolution): string {
  return cellFromBigInt({ 8: row.h8, 9: row.h9, 10: row.h10, 11: row.h11 }[resolution]);
}

function addTo(perCell: Map<string, Map<string, number>>, cell: string, street: string, n: number): void {
  const streets = perCell.get(cell) ?? new Map<string, number>();
  streets.set(street, (streets.get(street) ?? 0) + n);
  perCell.set(cell, streets);
}

function busiest(streets: ReadonlyMap<string, number> | undefined): string[] {
  return [...(streets ?? [])]
    .sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1))
    .slice(0, STREETS_NAMED)
    .map(([name]) => name);
}

function mixedResolutions(n: number) {
  return refuse({
    code: "mixed-resolutions",
    title: "The hexagons are of several sizes, or there are none",
    detail: `Got ${n} cells; expected 1 to ${MOST_CELLS_NAMED} of one resolution.`,
    next: "Ask for the cells of one resolution at a time.",
    where: "cells",
  });
}
