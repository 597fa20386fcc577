import { memo } from "react";
import { formatCount, formatSigned, isSmall } from "../../../state/format.ts";
import type { Measure } from "../../../state/url-state.ts";
import { formatMeasure } from "../panel/measure-words.ts";
import { difference, type RankedRow } from "./ranked-rows.ts";

export type RankedTableRowProps = {
  row: RankedRow;
  /** Its busiest streets in words, once they are known. */
  streets: string | undefined;
  total: number;
  measure: Measure;
  isSelected: boolean;
  isTabStop: boolean;
  onSelect: (row: RankedRow) => void;
  onHover: (index: number | null) => void;
};

/** One hexagon: where it is in words, how many, and of how many. */
export const RankedTableRow = memo(function RankedTableRow(props: RankedTableRowProps) {
  const { row, streets, total, measure, isSelected, isTabStop, onSelect, onHover } = props;
  return (
    <tr
      aria-selected={isSelected}
      tabIndex={isTabStop ? 0 : -1}
      onClick={() => onSelect(row)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onSelect(row);
      }}
      onMouseEnter={() => onHover(row.index)}
      onFocus={() => onHover(row.index)}
      onBlur={() => onHover(null)}
    >
      <td className="num rank">{row.rank}</td>
      <td>
        <b>{streets ?? (row.ward || row.near || "Hexagon")}</b>
        <span className="sub">
          {whereabouts(row, streets !== undefined)}
          {row.edge ? " · edge" : ""}
        </span>
      </td>
      <Numbers row={row} total={total} measure={measure} />
    </tr>
  );
});

function whereabouts({ ward, near }: RankedRow, named: boolean): string {
  return named ? ward || near : ward ? near : "";
}

function Numbers({ row, total, measure }: Pick<RankedTableRowProps, "row" | "total" | "measure">) {
  const change = difference(row);
  const single = change === null && measure === "count";
  return (
    <>
      {row.earlier === null ? null : <td className="num">{formatCount(row.earlier)}</td>}
      <td className="num">
        {formatCount(row.n)}
        {single ? <span className="sub">of {formatCount(total)}</span> : null}
      </td>
      {change === null ? null : (
        <td className="num">
          {formatSigned(change)}
          {isSmall(row.n) || isSmall(row.earlier ?? 0) ? <span className="sub">small n</span> : null}
        </td>
      )}
      {measure === "count" ? null : <td className="num">{formatMeasure(measure, row.shown)}</td>}
      {single ? (
        <td className="num share">
          <i style={{ width: `${total === 0 ? 0 : Math.min(100, (row.n / total) * 1400)}%` }} />
          {total === 0 ? "–" : `${((row.n / total) * 100).toFixed(1)} %`}
        </td>
      ) : null}
    </>
  );
}
