import type { ImportManifest } from "#contract/imports.ts";
import { count } from "../words.ts";
import { isIncidents } from "./import-words.ts";

/** The sum that must come out: read = accepted + rejected; and how many of the accepted have no position. */
export function RowSum({ manifest }: { manifest: ImportManifest }) {
  const { read, accepted, rejected, unlocated } = manifest;
  return (
    <section className="ds-block">
      <h3>Every row is accounted for</h3>
      <dl className="ds-sum">
        <div>
          <dt>rows read</dt>
          <dd>{count(read)}</dd>
        </div>
        <div className="ds-sum-equals">
          <dt>accepted</dt>
          <dd>{count(accepted)}</dd>
        </div>
        <div className={rejected > 0 ? "ds-sum-plus ds-warn" : "ds-sum-plus"}>
          <dt>rejected</dt>
          <dd>{count(rejected)}</dd>
        </div>
        {isIncidents(manifest) ? (
          <div className="ds-sum-part">
            <dt>of the accepted have no position: in totals, on no map</dt>
            <dd>{count(unlocated)}</dd>
          </div>
        ) : null}
      </dl>
    </section>
  );
}
