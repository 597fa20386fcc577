/** What the surface says of one hexagon, as a sentence that needs no statistics. */
import { chanceInWords, formatCount, formatFigure } from "../../../state/format.ts";
import type { WindowCounts } from "../../../workers/cube-messages.ts";
import type {
  AttainableFigures,
  ChangeFigures,
  SignificanceFigures,
} from "../../../workers/surface-messages.ts";
import { hotSteps } from "./class-words.ts";

/** @param many what is counted, in the plural; the unit of harm where incidents are weighed. */
export function cellSentence(window: WindowCounts, index: number, many: string): string {
  const { figures } = window;
  switch (figures.kind) {
    case "significance":
      return significanceSentence(figures, index, many);
    case "attainable":
      return attainableSentence(figures, index, many);
    case "change":
      return changeSentence(figures, index);
    case "emerging":
    case "persistence": {
      const words = hotSteps(figures, index);
      return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
    }
    case "density": {
      const density = figures.perKm2Year[index] ?? Number.NaN;
      if (Number.isNaN(density)) return "No density: its centre lies outside the area.";
      return `${formatFigure(density)} per km² and year here: ${formatFigure(figures.timesMean[index] ?? 0)} times the area's mean.`;
    }
    case "measure":
    case "refused":
      return "";
  }
}

const NOT_TESTED = "Not tested: its centre lies outside the area, or it has no neighbour in it.";

function significanceSentence(figures: SignificanceFigures, index: number, many: string): string {
  const p = figures.p[index] ?? Number.NaN;
  if (Number.isNaN(p)) return NOT_TESTED;
  const sum = figures.localSum[index] ?? 0;
  const expected = figures.expected[index] ?? 0;
  const around = `${formatCount(sum)} ${many} around here where about ${formatFigure(expected)} would be expected by chance`;
  const tail = figures.test.tail;
  if ((tail === "hot" && sum <= expected) || (tail === "cold" && sum >= expected)) return `${around}.`;
  const way = sum >= expected ? "as many or more" : "as few or fewer";
  return `${around}; the chance of ${way} is ${chanceInWords(p)}.`;
}

function attainableSentence(figures: AttainableFigures, index: number, many: string): string {
  if (Number.isNaN(figures.q[index] ?? Number.NaN)) return NOT_TESTED;
  const sum = formatCount(figures.localSum[index] ?? 0);
  const needed = figures.needed[index] ?? Number.NaN;
  if (Number.isNaN(needed))
    return `${sum} ${many} around here; no number that the area could give would show.`;
  const cold = figures.test.tail === "cold";
  return `${sum} ${many} around here; ${formatCount(Math.ceil(needed))} or ${cold ? "fewer" : "more"} would show as a ${cold ? "cold spot" : "hotspot"}.`;
}

function changeSentence(figures: ChangeFigures, index: number): string {
  const after = figures.after[index] ?? 0;
  const before = figures.before[index] ?? 0;
  const p = figures.p[index] ?? Number.NaN;
  if (Number.isNaN(p)) return after + before === 0 ? "None in either period." : NOT_TESTED;
  const expected = formatFigure(figures.expected[index] ?? 0);
  return `${formatCount(after)} against ${formatCount(before)} before; ${expected} had the earlier rate gone on. The chance of such a difference is ${chanceInWords(p)}.`;
}
