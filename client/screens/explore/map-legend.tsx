import { useMemo } from "react";
import { CLASS_UNKNOWN } from "../../map/class-breaks.ts";
import { HexagonLegend } from "../../map/legends/hexagon-legend.tsx";
import { documentPalette } from "../../map/palette.ts";
import { periodLength } from "../../state/period.ts";
import { useTheme } from "../../ui/theme.ts";
import type { ExploreModel } from "./model/use-explore.ts";
import { measureWords } from "./panel/measure-words.ts";

/** The one legend of the screen, for one map or two. */
export function MapLegend({ model }: { model: ExploreModel }) {
  const { theme } = useTheme();
  // The document's colours change with the theme.
  const palette = useMemo(() => documentPalette(), [theme]);
  const { scope, state } = model;
  const { cube, answer } = model.cube;
  if (!scope || !cube || !answer) return null;
  return (
    <HexagonLegend
      title={measureWords(state.measure, scope.category.unit).legend}
      measure={state.measure}
      breaks={answer.breaks}
      palette={palette}
      periods={scope.earlier ? [scope.earlier, scope.shown] : [scope.shown]}
      windowMonths={state.cumulative ? null : periodLength(scope.shown)}
      metas={cube.metas}
      shows={{
        unknown: answer.windows.some((window) => window.classes.includes(CLASS_UNKNOWN)),
        buffer: state.bufferM > 0,
      }}
    />
  );
}
