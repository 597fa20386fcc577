/** One column of figures by hexagon, for the table, the card and the CSV alike. */
import { formatFigure } from "../../../state/format.ts";
import type { Period } from "../../../state/period.ts";
import type { Measure } from "../../../state/surface.ts";
import type { WindowCounts } from "../../../workers/cube-messages.ts";

export type CellColumn = {
  id: string;
  label: string;
  /** What the figure is, for whoever does not know the letter. */
  hint?: string;
  /** NaN = none. What is sorted by and what the CSV holds. */
  figure: (index: number) => number | string;
  text: (index: number) => string;
  /** A second line in small print. */
  sub?: (index: number) => string;
  /** Sorted smallest first, as p and q are. */
  lowFirst?: boolean;
  /** Shown only when asked for; always in the CSV. */
  extra?: boolean;
  /** Bar beside the figure: share of the whole, 0–1. */
  bar?: (index: number) => number;
};

export type ColumnFacts = {
  windows: readonly WindowCounts[];
  shown: Period;
  /** The earlier period where two maps are shown side by side. */
  earlier: Period | null;
  measure: Measure;
  /** Of the category, for example `offences recorded`. */
  unit: string;
  harmUnit: string | null;
};

/** Column of a figure by hexagon. */
export function numeric(
  id: string,
  label: string,
  read: ArrayLike<number>,
  format: (figure: number) => string = formatFigure,
): CellColumn {
  const figure = (index: number) => read[index] ?? Number.NaN;
  return { id, label, figure, text: (index) => format(figure(index)) };
}
