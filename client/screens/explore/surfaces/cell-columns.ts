/** Columns of the ranked table and of its CSV: the figures of the surface, hexagon by hexagon. Pure. */
import { periodLabel } from "#domain/time/months.ts";
import {
  formatCount,
  formatFigure,
  formatProbability,
  formatSigned,
  isSmall,
} from "../../../state/format.ts";
import type { Period } from "../../../state/period.ts";
import type { Measure } from "../../../state/surface.ts";
import type { WindowCounts } from "../../../workers/cube-messages.ts";
import type {
  AttainableFigures,
  ChangeFigures,
  DensityFigures,
  EmergingFigures,
  PersistenceFigures,
  SignificanceFigures,
} from "../../../workers/surface-messages.ts";
import { formatMeasure, measureWords } from "../panel/measure-words.ts";
import { classText } from "./class-words.ts";

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

/** Columns beside rank and place. */
export function cellColumns(facts: ColumnFacts): CellColumn[] {
  const [later, before] = facts.windows;
  if (!later) return [];
  const counts = countColumns(facts, later, before);
  // By harm the number of incidents stands under it.
  const count = facts.harmUnit === null ? counts : counts.map((column) => ({ ...column, extra: true }));
  const harm = harmColumns(facts, later);
  const { figures } = later;
  switch (figures.kind) {
    case "significance":
      return [
        ...classColumn(facts, later),
        ...count,
        ...harm,
        ...significanceColumns(facts, figures, later, before),
      ];
    case "attainable":
      return [...classColumn(facts, later), ...count, ...attainableColumns(figures)];
    case "change":
      return [...classColumn(facts, later), ...changeColumns(facts, figures, later)];
    case "emerging":
      return [...classColumn(facts, later), ...count, ...emergingColumns(figures)];
    case "persistence":
      return [...count, ...persistenceColumns(figures)];
    case "density":
      return [...count, ...densityColumns(figures)];
    default:
      return [...count, ...rateColumns(facts, later), ...harm, ...shareColumn(facts, later)];
  }
}

function numeric(
  id: string,
  label: string,
  read: ArrayLike<number>,
  format: (figure: number) => string = formatFigure,
): CellColumn {
  const figure = (index: number) => read[index] ?? Number.NaN;
  return { id, label, figure, text: (index) => format(figure(index)) };
}

function countColumns(
  { earlier, shown, unit, measure, harmUnit }: ColumnFacts,
  later: WindowCounts,
  before: WindowCounts | undefined,
): CellColumn[] {
  const { column } = measureWords("count", unit);
  const n = numeric("n", column, later.counts, formatCount);
  if (!earlier || !before) {
    const whole = later.figures.kind === "measure" && measure === "count" && harmUnit === null;
    return [whole ? { ...n, sub: () => `of ${formatCount(later.total)}` } : n];
  }
  const difference = (i: number) => (later.counts[i] ?? 0) - (before.counts[i] ?? 0);
  return [
    { ...numeric("earlier", periodLabel(earlier.from, earlier.to), before.counts, formatCount) },
    { ...n, label: periodLabel(shown.from, shown.to) },
    {
      id: "difference",
      label: "Difference",
      figure: difference,
      text: (i) => formatSigned(difference(i)),
      sub: (i) => (isSmall(later.counts[i] ?? 0) || isSmall(before.counts[i] ?? 0) ? "small n" : ""),
    },
  ];
}

function shareColumn(
  { measure, earlier, harmUnit }: ColumnFacts,
  { counts, total }: WindowCounts,
): CellColumn[] {
  if (measure !== "count" || earlier || harmUnit !== null) return [];
  const share = (i: number) => (total === 0 ? Number.NaN : (counts[i] ?? 0) / total);
  const text = (i: number) => (total === 0 ? "–" : `${(100 * share(i)).toFixed(1)} %`);
  return [{ id: "share", label: "Share", figure: share, text, bar: (i) => (total === 0 ? 0 : share(i)) }];
}

function rateColumns({ measure, unit, harmUnit }: ColumnFacts, { values }: WindowCounts): CellColumn[] {
  if (measure === "count") return [];
  const label = harmUnit === null ? measureWords(measure, unit).column : "Harm per km²";
  return [numeric("rate", label, values, (rate) => formatMeasure(measure, rate))];
}

function harmColumns({ harmUnit }: ColumnFacts, { harm, counts }: WindowCounts): CellColumn[] {
  if (!harm || harmUnit === null) return [];
  const column = { ...numeric("harm", "Harm", harm.byCell, formatCount), hint: harmUnit };
  return [
    {
      ...column,
      sub: (i) => `from ${formatCount(counts[i] ?? 0)}${harm.byFew[i] === 1 ? ", mostly 1 or 2" : ""}`,
    },
  ];
}

function classColumn({ unit }: ColumnFacts, later: WindowCounts): CellColumn[] {
  const text = (i: number) => classText(later, i, measureWords("count", unit).column);
  return [{ id: "class", label: "Class", figure: text, text, extra: true }];
}

function significanceColumns(
  { unit, earlier: isCompared }: ColumnFacts,
  figures: SignificanceFigures,
  later: WindowCounts,
  before: WindowCounts | undefined,
): CellColumn[] {
  const { localSum, expected, neighbours, z, p, q, test } = figures;
  const { column } = measureWords("count", unit);
  const around = numeric("local_sum", "Around here", localSum, formatFigure);
  const earlier = before?.figures.kind === "significance" ? before.figures.q : null;
  return [
    {
      ...around,
      hint: "In the hexagon and those around it",
      text: (i) => formatCount(localSum[i] ?? 0),
      sub: (i) => `${formatFigure(expected[i] ?? Number.NaN)}\u00a0exp.`,
    },
    {
      ...numeric("neighbours", "Hexagons around", neighbours, formatCount),
      hint: "Those that are tested",
      extra: true,
    },
    { ...numeric("expected", "Expected", expected), hint: "By chance", extra: true },
    { ...numeric("z", "z", z, formatFigure), hint: "Standard deviations above expectation", extra: true },
    {
      ...numeric("p", "p", p, formatProbability),
      hint: P_WORDS[test.tail],
      lowFirst: true,
      extra: test.correction !== "none",
    },
    {
      ...numeric("q", "q", q, formatProbability),
      hint: "p after correction for testing every hexagon",
      ...(isCompared ? {} : { sub: (i: number) => shortClass(classText(later, i, column)) }),
      lowFirst: true,
      extra: test.correction === "none",
    },
    ...(earlier
      ? [{ ...numeric("q_earlier", "q before", earlier, formatProbability), lowFirst: true, extra: true }]
      : []),
  ];
}

/** Side by side, each count stands with its class; the difference is one of the columns to be asked for. */
function comparedClasses(
  { windows, earlier, unit }: ColumnFacts,
  columns: readonly CellColumn[],
): CellColumn[] {
  if (!earlier) return [...columns];
  const { column } = measureWords("count", unit);
  const classOf = (slot: number) => (i: number) => {
    const window = windows[slot];
    return window ? shortClass(classText(window, i, column)) : "";
  };
  return columns.map((each) => {
    if (each.id === "n") return { ...each, sub: classOf(0) };
    return each.id === "earlier" ? { ...each, sub: classOf(1) } : { ...each, extra: true };
  });
}

const P_WORDS: Record<SignificanceFigures["test"]["tail"], string> = {
  hot: "Chance of so many or more",
  cold: "Chance of so few or fewer",
  "two-sided": "Chance of so large a difference either way",
};

/** `very unlikely` for `Very unlikely to be chance`: the head of the column says of what. */
function shortClass(words: string): string {
  return words
    .replace(/ to be chance| chance/, "")
    .replace("Not significant", "–")
    .toLowerCase();
}

function attainableColumns({ localSum, needed, q }: AttainableFigures): CellColumn[] {
  return [
    {
      ...numeric("local_sum", "Around here", localSum, formatCount),
      hint: "In the hexagon and those around it",
    },
    {
      ...numeric("needed", "Needed", needed, (n) => (Number.isNaN(n) ? "–" : formatCount(Math.ceil(n)))),
      hint: "Least around here that would have shown as significant",
    },
    { ...numeric("q", "q", q, formatProbability), lowFirst: true },
  ];
}

function changeColumns({ shown }: ColumnFacts, figures: ChangeFigures, later: WindowCounts): CellColumn[] {
  const { before, expected, ratio, ratioLow, ratioHigh, p, q } = figures;
  const difference = (i: number) => (later.counts[i] ?? 0) - (before[i] ?? 0);
  const bound = (figure: number) => (Number.isNaN(figure) ? "…" : formatFigure(figure));
  return [
    numeric("before", "Before", before, formatCount),
    {
      ...numeric("after", periodLabel(shown.from, shown.to), later.counts, formatCount),
      sub: (i) => `${formatFigure(expected[i] ?? Number.NaN)}\u00a0exp.`,
    },
    {
      id: "difference",
      label: "Change",
      hint: "Later − earlier",
      figure: difference,
      text: (i) => formatSigned(difference(i)),
      sub: (i) => (isSmall(before[i] ?? 0) ? "small n" : ""),
    },
    { ...numeric("expected", "Expected", expected), hint: "Had the earlier rate gone on", extra: true },
    {
      ...numeric("rate_ratio", "Ratio", ratio),
      hint: "Rate now over rate before, with its 95 % interval",
      sub: (i) => `${bound(ratioLow[i] ?? Number.NaN)} to ${bound(ratioHigh[i] ?? Number.NaN)}`,
      extra: true,
    },
    { ...numeric("rate_ratio_low", "Ratio, low", ratioLow), extra: true },
    { ...numeric("rate_ratio_high", "Ratio, high", ratioHigh), extra: true },
    { ...numeric("p", "p", p, formatProbability), lowFirst: true, extra: true },
    { ...numeric("q", "q", q, formatProbability), lowFirst: true },
  ];
}

function emergingColumns({ hotSteps, lastHot, slope, trendP, step, steps }: EmergingFigures): CellColumn[] {
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

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

function persistenceColumns({ hotSteps, step, steps }: PersistenceFigures): CellColumn[] {
  const column = numeric(`hot_${step}s`, `${capital(step)}s hot`, hotSteps, formatCount);
  return [{ ...column, sub: () => `of ${steps}`, bar: (i) => (hotSteps[i] ?? 0) / steps / 14 }];
}

function densityColumns({ perKm2Year, timesMean }: DensityFigures): CellColumn[] {
  return [
    numeric("density_per_km2_year", "Per km² and year", perKm2Year),
    { ...numeric("times_mean", "Times mean", timesMean), hint: "Of the area's mean density" },
  ];
}
