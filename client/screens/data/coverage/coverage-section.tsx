import { useSources } from "../../../api/queries.ts";
import { ErrorNotice, Notice, Skeleton } from "../../../ui/notice.tsx";
import { spanOf } from "./coverage-months.ts";
import { SourceCoverage } from "./source-coverage.tsx";

/** Which months each source speaks of, how precise it is, and what of it has no position. */
export function CoverageSection() {
  const sources = useSources();
  return (
    <section className="ds-section">
      <h2 className="ds-h">Sources and coverage</h2>
      <p className="note ds-measure">
        A month that no source covers is unknown, not zero: charts leave it open and totals name it.
      </p>
      {sources.isError ? (
        <ErrorNotice error={sources.error} onRetry={() => void sources.refetch()} />
      ) : !sources.data ? (
        <Skeleton lines={6} label="Loading sources" />
      ) : sources.data.length === 0 ? (
        <Notice title="No source yet">
          <p>
            Sources appear with the first import. Drop an archive from data.police.uk anywhere on this screen.
          </p>
        </Notice>
      ) : (
        <>
          <CoverageLegend />
          {sources.data.map((source) => (
            <SourceCoverage
              key={source.slug}
              source={source}
              frame={spanOf((sources.data ?? []).flatMap((each) => each.forces))}
            />
          ))}
        </>
      )}
    </section>
  );
}

/** What the strips show; the sentence above each strip says the same in words. */
function CoverageLegend() {
  return (
    <ul className="ds-strip-legend small-print">
      <li>
        <span data-state="covered" aria-hidden="true" /> month covered
      </li>
      <li>
        <span data-state="gap" aria-hidden="true" /> missing between first and last
      </li>
      <li>
        <span data-state="outside" aria-hidden="true" /> before the first or after the last
      </li>
    </ul>
  );
}
