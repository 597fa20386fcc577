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
      {months.map((month, m) => {
        if (gaps[m] === 1) {
          return (
            <rect
              key={month}
              x={scale.x(m)}
              y={0}
              width={scale.barWidth}
              height={scale.height}
              fill="url(#gap-hatch)"
            >
              <title>{`${monthLabel(month)}: no data`}</title>
            </rect>
          );
        }
        const height = scale.barHeight(totals[m] ?? 0);
        return (
          <rect
            key={month}
            className={barClass(m, chosen, earlier)}
            x={scale.x(m)}
            y={scale.height - height}
            width={scale.barWidth}
            height={height}
            rx={Math.min(1.5, scale.barWidth / 3)}
          >
            <title>{`${monthLabel(month)}: ${formatCount(totals[m] ?? 0)}`}</title>
          </rect>
        );
      })}
      {breaks.map(({ month, note }) => {
        const m = months.indexOf(month);
        return m <= 0 ? null : (
          <line
            key={month}
            className="series-break"
            x1={scale.x(m) - 1}
            x2={scale.x(m) - 1}
            y1={-6}
            y2={scale.height}
          >
            <title>{note}</title>
          </line>
        );
      })}
      <YearAxis scale={scale} months={months} />
    </g>
  );
});

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
