import { percentageChange } from "#domain/performance/percentage-change.ts";
import { periodLabel } from "#domain/time/months.ts";
import { formatCount, formatSigned, isSmall } from "../../../state/format.ts";
import type { Period } from "../../../state/period.ts";
import type { LoadedCube } from "../../../workers/cube-messages.ts";
import type { Scope } from "../model/scope.ts";
import { windowOf } from "../model/use-explore.ts";

export type AreaTableProps = { scope: Scope; earlier: Period; cube: LoadedCube; names: readonly string[] };

/** Both counts of each area, and of all together: the same numbers that the two maps add up to. */
export function AreaTable({ scope, earlier, cube, names }: AreaTableProps) {
  const rows = scope.areaCodes.map((code, i) => ({
    code,
    name: names[i] ?? code,
    earlier: sumOf(cube, i, earlier),
    later: sumOf(cube, i, scope.shown),
  }));
  const all = {
    code: "",
    name: "Together",
    earlier: rows.reduce((sum, row) => sum + row.earlier, 0),
    later: rows.reduce((sum, row) => sum + row.later, 0),
  };
  return (
    <table className="data-table area-table">
      <caption className="visually-hidden">
        Counts of both periods by area. Difference is later minus earlier.
      </caption>
      <thead>
        <tr>
          <th scope="col">Area</th>
          <th scope="col" className="num">
            {periodLabel(earlier.from, earlier.to)}
          </th>
          <th scope="col" className="num">
            {periodLabel(scope.shown.from, scope.shown.to)}
          </th>
          <th scope="col" className="num">
            Difference
          </th>
        </tr>
      </thead>
      <tbody>
        {(rows.length > 1 ? [...rows, all] : rows).map((row) => (
          <AreaRow key={row.code} {...row} />
        ))}
      </tbody>
    </table>
  );
}

function AreaRow({ name, earlier, later }: { name: string; earlier: number; later: number }) {
  return (
    <tr>
      <td>
        <b>{name}</b>
      </td>
      <td className="num">{formatCount(earlier)}</td>
      <td className="num">{formatCount(later)}</td>
      <td className="num">
        {formatSigned(later - earlier)}
        <span className="sub">{percentText(earlier, later)}</span>
      </td>
    </tr>
  );
}

function percentText(earlier: number, later: number): string {
  if (isSmall(earlier) || isSmall(later)) return "small n";
  const percent = percentageChange(earlier, later);
  return percent === null ? "" : `${formatSigned(percent)} %`;
}

function sumOf(cube: LoadedCube, area: number, period: Period): number {
  const { from, to } = windowOf(cube, period);
  return (cube.areaMonthTotals[area] ?? new Int32Array()).subarray(from, to).reduce((sum, n) => sum + n, 0);
}
