import { type KeyboardEvent, useState } from "react";
import { formatCount } from "../../../state/format.ts";
import { Button } from "../../../ui/button.tsx";
import type { LoadedCube } from "../../../workers/cube-messages.ts";
import type { Scope } from "../model/scope.ts";
import { breaksShown } from "../model/series-breaks.ts";
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
      {asTable ? (
        <TrendTable years={years} monthNames={monthNames} />
      ) : (
        <Lines years={years} monthNames={monthNames} />
      )}
      <TrendKey years={years} />
      <BreakNote scope={scope} cube={cube} />
    </section>
  );
}

function BreakNote({ scope, cube }: { scope: Scope; cube: LoadedCube }) {
  const from = `${Number(scope.shown.to.slice(0, 4)) - 3}${scope.shown.to.slice(4)}`;
  const crossed = breaksShown(scope, cube).filter(({ month }) => month > from && month <= scope.shown.to);
  return crossed.length === 0 ? null : (
    <p className="small-print">{crossed.map(({ note }) => note).join(" ")}</p>
  );
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
          {partial(year)}
        </li>
      ))}
    </ul>
  );
}

/** Says so where a year is not known whole. */
function partial({ values }: TrendYear): string {
  const known = values.filter((value) => value !== null).length;
  return known === 12 ? "" : `(${known} ${known === 1 ? "month" : "months"})`;
}

type LinesProps = { years: readonly TrendYear[]; monthNames: readonly string[] };

/** The lines, with a cursor that the arrow keys or the pointer put on a month; its numbers are read out. */
function Lines({ years, monthNames }: LinesProps) {
  const [month, setMonth] = useState(11);
  const most = Math.max(1, ...years.flatMap((year) => year.values.map((value) => value ?? 0)));
  const y = (n: number) => HEIGHT - 18 - (n / most) * (HEIGHT - 28);
  const words = `${monthNames[month]}: ${years.map((year) => `${year.label} ${numberText(year.values[month])}`).join(", ")}`;
  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, Home: -11, End: 11 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    setMonth(Math.max(0, Math.min(11, month + by)));
  };
  return (
    <div
      className="trend-lines"
      role="slider"
      tabIndex={0}
      aria-label="Month of the chart of three years"
      aria-valuemin={1}
      aria-valuemax={12}
      aria-valuenow={month + 1}
      aria-valuetext={words}
      onKeyDown={step}
      onPointerMove={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const at = ((event.clientX - box.left) / box.width) * WIDTH;
        setMonth(Math.max(0, Math.min(11, Math.round(((at - LEFT) * 11) / (WIDTH - LEFT - 16)))));
      }}
    >
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
        <ChartAxes most={most} monthNames={monthNames} y={y} />
        <line className="cursor" x1={xOf(month)} x2={xOf(month)} y1={6} y2={HEIGHT - 16} />
        {years.map((year, i) => (
          <path key={year.label} data-age={years.length - 1 - i} d={linePath(year.values, xOf, y)} />
        ))}
      </svg>
      <p className="small-print">{words}</p>
    </div>
  );
}

function xOf(month: number): number {
  return LEFT + (month * (WIDTH - LEFT - 16)) / 11;
}

function numberText(n: number | null | undefined): string {
  return n === null || n === undefined ? "no data" : formatCount(n);
}

function ChartAxes({
  most,
  monthNames,
  y,
}: {
  most: number;
  monthNames: readonly string[];
  y: (n: number) => number;
}) {
  return (
    <g className="axis">
      {[0, most].map((n) => (
        <g key={n}>
          <line x1={LEFT} x2={WIDTH - 4} y1={y(n)} y2={y(n)} />
          <text x={LEFT - 5} y={y(n) + 4} textAnchor="end">
            {formatCount(n)}
          </text>
        </g>
      ))}
      {monthNames.map((name, i) =>
        i % 2 === 1 ? (
          <text key={name} x={xOf(i)} y={HEIGHT - 3} textAnchor="middle">
            {name}
          </text>
        ) : null,
      )}
    </g>
  );
}

/** Path through the known months; a gap breaks the line. */
function linePath(
  values: readonly (number | null)[],
  x: (i: number) => number,
  y: (n: number) => number,
): string {
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
