import type { ImportManifest } from "#contract/imports.ts";
import { Notice } from "../../../../ui/notice.tsx";
import { ImportWarnings } from "../import-warnings.tsx";
import { importPeriod, isIncidents } from "../import-words.ts";
import { RejectionsReport } from "../rejections-report.tsx";
import { RevisionTable } from "../revision-table.tsx";
import { RowSum } from "../row-sum.tsx";

/** What a commit would do, from a dry run over every row of the file. */
export function DryRunReport({ manifest }: { manifest: ImportManifest }) {
  return (
    <div className="ds-report">
      {manifest.accepted === 0 ? (
        <Notice tone="bad" title="No row of this file can go in">
          <p>
            The reasons are below. Often one wrong choice above (date order, coordinate system) explains them
            all.
          </p>
        </Notice>
      ) : null}
      <RowSum manifest={manifest} />
      {manifest.period ? (
        <p>
          The file speaks of <b>{importPeriod(manifest)}</b>.
        </p>
      ) : null}
      <RejectionsReport manifest={manifest} />
      {isIncidents(manifest) ? <RevisionTable manifest={manifest} tense="will" /> : null}
      <ImportWarnings manifest={manifest} />
    </div>
  );
}
