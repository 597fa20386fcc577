import type { CameraState } from "../../../state/camera-state.ts";
import { navigate } from "../../../state/location-store.ts";
import { ScrollRegion } from "../../../ui/scroll-region.tsx";
import { SortHead } from "../estate/sort-head.tsx";
import { shareText } from "../model/camera-words.ts";
import type { ReviewRow, ReviewSort } from "./review-rows.ts";

export type ReviewTableProps = {
  rows: readonly ReviewRow[];
  /** Kinds of crime that have a column of their own. */
  kinds: readonly { id: string; label: string }[];
  sort: ReviewSort;
  onSort: (by: ReviewSort) => void;
  state: CameraState;
};

const HEADS: readonly { by: ReviewSort; label: string }[] = [
  { by: "label", label: "Camera" },
  { by: "incidentsPerYear", label: "In view a year" },
  { by: "uniqueShare", label: "Only it" },
  { by: "shapleyShare", label: "Fair share" },
  { by: "redundancy", label: "Shared" },
];

/** Every camera with its figures; each column sorts. */
export function ReviewTable({ rows, kinds, sort, onSort, state }: ReviewTableProps) {
  return (
    <ScrollRegion className="wide-table" label="Worth of each camera">
      <table className="data-table">
        <thead>
          <tr>
            {HEADS.map((head) => (
              <SortHead key={head.label} {...head} sort={sort} onSort={onSort} isText={head.by === "label"} />
            ))}
            {kinds.map(({ id, label }, i) => (
              <SortHead<ReviewSort> key={id} by={i} label={label} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} aria-selected={row.id === state.selected}>
              <td>
                <button
                  type="button"
                  className="row-link"
                  onClick={() => navigate({ ...state, selected: row.id })}
                >
                  {row.label}
                </button>
                <span className="sub">{row.ok ? row.flag.words : "Sees nothing from where it hangs."}</span>
              </td>
              <td className="num">{row.incidentsPerYear?.toFixed(2) ?? "–"}</td>
              <td className="num">{row.uniqueShare === null ? "–" : shareText(row.uniqueShare)}</td>
              <td className="num">{row.shapleyShare === null ? "–" : shareText(row.shapleyShare)}</td>
              <td className="num">{row.redundancy === null ? "–" : shareText(row.redundancy)}</td>
              {kinds.map(({ id }, i) => (
                <td key={id} className="num">
                  {row.byKind[i]?.toFixed(1) ?? "–"}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
