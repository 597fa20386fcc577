import { periodLabel } from "#domain/time/months.ts";
import type { Scope } from "../model/scope.ts";
import type { ExploreModel } from "../model/use-explore.ts";
import { measureWords } from "../panel/measure-words.ts";
import type { SortKey } from "./ranked-rows.ts";

export type Sort = { key: SortKey; reversed: boolean };
export type TableHeadProps = { model: ExploreModel; scope: Scope; sort: Sort; onSort: (sort: Sort) => void };
type Column = { key: SortKey; label: string; num: boolean };

/** Column heads that sort; pressing the same one again turns the order round. */
export function TableHead({ model, scope, sort, onSort }: TableHeadProps) {
  const { measure } = model.state;
  const last =
    measure !== "count" ? measureWords(measure, scope.category.unit).column : scope.earlier ? null : "Share";
  return (
    <thead>
      <tr>
        {columnsOf(scope).map(({ key, label, num }) => (
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
        {last === null ? null : (
          <th scope="col" className="num">
            {last}
          </th>
        )}
      </tr>
    </thead>
  );
}

function columnsOf({ shown, earlier, category }: Scope): Column[] {
  const start: Column[] = [
    { key: "rank", label: "#", num: true },
    { key: "place", label: "Place", num: false },
  ];
  if (!earlier)
    return [...start, { key: "n", label: measureWords("count", category.unit).column, num: true }];
  return [
    ...start,
    { key: "earlier", label: periodLabel(earlier.from, earlier.to), num: true },
    { key: "n", label: periodLabel(shown.from, shown.to), num: true },
    { key: "difference", label: "Difference", num: true },
  ];
}

function ariaSort(sort: Sort, key: SortKey): "ascending" | "descending" | "none" {
  if (sort.key !== key) return "none";
  const naturallyUp = key === "rank" || key === "place";
  return naturallyUp === sort.reversed ? "descending" : "ascending";
}
