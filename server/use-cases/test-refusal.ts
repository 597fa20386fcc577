/** Why no test was made, in words for people. The question itself is in order: what was counted is still shown. */
import type { z } from "zod";
import type { testRefusalSchema } from "#contract/hotspots.ts";
import type { StudyGrid } from "./study-grid.ts";

export type TestRefusal = z.infer<typeof testRefusalSchema>;

/** @param reason of a kernel or a use case; @param detail got and expected, shown for reasons without words here. */
export function testRefusal(
  reason: string,
  grid: Pick<StudyGrid, "question" | "cells" | "resolution">,
  detail: string,
): TestRefusal {
  const where = grid.question.area?.name ?? "everything imported";
  return { code: reason, text: words(reason, where, grid) ?? detail };
}

function words(
  reason: string,
  where: string,
  { cells, resolution }: Pick<StudyGrid, "cells" | "resolution">,
): string | null {
  switch (reason) {
    case "no-boundary":
      return "All areas together have no boundary: which empty hexagons belong to them is not known, so chance cannot be worked out. Choose an area.";
    case "no-data":
      return `No imported file speaks of these kinds of crime in ${where} in this period: nothing is known, which is not the same as nothing happening.`;
    case "no-cells":
      return `No hexagon of resolution ${resolution} has its centre in ${where}. Choose smaller hexagons.`;
    case "too-few-cells":
      return `${where} holds ${cells.length} hexagons of resolution ${resolution}; a test needs 30. Choose smaller hexagons or a larger area.`;
    case "no-incidents":
      return `No incident was recorded in the hexagons of ${where} in this period: there is nothing to test.`;
    case "all-equal":
      return `Every hexagon of ${where} holds the same number: no place can stand out.`;
    case "no-neighbours":
      return `No hexagon of ${where} has a neighbour in it: there is nothing to compare. Choose smaller hexagons.`;
    case "no-exposure":
      return `Nothing is known of what to expect in the hexagons of ${where}.`;
    default:
      return null;
  }
}
