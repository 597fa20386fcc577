import type { ImportManifest, ImportPreview } from "#contract/imports.ts";
import { useImportPreview } from "../../../../api/imports.ts";
import { ErrorNotice, Skeleton } from "../../../../ui/notice.tsx";
import { BoundaryFieldsForm } from "../../mapping/boundary-fields-form.tsx";
import { MappingForm } from "../../mapping/mapping-form.tsx";
import { CommitPanel } from "./commit-panel.tsx";
import { DiscardImport } from "./discard-import.tsx";
import { namesPublisher } from "./import-draft.ts";
import { KindChoice } from "./kind-choice.tsx";
import { PreviewTable } from "./preview-table.tsx";
import { PublisherForm } from "./publisher-form.tsx";
import { useImportDraft } from "./use-import-draft.ts";

/** From "what is this" to "commit", on one page, in the order in which one thinks about it. */
export function ImportReview({ manifest }: { manifest: ImportManifest }) {
  const preview = useImportPreview(manifest.id, true);
  if (preview.isError) {
    return (
      <>
        <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />
        <DiscardImport id={manifest.id} />
      </>
    );
  }
  if (!preview.data) return <Skeleton lines={8} label="Loading the first rows" />;
  return <ReviewSteps manifest={manifest} preview={preview.data} />;
}

function ReviewSteps({ manifest, preview }: { manifest: ImportManifest; preview: ImportPreview }) {
  const state = useImportDraft(preview);
  const { draft, change } = state;
  return (
    <>
      <KindChoice preview={preview} kind={draft.kind} onChange={(kind) => change({ kind })} />
      <PreviewTable preview={preview} />
      {draft.kind === "force-extract" ? (
        <MappingForm
          mapping={draft.mapping}
          columns={preview.columns}
          rows={preview.rows}
          onChange={(mapping) => change({ mapping })}
        />
      ) : null}
      {draft.kind === "boundaries" ? (
        <BoundaryFieldsForm
          fields={draft.boundaryFields}
          columns={preview.columns}
          rows={preview.rows}
          onChange={(boundaryFields) => change({ boundaryFields })}
        />
      ) : null}
      {namesPublisher(draft.kind) ? <PublisherForm draft={draft} onChange={change} /> : null}
      <CommitPanel manifest={manifest} columns={preview.columns} state={state} />
    </>
  );
}
