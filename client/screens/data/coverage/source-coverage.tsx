import type { SourceList } from "#contract/system.ts";
import { Badge } from "../../../ui/badge.tsx";
import type { Period } from "./coverage-months.ts";
import { ForceCoverage } from "./force-coverage.tsx";

type Source = SourceList[number];

const TIME: Record<Source["timePrecision"], string> = {
  month: "the month only: no weekday, no hour",
  exact: "date and time as recorded",
};
const POSITION: Record<Source["positionPrecision"], string> = {
  "snap-point": "moved to the nearest of a fixed set of points; never the address itself",
  exact: "as recorded",
};

/** One source: whose it is, on what terms, how precise, and the months of each force in it. */
export function SourceCoverage({ source, frame }: { source: Source; frame: Period | null }) {
  return (
    <section className="ds-block">
      <div className="ds-block-head">
        <h3>{source.title}</h3>
        {source.invented ? <Badge tone="warn">Invented incidents</Badge> : null}
      </div>
      <dl className="ds-facts">
        <div>
          <dt>Publisher</dt>
          <dd>{source.publisher}</dd>
        </div>
        <div>
          <dt>Licence</dt>
          <dd>{source.licence}</dd>
        </div>
        <div>
          <dt>Time</dt>
          <dd>{TIME[source.timePrecision]}</dd>
        </div>
        <div>
          <dt>Position</dt>
          <dd>{POSITION[source.positionPrecision]}</dd>
        </div>
      </dl>
      {source.forces.length === 0 || frame === null ? (
        <p className="note">No month of this source is in use now.</p>
      ) : (
        source.forces.map((force) => <ForceCoverage key={force.name} force={force} frame={frame} />)
      )}
    </section>
  );
}
