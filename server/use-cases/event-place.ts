/** Which of a question's slices have days and times, and in which place single incidents are looked at. */
import type { SelectedSlice } from "#domain/coverage/select-slices.ts";
import { cellResolution, cellToBigInt, isCell, STORED_RESOLUTIONS } from "#domain/grid/h3.ts";
import type { EventPlace } from "../db/read-model.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import type { Question } from "./question.ts";

/** Most hexagons that one question can name. */
const MOST_CELLS_ASKED = 500;

/** The question's area, or some hexagons of one stored resolution in it. */
export function eventPlace(question: Question, cells: readonly string[]): Answer<EventPlace> {
  const areaId = question.area?.id ?? null;
  if (cells.length === 0) return answer({ areaId, cells: null });
  const [first = ""] = cells;
  const resolution = isCell(first) ? STORED_RESOLUTIONS.find((r) => r === cellResolution(first)) : undefined;
  const wrong = cells.find((cell) => !isCell(cell) || cellResolution(cell) !== resolution);
  if (resolution === undefined || wrong !== undefined || cells.length > MOST_CELLS_ASKED) {
    return refuse({
      code: "invalid-cell",
      title: "These are not hexagons that figures are kept for",
      detail:
        cells.length > MOST_CELLS_ASKED
          ? `Got ${cells.length} cells; at most ${MOST_CELLS_ASKED} can be asked for at once.`
          : `Got ${wrong ?? first}; expected H3 cells of one resolution out of ${STORED_RESOLUTIONS.join(", ")}.`,
      next: "Take cells from /api/v1/cells.",
      where: "cells",
    });
  }
  return answer({ areaId, cells: { resolution, ids: cells.map(cellToBigInt) } });
}

/** Slices of sources that know the time of an incident. */
export function timedSlices({ slices, snapshot }: Question): SelectedSlice[] {
  return slices.filter((slice) => snapshot.sources.get(slice.sourceId)?.timePrecision === "exact");
}

/** Slices of sources that know both time and place exactly. */
export function exactSlices(question: Question): SelectedSlice[] {
  const { snapshot } = question;
  return timedSlices(question).filter(
    (slice) => snapshot.sources.get(slice.sourceId)?.positionPrecision === "exact",
  );
}

/** Titles of the sources that answer a question, or words for none. */
export function sourceTitles({ slices, snapshot }: Question): string {
  const titles = new Set(slices.map((slice) => snapshot.sources.get(slice.sourceId)?.title ?? "the source"));
  return [...titles].join(", ");
}
