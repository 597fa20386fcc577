import type { ImportManifest } from "#contract/imports.ts";
import { count } from "../words.ts";

const WITH_POSITIONS = new Set(["police-uk", "force-extract", "demo"]);

/** The sum that must come out: read = accepted + rejected; and how many of the accepted have no position. */
export function RowSum({ manifest }: { manifest: ImportManifest }) {
  const { read, accepted, rejected, unlocated, kind } = manifest;
  return (
    <section className="ds-block">
      <h3>Every row is accounted for</h3>
      <dl className="ds-sum">
        <div>
          <dt>rows read</dt>
          <dd>{count(read)}</dd>
        </div>
        <Sign sign="=" />
        <div>
          <dt>accepted</dt>
          <dd>{count(accepted)}</dd>
        </div>
        <Sign sign="+" />
        <div className={rejected > 0 ? "ds-warn" : ""}>
          <dt>rejected</dt>
          <dd>{count(rejected)}</dd>
        </div>
        {kind && WITH_POSITIONS.has(kind) ? (
          <div className="ds-sum-part">
            <dt>of the accepted have no position: in totals, on no map</dt>
            <dd>{count(unlocated)}</dd>
          </div>
        ) : null}
      </dl>
    </section>
  );
}

const Sign = ({ sign }: { sign: string }) => (
  <div className="ds-sum-sign" aria-hidden="true">
    {sign}
  </div>
);
