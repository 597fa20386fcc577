import { memo } from "react";
import type { CellColumn } from "../surfaces/cell-column.ts";
import type { RankedRow } from "./ranked-rows.ts";

export type RankedTableRowProps = {
  row: RankedRow;
  columns: readonly CellColumn[];
  /** Its busiest streets in words, once they are known. */
  streets: string | undefined;
  /** Class of the surface in words; "" where it has none. */
  classWords: string;
  /** Colour of the class on the map; null where the figure itself says it. */
  swatch: string | null;
  isSelected: boolean;
  isTabStop: boolean;
  onSelect: (row: RankedRow) => void;
  onHover: (index: number | null) => void;
};

/** One hexagon: where it is in words, and its figures. */
export const RankedTableRow = memo(function RankedTableRow(props: RankedTableRowProps) {
  const { row, columns, streets, classWords, swatch, isSelected, isTabStop, onSelect, onHover } = props;
  const details = [whereabouts(row, streets !== undefined), row.edge ? "edge" : "", classWords];
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
      <td style={swatch === null ? {} : { boxShadow: `inset 3px 0 0 ${swatch}` }}>
        <b>{streets ?? (row.ward || row.near || "Hexagon")}</b>
        <span className="sub">{details.filter((part) => part !== "").join(" · ")}</span>
      </td>
      {columns.map((column) => (
        <Figure key={column.id} column={column} index={row.index} />
      ))}
    </tr>
  );
});

/** Bars are drawn so that a fourteenth of the whole fills them: hardly any hexagon holds more. */
const BAR_SCALE = 1400;

function Figure({ column, index }: { column: CellColumn; index: number }) {
  const { id, bar } = column;
  const sub = column.sub?.(index) ?? "";
  return (
    <td className={`${id === "class" ? "" : "num"}${bar ? " share" : ""}`}>
      {bar ? <i style={{ width: `${Math.min(100, bar(index) * BAR_SCALE)}%` }} /> : null}
      {column.text(index)}
      {sub === "" ? null : <span className="sub">{sub}</span>}
    </td>
  );
}

function whereabouts({ ward, near }: RankedRow, named: boolean): string {
  return named ? ward || near : ward ? near : "";
}
