/** Columns of the ranked table and of its CSV: the figures of the surface, hexagon by hexagon. Pure. */
import { periodLabel } from "#domain/time/months.ts";
import { formatCount, formatSigned, isSmall } from "../../../state/format.ts";
import type { WindowCounts } from "../../../workers/cube-messages.ts";
import { formatMeasure, measureWords } from "../panel/measure-words.ts";
import { type CellColumn, type ColumnFacts, numeric } from "./cell-column.ts";
import { classText } from "./class-words.ts";
import { densityColumns, emergingColumns, persistenceColumns } from "./history-columns.ts";
import { attainableColumns, changeColumns, comparedClasses, significanceColumns } from "./test-columns.ts";

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
        ...comparedClasses(facts, count),
        ...harm,
        ...significanceColumns(facts, figures, later, before),
      ];
    case "attainable":
      return [...classColumn(facts, later), ...count, ...attainableColumns(figures)];
    case "change":
      return [...classColumn(facts, later), ...changeColumns(facts, figures)];
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
