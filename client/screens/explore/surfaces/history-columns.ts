/** Columns of histories and densities. */
import { formatCount, formatFigure, formatProbability } from "../../../state/format.ts";
import type {
  DensityFigures,
  EmergingFigures,
  PersistenceFigures,
} from "../../../workers/surface-messages.ts";
import { type CellColumn, numeric } from "./cell-column.ts";

export function emergingColumns({
  hotSteps,
  lastHot,
  slope,
  trendP,
  step,
  steps,
}: EmergingFigures): CellColumn[] {
  return [
    {
      ...numeric(`hot_${step}s`, `${capital(step)}s hot`, hotSteps, formatCount),
      sub: (i) => `of ${steps}${lastHot[i] === 1 ? ", now" : ""}`,
    },
    {
      ...numeric("trend_per_year", "Trend", slope, (perYear) =>
        Number.isNaN(perYear) ? "–" : `${perYear > 0 ? "+" : ""}${formatFigure(perYear)}`,
      ),
      hint: `Change per year of the count around here in a ${step}`,
      sub: (i) => (Number.isNaN(trendP[i] ?? Number.NaN) ? "" : `p ${formatProbability(trendP[i] ?? 1)}`),
    },
    { ...numeric("trend_p", "Trend p", trendP, formatProbability), lowFirst: true, extra: true },
  ];
}

export function persistenceColumns({ hotSteps, step, steps }: PersistenceFigures): CellColumn[] {
  const column = numeric(`hot_${step}s`, `${capital(step)}s hot`, hotSteps, formatCount);
  return [{ ...column, sub: () => `of ${steps}`, bar: (i) => (hotSteps[i] ?? 0) / steps / 14 }];
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

export function densityColumns({ perKm2Year, timesMean }: DensityFigures): CellColumn[] {
  return [
    numeric("density_per_km2_year", "Per km² and year", perKm2Year),
    { ...numeric("times_mean", "Times mean", timesMean), hint: "Of the area's mean density" },
  ];
}
