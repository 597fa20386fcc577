import type { ImportManifest } from "#contract/imports.ts";
import { rejectionsCsvUrl, useRejections } from "../../../api/imports.ts";
import { DownloadIcon } from "../../../ui/icons.tsx";
import { ErrorNotice, Skeleton } from "../../../ui/notice.tsx";
import { count } from "../words.ts";
import { groupRejections, type RejectionGroup, reasonWords, whereWords } from "./group-rejections.ts";

/** Rejected rows by reason, each with examples by file and line, and all of them as a download. */
export function RejectionsReport({ manifest }: { manifest: ImportManifest }) {
  const rows = useRejections(manifest.id, manifest.rejected > 0);
  if (manifest.rejected === 0) return null;
  return (
    <section className="ds-block">
      <div className="ds-block-head">
        <h3>Rejected rows</h3>
        <a className="ds-download" href={rejectionsCsvUrl(manifest.id)} download>
          <DownloadIcon />
          All {count(manifest.rejected)} with line numbers (CSV)
        </a>
      </div>
      {rows.isError ? <ErrorNotice error={rows.error} onRetry={() => void rows.refetch()} /> : null}
      {rows.isPending ? <Skeleton lines={3} label="Loading rejected rows" /> : null}
      <table className="data-table ds-stack">
        <caption className="visually-hidden">Rejected rows by reason with examples</caption>
        <thead>
          <tr>
            <th scope="col">Why</th>
            <th scope="col" className="num">
              Rows
            </th>
            <th scope="col">Examples</th>
          </tr>
        </thead>
        <tbody>
          {groupRejections(manifest.rejectedByReason, rows.data ?? []).map((group) => (
            <ReasonRow key={group.reason} group={group} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ReasonRow({ group }: { group: RejectionGroup }) {
  return (
    <tr>
      <th scope="row">{reasonWords(group.reason)}</th>
      <td data-label="Rows" className="num">
        {count(group.n)}
      </td>
      <td data-label="Examples">
        <ul className="ds-examples">
          {group.examples.map((row) => (
            <li key={`${row.entry}:${row.line}`}>
              <span className="ds-where">{whereWords(row)}</span> {row.detail}
              <code className="ds-excerpt">{row.excerpt}</code>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}
