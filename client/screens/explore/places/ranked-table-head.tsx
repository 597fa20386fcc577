import type { CellColumn } from "../surfaces/cell-column.ts";
import type { Sort } from "./ranked-rows.ts";

export type TableHeadProps = { columns: readonly CellColumn[]; sort: Sort; onSort: (sort: Sort) => void };

type Head = Pick<CellColumn, "id" | "label" | "hint" | "lowFirst">;

const FIRST: readonly Head[] = [
  { id: "rank", label: "#", lowFirst: true },
  { id: "place", label: "Place", lowFirst: true },
];

/** Column heads that sort; pressing the same one again turns the order round. */
export function TableHead({ columns, sort, onSort }: TableHeadProps) {
  return (
    <thead>
      <tr>
        {[...FIRST, ...columns].map(({ id, label, hint, lowFirst }) => (
          <th
            key={id}
            scope="col"
            className={id === "place" || id === "class" ? "" : "num"}
            aria-sort={ariaSort(sort, id, lowFirst === true || id === "class")}
          >
            <button
              type="button"
              className="sort"
              title={hint}
              onClick={() => onSort({ column: id, reversed: sort.column === id ? !sort.reversed : false })}
            >
              {label}
              <span aria-hidden="true">{sort.column === id ? (sort.reversed ? " ↑" : " ↓") : ""}</span>
            </button>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function ariaSort(sort: Sort, id: string, lowFirst: boolean): "ascending" | "descending" | "none" {
  if (sort.column !== id) return "none";
  return lowFirst === sort.reversed ? "descending" : "ascending";
}
