/** Why a surface cannot be shown, in words for the map. The counts are shown in its place. */
import type { SurfaceFigures } from "../surface-messages.ts";

export type RefusedFigures = Extract<SurfaceFigures, { kind: "refused" }>;

const WORDS: Record<string, { title: string; text: string }> = {
  "no-cells": {
    title: "There is no hexagon to test here.",
    text: "No hexagon has its centre in this area. Choose smaller hexagons or a larger area.",
  },
  "too-few-cells": {
    title: "Fewer than 30 hexagons: too few to test.",
    text: "With so few, any of them could be the highest by chance. Choose smaller hexagons or a larger area.",
  },
  "no-incidents": {
    title: "No incidents in these months, so nothing to test.",
    text: "Choose more months.",
  },
  "all-equal": {
    title: "Every hexagon holds the same number.",
    text: "No place stands out, so there is nothing to test.",
  },
  "no-neighbours": {
    title: "No hexagon has a neighbour here.",
    text: "The test looks at a hexagon and those around it. Choose smaller hexagons or a larger area.",
  },
  "too-few-steps": {
    title: "Too short a time to tell a history.",
    text: "The data does not reach back so far before the end of the period. Choose a later period or a shorter history.",
  },
  "no-earlier": {
    title: "There are no earlier months to compare with.",
    text: "The data does not reach back that far. Choose a later period, or another one to compare with.",
  },
  "no-data": {
    title: "No source speaks of these months.",
    text: "That is not the same as none recorded, so nothing can be tested.",
  },
};

/** Words for a kernel's reason; its own detail where there are none for it. */
export function refused(code: string, detail = ""): RefusedFigures {
  const { title, text } = WORDS[code] ?? { title: "This map cannot be made.", text: detail };
  return { kind: "refused", code, title, text };
}
