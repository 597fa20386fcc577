import type { ImportManifest } from "#contract/imports.ts";
import { count } from "../words.ts";

/** The sum that must come out: read = accepted + rejected, accepted = with a position + without one. */
export function RowSum({ manifest }: { manifest: ImportManifest }) {
  const { read, accepted, rejected, unlocated, kind } = manifest;
  const positions = kind === "police-uk" || kind === "force-extract" || kind === "demo";
  return (
    <table className="data-table ds-sum">
      <caption>Every row is accounted for</caption>
      <tbody>
        <tr>
          <th scope="row">Rows read</th>
          <td className="num">{count(read)}</td>
        </tr>
        <tr>
          <th scope="row">= accepted</th>
          <td className="num">{count(accepted)}</td>
        </tr>
        <tr className={rejected > 0 ? "ds-warn" : ""}>
          <th scope="row">+ rejected</th>
          <td className="num">{count(rejected)}</td>
        </tr>
        {positions ? (
          <tr>
            <th scope="row">
              of the accepted without a position
              <span className="sub">counted in totals of the force, shown beside every map, on none</span>
            </th>
            <td className="num">{count(unlocated)}</td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}
