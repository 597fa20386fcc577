import { type KeyboardEvent, useMemo, useState } from "react";
import { periodLabel } from "#domain/time/months.ts";
import { Button } from "../../../ui/button.tsx";
import type { Scope } from "../model/scope.ts";
import type { ExploreModel } from "../model/use-explore.ts";
import { MEASURE_WORDS } from "../panel/measure-words.ts";
import { type RankedRow, type SortKey, sortRows } from "./ranked-rows.ts";
import { RankedTableRow } from "./ranked-table-row.tsx";

export type RankedTableProps = {
  model: ExploreModel;
  scope: Scope;
  rows: readonly RankedRow[];
  total: number;
  onSelect: (row: RankedRow) => void;
  onHover: (index: number | null) => void;
};

/** Rows shown at first, and added by “More”. */
const PAGE = 40;

/** The hexagons as a table: sortable, with the arrow keys and Enter to choose one. */
export function RankedTable({ model, scope, rows, total, onSelect, onHover }: RankedTableProps) {
  const [sort, setSort] = useState<{ key: SortKey; reversed: boolean }>({ key: "rank", reversed: false });
  const [shown, setShown] = useState(PAGE);
  const [focused, setFocused] = useState(0);
  const sorted = useMemo(() => sortRows(rows, sort.key, sort.reversed), [rows, sort]);
  const visible = sorted.slice(0, shown);
  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const next = { ArrowDown: focused + 1, ArrowUp: focused - 1, Home: 0, End: visible.length - 1 }[
      event.key
    ];
    if (next === undefined || !visible[next]) return;
    event.preventDefault();
    setFocused(next);
    const row = event.currentTarget.rows[next];
    row?.focus();
  };
  return (
    <>
      <table className="data-table ranked">
        <caption className="visually-hidden">
          Hexagons by {MEASURE_WORDS[model.state.measure].unit},{" "}
          {periodLabel(scope.shown.from, scope.shown.to)}. Arrow keys move, Enter chooses.
        </caption>
        <TableHead model={model} scope={scope} sort={sort} onSort={setSort} />
        <tbody onKeyDown={onKeyDown} onMouseLeave={() => onHover(null)}>
          {visible.map((row, i) => (
            <RankedTableRow
              key={row.cell}
              row={row}
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
      {shown < sorted.length ? (
        <div className="more-rows">
          <Button variant="quiet" onPress={() => setShown(shown + PAGE)}>
            Show {Math.min(PAGE, sorted.length - shown)} more of the {sorted.length} busiest
          </Button>
        </div>
      ) : null}
    </>
  );
}

type Sort = { key: SortKey; reversed: boolean };
type TableHeadProps = Pick<RankedTableProps, "model" | "scope"> & {
  sort: Sort;
  onSort: (sort: Sort) => void;
};

function TableHead({ model, scope, sort, onSort }: TableHeadProps) {
  const rate = model.state.measure !== "count";
  const columns: { key: SortKey; label: string; num: boolean }[] = [
    { key: "rank", label: "#", num: true },
    { key: "place", label: "Place", num: false },
    ...(scope.earlier
      ? [{ key: "earlier" as const, label: periodLabel(scope.earlier.from, scope.earlier.to), num: true }]
      : []),
    {
      key: "n",
      label: scope.earlier ? periodLabel(scope.shown.from, scope.shown.to) : "Offences",
      num: true,
    },
    ...(scope.earlier ? [{ key: "difference" as const, label: "Difference", num: true }] : []),
  ];
  return (
    <thead>
      <tr>
        {columns.map(({ key, label, num }) => (
          <th key={key} scope="col" className={num ? "num" : ""} aria-sort={ariaSort(sort, key)}>
            <button
              type="button"
              className="sort"
              onClick={() => onSort({ key, reversed: sort.key === key ? !sort.reversed : false })}
            >
              {label}
              <span aria-hidden="true">{sort.key === key ? (sort.reversed ? " ↑" : " ↓") : ""}</span>
            </button>
          </th>
        ))}
        {rate ? (
          <th scope="col" className="num">
            {MEASURE_WORDS[model.state.measure].column}
          </th>
        ) : scope.earlier ? null : (
          <th scope="col" className="num">
            Share
          </th>
        )}
      </tr>
    </thead>
  );
}

function ariaSort(sort: Sort, key: SortKey): "ascending" | "descending" | "none" {
  if (sort.key !== key) return "none";
  const naturallyUp = key === "rank" || key === "place";
  return naturallyUp === sort.reversed ? "descending" : "ascending";
}
