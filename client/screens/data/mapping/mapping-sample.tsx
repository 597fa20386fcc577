import type { ColumnMapping } from "#contract/imports.ts";
import { type CheckedRow, checkRow, checkSentence } from "./check-mapping.ts";

const SHOWN = 8;

export type MappingSampleProps = {
  mapping: ColumnMapping;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
};

/** How the first rows read under the mapping, while it is being made: rows with a problem come first. */
export function MappingSample({ mapping, columns, rows }: MappingSampleProps) {
  const checked = rows.map((row, at) => ({ line: at + 1, row: checkRow(mapping, columns, row) }));
  const bad = checked.filter(({ row }) => hasProblem(row));
  const shown = [...bad, ...checked.filter(({ row }) => !hasProblem(row))].slice(0, SHOWN);
  return (
    <div className="ds-sample">
      <h4>How the first rows then read</h4>
      <p className="note" role="status">
        {checkSentence(checked.map(({ row }) => row))}
      </p>
      <table className="data-table ds-stack">
        <caption className="visually-hidden">
          {SHOWN} of the first rows as this mapping reads them, rows with a problem first
        </caption>
        <thead>
          <tr>
            <th scope="col" className="num">
              Row
            </th>
            <th scope="col">Category</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Position</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ line, row }) => (
            <tr key={line}>
              <th scope="row" className="num">
                {line}
              </th>
              <td data-label="Category">{row.category || <Missing />}</td>
              <td data-label="From">
                <Reading reading={row.from} />
              </td>
              <td data-label="To">{row.to ? <Reading reading={row.to} /> : "–"}</td>
              <td data-label="Position">
                <Reading reading={row.position} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function hasProblem(row: CheckedRow): boolean {
  return [row.from, row.to, row.position].some((reading) => reading !== null && !reading.ok);
}

const Missing = () => <span className="ds-blank">not chosen</span>;

function Reading({ reading }: { reading: { ok: boolean; text: string } | null }) {
  if (reading === null) return <Missing />;
  return <span className={reading.ok ? "" : "ds-wrong"}>{reading.text}</span>;
}
