import { formatCount } from "../../../state/format.ts";

/** Bars shown; what is beyond stands in the sentence. */
const BARS = 24;

/** How many hexagons of the area have each count: all that the exact test needs to know. */
export function CountHistogram({ counts }: { counts: readonly { n: number; cells: number }[] }) {
  const shown = counts.slice(0, BARS);
  const most = Math.max(1, ...shown.map(({ cells }) => cells));
  const last = counts.at(-1);
  return (
    <figure className="count-histogram">
      <figcaption>
        Hexagons of the area by their count{last ? ` (largest ${formatCount(last.n)})` : ""}. Bars by square
        root, so that the few busy ones can be seen.
      </figcaption>
      <table>
        <caption className="visually-hidden">Hexagons of the area by their count</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Count</th>
            <th scope="col">Hexagons</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ n, cells }) => (
            <tr key={n}>
              <th scope="row">{formatCount(n)}</th>
              <td>
                <i style={{ width: `${60 * Math.sqrt(cells / most)}%` }} aria-hidden="true" />{" "}
                {formatCount(cells)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {counts.length > BARS ? (
        <p className="note">{formatCount(counts.length - BARS)} larger counts follow.</p>
      ) : null}
    </figure>
  );
}
