/** What was recorded in the hexagons that cameras look into, month by month and kind by kind. */
import { cellFromBigInt, cellResolution, isCell, STORED_RESOLUTIONS } from "#domain/grid/h3.ts";
import type { Month } from "#domain/time/months.ts";
import type { LocationRow, Reader } from "../db/read-model.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import type { Question } from "./question.ts";

export type ViewedCell = { cell: string; share: number };

/** One entry per month, kind of crime and hexagon with incidents. */
export type CatchmentCount = {
  month: Month;
  /** Category that the incidents are mapped to; each incident has one. */
  category: string;
  /** Share of the hexagon's public places in view. */
  share: number;
  n: number;
};

const MOST_CELLS = 20_000;
const COLUMN = { 8: "h8", 9: "h9", 10: "h10", 11: "h11" } as const;
type Stored = keyof typeof COLUMN;

/**
 * Incidents of a question in some hexagons, inside the area's polygon. Refuses hexagons that are none, of several
 * resolutions, or of one that no counts are kept at.
 */
export async function countCatchment(
  reader: Reader,
  question: Question,
  cells: readonly ViewedCell[],
): Promise<Answer<CatchmentCount[]>> {
  const resolution = storedResolution(cells);
  if (!resolution.ok) return resolution;
  const { snapshot, area, slices } = question;
  const shares = new Map(cells.map(({ cell, share }) => [cell, share]));
  const { rows, pairs } = await reader.cellPositions(resolution.value, [...shares.keys()], area, slices);
  const shareOf = Float64Array.from(rows, (row) => shares.get(cellOf(row, resolution.value)) ?? 0);
  const counts = new Map<string, CatchmentCount>();
  for (const { month, typeId, index, n } of pairs) {
    const category = snapshot.offenceTypes.get(typeId)?.category ?? null;
    if (category === null) continue;
    for (let k = 0; k < index.length; k++) {
      const share = shareOf[index[k] ?? -1] ?? 0;
      const key = `${month}/${category}/${share}`;
      const known = counts.get(key) ?? { month, category, share, n: 0 };
      known.n += n[k] ?? 0;
      counts.set(key, known);
    }
  }
  return answer([...counts.values()]);
}

function cellOf(row: LocationRow, resolution: Stored): string {
  return cellFromBigInt(row[COLUMN[resolution]]);
}

function storedResolution(cells: readonly ViewedCell[]): Answer<Stored> {
  const [first] = cells;
  const resolution =
    first && isCell(first.cell)
      ? STORED_RESOLUTIONS.find((r) => r === cellResolution(first.cell))
      : undefined;
  const wrong = cells.find(({ cell }) => !isCell(cell) || cellResolution(cell) !== resolution);
  if (resolution !== undefined && !wrong && cells.length <= MOST_CELLS) return answer(resolution);
  return refuse({
    code: "invalid-cell",
    title: "These are not hexagons that figures are kept for",
    detail:
      cells.length > MOST_CELLS
        ? `Got ${cells.length} cells; at most ${MOST_CELLS} can be asked for at once.`
        : `Got ${wrong?.cell ?? first?.cell ?? "none"}; expected H3 cells of one resolution out of ${STORED_RESOLUTIONS.join(", ")}.`,
    next: "Take the cells of an answer of /api/v1/coverage.",
    where: "cells",
  });
}
