import { formatCount } from "../../../state/format.ts";
import { type TrendYear, yearTotal } from "./trend-years.ts";

export type TrendTableProps = { years: readonly TrendYear[]; monthNames: readonly string[] };

/** The same numbers as the chart of three years. */
export function TrendTable({ years, monthNames }: TrendTableProps) {
  const rows = monthNames.map((name, i) => ({ name, values: years.map((year) => year.values[i] ?? null) }));
  rows.push({ name: "Twelve months", values: years.map(yearTotal) });
  return (
    <table className="data-table compact">
      <caption className="visually-hidden">Counts by month and year</caption>
      <thead>
        <tr>
          <th scope="col">Month</th>
          {years.map((year) => (
            <th key={year.label} scope="col" className="num">
              {year.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, values }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {years.map((year, i) => (
              <td key={year.label} className="num">
                {numberOrDash(values[i] ?? null)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function numberOrDash(n: number | null): string {
  return n === null ? "no data" : formatCount(n);
}
