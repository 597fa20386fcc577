import { type KeyboardEvent, useMemo, useState } from "react";
import { periodLabel } from "#domain/time/months.ts";
import { CLASS_UNKNOWN } from "../../../map/class-breaks.ts";
import { lookOf } from "../../../map/class-schemes.ts";
import { css, documentPalette } from "../../../map/palette.ts";
import { Button } from "../../../ui/button.tsx";
import { useTheme } from "../../../ui/theme.ts";
import type { WindowCounts } from "../../../workers/cube-messages.ts";
import type { Scope } from "../model/scope.ts";
import type { ExploreModel } from "../model/use-explore.ts";
import type { CellColumn } from "../surfaces/cell-column.ts";
import { classText } from "../surfaces/class-words.ts";
import { BY_RANK, type RankedRow, type Sort, sortRows } from "./ranked-rows.ts";
import { TableHead } from "./ranked-table-head.tsx";
import { RankedTableRow } from "./ranked-table-row.tsx";
import type { StreetNames } from "./use-street-names.ts";

export type RankedTableProps = {
  model: ExploreModel;
  scope: Scope;
  window: WindowCounts;
  rows: readonly RankedRow[];
  columns: readonly CellColumn[];
  streets: StreetNames;
  onSelect: (row: RankedRow) => void;
  onHover: (index: number | null) => void;
};

/** Rows shown at first, and added by “More”. */
const PAGE = 40;

/** The hexagons as a table: sortable, with the arrow keys and Enter to choose one. */
export function RankedTable(props: RankedTableProps) {
  const { model, scope, window, rows, columns, streets, onSelect, onHover } = props;
  const [sort, setSort] = useState<Sort>(BY_RANK);
  const [shown, setShown] = useState(PAGE);
  const [focused, setFocused] = useState(0);
  const [isWide, setWide] = useState(false);
  const visibleColumns = isWide ? columns : columns.filter((column) => !column.extra);
  const sorted = useMemo(() => sortRows(rows, sort, columns), [rows, sort, columns]);
  const swatch = useSwatch(window);
  // With a test the class stands under q; with a history it says more than the figures.
  const sayClass = !isWide && window.figures.kind === "emerging";
  const visible = sorted.slice(0, shown);
  return (
    <>
      <table className="data-table ranked">
        <caption className="visually-hidden">
          {model.words?.list}, {periodLabel(scope.shown.from, scope.shown.to)}. Arrow keys move, Enter
          chooses.
        </caption>
        <TableHead columns={visibleColumns} sort={sort} onSort={setSort} />
        <tbody
          onKeyDown={(event) => moveFocus(event, focused, visible.length, setFocused)}
          onMouseLeave={() => onHover(null)}
        >
          {visible.map((row, i) => (
            <RankedTableRow
              key={row.cell}
              row={row}
              columns={visibleColumns}
              streets={streets.get(row.cell)}
              classWords={sayClass ? classText(window, row.index, model.noun.many) : ""}
              swatch={swatch(row.index)}
              isSelected={row.cell === model.state.cell}
              isTabStop={i === Math.min(focused, visible.length - 1)}
              onSelect={onSelect}
              onHover={onHover}
            />
          ))}
        </tbody>
      </table>
      <div className="more-rows">
        <MoreRows left={sorted.length - shown} listed={sorted.length} onMore={() => setShown(shown + PAGE)} />
        {columns.some((column) => column.extra) ? (
          <Button variant="quiet" aria-pressed={isWide} onPress={() => setWide(!isWide)}>
            {isWide ? "Fewer columns" : "All columns"}
          </Button>
        ) : null}
      </div>
    </>
  );
}

/** Colour of a hexagon's class on the map, for surfaces whose classes are words. */
function useSwatch(window: WindowCounts): (index: number) => string | null {
  const { theme } = useTheme();
  // The document's colours change with the theme.
  const palette = useMemo(() => documentPalette(), [theme]);
  const { kind } = window.figures;
  return (index) => {
    if (kind === "measure" || kind === "refused" || kind === "density") return null;
    const look = lookOf({ kind }, window.classes[index] ?? CLASS_UNKNOWN, palette);
    return look.fill && look.opacity === 1 ? css(look.fill) : null;
  };
}

function MoreRows({ left, listed, onMore }: { left: number; listed: number; onMore: () => void }) {
  if (left <= 0) return null;
  return (
    <Button variant="quiet" onPress={onMore}>
      Show {Math.min(PAGE, left)} more of the first {listed}
    </Button>
  );
}

/** Arrow keys, Home and End go from row to row; only one row is a tab stop. */
function moveFocus(
  event: KeyboardEvent<HTMLTableSectionElement>,
  focused: number,
  count: number,
  onFocused: (row: number) => void,
): void {
  const targets: Record<string, number> = {
    ArrowDown: focused + 1,
    ArrowUp: focused - 1,
    Home: 0,
    End: count - 1,
  };
  const next = targets[event.key];
  if (next === undefined || next < 0 || next >= count) return;
  event.preventDefault();
  onFocused(next);
  event.currentTarget.rows[next]?.focus();
}
