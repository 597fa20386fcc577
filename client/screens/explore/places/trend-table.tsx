import { formatCount } from "../../../state/format.ts";
import { type TrendYear, yearTotal } from "./trend-years.ts";

/** The same numbers as the chart of three years. */
export function TrendTable({
  years,
  monthNames,
}: {
  years: readonly TrendYear[];
  monthNames: readonly string[];
}) {
  return (
    <table className="data-table compact">
      <caption className="visually-hidden">Offences by month and year</caption>
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
        {monthNames.map((name, i) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {years.map((year) => (
              <td key={year.label} className="num">
                {numberOrDash(year.values[i] ?? null)}
              </td>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row">Twelve months</th>
          {years.map((year) => (
            <td key={year.label} className="num">
              <b>{numberOrDash(yearTotal(year))}</b>
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

function numberOrDash(n: number | null): string {
  return n === null ? "no data" : formatCount(n);
}
