import type { Concentration } from "#contract/hotspots.ts";
import { formatCount, percentOf } from "../../../state/format.ts";

type Data = NonNullable<Concentration["data"]>;

const SIZE = 190;
const LEFT = 34;
const FOOT = 28;

/** Share of incidents against share of land, densest land first; the straight line is an even spread. */
export function LorenzChart({ curve }: { curve: Data["lorenz"] }) {
  const side = SIZE - FOOT - 8;
  const x = (share: number) => LEFT + share * side;
  const y = (share: number) => 8 + (1 - share) * side;
  const path = curve
    .map(
      ({ shareOfArea, shareOfIncidents }, i) =>
        `${i === 0 ? "M" : "L"}${x(shareOfArea).toFixed(1)} ${y(shareOfIncidents).toFixed(1)}`,
    )
    .join("");
  return (
    <svg
      className="lorenz"
      viewBox={`0 0 ${LEFT + side + 12} ${SIZE}`}
      role="img"
      aria-label="Share of incidents against share of land; the table has the figures."
    >
      <rect className="frame" x={x(0)} y={y(1)} width={side} height={side} />
      <line className="even" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
      <path className="this-year" d={path} />
      <text x={LEFT - 4} y={y(1) + 8} textAnchor="end">
        100 %
      </text>
      <text x={LEFT - 4} y={y(0)} textAnchor="end">
        0
      </text>
      <text x={x(0.5)} y={SIZE - 4} textAnchor="middle">
        share of land
      </text>
      <text x={x(1)} y={SIZE - 16} textAnchor="end">
        100 %
      </text>
      <text transform={`translate(${LEFT - 10} ${y(0.5)}) rotate(-90)`} textAnchor="middle">
        share of incidents
      </text>
    </svg>
  );
}

export function LorenzTable({ data }: { data: Data }) {
  return (
    <>
      <table className="data-table answer-table">
        <caption>Incidents on the busiest land</caption>
        <thead>
          <tr>
            <th scope="col">Land</th>
            <th scope="col" className="num">
              Hexagons
            </th>
            <th scope="col" className="num">
              Incidents
            </th>
          </tr>
        </thead>
        <tbody>
          {data.topShares.map(({ areaShare, incidentShare, cells }) => (
            <tr key={areaShare}>
              <th scope="row">{percentOf(areaShare, 1)}</th>
              <td className="num">{formatCount(Math.round(cells))}</td>
              <td className="num">{percentOf(incidentShare, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className="data-table answer-table">
        <caption>The top hexagons, year to year</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col" className="num">
              Stayed
            </th>
            <th scope="col" className="num">
              By chance
            </th>
          </tr>
        </thead>
        <tbody>
          {data.stability.map(({ from, to, cells, stayed, expectedByChance }) => (
            <tr key={from}>
              <th scope="row">{from.slice(0, 7)}</th>
              <td>{to.slice(0, 7)}</td>
              <td className="num">
                {stayed.toFixed(1).replace(/\.0$/, "")} of {formatCount(Math.round(cells))}
              </td>
              <td className="num">{expectedByChance.toFixed(1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
