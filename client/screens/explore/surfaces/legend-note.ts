/** How the classes on the map are made, and for which windows they hold: the small print of the legend. */
import { formatCount, formatFigure } from "../../../state/format.ts";
import type { WindowsAnswer } from "../../../workers/cube-messages.ts";
import type { TestSummary } from "../../../workers/surface-messages.ts";
import type { UsedHarm } from "../model/use-harm.ts";

/** @param windowMonths months of the windows that the scale holds for; null = for everything up to any month. */
export function legendNote(
  { windows }: WindowsAnswer,
  windowMonths: number | null,
  harm: UsedHarm | null,
): string {
  const figures = windows[0]?.figures;
  switch (figures?.kind) {
    case "significance":
      return `${testText(figures.test)} ${harmText(harm)}`.trim();
    case "attainable":
      return testText(figures.test);
    case "change":
      return `E-test on each hexagon, q for ${figures.tested} tests. Colours need q ≤ 5 %.`;
    case "emerging":
      return `Gi* in each of ${figures.steps} ${figures.step}s, q ≤ 5 %; hot = significant in that ${figures.step}.`;
    case "persistence":
      return `Of the last ${figures.steps} ${figures.step}s; hot = significant (Gi*, q ≤ 5 %) in that ${figures.step}.`;
    case "density":
      return `Mean ${formatFigure(figures.meanPerKm2Year)} per km² and year; ${figures.kernel} kernel, ${figures.bandwidthM} m${figures.edgeCorrected ? ", corrected at the boundary" : ""}. Same classes always.`;
    default:
      return `Scale fixed for ${scaleText(windowMonths)}. ${harmText(harm)}`.trim();
  }
}

const CORRECTIONS: Record<TestSummary["correction"], string> = {
  bh: "Benjamini–Hochberg",
  by: "Benjamini–Yekutieli",
  holm: "Holm",
  none: "not corrected",
};

const AROUND: Record<TestSummary["ring"], string> = { 1: "6", 2: "18", 3: "36" };

function testText({ ring, correction, method, tested }: TestSummary): string {
  const how = method.kind === "exact" ? "exact p" : `p from ${formatCount(method.draws)} draws`;
  return `Gi* with the ${AROUND[ring]} around, ${how}, ${CORRECTIONS[correction]}, ${formatCount(tested)} tests. Not adjusted for people or homes.`;
}

function harmText(harm: UsedHarm | null): string {
  if (harm === null) return "";
  const { title, publisher, edition } = harm.table;
  return `Weights: ${title}, ${publisher}, ${edition}${harm.verified ? "" : " – not verified"}.`;
}

function scaleText(windowMonths: number | null): string {
  if (windowMonths === null) return "the whole of the data";
  return windowMonths === 1 ? "every month of the data" : `every ${windowMonths} months of the data`;
}
