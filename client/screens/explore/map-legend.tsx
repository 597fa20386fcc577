import { useMemo } from "react";
import { CLASS_UNKNOWN } from "../../map/class-breaks.ts";
import { sequentialColours } from "../../map/colour-scales.ts";
import { ClassList } from "../../map/legends/class-list.tsx";
import { HexagonLegend } from "../../map/legends/hexagon-legend.tsx";
import { LegendKeys } from "../../map/legends/legend-keys.tsx";
import { type ScaleBin, ScaleBins } from "../../map/legends/scale-bins.tsx";
import { documentPalette, type Palette } from "../../map/palette.ts";
import { formatCount, formatRate } from "../../state/format.ts";
import { type Period, periodLength } from "../../state/period.ts";
import { isMeasure, STEP_MONTHS } from "../../state/surface.ts";
import { useTheme } from "../../ui/theme.ts";
import type { WindowsAnswer } from "../../workers/cube-messages.ts";
import { DENSITY_BREAKS } from "../../workers/density-breaks.ts";
import type { SurfaceFigures } from "../../workers/surface-messages.ts";
import type { ExploreModel } from "./model/use-explore.ts";
import { classWords, persistenceBounds, schemeOf, zeroClass } from "./surfaces/class-words.ts";
import { legendNote } from "./surfaces/legend-note.ts";

/** The one legend of the screen, for one map or two: what the colours of the answer on the map mean. */
export function MapLegend({ model }: { model: ExploreModel }) {
  const { theme } = useTheme();
  // The document's colours change with the theme.
  const palette = useMemo(() => documentPalette(), [theme]);
  const { scope, state, words } = model;
  const { cube, answer } = model.cube;
  const later = answer?.windows[0];
  if (!scope || !cube || !later) return null;
  const { figures } = later;
  const entries = classWords(figures, model.noun.many);
  const bins = binsOf(answer, palette);
  return (
    <HexagonLegend
      title={legendTitle(words.legend, figures)}
      periods={periodsOf(model, answer)}
      note={legendNote(answer, windowMonths(model), model.harm.used)}
      metas={cube.metas}
    >
      {entries.length > 0 ? (
        <ClassList scheme={schemeOf(figures, answer.breaks)} palette={palette} entries={entries} />
      ) : bins.length === 0 ? (
        <p className="legend-note">None recorded in any month of the data.</p>
      ) : (
        <ScaleBins bins={bins} />
      )}
      <LegendKeys
        zero={figures.kind === "attainable" ? null : zeroText(figures)}
        unknown={
          answer.windows.some(({ classes }) => classes.includes(CLASS_UNKNOWN)) ? unknownText(answer) : null
        }
        buffer={state.bufferM > 0}
      />
    </HexagonLegend>
  );
}

/** The title says which way places may differ, where that was chosen. */
function legendTitle(title: string, figures: SurfaceFigures): string {
  if (figures.kind !== "significance" || figures.test.tail === "hot") return title;
  return title.replace(/^More/, figures.test.tail === "cold" ? "Fewer" : "More or fewer");
}

/** Months that the windows on the map are made of, as the worker answered them; the earlier window first. */
function periodsOf({ cube: { cube } }: ExploreModel, { windows }: WindowsAnswer): Period[] {
  const month = (m: number) => cube?.months[Math.min(Math.max(0, m), cube.months.length - 1)] ?? "";
  return windows
    .map(({ window, figures }) => {
      const isHistory = figures.kind === "emerging" || figures.kind === "persistence";
      const length = isHistory ? (figures.steps + figures.missing) * STEP_MONTHS[figures.step] : 0;
      return { from: month(isHistory ? window.to - length : window.from), to: month(window.to - 1) };
    })
    .reverse();
}

/** Months of the windows that the scale holds for; null = for everything up to any month. */
function windowMonths({ scope, state }: ExploreModel): number | null {
  return state.cumulative || !scope ? null : periodLength(scope.shown);
}

function binsOf({ windows, breaks, question }: WindowsAnswer, palette: Palette): ScaleBin[] {
  const figures = windows[0]?.figures;
  if (figures?.kind === "persistence") {
    const bounds = persistenceBounds(figures.steps);
    return bounds.map(({ cls, least }, i) => ({
      colour: palette.sequential[cls - 1] ?? palette.ink,
      text: i === bounds.length - 1 && least < figures.steps ? `${least}+` : String(least),
    }));
  }
  const isDensity = figures?.kind === "density";
  const bounds = isDensity ? DENSITY_BREAKS : breaks;
  const colours = sequentialColours(palette, bounds.length);
  const isCount = !isDensity && question.show !== "per-km2" && !question.show.startsWith("per-1000");
  return bounds.map((bound, i) => {
    const figure =
      isCount && question.harm === null ? formatCount(bound) : i === 0 ? "> 0" : formatRate(bound);
    const text = isDensity ? (i === 0 ? "< 1" : `${bound}`) : figure;
    return {
      colour: colours[i] ?? palette.ink,
      text: i === bounds.length - 1 && bounds.length > 1 ? `${text}+` : text,
    };
  });
}

function zeroText(figures: SurfaceFigures): string {
  return figures.kind === "significance" ? "none here" : zeroClass(figures).toLowerCase();
}

function unknownText({ windows, question }: WindowsAnswer): string {
  const kind = windows[0]?.figures.kind;
  if (kind === "measure" || kind === "refused")
    return isMeasure(question.show) && question.show.startsWith("per-1000")
      ? "too few people for a rate"
      : "not known";
  return kind === "density" ? "centre outside the area" : "not tested (centre outside)";
}
