import type { ImportKind, ImportManifest, ImportPreview } from "#contract/imports.ts";
import { useImportPreview, useReadAs } from "../../../../api/imports.ts";
import { ErrorNotice, Skeleton } from "../../../../ui/notice.tsx";
import { BoundaryFieldsForm } from "../../mapping/boundary-fields-form.tsx";
import { MappingForm } from "../../mapping/mapping-form.tsx";
import { CommitPanel } from "./commit-panel.tsx";
import { DiscardImport } from "./discard-import.tsx";
import { draftFromPreview, namesPublisher } from "./import-draft.ts";
import { KindChoice } from "./kind-choice.tsx";
import { PreviewTable } from "./preview-table.tsx";
import { PublisherForm } from "./publisher-form.tsx";
import { useImportDraft } from "./use-import-draft.ts";

/** From "what is this" to "commit", on one page, in the order in which one thinks about it. */
export function ImportReview({ manifest }: { manifest: ImportManifest }) {
  const preview = useImportPreview(manifest.id, null);
  if (preview.isError) {
    return (
      <>
        <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />
        <div className="ds-actions">
          <DiscardImport id={manifest.id} />
        </div>
      </>
    );
  }
  if (!preview.data) {
    return (
      <>
        <Skeleton lines={8} label="Looking at the file" />
        <div className="ds-actions">
          <DiscardImport id={manifest.id} />
        </div>
      </>
    );
  }
  return <ReviewSteps manifest={manifest} preview={preview.data} />;
}

function ReviewSteps({ manifest, preview }: { manifest: ImportManifest; preview: ImportPreview }) {
  const state = useImportDraft(preview);
  const { draft, change } = state;
  const readAs = useReadAs(manifest.id);
  const other = useImportPreview(manifest.id, draft.kind === preview.detected.kind ? null : draft.kind);
  const { columns, rows } = other.data ?? preview;
  const choose = (kind: ImportKind) =>
    readAs.mutate(kind, { onSuccess: (as) => change({ ...draftFromPreview(as), kind }) });
  return (
    <>
      <KindChoice preview={preview} kind={draft.kind} onChange={choose} />
      {readAs.isError ? <ErrorNotice error={readAs.error} /> : null}
      {draft.kind === null && rows.length === 0 ? null : <PreviewTable columns={columns} rows={rows} />}
      {draft.kind === "force-extract" ? (
        <MappingForm
          mapping={draft.mapping}
          columns={columns}
          rows={rows}
          onChange={(mapping) => change({ mapping })}
        />
      ) : null}
      {draft.kind === "boundaries" ? (
        <BoundaryFieldsForm
          fields={draft.boundaryFields}
          columns={columns}
          rows={rows}
          onChange={(boundaryFields) => change({ boundaryFields })}
        />
      ) : null}
      {namesPublisher(draft.kind) ? <PublisherForm draft={draft} onChange={change} /> : null}
      {draft.kind === null ? (
        <div className="ds-actions">
          <DiscardImport id={manifest.id} />
        </div>
      ) : (
        <CommitPanel manifest={manifest} columns={columns} state={state} />
      )}
    </>
  );
}
