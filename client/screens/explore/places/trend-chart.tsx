import { useState } from "react";
import { formatCount } from "../../../state/format.ts";
import { Button } from "../../../ui/button.tsx";
import type { LoadedCube } from "../../../workers/cube-messages.ts";
import type { Scope } from "../model/scope.ts";
import { TrendTable } from "./trend-table.tsx";
import { type TrendYear, trendYears, yearTotal } from "./trend-years.ts";

const WIDTH = 352;
const HEIGHT = 112;
const LEFT = 30;

/** Three years over each other, month by month, ending with the last month shown. The table twin has the same numbers. */
export function TrendChart({ scope, cube }: { scope: Scope; cube: LoadedCube }) {
  const [asTable, setAsTable] = useState(false);
  const { years, monthNames } = trendYears(cube, scope.shown.to, 3);
  return (
    <section className="trend" aria-label="Three years, month by month">
      <div className="sum-head">
        <b>Three years, month by month</b>
        <Button variant="quiet" aria-pressed={asTable} onPress={() => setAsTable(!asTable)}>
          {asTable ? "Chart" : "Table"}
        </Button>
      </div>
      {asTable ? <TrendTable years={years} monthNames={monthNames} /> : <Lines years={years} monthNames={monthNames} />}
      <TrendKey years={years} />
      {scope.category.breaks.length > 0 ? <BreakNote scope={scope} /> : null}
    </section>
  );
}

function BreakNote({ scope }: { scope: Scope }) {
  const from = `${Number(scope.shown.to.slice(0, 4)) - 3}${scope.shown.to.slice(4)}`;
  const crossed = scope.category.breaks.filter(({ month }) => month > from && month <= scope.shown.to);
  return crossed.length === 0 ? null : <p className="small-print">{crossed.map(({ note }) => note).join(" ")}</p>;
}

function TrendKey({ years }: { years: readonly TrendYear[] }) {
  return (
    <ul className="trend-key">
      {years.map((year, i) => (
        <li key={year.label} data-age={years.length - 1 - i}>
          <svg width="18" height="8" aria-hidden="true" focusable="false">
            <line x1="0" x2="18" y1="4" y2="4" />
          </svg>
          {year.label} <span>{formatCount(yearTotal(year) ?? 0)}</span>
        </li>
      ))}
    </ul>
  );
}

function Lines({ years, monthNames }: { years: readonly TrendYear[]; monthNames: readonly string[] }) {
  const most = Math.max(1, ...years.flatMap((year) => year.values.map((value) => value ?? 0)));
  const x = (i: number) => LEFT + (i * (WIDTH - LEFT - 8)) / 11;
  const y = (n: number) => HEIGHT - 18 - (n / most) * (HEIGHT - 28);
  const words = years.map((year) => `${year.label}: ${formatCount(yearTotal(year) ?? 0)}`).join("; ");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a chart that the keyboard can reach is read out as a whole
    <svg className="trend-lines" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`Offences by month. ${words}.`} tabIndex={0}>
      {[0, most].map((n) => (
        <g key={n} className="axis">
          <line x1={LEFT} x2={WIDTH - 4} y1={y(n)} y2={y(n)} />
          <text x={LEFT - 5} y={y(n) + 4} textAnchor="end">
            {formatCount(n)}
          </text>
        </g>
      ))}
      {monthNames.map((name, i) =>
        i % 2 === 1 ? (
          <text key={name} className="axis" x={x(i)} y={HEIGHT - 3} textAnchor="middle">
            {name}
          </text>
        ) : null,
      )}
      {years.map((year, i) => (
        <path key={year.label} data-age={years.length - 1 - i} d={linePath(year.values, x, y)} />
      ))}
    </svg>
  );
}

/** Path through the known months; a gap breaks the line. */
function linePath(values: readonly (number | null)[], x: (i: number) => number, y: (n: number) => number): string {
  let pen = "M";
  return values
    .map((value, i) => {
      if (value === null) {
        pen = "M";
        return "";
      }
      const part = `${pen}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = "L";
      return part;
    })
    .join("");
}
