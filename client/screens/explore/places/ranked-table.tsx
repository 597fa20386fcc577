import { type KeyboardEvent, useMemo, useState } from "react";
import { periodLabel } from "#domain/time/months.ts";
import { Button } from "../../../ui/button.tsx";
import type { Scope } from "../model/scope.ts";
import type { ExploreModel } from "../model/use-explore.ts";
import { measureWords } from "../panel/measure-words.ts";
import { type RankedRow, sortRows } from "./ranked-rows.ts";
import { type Sort, TableHead } from "./ranked-table-head.tsx";
import { RankedTableRow } from "./ranked-table-row.tsx";
import type { StreetNames } from "./use-street-names.ts";

export type RankedTableProps = {
  model: ExploreModel;
  scope: Scope;
  rows: readonly RankedRow[];
  streets: StreetNames;
  total: number;
  onSelect: (row: RankedRow) => void;
  onHover: (index: number | null) => void;
};

/** Rows shown at first, and added by “More”. */
const PAGE = 40;

/** The hexagons as a table: sortable, with the arrow keys and Enter to choose one. */
export function RankedTable({ model, scope, rows, streets, total, onSelect, onHover }: RankedTableProps) {
  const [sort, setSort] = useState<Sort>({ key: "rank", reversed: false });
  const [shown, setShown] = useState(PAGE);
  const [focused, setFocused] = useState(0);
  const sorted = useMemo(() => sortRows(rows, sort.key, sort.reversed), [rows, sort]);
  const visible = sorted.slice(0, shown);
  return (
    <>
      <table className="data-table ranked">
        <caption className="visually-hidden">
          Hexagons by {measureWords(model.state.measure, scope.category.unit).unit},{" "}
          {periodLabel(scope.shown.from, scope.shown.to)}. Arrow keys move, Enter chooses.
        </caption>
        <TableHead model={model} scope={scope} sort={sort} onSort={setSort} />
        <tbody
          onKeyDown={(event) => moveFocus(event, focused, visible.length, setFocused)}
          onMouseLeave={() => onHover(null)}
        >
          {visible.map((row, i) => (
            <RankedTableRow
              key={row.cell}
              row={row}
              streets={streets.get(row.cell)}
              total={total}
              measure={model.state.measure}
              isSelected={row.cell === model.state.cell}
              isTabStop={i === Math.min(focused, visible.length - 1)}
              onSelect={onSelect}
              onHover={onHover}
            />
          ))}
        </tbody>
      </table>
      <MoreRows left={sorted.length - shown} listed={sorted.length} onMore={() => setShown(shown + PAGE)} />
    </>
  );
}

function MoreRows({ left, listed, onMore }: { left: number; listed: number; onMore: () => void }) {
  if (left <= 0) return null;
  return (
    <div className="more-rows">
      <Button variant="quiet" onPress={onMore}>
        Show {Math.min(PAGE, left)} more of the {listed} busiest
      </Button>
    </div>
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
