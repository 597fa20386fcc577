import { memo } from "react";
import { monthLabel } from "#domain/time/months.ts";
import { formatCount } from "../../../state/format.ts";
import type { TimelineScale } from "./timeline-scale.ts";

export type HistogramProps = {
  scale: TimelineScale;
  months: readonly string[];
  totals: ArrayLike<number>;
  gaps: ArrayLike<number>;
  chosen: { from: number; to: number };
  earlier: { from: number; to: number } | null;
  breaks: readonly { month: string; note: string }[];
};

/** Bars by month: chosen ones in the accent, the compared ones darker grey, gaps hatched, breaks as lines. */
export const Histogram = memo(function Histogram(props: HistogramProps) {
  const { scale, months, totals, gaps, chosen, earlier, breaks } = props;
  return (
    <g>
      <GapHatch />
      {months.map((month, m) => {
        const isGap = gaps[m] === 1;
        const look = isGap ? "bar-gap" : barClass(m, chosen, earlier);
        return (
          <MonthBar
            key={month}
            scale={scale}
            m={m}
            month={month}
            n={isGap ? null : (totals[m] ?? 0)}
            look={look}
          />
        );
      })}
      {breaks.map(({ month, note }) => {
        const x = scale.x(months.indexOf(month)) - 1;
        return x < 0 ? null : (
          <line key={month} className="series-break" x1={x} x2={x} y1={-6} y2={scale.height}>
            <title>{note}</title>
          </line>
        );
      })}
      <YearAxis scale={scale} months={months} />
    </g>
  );
});

function GapHatch() {
  return (
    <defs>
      <pattern
        id="gap-hatch"
        width="5"
        height="5"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="1.6" height="5" fill="var(--line-strong)" />
      </pattern>
    </defs>
  );
}

type MonthBarProps = { scale: TimelineScale; m: number; month: string; n: number | null; look: string };

/** One month; null = no data, drawn at full height and hatched. */
function MonthBar({ scale, m, month, n, look }: MonthBarProps) {
  const height = n === null ? scale.height : scale.barHeight(n);
  return (
    <rect
      className={look}
      {...(n === null ? { fill: "url(#gap-hatch)" } : {})}
      x={scale.x(m)}
      y={scale.height - height}
      width={scale.barWidth}
      height={height}
      rx={Math.min(1.5, scale.barWidth / 3)}
    >
      <title>{`${monthLabel(month)}: ${n === null ? "no data" : formatCount(n)}`}</title>
    </rect>
  );
}

function barClass(
  m: number,
  chosen: { from: number; to: number },
  earlier: { from: number; to: number } | null,
): string {
  if (m >= chosen.from && m <= chosen.to) return "bar bar-chosen";
  return earlier && m >= earlier.from && m <= earlier.to ? "bar bar-earlier" : "bar";
}

/** Least room for a year's label, px. */
const LABEL_ROOM = 38;

function YearAxis({ scale, months }: Pick<HistogramProps, "scale" | "months">) {
  const years = months.flatMap((month, m) =>
    month.endsWith("-01") || m === 0 ? [{ year: month.slice(0, 4), m }] : [],
  );
  let lastX = Number.NEGATIVE_INFINITY;
  const labels = years.filter(({ m }, i) => {
    const next = years[i + 1];
    const crowded = i === 0 && next !== undefined && scale.x(next.m) - scale.x(m) < LABEL_ROOM;
    if (crowded || scale.x(m) - lastX < LABEL_ROOM || scale.width - scale.x(m) < LABEL_ROOM - 8) return false;
    lastX = scale.x(m);
    return true;
  });
  return (
    <g className="axis">
      {labels.map(({ year, m }) => (
        <text key={year} x={scale.x(m)} y={scale.height + 14}>
          {year}
        </text>
      ))}
    </g>
  );
}
