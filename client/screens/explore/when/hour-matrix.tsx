import type { Hours } from "#contract/patterns.ts";
import { formatCount, formatFigure } from "../../../state/format.ts";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

type HoursData = NonNullable<Hours["data"]>;

const CELL_W = 13;
const CELL_H = 15;
const LEFT = 32;
const TOP = 4;
/** Classes by share of the busiest hour; equal steps, so that the eye compares like with like. */
const CLASSES = 6;

/** 7 days by 24 hours, darker for more; the certain part of each hour is the bar along its foot. */
export function HourMatrix({ hours }: { hours: HoursData }) {
  const { weight, certain } = hours;
  const most = Math.max(...weight, 1e-9);
  return (
    <>
      <p className="answer-lead">{leadOf(hours)}</p>
      <svg
        className="hour-matrix"
        viewBox={`0 0 ${LEFT + 24 * CELL_W + 2} ${TOP + 7 * CELL_H + 16}`}
        role="img"
        aria-label={`Incidents by hour of the week. ${leadOf(hours)} The table has every hour.`}
      >
        {DAYS.map((day, d) => (
          <text key={day} x={LEFT - 5} y={TOP + d * CELL_H + 11} textAnchor="end">
            {day}
          </text>
        ))}
        {DAYS.map((day, d) =>
          HOURS.map((hour) => {
            const at = 24 * d + hour;
            const n = weight[at] ?? 0;
            const x = LEFT + hour * CELL_W;
            const y = TOP + d * CELL_H;
            return (
              <g key={`${day}${hour}`}>
                <rect x={x} y={y} width={CELL_W - 1} height={CELL_H - 1} data-class={classOf(n, most)}>
                  <title>{`${day} ${hourText(hour)}: ${formatFigure(n)}, of it ${formatFigure(certain[at] ?? 0)} certain`}</title>
                </rect>
                <rect
                  className="certain"
                  x={x}
                  y={y + CELL_H - 3}
                  width={n > 0 ? ((CELL_W - 1) * (certain[at] ?? 0)) / n : 0}
                  height={2}
                />
              </g>
            );
          }),
        )}
        {[0, 6, 12, 18].map((hour) => (
          <text key={hour} x={LEFT + hour * CELL_W} y={TOP + 7 * CELL_H + 12}>
            {hourText(hour)}
          </text>
        ))}
      </svg>
      <p className="small-print">
        Darker = more; the darkest hours have up to {formatFigure(most)}. The line at the foot of an hour is
        the part that is known to within an hour: {formatCount(Math.round(hours.certainShare * hours.used))}{" "}
        of {formatCount(hours.used)} in all.
        {hours.excluded.map(({ reason, n }) => ` Left out: ${formatCount(n)} (${reason}).`).join("")}
      </p>
    </>
  );
}

function classOf(n: number, most: number): number {
  return n <= 0 ? 0 : Math.min(CLASSES, Math.ceil((CLASSES * n) / most));
}

function leadOf({ peaks, used }: HoursData): string {
  const [first] = peaks;
  if (used === 0) return "No incident has a time.";
  if (!first) return "No part of the week stands out.";
  return `Most: ${first.words} (${formatCount(Math.round(first.share * used))} of ${formatCount(used)}).`;
}

function hourText(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}

/** The same as a table: hours down, days across. */
export function HourTable({ hours: { weight } }: { hours: HoursData }) {
  return (
    <table className="data-table answer-table">
      <caption className="visually-hidden">Incidents by hour of the week</caption>
      <thead>
        <tr>
          <th scope="col">Hour</th>
          {DAYS.map((day) => (
            <th key={day} scope="col" className="num">
              {day}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {HOURS.map((hour) => (
          <tr key={hour}>
            <th scope="row">{hourText(hour)}</th>
            {DAYS.map((day, d) => (
              <td key={day} className="num">
                {formatFigure(weight[24 * d + hour] ?? 0)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
