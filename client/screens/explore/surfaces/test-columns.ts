/** Columns of what a test says of each hexagon: significance, what could have been, change. */
import { periodLabel } from "#domain/time/months.ts";
import {
  formatCount,
  formatFigure,
  formatProbability,
  formatSigned,
  isSmall,
} from "../../../state/format.ts";
import type { WindowCounts } from "../../../workers/cube-messages.ts";
import type {
  AttainableFigures,
  ChangeFigures,
  SignificanceFigures,
} from "../../../workers/surface-messages.ts";
import { measureWords } from "../panel/measure-words.ts";
import { type CellColumn, type ColumnFacts, numeric } from "./cell-column.ts";
import { classText } from "./class-words.ts";

export function significanceColumns(
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
      extra: isCompared !== null,
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

const P_WORDS: Record<SignificanceFigures["test"]["tail"], string> = {
  hot: "Chance of so many or more",
  cold: "Chance of so few or fewer",
  "two-sided": "Chance of so large a difference either way",
};

/** Side by side, each count stands with its class; the difference is one of the columns to be asked for. */
export function comparedClasses(
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

/** `very unlikely` for `Very unlikely to be chance`: the head of the column says of what. */
function shortClass(words: string): string {
  return words
    .replace(/ to be chance| chance/, "")
    .replace("Not significant", "–")
    .toLowerCase();
}

export function attainableColumns({ localSum, needed, q }: AttainableFigures): CellColumn[] {
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

export function changeColumns({ shown }: ColumnFacts, figures: ChangeFigures): CellColumn[] {
  const { before, after, expected, ratio, ratioLow, ratioHigh, p, q } = figures;
  const difference = (i: number) => (after[i] ?? 0) - (before[i] ?? 0);
  const bound = (figure: number) => (Number.isNaN(figure) ? "…" : formatFigure(figure));
  return [
    numeric("before", "Before", before, formatCount),
    {
      ...numeric("after", periodLabel(shown.from, shown.to), after, formatCount),
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
