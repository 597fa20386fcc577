import type { ImportManifest } from "#contract/imports.ts";
import { DEFAULT_EXPLORE, type ScreenState } from "../../../state/url-state.ts";
import { Notice } from "../../../ui/notice.tsx";
import { ScreenLink } from "../screen-link.tsx";
import { ImportWarnings } from "./import-warnings.tsx";
import { importPeriod, isIncidents } from "./import-words.ts";
import { RejectionsReport } from "./rejections-report.tsx";
import { RevisionTable } from "./revision-table.tsx";
import { RowSum } from "./row-sum.tsx";
import { TryAgain } from "./try-again.tsx";
import { UndoImport } from "./undo-import.tsx";

const WENT_IN = new Set<ImportManifest["status"]>(["committed", "undone", "retired"]);

/** What an import led to: the sum, what it replaced, what to know, and the way back. */
export function ImportOutcome({ manifest }: { manifest: ImportManifest }) {
  const { error, period, status } = manifest;
  return (
    <>
      {error ? (
        <Notice tone="bad" title={error.title}>
          <p>{error.detail}</p>
          <p>
            <b>What to do:</b> {error.next}
          </p>
        </Notice>
      ) : null}
      {status === "committed" ? (
        <div className="ds-actions">
          <ScreenLink className="ds-button-link" to={exploreOf(period)}>
            {period ? `See ${importPeriod(manifest)} on the map` : "See the map"}
          </ScreenLink>
          <UndoImport manifest={manifest} />
        </div>
      ) : null}
      {status === "failed" || status === "cancelled" ? <TryAgain manifest={manifest} /> : null}
      {manifest.read > 0 ? <RowSum manifest={manifest} /> : null}
      <RejectionsReport manifest={manifest} />
      {isIncidents(manifest) && WENT_IN.has(status) ? (
        <RevisionTable manifest={manifest} tense={status === "undone" ? "undone" : "did"} />
      ) : null}
      <ImportWarnings manifest={manifest} />
    </>
  );
}

function exploreOf(period: ImportManifest["period"]): ScreenState {
  if (!period) return DEFAULT_EXPLORE;
  return { ...DEFAULT_EXPLORE, period: { kind: "custom", from: period.from, to: period.to } };
}
