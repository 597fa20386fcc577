import type { Seasons } from "#contract/patterns.ts";
import { formatCount, formatFigure } from "../../../state/format.ts";

type SeasonsData = NonNullable<Seasons["data"]>;
type Point = SeasonsData["points"][number];

const WIDTH = 352;
const HEIGHT = 140;
const LEFT = 32;
const FOOT = 18;

/** This year as a line over the band that earlier years lead one to expect; what lies outside is marked and named. */
export function SeasonChart({ seasons }: { seasons: SeasonsData }) {
  const { points, year, baselineWords, breaks } = seasons;
  const most = Math.max(1, ...points.flatMap(({ n, high }) => [n ?? 0, high ?? 0]));
  const x = (i: number) => LEFT + (i * (WIDTH - LEFT - 10)) / Math.max(1, points.length - 1);
  const y = (n: number) => HEIGHT - FOOT - (n / most) * (HEIGHT - FOOT - 8);
  const outside = points.filter((point) => point.outside === "above" || point.outside === "below");
  return (
    <>
      <p className="answer-lead">{leadOf(seasons, outside)}</p>
      <svg
        className="season-chart"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${year} against earlier years. ${leadOf(seasons, outside)} The table has every figure.`}
      >
        <text x={LEFT - 5} y={y(most) + 4} textAnchor="end">
          {formatCount(Math.round(most))}
        </text>
        <text x={LEFT - 5} y={y(0)} textAnchor="end">
          0
        </text>
        <line className="axis" x1={LEFT} x2={WIDTH - 10} y1={y(0)} y2={y(0)} />
        <path className="band" d={bandPath(points, x, y)} />
        <path
          className="expected"
          d={linePath(
            points.map(({ expected }) => expected),
            x,
            y,
          )}
        />
        <path
          className="this-year"
          d={linePath(
            points.map(({ n }) => n),
            x,
            y,
          )}
        />
        {points.map((point, i) =>
          point.n !== null && outside.includes(point) ? (
            <path key={point.step} className="outside" d={mark(x(i), y(point.n), point.outside === "above")}>
              <title>{pointWords(point)}</title>
            </path>
          ) : null,
        )}
        {points.map(({ step, label }, i) =>
          i % Math.ceil(points.length / 6) === 0 ? (
            <text key={step} x={x(i)} y={HEIGHT - 4} textAnchor="middle">
              {label}
            </text>
          ) : null,
        )}
      </svg>
      <ul className="season-key">
        <li data-key="this-year">{year}</li>
        <li data-key="expected">expected</li>
        <li data-key="band">expected range</li>
        <li data-key="outside">outside it</li>
      </ul>
      <p className="small-print">
        Baseline: {baselineWords}. {breaks.map(({ month, note }) => `${month}: ${note}`).join(" ")}
      </p>
    </>
  );
}

function leadOf({ year, by }: SeasonsData, outside: readonly Point[]): string {
  if (outside.length === 0) return `No ${by} of ${year} is outside the expected range.`;
  const named = outside.slice(0, 3).map(pointWords).join("; ");
  return `${outside.length} ${by}${outside.length === 1 ? "" : "s"} of ${year} outside the expected range: ${named}${outside.length > 3 ? `; and ${outside.length - 3} more` : ""}.`;
}

function pointWords({ label, n, expected, low, high }: Point): string {
  return `${label} ${formatCount(n ?? 0)}, expected ${formatFigure(expected ?? 0)} (${formatFigure(low ?? 0)} to ${formatFigure(high ?? 0)})`;
}

type Scale = (n: number) => number;

function linePath(values: readonly (number | null)[], x: Scale, y: Scale): string {
  let isOpen = false;
  return values
    .map((value, i) => {
      if (value === null) {
        isOpen = false;
        return "";
      }
      const command = isOpen ? "L" : "M";
      isOpen = true;
      return `${command}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join("");
}

function bandPath(points: readonly Point[], x: Scale, y: Scale): string {
  const known = points.flatMap(({ low, high }, i) =>
    low === null || high === null ? [] : [{ i, low, high }],
  );
  if (known.length === 0) return "";
  const upper = known.map(({ i, high }) => `${x(i).toFixed(1)} ${y(high).toFixed(1)}`);
  const lower = known.map(({ i, low }) => `${x(i).toFixed(1)} ${y(low).toFixed(1)}`).reverse();
  return `M${[...upper, ...lower].join("L")}Z`;
}

/** A triangle that points the way the figure is out. */
function mark(x: number, y: number, isAbove: boolean): string {
  const d = isAbove ? -1 : 1;
  return `M${x - 5} ${y - d * 1}L${x + 5} ${y - d * 1}L${x} ${y + d * 8}Z`;
}

export function SeasonTable({ seasons: { points, year, baselineYears } }: { seasons: SeasonsData }) {
  return (
    <table className="data-table answer-table">
      <caption className="visually-hidden">{year} against earlier years</caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col" className="num">
            {year}
          </th>
          <th scope="col" className="num">
            Expected
          </th>
          <th scope="col" className="num">
            Range
          </th>
          {baselineYears.map((earlier) => (
            <th key={earlier} scope="col" className="num">
              {earlier}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {points.map(({ step, label, n, expected, low, high, earlier, outside }) => (
          <tr key={step}>
            <th scope="row">{label}</th>
            <td className="num">
              {n === null ? "–" : formatCount(n)}
              {outside === "above" ? " ▲" : outside === "below" ? " ▼" : ""}
            </td>
            <td className="num">{expected === null ? "–" : formatFigure(expected)}</td>
            <td className="num">
              {low === null || high === null ? "–" : `${formatFigure(low)}–${formatFigure(high)}`}
            </td>
            {baselineYears.map((year) => {
              const before = earlier.find((one) => one.year === year);
              return (
                <td key={year} className="num">
                  {before ? formatCount(before.n) : "–"}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
